// Between our places and the protocol's: spans and ranges, paths and addresses of documents.
import type { Location, Position, Range } from 'vscode-languageserver';
import type { Offset, SourceFile, Span } from '../../syntax/source';

/** How paths of a program and addresses of documents belong together. */
export class Addresses {
  /**
   * @param library what stands before the paths of the library's files, such as `ropewalk-std:/`: they lie in no
   * folder of the program
   */
  constructor(private readonly library: string) {}

  /** The path by which a program knows a document. Documents of other schemes are known by their whole address. */
  pathOf(uri: string): string {
    if (this.isLibrary(uri)) return uri.slice(this.library.length);
    if (!uri.startsWith(FILE_PREFIX)) return uri;
    const path = decodeURIComponent(uri.slice(FILE_PREFIX.length));
    // `/c:/folder` of Windows is `c:/folder`.
    return /^\/[A-Za-z]:/.test(path) ? path.slice(1) : path;
  }

  isLibrary(uri: string): boolean {
    return uri.startsWith(this.library);
  }

  /** The address of a file of a program. */
  uriOf({ path, isLibrary }: SourceFile): string {
    if (isLibrary) return this.library + path;
    if (/^[a-z][a-z0-9+.-]+:/i.test(path)) return path;
    const encoded = path.split('/').map(encodeURIComponent).join('/');
    return `${FILE_PREFIX}${encoded.startsWith('/') ? '' : '/'}${encoded}`;
  }

  locationOf(span: Span): Location {
    return { uri: this.uriOf(span.source), range: rangeOf(span) };
  }
}

const FILE_PREFIX = 'file://';

/** Lines and characters from 0; characters are UTF-16 code units on both sides. */
export function positionOf(source: SourceFile, offset: Offset): Position {
  const { line, column } = source.position(offset);
  return { line: line - 1, character: column - 1 };
}

export function offsetOf(source: SourceFile, { line, character }: Position): Offset {
  return source.offset({ line: line + 1, column: character + 1 });
}

export function rangeOf({ source, start, end }: Span): Range {
  return { start: positionOf(source, start), end: positionOf(source, end) };
}
