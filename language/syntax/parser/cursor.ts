// What every production of the parser stands on: the current token, spans, errors and going on after them.
//
// The parser is one object in layers, from the bottom up: Cursor, TypeParser, ExpressionParser,
// DeclarationParser, StatementParser, Parser. Each layer is a file that adds the productions of its
// kind; what a layer needs of one above it is an abstract method.
//
// Two kinds of errors. `report` is for a mistake whose meaning is clear: parsing goes on as if it had
// been written right. `fail` is for a place where the grammar is lost: the parser then *panics*, which
// silences further failures until it stands at a safe place again (`synchronise`). Invariant: every
// loop over tokens either takes one or ends, so any text is parsed in bounded time.
import type { Name } from '../ast';
import { CODE } from '../codes';
import type { Diagnostics, Label } from '../diagnostic';
import { Lexer } from '../lexer';
import type { Offset, SourceFile, Span } from '../source';
import { trimmed } from '../trimmed';
import { describeKind, KEYWORDS, STATEMENT_KEYWORDS, type TokenKind } from '../token';
import { PlacedName } from '../placed-expressions';

/**
 * How deep productions may nest, and how high a tree may grow. Enough for what people and generators
 * write, and small enough that no later phase, which recurses over the tree, runs out of its stack.
 */
export const MAX_DEPTH = 500;

/** More errors than this in one file help nobody, and would cost time and memory on a text that is no program. */
const MAX_ERRORS = 200;

/** How many tokens may be looked at ahead to tell two productions apart: bounds the whole parse to linear time. */
export const MAX_LOOKAHEAD = 200;

/** What explains an error beyond its message. */
export interface Explanation {
  readonly labels?: readonly Label[];
  readonly hint?: string;
}

export abstract class Cursor {
  protected readonly lexer: Lexer;
  /** Whether the grammar is lost since the last safe place. */
  protected panicking = false;
  private depth = 0;
  /** How many errors were reported so far. */
  protected errorCount = 0;
  /** Set when the rest of the text is not read; nothing is reported any more. */
  private gaveUp = false;
  private lastFailure = -1;
  /** A declaration that begins a line although it is inside a block: perhaps the block lacks its `}`. */
  protected suspect: Span | undefined;

  constructor(
    protected readonly source: SourceFile,
    private readonly diagnostics: Diagnostics,
  ) {
    this.lexer = new Lexer(source.text, (code, start, end, message, hint) => {
      this.report(code, this.span(start, end), message, { hint });
      if (code === CODE.strayCharacter && !this.isLetter(start)) this.panicking = true;
    });
  }

  // -------------------------------------------------------------------------------------------
  // The current token

  protected at(kind: TokenKind): boolean {
    return this.lexer.kind === kind;
  }

  protected advance(): void {
    this.lexer.next();
  }

  /** Takes the token if it is of this kind. */
  protected take(kind: TokenKind): boolean {
    if (this.lexer.kind !== kind) return false;
    this.lexer.next();
    return true;
  }

  /** Where the current token begins. */
  protected get start(): Offset {
    return this.lexer.start;
  }

  /** From `start` to the end of the token taken last, or up to `end`. */
  protected span(start: Offset, end: Offset = this.lexer.previousEnd): Span {
    return { source: this.source, start, end: end < start ? start : end };
  }

  /** The end of what began at `start`: that of the token taken last. */
  protected endOf(start: Offset): Offset {
    const end = this.lexer.previousEnd;
    return end < start ? start : end;
  }

  protected get tokenSpan(): Span {
    return this.span(this.lexer.start, this.lexer.end);
  }

  /** The empty place just after the token taken last, where something is missing. */
  protected get gapSpan(): Span {
    return this.span(this.lexer.previousEnd, this.lexer.previousEnd);
  }

  /** Whether a line begins at an offset. */
  protected isAtMargin(offset: Offset): boolean {
    return this.source.text[offset - 1] === '\n';
  }

