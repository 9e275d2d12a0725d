// What the formatter arranges: the tokens and comments of a text, in order, with their brackets paired.
// Everything between two pieces is white space.
import { Lexer } from '../lexer';
import type { Offset, SourceFile } from '../source';
import type { TokenKind } from '../token';

/** What the tree knows of a token that its spelling does not tell (roles.ts). */
export type Role =
  /** An operator between two operands. */
  | 'binary'
  /** Brackets behind an operand: of an index or a slice. */
  | 'index'
  /** Brackets before a type: `[N]T`, `[]T`. */
  | 'element'
  /** Braces around the values of a literal, or the fields of a type without `struct`. */
  | 'literal'
  /** Braces around the fields or tags of a type. */
  | 'members'
  /** The dot of `.circle`. */
  | 'tag'
  /** The first token of a declaration at the top level. */
  | 'declaration'
  /** The first token of a statement in a block, or of a case in a `switch`. */
  | 'statement';

export interface Piece {
  readonly kind: TokenKind | 'comment';
  readonly start: Offset;
  /** Of a comment: without white space at its end. */
  readonly end: Offset;
  /** How many lines end between this and the piece before it. */
  readonly newlines: number;
  role?: Role;
  /** Of a bracket: the index of the other one. */
  partner?: number;
}

const CLOSERS: Readonly<Record<string, string>> = { ')': '(', ']': '[', '}': '{' };

export const isOpener = ({ kind }: Piece): boolean => kind === '(' || kind === '[' || kind === '{';
export const isCloser = ({ kind }: Piece): boolean => kind === ')' || kind === ']' || kind === '}';

/** The pieces of a text without syntax errors. The last one is the end of the text. */
export function piecesOf({ text }: SourceFile): Piece[] {
  const pieces: Piece[] = [];
  const lexer = new Lexer(text);
  let end = lexer.end;
  do {
    lexer.next();
    end = addComments(pieces, text, end, lexer.start);
    pieces.push({
      kind: lexer.kind,
      start: lexer.start,
      end: lexer.end,
      newlines: countNewlines(text, end, lexer.start),
    });
    end = lexer.end;
  } while (lexer.kind !== 'eof');
  pairBrackets(pieces);
  return pieces;
}

/** Adds the comments between two tokens; gives where the last piece ends. */
function addComments(pieces: Piece[], text: string, from: Offset, to: Offset): Offset {
  let end = from;
  for (let at = text.indexOf('--', from); at >= 0 && at < to; at = text.indexOf('--', end)) {
    const lineEnd = text.indexOf('\n', at);
    const whole = text.slice(at, lineEnd < 0 ? text.length : lineEnd);
    const piece: Piece = {
      kind: 'comment',
      start: at,
      end: at + whole.trimEnd().length,
      newlines: countNewlines(text, end, at),
    };
    pieces.push(piece);
    end = piece.end;
  }
  return end;
}

function countNewlines(text: string, from: Offset, to: Offset): number {
  let count = 0;
  for (let at = text.indexOf('\n', from); at >= 0 && at < to; at = text.indexOf('\n', at + 1)) count++;
  return count;
}

function pairBrackets(pieces: readonly Piece[]): void {
  const open: number[] = [];
  pieces.forEach((piece, i) => {
    if (isOpener(piece)) open.push(i);
    const opener = open.at(-1);
    if (opener === undefined || pieces[opener]?.kind !== CLOSERS[piece.kind]) return;
    open.pop();
    piece.partner = opener;
    (pieces[opener] as Piece).partner = i;
  });
}
