// Where comments behind code stand. Those of neighbouring lines that stood in one column still do, and those
// that kept one distance from their code keep it. Any others are put into the first column that leaves room.
import type { Break } from './breaks';
import { INDENT } from './indents';
import type { Piece } from './pieces';

/** Blanks before a comment, where nothing else says how many. */
const LEAST_GAP = 2;

/** A comment behind code, as it is to be. */
export interface TrailingComment {
  readonly piece: number;
  /** Width of the line before it, its indentation included. */
  readonly width: number;
  /** Level of its line. */
  readonly level: number;
}

/**
 * Blanks before each comment that stands behind code.
 * @param text the text as it was
 */
export function commentGaps(
  text: string,
  pieces: readonly Piece[],
  breaks: readonly Break[],
  comments: readonly TrailingComment[],
): Map<number, number> {
  const gaps = new Map<number, number>();
  for (const group of groupsOf(pieces, breaks, comments)) {
    const distance = commonDistance(text, pieces, group);
    const column = commonColumn(text, pieces, group, distance === undefined);
    for (const { piece, width } of group)
      gaps.set(piece, column === undefined ? (distance ?? LEAST_GAP) : column - width);
  }
  return gaps;
}

/** Comments belong together while neither an empty line, a comment of its own line nor another level is between. */
function groupsOf(
  pieces: readonly Piece[],
  breaks: readonly Break[],
  comments: readonly TrailingComment[],
): TrailingComment[][] {
  const groups: TrailingComment[][] = [];
  let previous: TrailingComment | undefined;
  for (const comment of comments) {
    const isNew =
      !previous || previous.level !== comment.level || isParted(pieces, breaks, previous, comment);
    if (isNew) groups.push([]);
    groups.at(-1)?.push(comment);
    previous = comment;
  }
  return groups;
}

function isParted(
  pieces: readonly Piece[],
  breaks: readonly Break[],
  a: TrailingComment,
  b: TrailingComment,
): boolean {
  for (let i = a.piece + 1; i < b.piece; i++) {
    if (breaks[i] === 2 || (breaks[i] === 1 && pieces[i]?.kind === 'comment')) return true;
  }
  return false;
}

/** How far the comments stood from their code, if that is the same for all. */
function commonDistance(
  text: string,
  pieces: readonly Piece[],
  group: readonly TrailingComment[],
): number | undefined {
  const distances = group.map(({ piece }) => {
    const gap = text.slice(pieces[piece - 1]?.end ?? 0, pieces[piece]?.start);
    return gap.includes('\t') ? 0 : gap.length;
  });
  const [first = 0] = distances;
  return first > 0 && distances.every((distance) => distance === first) ? first : undefined;
}

/** The column for all comments of a group; none where each keeps its distance. */
function commonColumn(
  text: string,
  pieces: readonly Piece[],
  group: readonly TrailingComment[],
  isNeeded: boolean,
): number | undefined {
  const widest = Math.max(...group.map(({ width }) => width));
  const own = group.map((comment) => ownColumn(text, pieces[comment.piece] as Piece, comment.level));
  const [first = 0] = own;
  if (group.length > 1 && first > widest && own.every((column) => column === first)) return first;
  if (!isNeeded) return undefined;
  if (group.length === 1) return widest + LEAST_GAP;
  return Math.ceil((widest + LEAST_GAP) / INDENT) * INDENT;
}

/** The column in which a comment stood, as if its line had been indented as it is to be; 0 if that makes no sense. */
function ownColumn(text: string, { start }: Piece, level: number): number {
  const lineStart = text.lastIndexOf('\n', start - 1) + 1;
  const line = text.slice(lineStart, start);
  if (line.includes('\t')) return 0;
  return line.length - (line.length - line.trimStart().length) + level * INDENT;
}
