// Where the texts of a program's files come from. The compiler knows no files: it asks a loader, which the
// command line and the adapter give one that reads the disk, an editor one that looks at its open buffers
// first, and a browser one that has them fetched (fetched.ts).
import type { SourceFile } from './source';

/** A file's text; or why it cannot be had, in a sentence that names the file, without a full stop. */
export type Loaded =
  { readonly ok: true; readonly source: SourceFile } | { readonly ok: false; readonly message: string };

/** Paths of imported files are made from that of the importing one, with `/` between their parts. */
export interface SourceLoader {
  /** The path of an imported file, where it is made otherwise, as with URIs. The text of the import is no library's. */
  resolve?(importing: string, text: string): string;
  /** A text that is the same for the same file, by whatever path it is named; for no file, any text. */
  identify(path: string): string;
  load(path: string): Loaded;
}

/** For a program that is one text. */
export const NO_FILES: SourceLoader = {
  identify: (path) => path,
  load: (path) => ({ ok: false, message: `cannot read ${path}: there are no files here` }),
};
