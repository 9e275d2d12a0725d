// The lexer: a cursor over the text that makes one token at a time, in place. It allocates nothing for
// a token and looks at each character once, so that a text lexes in linear time whatever it contains.
//
// It only finds where a token ends; what a literal means (and what is wrong inside one) is decoded by
// literals.ts when the parser takes it. What is between tokens and should not be there (a foreign
// comment, a character of no token) is reported from here and passed over.
import { CODE } from './codes';
import type { TokenKind } from './token';
import { extendHash, Words } from './words';
import { describeCharacter, hintForCharacter } from './habits';

/** Receives what is wrong between tokens; offsets are into the text. */
export type LexicalReport = (
  code: string,
  start: number,
  end: number,
  message: string,
  hint?: string,
) => void;

const LETTER = 1;
const DIGIT = 2;
const SPACE = 4;
const PUNCTUATION = 8;

/** What an ASCII character may be part of. */
const CLASS = new Uint8Array(128);
for (let c = 0x41; c <= 0x5a; c++) CLASS[c] = CLASS[c + 32] = LETTER;
CLASS[0x5f] = LETTER;
for (let c = 0x30; c <= 0x39; c++) CLASS[c] = DIGIT;
for (const c of ' \t\r\v\f') CLASS[c.charCodeAt(0)] = SPACE;
for (const c of '()[]{},;:.=+-*/%&|~^!<>"\'#') CLASS[c.charCodeAt(0)] = PUNCTUATION;

const NEWLINE = 0x0a;
const MINUS = 0x2d;
const DOT = 0x2e;
const SLASH = 0x2f;
const STAR = 0x2a;
const QUOTE = 0x22;
const APOSTROPHE = 0x27;
const BACKSLASH = 0x5c;
const HASH = 0x23;

/** Operators by first character, longest first; a character of no operator has none. */
const OPERATORS: TokenKind[][] = Array.from({ length: 128 }, () => []);
const OPERATOR_LIST: readonly TokenKind[] = [
  ...(['<<=', '>>=', '...', '..=', '..<'] as const),
  ...(['&&', '||', '++', '->', '=>', '|>', ':=', '::', '..', '<<', '>>', '==', '!=', '<=', '>='] as const),
  ...(['+=', '-=', '*=', '/=', '%=', '&=', '|=', '~='] as const),
  ...(['(', ')', '[', ']', '{', '}', ',', ';', ':', '.', '=', '+', '-', '*', '/', '%'] as const),
  ...(['&', '|', '~', '^', '!', '<', '>'] as const),
];
for (const operator of OPERATOR_LIST) OPERATORS[operator.charCodeAt(0)]?.push(operator);

/** True for characters that people take for blanks although they are none (no-break space, marks, …). */
function isForeignBlank(c: number): boolean {
  return (
    c === 0xa0 || (c >= 0x2000 && c <= 0x200f) || c === 0x2028 || c === 0x2029 || c === 0x3000 || c === 0xfeff
  );
}

/** True for quotation marks of typesetting, which no token contains. */
function isForeignQuote(c: number): boolean {
  return (c >= 0x2018 && c <= 0x201f) || c === 0xab || c === 0xbb;
}

export class Lexer {
  /** The current token. */
  kind: TokenKind = 'eof';
  start = 0;
  end = 0;
  /** Whether a line ends between the previous token and this one. */
  newlineBefore = false;
  /** Of a name or keyword, its spelling: the same string for the same word. */
  word = '';
  /** Where the previous token ended; 0 before the first. */
  previousEnd = 0;
  private noBlockCommentEnd = false;

  /**
   * @param report where mistakes between tokens go; without it they are passed over silently (for looking ahead)
   */
  constructor(
    readonly text: string,
    private readonly report?: LexicalReport,
    private readonly words = new Words(),
  ) {
    if (text.charCodeAt(0) === 0xfeff) this.end = 1;
  }

  /** A silent lexer that stands on the same token. */
  fork(): Lexer {
    const copy = new Lexer(this.text, undefined, this.words);
    copy.kind = this.kind;
    copy.start = this.start;
    copy.end = this.end;
    copy.newlineBefore = this.newlineBefore;
    copy.word = this.word;
    copy.previousEnd = this.previousEnd;
    return copy;
  }

