// The tokens before the cursor: what completion and the help for calls go by. Where a text is unfinished, what
// has been typed says more than a tree that lacks half of it.
import { Lexer } from '../syntax/lexer';
import { parseExpression } from '../syntax/parser/parser';
import type * as ast from '../syntax/ast';
import { Diagnostics } from '../syntax/diagnostic';
import { SourceFile, type Offset } from '../syntax/source';
import type { TokenKind } from '../syntax/token';

export interface Token {
  readonly kind: TokenKind;
  readonly start: Offset;
  readonly end: Offset;
}

const OPENERS: Readonly<Record<string, TokenKind>> = { ')': '(', ']': '[', '}': '{' };

const OPERAND_ENDS: ReadonlySet<TokenKind> = new Set<TokenKind>([
  ...(['name', 'integer', 'float', 'string', 'character', 'true', 'false', 'nil', ')', ']', '^'] as const),
]);

export class Before {
  /** The word that is being typed; empty if there is none. */
  readonly prefix: string;
  /** In a comment or a literal text. */
  readonly isInside: 'comment' | 'string' | undefined;
  /** Those in front of that word. */
  readonly tokens: readonly Token[];

  /** @param from where to begin reading: the start of a declaration */
  constructor(
    private readonly text: string,
    from: Offset,
    private readonly offset: Offset,
  ) {
    const lexer = new Lexer(text.slice(0, offset));
    lexer.end = from;
    const tokens: Token[] = [];
    lexer.next();
    while (lexer.kind !== 'eof') {
      tokens.push({ kind: lexer.kind, start: lexer.start, end: lexer.end });
      lexer.next();
    }
    const last = tokens.at(-1);
    this.isInside = insideOf(text, last, offset);
    const word =
      last && last.end === offset && /^[A-Za-z_#]/.test(text.slice(last.start, last.end))
        ? tokens.pop()
        : undefined;
    this.prefix = word ? text.slice(word.start, word.end) : '';
    this.tokens = tokens;
  }

  /** The token `back` places before the word; 1 is the nearest. */
  at(back: number): Token | undefined {
    return this.tokens.at(-back);
  }

  kind(back: number): TokenKind | undefined {
    return this.at(back)?.kind;
  }

  spelling(token: Token | undefined): string {
    return token ? this.text.slice(token.start, token.end) : '';
  }

  /** Whether the statement that begins at `start` has not come to a `;` or a block yet. */
  isUnended(start: Offset): boolean {
    for (let i = this.tokens.length - 1; i >= 0; i--) {
      const token = this.tokens[i] as Token;
      if (token.kind === ';' || token.kind === '{') return false;
      if (token.start <= start) return token.start === start;
    }
    return false;
  }

  /**
   * The index of the innermost bracket that is still open before token `end`; -1 if none is. A `;` ends what is in
   * parentheses, closed or not.
   */
  openBracket(end = this.tokens.length): number {
    const closed: TokenKind[] = [];
    let isEnded = false;
    for (let i = end - 1; i >= 0; i--) {
      const { kind } = this.tokens[i] as Token;
      if (OPENERS[kind] !== undefined) closed.push(OPENERS[kind]);
      else if (kind === ';') isEnded ||= closed.length === 0;
      else if (kind === '(' || kind === '[' || kind === '{') {
        if (closed.length === 0 && !(isEnded && kind !== '{')) return i;
        if (closed.at(-1) === kind) closed.pop();
      }
    }
    return -1;
  }

  /** The index of the token that opens what token `close` closes; -1 if there is none. */
  partner(close: number): number {
    return this.openBracket(close);
  }

  /** Whether an operand ends right before the cursor's word, in its line: what follows is an operator. */
  get isBehindOperand(): boolean {
    const last = this.at(1);
    if (!last || !OPERAND_ENDS.has(last.kind)) return false;
    return !this.text.slice(last.end, this.offset - this.prefix.length).includes('\n');
  }

  /** The text of the operand (names, members, calls, indices, literals) whose last token is before token `end`. */
  operandBefore(end: number): string {
    const start = this.operandStart(end);
    const [first, last] = [this.tokens[start], this.tokens[end - 1]];
    return first && last && start < end ? this.text.slice(first.start, last.end) : '';
  }

  /** Where that operand begins. */
  operandOffset(end: number): Offset {
    return this.tokens[this.operandStart(end)]?.start ?? 0;
  }

  /** Whether the call whose parenthesis is token `open` gets its first argument through `|>`. */
  isPiped(open: number): boolean {
    return this.tokens[this.operandStart(open) - 1]?.kind === '|>';
  }

  /** The index of the first token of the operand that ends before token `end`. */
  private operandStart(end: number): number {
    let i = end - 1;
    for (;;) {
      const kind = this.tokens[i]?.kind;
      if (kind === '^') i--;
      else if (kind === ')' || kind === ']' || kind === '}') i = this.partner(i) - 1;
      else if (kind === 'name' || kind === 'string') {
        if (this.tokens[i - 1]?.kind !== '.') {
          i--;
          break;
        }
        i -= 2;
      } else break;
    }
    return i + 1;
  }
}

function insideOf(text: string, last: Token | undefined, offset: Offset): 'comment' | 'string' | undefined {
  const isOpen =
    last !== undefined && last.end === offset && (last.kind === 'string' || last.kind === 'character');
  if (isOpen && !isClosedLiteral(text.slice(last.start, offset))) return 'string';
  const lineStart = text.lastIndexOf('\n', offset - 1) + 1;
  const gap = text.slice(Math.max(lineStart, last?.end ?? 0), offset);
  return gap.includes('--') ? 'comment' : undefined;
}

/** Whether a literal has its second quote. */
function isClosedLiteral(literal: string): boolean {
  return /^(["'])(?:\\.|(?!\1)[^\\])*\1$/s.test(literal);
}

/** Reads a piece of text as an expression; undefined if it is none. */
export function expressionIn(text: string): ast.Expression | undefined {
  if (text === '') return undefined;
  const diagnostics = new Diagnostics();
  const expression = parseExpression(new SourceFile('', text), diagnostics);
  return diagnostics.hasErrors ? undefined : expression;
}