  /** How an error names the end of what is read: a whole file, unless it is told otherwise. */
  protected endOfText = describeKind('eof');

  /** How an error names the current token. */
  protected describeToken(): string {
    const kind = this.lexer.kind;
    if (kind === 'name' || kind === 'integer' || kind === 'float' || kind === 'directive') {
      const spelling = this.lexer.spelling;
      return `\`${spelling.length > 40 ? `${spelling.slice(0, 40)}…` : spelling}\``;
    }
    return kind === 'eof' ? this.endOfText : describeKind(kind);
  }

  // -------------------------------------------------------------------------------------------
  // Errors

  /** A mistake whose meaning is clear: the parser goes on. */
  protected report(code: string, span: Span, message: string, explanation: Explanation = {}): void {
    if (this.gaveUp || this.errorCount > MAX_ERRORS) return;
    if (++this.errorCount > MAX_ERRORS) {
      this.diagnostics.error(CODE.tooManyErrors, span, 'there are too many errors; no more are shown');
      return;
    }
    this.diagnostics.error(code, span, message, explanation.labels ?? [], explanation.hint);
  }

  private isLetter(at: Offset): boolean {
    return /[\p{L}\w]/u.test(String.fromCodePoint(this.source.text.codePointAt(at) ?? 0));
  }

  /** The grammar is lost: reports unless it was lost already, and panics. */
  protected fail(code: string, span: Span, message: string, explanation: Explanation = {}): void {
    if (!this.panicking && this.lastFailure !== this.start) this.report(code, span, message, explanation);
    this.lastFailure = this.start;
    this.panicking = true;
  }

  /** Takes the token, or fails saying that it was expected. */
  protected expect(kind: TokenKind, hint?: string): boolean {
    if (this.take(kind)) return true;
    const message = `expected ${describeKind(kind)}, found ${this.describeToken()}`;
    this.fail(CODE.expectedToken, this.tokenSpan, message, { hint });
    return false;
  }

  /** Takes the closing bracket of what was opened at `open`. */
  protected expectClose(kind: TokenKind, open: Offset, hint?: string): boolean {
    if (this.take(kind)) return true;
    const labels = [{ span: this.span(open, open + 1), message: 'opened here' }];
    if (kind === '}' && this.suspect)
      labels.push({ span: this.suspect, message: 'perhaps it is missing before this' });
    const isOnLine = !this.lexer.newlineBefore;
    const found = isOnLine || this.at('eof') ? `, found ${this.describeToken()}` : '';
    const message = `expected ${describeKind(kind)}${found}`;
    const span = isOnLine && !this.at('eof') ? this.tokenSpan : this.gapSpan;
    this.fail(CODE.unclosed, span, message, { labels, hint });
    return false;
  }

  /**
   * Takes a name; `what` says which one is missing (`the name of a variable`). A reserved word on the
   * same line is reported and taken for the name.
   */
  protected expectName(what: string): Name | undefined {
    if (this.at('name')) return this.takeName();
    if (KEYWORDS.has(this.lexer.spelling) && !this.lexer.newlineBefore) {
      const message = `\`${this.lexer.spelling}\` is a reserved word and cannot be ${what}`;
      this.report(CODE.expectedName, this.tokenSpan, message);
      return this.takeName();
    }
    this.fail(CODE.expectedName, this.tokenSpan, `expected ${what}, found ${this.describeToken()}`);
    return undefined;
  }

  /** The current token as a name. */
  protected takeName(): Name {
    const { start, end, word } = this.lexer;
    const name = new PlacedName(this.source, start, end, word);
    this.lexer.next();
    return name;
  }

  /** The word that the token taken last is, or an empty text. */
  protected previousWord(): string {
    const end = this.lexer.previousEnd;
    return /[A-Za-z_]*$/.exec(this.source.text.slice(Math.max(0, end - 20), end))?.[0] ?? '';
  }

  // -------------------------------------------------------------------------------------------
  // Depth