  /** The spelling of the current token. */
  get spelling(): string {
    return this.text.slice(this.start, this.end);
  }

  /** Leaves everything unread: the next token is the end. */
  skipToEnd(): void {
    this.previousEnd = this.end;
    this.kind = 'eof';
    this.start = this.end = this.text.length;
    this.newlineBefore = true;
  }

  /** Goes to the next token; at the end it stays there. */
  next(): void {
    this.previousEnd = this.end;
    const at = this.skipTrivia(this.end);
    const text = this.text;
    this.start = at;
    if (at >= text.length) {
      this.kind = 'eof';
      this.end = at;
      return;
    }
    const c = text.charCodeAt(at);
    const kind = c < 128 ? (CLASS[c] as number) : LETTER;
    if (kind === LETTER) this.readWord(at);
    else if (kind === DIGIT) this.number(at);
    else this.punctuation(at, c);
  }

  /** Passes blanks, comments and strays from `at` on; gives where the next token begins. */
  private skipTrivia(at: number): number {
    const text = this.text;
    this.newlineBefore = false;
    for (;;) {
      const c = text.charCodeAt(at);
      if (c === NEWLINE) {
        this.newlineBefore = true;
        at++;
      } else if (c < 128) {
        const kind = CLASS[c] as number;
        if (kind === SPACE) at++;
        else if (kind === 0) at = this.strays(at);
        else if (c === MINUS && text.charCodeAt(at + 1) === MINUS) at = this.lineEnd(at);
        else if (c === SLASH && this.isForeignComment(at)) at = this.foreignComment(at);
        else return at;
      } else if (isForeignBlank(c) || isForeignQuote(c)) at = this.strays(at);
      else return at; // a letter of another script, or the end (NaN)
    }
  }

  private isForeignComment(at: number): boolean {
    const c = this.text.charCodeAt(at + 1);
    return c === SLASH || c === STAR;
  }

  private lineEnd(at: number): number {
    const end = this.text.indexOf('\n', at);
    return end < 0 ? this.text.length : end;
  }

  /** `// …` to the end of the line, or a block comment to its end. */
  private foreignComment(at: number): number {
    const isBlock = this.text.charCodeAt(at + 1) === STAR;
    const hint = isBlock
      ? 'there are no block comments; begin every line of the comment with `--`'
      : 'write `--` instead of `//`';
    this.report?.(CODE.foreignComment, at, at + 2, 'a comment begins with `--`', hint);
    if (!isBlock) return this.lineEnd(at);
    const close = this.noBlockCommentEnd ? -1 : this.text.indexOf('*/', at + 2);
    if (close >= 0) {
      const lineEnd = this.lineEnd(at);
      if (lineEnd < close) this.newlineBefore = true;
      return close + 2;
    }
    this.noBlockCommentEnd = true; // looked for once, or many openings would make this quadratic
    return this.lineEnd(at);
  }

  /** A run of characters that no token contains. */
  private strays(at: number): number {
    const text = this.text;
    let end = at + 1;
    while (end < text.length && this.isStray(text.charCodeAt(end))) end++;
    const what = describeCharacter(text, at);
    this.report?.(CODE.strayCharacter, at, end, `unexpected character ${what}`, hintForCharacter(text, at));
    return end;
  }

  private isStray(c: number): boolean {
    if (c < 128) return CLASS[c] === 0 && c !== NEWLINE;
    return isForeignBlank(c) || isForeignQuote(c);
  }

  /** A name or a keyword. Letters beyond ASCII are kept in the name, so that one mistake is one error. */
  private readWord(at: number): void {
    const text = this.text;
    let end = at;
    let foreign = false;
    let hash = 0;
    for (; end < text.length; end++) {
      const c = text.charCodeAt(end);
      if (c < 128) {
        if (((CLASS[c] as number) & (LETTER | DIGIT)) === 0) break;
      } else {
        if (isForeignBlank(c) || isForeignQuote(c)) break;
        foreign = true;
      }
      hash = extendHash(hash, c);
    }
    this.end = end;
    const word = this.words.at(text, at, end, hash);
    this.kind = word.kind;
    this.word = word.text;
    if (foreign) this.foreignName(at, end);
  }

