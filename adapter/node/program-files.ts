// Reads what a launch names from the disk: the program's source and its input. Everything that can be
// wrong with a file is told in a sentence that names it.
import { closeSync, constants, fstatSync, openSync, readFileSync, realpathSync } from 'node:fs';
import type { SourceFile } from '../../language/syntax/source';
import type { SourceLoader } from '../../language/syntax/source-loader';
import { cannotOpen } from '../errors';
import { loadBy, sourceOf } from '../source-text';

/** Bytes. Far above any program that people write; a file above it is a mistake in the configuration. */
const LARGEST_SOURCE = 16 * 1024 * 1024;
/** Bytes. The input is held in memory, since going back may read it again. */
const LARGEST_INPUT = 512 * 1024 * 1024;

/** The program's text. Throws `cannotOpen`. */
export function readSource(path: string): SourceFile {
  return sourceOf(path, readRegularFile(path, LARGEST_SOURCE));
}

/** The files that a program imports. */
export const DISK: SourceLoader = {
  identify: canonicalPath,
  load: (path) => loadBy(readSource, path),
};

/** The program's standard input. Throws `cannotOpen`. */
export function readInput(path: string): Uint8Array {
  return readRegularFile(path, LARGEST_INPUT);
}

/** See `Platform`. */
export function canonicalPath(path: string): string {
  const real = realPath(path).normalize('NFC');
  return process.platform === 'win32' || process.platform === 'darwin' ? real.toLowerCase() : real;
}

function realPath(path: string): string {
  try {
    return realpathSync.native(path);
  } catch {
    return path;
  }
}

function readRegularFile(path: string, limit: number): Buffer {
  let file: number | undefined;
  try {
    // Not blocking: opening a pipe that nobody writes to would hang the adapter.
    file = openSync(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
    const status = fstatSync(file);
    if (status.isDirectory()) throw cannotOpen(path, 'it is a folder');
    if (!status.isFile()) throw cannotOpen(path, 'it is not a regular file');
    if (status.size > limit)
      throw cannotOpen(
        path,
        `it has ${megabytes(status.size)}, more than the ${megabytes(limit)} that can be read`,
      );
    return readFileSync(file);
  } catch (error) {
    throw isSystemError(error) ? cannotOpen(path, reason(error.code)) : error;
  } finally {
    if (file !== undefined) closeSync(file);
  }
}

function isSystemError(error: unknown): error is NodeJS.ErrnoException & { code: string } {
  return error instanceof Error && typeof (error as NodeJS.ErrnoException).code === 'string';
}

function reason(code: string): string {
  const reasons: Record<string, string> = {
    ENOENT: 'there is no such file',
    ENOTDIR: 'a part of its path is not a folder',
    EACCES: 'permission is denied',
    EPERM: 'permission is denied',
    EISDIR: 'it is a folder',
    ELOOP: 'its links lead in a circle',
    ENAMETOOLONG: 'its name is too long',
    EMFILE: 'too many files are open',
  };
  return reasons[code] ?? `the system says ${code}`;
}

function megabytes(bytes: number): string {
  return `${Math.round(bytes / 1024 / 1024)} MiB`;
}
