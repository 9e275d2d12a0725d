// How far lines are indented: by the brackets that are open, where those that open on one line count once,
// and one level more in the middle of a statement.
import type { Break } from './breaks';
import { isCloser, isOpener, type Piece } from './pieces';

/** Blanks of one level. */
export const INDENT = 4;

interface Open {
  readonly piece: Piece;
  /** Levels of the line that its closing bracket begins. */
  readonly level: number;
}

/** For each piece that begins a line, its level; for the others that of their line. */
export function levelsOf(pieces: readonly Piece[], breaks: readonly Break[]): number[] {
  const open: Open[] = [];
  /** Of the present line, with and without what it has for going on a statement. */
  let level = 0;
  let base = 0;
  let lastToken: Piece | undefined;
  return pieces.map((piece, i) => {
    if (breaks[i] !== 0 || i === 0) {
      const inner = open.at(-1);
      base = inner ? inner.level + (isCloser(piece) ? 0 : 1) : 0;
      level = base + (isContinuation(piece, lastToken, inner?.piece) ? 1 : 0);
    }
    if (isCloser(piece)) open.pop();
    if (isOpener(piece)) open.push({ piece, level: bracketLevel(piece, level, base, open.at(-1)) });
    if (piece.kind !== 'comment') lastToken = piece;
    return level;
  });
}

/** A block is indented against its statement, whatever that needed to go on; other brackets against their line. */
function bracketLevel(piece: Piece, level: number, base: number, outer: Open | undefined): number {
  const content = outer ? outer.level + 1 : 0;
  if (piece.kind === '{' && piece.role !== 'literal') return Math.min(base, content);
  return Math.min(level, content + level - base);
}

/** Whether a line goes on with what the line before began. */
function isContinuation(piece: Piece, last: Piece | undefined, inside: Piece | undefined): boolean {
  if (!last || piece.kind === 'eof' || isCloser(piece)) return false;
  if (piece.kind === '{' && piece.role !== 'literal') return false;
  if (piece.kind === 'else' || piece.role === 'statement' || piece.role === 'declaration') return false;
  if (inside && (inside.kind !== '{' || inside.role === 'literal')) return false;
  if (last.kind === ';' || last === inside) return false;
  if (last.kind === '}' && last.role !== 'literal') return false;
  return !(last.kind === ',' && inside?.role === 'members');
}
