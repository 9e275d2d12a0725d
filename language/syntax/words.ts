// The words of one text, each kept once: a name that is used many times is one string, which is compared and looked
// up faster; and a word is known without being cut out of the text first.
import { KEYWORDS, type TokenKind } from './token';

interface Word {
  readonly text: string;
  /** `name`, unless it is a keyword. */
  readonly kind: TokenKind;
}

type Slots = (Word | undefined)[];

/** Slots of the table at first; it is doubled when half of them are taken. */
const SMALLEST = 256;
/** So many neighbouring slots are looked at; whoever makes up names that all want the same one gains nothing. */
const MOST_LOOKS = 16;

export class Words {
  private slots: Slots = KEYWORD_SLOTS.slice();
  private count = KEYWORDS.size;
  /** Those whose slots were taken by others. */
  private crowded: Map<string, Word> | undefined;

  /**
   * The word that stands in a text from `start` to `end`.
   * @param hash of its characters, made with `extendHash`
   */
  at(text: string, start: number, end: number, hash: number): Word {
    const { slots } = this;
    const length = end - start;
    for (let i = 0, slot = slotOf(hash); i < MOST_LOOKS; i++, slot++) {
      const found = slots[slot & (slots.length - 1)];
      if (!found) return this.add({ text: text.slice(start, end), kind: 'name' }, hash);
      if (found.text.length === length && text.startsWith(found.text, start)) return found;
    }
    const word: Word = { text: text.slice(start, end), kind: 'name' };
    return this.crowded?.get(word.text) ?? this.add(word, hash);
  }

  private add(word: Word, hash: number): Word {
    if (2 * ++this.count > this.slots.length) this.grow();
    this.place(word, hash);
    return word;
  }

  private grow(): void {
    const { slots } = this;
    this.slots = new Array<Word | undefined>(2 * slots.length).fill(undefined);
    for (const word of slots) if (word) this.place(word, hashOf(word.text));
  }

  private place(word: Word, hash: number): void {
    if (!place(this.slots, word, hash)) (this.crowded ??= new Map()).set(word.text, word);
  }
}

/** Puts a word into a free slot; false if it finds none near where it belongs. */
function place(slots: Slots, word: Word, hash: number): boolean {
  for (let i = 0, slot = slotOf(hash); i < MOST_LOOKS; i++, slot++) {
    const at = slot & (slots.length - 1);
    if (slots[at]) continue;
    slots[at] = word;
    return true;
  }
  return false;
}

/** The hash of a word that is one character longer; that of no character is 0. */
export function extendHash(hash: number, character: number): number {
  return (Math.imul(hash, 31) + character) | 0;
}

/** Where the word belongs in a table without end. */
function slotOf(hash: number): number {
  return hash ^ (hash >>> 15);
}

function hashOf(text: string): number {
  let hash = 0;
  for (let i = 0; i < text.length; i++) hash = extendHash(hash, text.charCodeAt(i));
  return hash;
}

const KEYWORD_SLOTS: Slots = new Array<Word | undefined>(SMALLEST).fill(undefined);
for (const [text, kind] of KEYWORDS) place(KEYWORD_SLOTS, { text, kind }, hashOf(text));
