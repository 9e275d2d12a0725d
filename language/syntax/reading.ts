// A file as an editor's program reads it: its tree stays while the text changes. Most changes lie inside the
// body of one function; then only that is read again, and takes the old body's place in the tree. What stands
// behind it moves: each span is one object, which the parser made and everything else shares, so that moving
// these moves all that was found out about the text.
import type * as ast from './ast';
import type { Diagnostic } from './diagnostic';
import { parsePiece, parsePieces, type ReadPiece } from './parser/parser';
import type { Offset, SourceFile, Span } from './source';

/** The function whose body has another text now, and what stood there before. */
export interface EditedBody {
  readonly declaration: ast.FunctionDeclaration;
  readonly oldBody: ast.Block;
  /** True if what stands behind it is on other lines now. */
  readonly movesLines: boolean;
}

interface Piece {
  readonly declaration: ast.Declaration;
  diagnostics: readonly Diagnostic[];
  /** Every place in it, once; known when it has been moved. */
  spans?: readonly Span[];
}

/** With more mistakes than these, some would be treated in another way than the rest (`MOST_SEARCHES`). */
const MOST_DIAGNOSTICS = 20;

export class Reading {
  readonly unit: ast.SourceUnit;
  private readonly pieces: readonly Piece[];
  private readonly before: readonly Diagnostic[];

  constructor(readonly source: SourceFile) {
    const { unit, pieces, before } = parsePieces(source);
    this.unit = unit;
    this.before = before;
    this.pieces = pieces;
  }

  /** What is wrong with the text. */
  get diagnostics(): Diagnostic[] {
    return [...this.before, ...this.pieces.flatMap((piece) => piece.diagnostics)];
  }

  /** Takes the new text, if it differs inside one function's body alone. Undefined, and nothing is done, if not. */
  edit(text: string): EditedBody | undefined {
    const change = difference(this.source.text, text);
    const at = this.pieceAround(change);
    const piece = at === undefined ? undefined : this.pieces[at];
    if (at === undefined || !piece || !canBeEdited(piece)) return undefined;
    const old = this.source.text;
    this.source.replaceText(text);
    const read = parsePiece(this.source, piece.declaration.span.start);
    if (!fits(piece.declaration, read, change.delta) || this.diagnostics.length > MOST_DIAGNOSTICS) {
      this.source.replaceText(old);
      return undefined;
    }
    const oldBody = this.replaceBody(piece, read, change.delta);
    this.moveBehind(at, change.delta);
    return { declaration: piece.declaration, oldBody, movesLines: movesLines(old, text, change) };
  }

  /** The index of the declaration that holds a change between the braces of its body. */
  private pieceAround({ start, end }: Change): number | undefined {
    let low = 0;
    let high = this.pieces.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.pieces[middle] as Piece).declaration.span.start < start) low = middle + 1;
      else high = middle;
    }
    const declaration = this.pieces[low - 1]?.declaration;
    const body = declaration?.kind === 'FunctionDeclaration' ? declaration.body : undefined;
    if (!body || start <= body.span.start || end > body.close.start) return undefined;
    return low - 1;
  }

  private replaceBody(piece: Editable, read: ReadPiece, delta: number): ast.Block {
    const { declaration } = piece;
    const { body } = declaration;
    // The head's nodes stay, since others know them; only the end of the whole has moved.
    move(declaration.span, 0, delta);
    piece.spans = undefined;
    piece.diagnostics = read.diagnostics;
    (declaration as { body: ast.Block }).body = (read.declaration as FunctionWithBody).body;
    return body;
  }

  private moveBehind(index: number, delta: number): void {
    if (delta === 0) return;
    for (let i = index + 1; i < this.pieces.length; i++) {
      const piece = this.pieces[i] as Piece;
      piece.spans ??= spansOf(piece);
      for (const span of piece.spans) move(span, delta, delta);
    }
  }
}

/** All places of a tree and of what is wrong with it. */
function spansOf({ declaration, diagnostics }: Piece): readonly Span[] {
  const found = new Set<Span>();
  for (const { span, labels } of diagnostics) {
    found.add(span);
    for (const label of labels) found.add(label.span);
  }
  collectSpans(declaration, found);
  return [...found];
}

/** Goes down without recursion: a long chain of operators is a high tree. */
function collectSpans(root: object, found: Set<Span>): void {
  const waiting = [root];
  for (let node = waiting.pop(); node; node = waiting.pop()) {
    // A node may be its own span.
    if ('start' in node) found.add(node as Span);
    if ('start' in node && !('kind' in node)) continue;
    for (const key in node) {
      const value: unknown = (node as Record<string, unknown>)[key];
      // Of bytes there may be many, and they have no places.
      if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) continue;
      if (key === 'span') found.add(value as Span);
      else if (key !== 'source') waiting.push(value);
    }
  }
}

interface FunctionWithBody extends ast.FunctionDeclaration {
  readonly body: ast.Block;
}

type Editable = Piece & { readonly declaration: FunctionWithBody };

function canBeEdited(piece: Piece): piece is Editable {
  return isPlain(piece.declaration) && endsCleanly(piece.declaration, piece.diagnostics);
}

/** Whether the declaration is read as one that can take the place of the old one, and ends where that does now. */
function fits(
  { span, body }: FunctionWithBody,
  { declaration, diagnostics }: ReadPiece,
  delta: number,
): boolean {
  if (!isPlain(declaration) || !endsCleanly(declaration, diagnostics)) return false;
  return declaration.span.end === span.end + delta && declaration.body.span.start === body.span.start;
}

/** Instances are copies of what is generic, so that a change there is one in many places. */
function isPlain(declaration: ast.Declaration): declaration is FunctionWithBody {
  return (
    declaration.kind === 'FunctionDeclaration' && !declaration.compileTime && declaration.body !== undefined
  );
}

/** Whether nothing is wrong behind the declaration, before the next one; its own `}` may be missing there. */
function endsCleanly({ span }: ast.Declaration, diagnostics: readonly Diagnostic[]): boolean {
  return diagnostics.every(({ span: { start, end } }) => start < span.end || end === span.end);
}

function move(span: Span, start: number, end: number): void {
  const moved = span as { start: Offset; end: Offset };
  moved.start += start;
  moved.end += end;
}

/** What differs between two texts: from `start` to `end` of the old one, which has become `delta` longer. */
interface Change {
  readonly start: Offset;
  readonly end: Offset;
  readonly delta: number;
}

function difference(old: string, text: string): Change {
  const least = Math.min(old.length, text.length);
  let start = 0;
  while (start < least && old.charCodeAt(start) === text.charCodeAt(start)) start++;
  let same = 0;
  while (
    same < least - start &&
    old.charCodeAt(old.length - 1 - same) === text.charCodeAt(text.length - 1 - same)
  )
    same++;
  return { start, end: old.length - same, delta: text.length - old.length };
}

function movesLines(old: string, text: string, { start, end, delta }: Change): boolean {
  return lineFeeds(old.slice(start, end)) !== lineFeeds(text.slice(start, end + delta));
}

function lineFeeds(text: string): number {
  return text.split('\n').length;
}
