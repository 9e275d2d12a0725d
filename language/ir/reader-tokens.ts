// Tokens of the IR's text form.

export interface Token {
  readonly text: string;
  /** 1-based. */
  readonly line: number;
}

/** What the text form is made of: strings, locals, functions, numbers and words, punctuation. */
const TOKEN =
  /\s+|;[^\n]*|"(?:[^"\\]|\\.)*"|%[\w.]*\.\d+|@(?:"(?:[^"\\]|\\.)*"|[\w.?]+)(?:~\d+)?|->|\.\.|-?\d+(?:\.\d+)?(?:e[+-]?\d+)?|-inf|[A-Za-z_]\w*|[^\s]/gy;

/** Thrown for a text that is no IR; the IR's text is written by us, not by users. */
export class IrSyntaxError extends Error {}

export class TokenStream {
  private readonly tokens: Token[] = [];
  private at = 0;

  constructor(text: string) {
    let line = 1;
    for (const [piece] of text.matchAll(TOKEN)) {
      if (!/^[\s;]/.test(piece)) this.tokens.push({ text: piece, line });
      line += piece.split('\n').length - 1;
    }
  }

  get isAtEnd(): boolean {
    return this.at >= this.tokens.length;
  }

  get peek(): string {
    return this.tokens[this.at]?.text ?? '';
  }

  next(): string {
    const token = this.tokens[this.at++];
    if (!token) throw new IrSyntaxError('the text ends too early');
    return token.text;
  }

  /** Goes on if `text` is next. */
  accept(text: string): boolean {
    if (this.peek !== text) return false;
    this.at++;
    return true;
  }

  expect(text: string): void {
    const found = this.next();
    if (found !== text) throw this.error(`expected ${text} but found ${found}`);
  }

  integer(): number {
    return Number(this.wideInteger());
  }

  wideInteger(): bigint {
    const text = this.next();
    if (!/^-?\d+$/.test(text)) throw this.error(`expected a number but found ${text}`);
    return BigInt(text);
  }

  /** One of some words. */
  oneOf<T extends string>(words: readonly T[]): T {
    const text = this.next();
    if (!(words as readonly string[]).includes(text))
      throw this.error(`${text} is none of ${words.join(', ')}`);
    return text as T;
  }

  /** `(a, b, …)` */
  list<T>(item: () => T): T[] {
    this.expect('(');
    const items: T[] = [];
    while (!this.accept(')')) {
      if (items.length > 0) this.expect(',');
      items.push(item());
    }
    return items;
  }

  error(message: string): IrSyntaxError {
    const line = this.tokens[Math.max(0, this.at - 1)]?.line ?? 1;
    return new IrSyntaxError(`line ${line}: ${message}`);
  }
}