  /**
   * Goes one production deeper; false if that is too deep, and then the rest of the text is not read,
   * so that every production above ends by itself. Each call that gave true is matched by `leave`.
   */
  protected enter(): boolean {
    if (this.depth >= MAX_DEPTH) {
      this.tooDeep();
      return false;
    }
    this.depth++;
    return true;
  }

  protected leave(): void {
    this.depth--;
  }

  /** Reports the nesting and gives up the rest of the text. */
  protected tooDeep(): void {
    const message = 'this is nested too deep; the rest of the file is not read';
    this.report(CODE.tooDeep, this.tokenSpan, message, { hint: 'give parts of it a name' });
    this.gaveUp = true;
    this.panicking = true;
    this.lexer.skipToEnd();
  }

  // -------------------------------------------------------------------------------------------
  // Going on after an error

  /**
   * Skips to where a statement may begin: after a `;`, after a block, before a `}` that closes the
   * surrounding block, or before a keyword that begins a statement on a new line.
   */
  protected synchronise(): void {
    while (!this.at('eof') && !this.at('}')) {
      if (this.take(';')) return;
      if (this.lexer.newlineBefore && STATEMENT_KEYWORDS.has(this.lexer.kind)) return;
      if (this.at('{')) {
        this.skipBraces();
        if (this.at('else')) continue;
        this.take(';');
        return;
      }
      this.advance();
    }
  }

  /** Skips `{ … }` with everything in it, or to the end of the text. */
  protected skipBraces(): void {
    let depth = 0;
    do {
      if (this.at('{')) depth++;
      else if (this.at('}')) depth--;
      this.advance();
    } while (depth > 0 && !this.at('eof'));
  }

  /** `element, element` up to the bracket that closes what was opened at `open`. A comma may follow the last one. */
  protected parseList<T>(open: Offset, close: TokenKind, element: () => T | undefined): T[] {
    const elements: T[] = [];
    while (!this.at(close) && !this.at('eof')) {
      const before = this.start;
      const parsed = element();
      if (parsed !== undefined) elements.push(parsed);
      if (this.take(',')) {
        this.panicking = false;
        continue;
      }
      if (this.at(close) || !this.recoverInList(close, before)) break;
    }
    if (this.at(close)) this.panicking = false;
    this.expectClose(close, open);
    return trimmed(elements);
  }

  /** After an element without a comma: true if another element may follow. */
  private recoverInList(close: TokenKind, before: Offset): boolean {
    if (!this.panicking && this.beginsElement(close)) {
      const message = `expected \`,\` or ${describeKind(close)}, found ${this.describeToken()}`;
      const hint = this.at('string') ? 'texts are not joined by standing side by side' : undefined;
      this.report(CODE.badSeparator, this.tokenSpan, message, { hint });
      if (this.at(';')) this.advance();
      return this.start !== before;
    }
    if (this.lexer.newlineBefore && close !== '}') return false; // what broke ended with its line
    while (this.panicking && !this.at(close)) {
      if (this.take(',')) {
        this.panicking = false;
        return true;
      }
      if (this.endsList()) return false;
      if (this.at('{')) this.skipBraces();
      else this.advance();
    }
    return false;
  }

  /** Whether a list that lacks a comma here goes on: a name or a literal, or in braces a `;`. */
  private beginsElement(close: TokenKind): boolean {
    switch (this.lexer.kind) {
      case ';':
        return close === '}';
      case 'name':
        return close === '}' || !this.lexer.newlineBefore;
      case 'integer':
      case 'float':
      case 'string':
      case 'character':
        return true;
      default:
        return false;
    }
  }

  private endsList(): boolean {
    const kind = this.lexer.kind;
    if (kind === 'eof' || kind === ';' || kind === '}' || kind === ')' || kind === ']') return true;
    return this.lexer.newlineBefore && STATEMENT_KEYWORDS.has(kind);
  }
}
