// Source text and places in it: files, spans and the conversion between offsets and lines.
//
// Everything inside the language counts in offsets into the text (UTF-16 code units, 0-based);
// lines and columns exist only where people or protocols meet the text. Lines are 1-based, and their type
// says so.

/** Offset into a source text in UTF-16 code units, 0-based. */
export type Offset = number;
/** A 1-based line number. */
export type Line1 = number & { readonly __line1?: never };

/** A half-open range `[start, end)` of one source file. What has more fields (a node of the tree) may be one, too. */
export interface Span {
  readonly source: SourceFile;
  readonly start: Offset;
  readonly end: Offset;
}

/** The empty span at its start. */
export function startOf({ source, start }: Span): Span {
  return { source, start, end: start };
}

/** The empty span at its end. */
export function endOf({ source, end }: Span): Span {
  return { source, start: end, end };
}

/** 1-based line and column, as people read them. The column counts UTF-16 code units. */
export interface Position {
  readonly line: Line1;
  readonly column: number;
}

/** One source text with its name; immutable, but for `replaceText`. */
export class SourceFile {
  private lineStarts: Offset[] | undefined;

  /**
   * @param path what the user knows the file by (absolute path, or `std/…` for the library)
   * @param text the whole text
   * @param isLibrary true for the standard library, which "just my code" skips
   */
  constructor(
    readonly path: string,
    readonly text: string,
    readonly isLibrary = false,
  ) {}

  /** Takes another text. Only for who holds all spans into this file, and moves them with it (`reading.ts`). */
  replaceText(text: string): void {
    (this as { text: string }).text = text;
    this.lineStarts = undefined;
  }

  /**
   * Number of lines as people count them: a line feed at the end of the text begins no further one. At least 1.
   * The text's end may have a position behind the last of them.
   */
  get lineCount(): number {
    const starts = this.starts().length;
    return starts > 1 && this.text.endsWith('\n') ? starts - 1 : starts;
  }

  /** Where line `line` begins. A line past the end gives the end of the text. */
  lineStart(line: Line1): Offset {
    return this.starts()[line - 1] ?? this.text.length;
  }

  /** The text of a line, without its line ending. */
  lineText(line: Line1): string {
    const start = this.lineStart(line);
    const end = this.starts()[line] ?? this.text.length + 1;
    return this.text.slice(start, end - 1).replace(/\r$/, '');
  }

  /** Line and column of an offset; an offset past the end is the end. */
  position(offset: Offset): Position {
    const starts = this.starts();
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((starts[middle] as number) <= offset) low = middle;
      else high = middle - 1;
    }
    const start = starts[low] as number;
    return { line: low + 1, column: Math.min(offset, this.text.length) - start + 1 };
  }

  /** Offset of a line and column, held inside the line. */
  offset(position: Position): Offset {
    const start = this.lineStart(position.line);
    const next = this.starts()[position.line] ?? this.text.length + 1;
    return Math.max(start, Math.min(start + position.column - 1, next - 1));
  }

  private starts(): Offset[] {
    if (this.lineStarts) return this.lineStarts;
    const starts: Offset[] = [0];
    for (let at = this.text.indexOf('\n'); at >= 0; at = this.text.indexOf('\n', at + 1)) starts.push(at + 1);
    return (this.lineStarts = starts);
  }
}