  private foreignName(at: number, end: number): void {
    const message = 'a name consists of the letters a to z and A to Z, digits and `_`';
    this.report?.(CODE.strayCharacter, at, end, message);
  }

  /** A number, with whatever letters stick to it: literals.ts says what is wrong with those. */
  private number(at: number): void {
    const text = this.text;
    this.kind = 'integer';
    const second = text.charCodeAt(at + 1) | 0x20;
    const isPrefixed =
      text.charCodeAt(at) === 0x30 && (second === 0x78 || second === 0x62 || second === 0x6f);
    let end = isPrefixed ? at : this.decimalDigits(at);
    if (!isPrefixed) {
      if (text.charCodeAt(end) === DOT && this.isDigit(end + 1)) {
        this.kind = 'float';
        end = this.decimalDigits(end + 1);
      }
      end = this.exponent(end);
    }
    while (end < text.length && this.isWordPart(text.charCodeAt(end))) end++;
    this.end = end;
  }

  private exponent(at: number): number {
    if ((this.text.charCodeAt(at) | 0x20) !== 0x65) return at;
    const sign = this.text.charCodeAt(at + 1);
    const digits = sign === MINUS || sign === 0x2b ? at + 2 : at + 1;
    if (!this.isDigit(digits)) return at;
    this.kind = 'float';
    return this.decimalDigits(digits);
  }

  private decimalDigits(at: number): number {
    const text = this.text;
    while (this.isDigit(at) || text.charCodeAt(at) === 0x5f) at++;
    return at;
  }

  private isDigit(at: number): boolean {
    const c = this.text.charCodeAt(at);
    return c >= 0x30 && c <= 0x39;
  }

  private isWordPart(c: number): boolean {
    return c < 128 && ((CLASS[c] as number) & (LETTER | DIGIT)) !== 0;
  }

  private punctuation(at: number, c: number): void {
    if (c === QUOTE) this.string(at);
    else if (c === APOSTROPHE) this.character(at);
    else if (c === HASH) this.directive(at);
    else this.operator(at, c);
  }

  private operator(at: number, c: number): void {
    const candidates = OPERATORS[c] as readonly TokenKind[];
    const text = this.text;
    let kind = candidates[candidates.length - 1] as TokenKind; // the one of a single character
    for (const candidate of candidates) {
      if (candidate.length === 1) break;
      if (text.startsWith(candidate, at)) {
        kind = candidate;
        break;
      }
    }
    this.kind = kind;
    this.end = at + kind.length;
  }

  /** A string literal, which ends at the latest with its line. */
  private string(at: number): void {
    const text = this.text;
    let end = at + 1;
    for (; end < text.length; end++) {
      const c = text.charCodeAt(end);
      if (c === NEWLINE) break;
      if (c === QUOTE) {
        end++;
        break;
      }
      if (c === BACKSLASH && text.charCodeAt(end + 1) !== NEWLINE) end++;
    }
    this.kind = 'string';
    this.end = Math.min(end, text.length);
  }

  /** A character literal; one that is not closed on its line ends after its first character. */
  private character(at: number): void {
    const text = this.text;
    this.kind = 'character';
    let end = at + 1;
    for (; end < text.length && end < at + LONGEST_CHARACTER; end++) {
      const c = text.charCodeAt(end);
      if (c === NEWLINE) break;
      if (c === APOSTROPHE) {
        this.end = end + 1;
        return;
      }
      if (c === BACKSLASH && text.charCodeAt(end + 1) !== NEWLINE) end++;
    }
    this.end = Math.min(at + 2, end, text.length);
  }

  private directive(at: number): void {
    const text = this.text;
    let end = at + 1;
    while (end < text.length && this.isWordPart(text.charCodeAt(end))) end++;
    this.kind = 'directive';
    this.end = end;
  }
}

/** A character literal is looked for this far: `'\u{10FFFF}'` has 12, a word in wrong quotes rarely more than 80. */
const LONGEST_CHARACTER = 80;
