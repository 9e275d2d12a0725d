// Reads what the command line names from the disk. Whatever can be wrong with a file is told in a sentence.
import { readFileSync, realpathSync, statSync } from 'node:fs';
import type { SourceFile } from '../syntax/source';
import type { SourceLoader } from '../syntax/source-loader';
import { decodeSource } from '../syntax/source-text';

/** Bytes. Far above any program that people write. */
const LARGEST_SOURCE = 16 * 1024 * 1024;
/** Bytes. A program's input is held in memory, since going back may read it again. */
const LARGEST_INPUT = 512 * 1024 * 1024;

export type ReadResult<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly message: string };

/** The program's text, under the name by which the user gave it. */
export function readSource(path: string): ReadResult<SourceFile> {
  const bytes = readBytes(path, LARGEST_SOURCE);
  if (!bytes.ok) return bytes;
  const decoded = decodeSource(path, bytes.value);
  return decoded.ok ? { ok: true, value: decoded.source } : refuse(path, decoded.reason);
}

/** The files that a program imports. */
export const DISK: SourceLoader = {
  identify: (path) => {
    try {
      return realpathSync.native(path);
    } catch {
      return path;
    }
  },
  load: (path) => {
    const read = readSource(path);
    return read.ok ? { ok: true, source: read.value } : read;
  },
};

/** A script of commands. */
export function readText(path: string): ReadResult<string> {
  const bytes = readBytes(path, LARGEST_SOURCE);
  return bytes.ok ? { ok: true, value: new TextDecoder().decode(bytes.value) } : bytes;
}

/** The program's standard input. */
export function readInput(path: string): ReadResult<Uint8Array> {
  return readBytes(path, LARGEST_INPUT);
}

function readBytes(path: string, limit: number): ReadResult<Uint8Array> {
  try {
    const status = statSync(path);
    if (status.isDirectory()) return refuse(path, 'it is a folder');
    if (status.size > limit) return refuse(path, `it has more than ${limit / 1024 / 1024} MiB`);
    return { ok: true, value: readFileSync(path) };
  } catch (error) {
    return refuse(path, reason((error as NodeJS.ErrnoException).code));
  }
}

function refuse(path: string, why: string): { ok: false; message: string } {
  return { ok: false, message: `cannot read ${path}: ${why}` };
}

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  ENOTDIR: 'a part of its path is not a folder',
  EACCES: 'permission is denied',
  EPERM: 'permission is denied',
  ELOOP: 'its links lead in a circle',
  ENAMETOOLONG: 'its name is too long',
};

function reason(code = 'an unknown error'): string {
  return REASONS[code] ?? `the system says ${code}`;
}
