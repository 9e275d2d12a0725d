// What the adapter needs of where it runs: the disk and the environment of a process, or, in a browser, the files that
// the editor can reach. Everything else of the adapter is the same in both.
import type { Host } from '../language/interpreter/host';
import type { SourceFile } from '../language/syntax/source';
import type { SourceLoader } from '../language/syntax/source-loader';
import type { LaunchArguments } from './launch-arguments';

export interface Platform {
  /** One spelling for each file, so that a breakpoint finds its source through links and letter case. */
  readonly canonicalPath: (path: string) => string;
  /** A path that means the same everywhere; one that does not lies in the folder, or without it where the adapter runs. */
  readonly resolve: (folder: string, path: string) => string;
  /** A native path as a URI, and back. Throws anything for what is no URI of a file here. */
  toUri(path: string): string;
  fromUri(uri: string): string;
  /** A program's text. Throws `cannotOpen`. */
  readSource(path: string): SourceFile;
  /** The program's standard input. Throws `cannotOpen`. */
  readInput(path: string): Uint8Array;
  /** The files that a program imports. */
  readonly imports: SourceLoader;
  /** Where files cannot be read at once: fetches those that a launch needs, so that the three above have them. */
  fetch?(launched: LaunchArguments): Promise<void>;
  /** @param input all that the program can read */
  host(input: Uint8Array, launched: LaunchArguments): Host;
}
