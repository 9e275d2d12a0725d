// Reads files for the workers, whatever the file system that the editor has them from.
import { FileSystemError, FileType, Uri, workspace } from 'vscode';
import type { FetchedFile } from '../../adapter/browser/messages';

/** Bytes. Input is held in memory, since going back may read it again; sources are far smaller. */
const LARGEST_FILE = 512 * 1024 * 1024;

const REASONS: Readonly<Record<string, string>> = {
  FileNotFound: 'there is no such file',
  FileIsADirectory: 'it is a folder',
  FileNotADirectory: 'a part of its path is not a folder',
  NoPermissions: 'permission is denied',
  Unavailable: 'it cannot be reached now',
};

export async function readFile(uri: string): Promise<FetchedFile> {
  try {
    const place = placeOf(uri);
    const { type, size } = await workspace.fs.stat(place);
    if (type === FileType.Directory) return { ok: false, reason: 'it is a folder' };
    if (size > LARGEST_FILE) return { ok: false, reason: `it has more than ${LARGEST_FILE / 2 ** 20} MiB` };
    return { ok: true, bytes: await workspace.fs.readFile(place) };
  } catch (error) {
    return { ok: false, reason: reasonOf(error) };
  }
}

/** A path without a scheme is one of a disk, which the editor may have all the same. */
function placeOf(uri: string): Uri {
  return uri.startsWith('/') ? Uri.file(uri) : Uri.parse(uri, true);
}

/** The names in a folder, those of folders with a `/` at the end; none if it cannot be read. */
export async function listFolder(uri: string): Promise<string[]> {
  try {
    const entries = await workspace.fs.readDirectory(placeOf(uri));
    return entries.map(([name, type]) => ((type & FileType.Directory) !== 0 ? `${name}/` : name));
  } catch {
    return [];
  }
}

function reasonOf(error: unknown): string {
  if (error instanceof FileSystemError && REASONS[error.code]) return REASONS[error.code] as string;
  return error instanceof Error ? error.message : String(error);
}
