// The formatter: one calm way to write a program.
//
// It changes white space and nothing else. What stands on a line is the writer's choice, within reason
// (breaks.ts); how far it is indented (indents.ts), where blanks stand (spacing.ts) and how comments behind
// code line up (comment-columns.ts) is not. It works on the tokens, with what the tree knows of them
// (roles.ts), so that new parts of the language need no word here. Formatting twice is formatting once.
//
// The result is a list of edits, each of the white space between two tokens: an editor can take those of one
// place alone, and its cursor and marks stay where they are.
import type * as ast from '../ast';
import { Diagnostics, type Diagnostic } from '../diagnostic';
import { parse } from '../parser/parser';
import type { Offset, SourceFile } from '../source';
import { breaksOf, type Break } from './breaks';
import { commentGaps, type TrailingComment } from './comment-columns';
import { INDENT, levelsOf } from './indents';
import { piecesOf, type Piece } from './pieces';
import { assignRoles } from './roles';
import { needsBlank } from './spacing';

/** White space to be replaced. */
export interface FormatEdit {
  readonly start: Offset;
  readonly end: Offset;
  readonly text: string;
}

export type Formatted =
  | { readonly ok: true; readonly edits: readonly FormatEdit[] }
  /** A text that cannot be read is left alone. */
  | { readonly ok: false; readonly diagnostics: readonly Diagnostic[] };

/** How to write `source` in the canonical style. */
export function format(source: SourceFile): Formatted {
  const diagnostics = new Diagnostics();
  const unit = parse(source, diagnostics);
  if (diagnostics.hasErrors) return { ok: false, diagnostics: diagnostics.sorted() };
  return { ok: true, edits: formatUnit(unit) };
}

/** How to write a file that was read without errors. */
export function formatUnit(unit: ast.SourceUnit): FormatEdit[] {
  const { source } = unit;
  const pieces = piecesOf(source);
  assignRoles(unit, pieces);
  const breaks = breaksOf(pieces);
  const gaps = gapsOf(source.text, pieces, breaks, levelsOf(pieces, breaks));
  return changedGaps(source.text, pieces, gaps);
}

/** The text with the edits made. */
export function applyEdits(text: string, edits: readonly FormatEdit[]): string {
  const parts: string[] = [];
  let at = 0;
  for (const edit of edits) {
    parts.push(text.slice(at, edit.start), edit.text);
    at = edit.end;
  }
  parts.push(text.slice(at));
  return parts.join('');
}

/** The white space before each piece. Behind an own line of code, the comments' gaps are filled in last. */
function gapsOf(
  text: string,
  pieces: readonly Piece[],
  breaks: readonly Break[],
  levels: readonly number[],
): string[] {
  const comments: TrailingComment[] = [];
  let width = 0;
  const gaps = pieces.map((piece, i) => {
    const gap = gapBefore(text, pieces, breaks, levels, i);
    if (breaks[i] !== 0 || i === 0) width = (levels[i] as number) * INDENT;
    else if (piece.kind === 'comment') comments.push({ piece: i, width, level: levels[i] as number });
    else width += gap.length;
    width += piece.end - piece.start;
    return gap;
  });
  for (const [i, blanks] of commentGaps(text, pieces, breaks, comments)) gaps[i] = ' '.repeat(blanks);
  return gaps;
}

function gapBefore(
  text: string,
  pieces: readonly Piece[],
  breaks: readonly Break[],
  levels: readonly number[],
  i: number,
): string {
  const lineEnds = breaks[i] as Break;
  if (i === 0) return '';
  if (pieces[i]?.kind === 'eof') return '\n';
  if (lineEnds > 0) return '\n'.repeat(lineEnds) + ' '.repeat((levels[i] as number) * INDENT);
  return needsBlank(text, pieces, i - 1) ? ' ' : '';
}

function changedGaps(text: string, pieces: readonly Piece[], gaps: readonly string[]): FormatEdit[] {
  // A file has line ends of one kind: that of its first.
  const lineEnd = /\r?\n/.exec(text)?.[0] ?? '\n';
  const edits: FormatEdit[] = [];
  let end = text.charCodeAt(0) === BYTE_ORDER_MARK ? 1 : 0;
  pieces.forEach((piece, i) => {
    const gap = lineEnd === '\n' ? (gaps[i] as string) : (gaps[i] as string).replaceAll('\n', lineEnd);
    if (text.slice(end, piece.start) !== gap) edits.push({ start: end, end: piece.start, text: gap });
    end = piece.end;
  });
  return edits;
}

const BYTE_ORDER_MARK = 0xfeff;
