// `ropewalk lsp`: the language server on standard input and output.
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { LIBRARY } from '../std/library';
import { DISK } from './read-source';
import { VERSION } from './version';

/** Serves until the client says that it is enough, which ends the process; the result is the exit code. */
export async function lsp(): Promise<number> {
  // Loaded when it is needed: the other commands start without it.
  const { serveStreams } = await import('../server/protocol/streams');
  serveStreams(process.stdin, process.stdout, { version: VERSION, layOutLibrary, disk: { ...DISK, list } });
  return new Promise(() => undefined);
}

function list(folder: string): string[] {
  try {
    return readdirSync(folder, { withFileTypes: true }).map((entry) =>
      entry.isDirectory() ? `${entry.name}/` : entry.name,
    );
  } catch {
    return [];
  }
}

/** A folder of the user's own for each version, as files of the library never change within one. */
function layOutLibrary(): string {
  const folder = join(tmpdir(), `ropewalk-${VERSION}-${userInfo().username}`);
  for (const { path, text } of LIBRARY) {
    const file = join(folder, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
  return `${pathToFileURL(folder).href}/`;
}
