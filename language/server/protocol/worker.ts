// The language server as a worker of a browser. Its client reads the files of a program for it.
import {
  BrowserMessageReader,
  BrowserMessageWriter,
  createConnection,
  type Connection,
} from 'vscode-languageserver/browser';
import { version } from '../../../package.json';
import { Fetched, type FetchedFile } from '../../syntax/fetched';
import type { Loaded } from '../../syntax/source-loader';
import { decodeSource } from '../../syntax/source-text';
import { canonicalUri, folderOf, resolveUri } from '../../syntax/uri-paths';
import type { Files } from '../files';
import { LIBRARY_ADDRESS, serve } from './server';

/** The requests by which the server asks its client for files; both take the URI of one. */
const READ_FILE = 'ropewalk/readFile';
const LIST_FOLDER = 'ropewalk/listFolder';

/** The files that a client can read. A file's path is its URI. */
class ClientFiles implements Files {
  private readonly files: Fetched<FetchedFile>;
  private readonly folders: Fetched<readonly string[]>;

  constructor(connection: Connection) {
    this.files = new Fetched((uri) =>
      connection.sendRequest<FetchedFile>(READ_FILE, { uri }).catch(() => NOT_READ),
    );
    this.folders = new Fetched((uri) =>
      connection.sendRequest<readonly string[]>(LIST_FOLDER, { uri }).catch(() => []),
    );
  }

  resolve(importing: string, text: string): string {
    return resolveUri(folderOf(importing), text);
  }

  identify(path: string): string {
    return canonicalUri(path);
  }

  load(path: string): Loaded {
    const file = this.files.get(path) ?? NOT_READ;
    if (!file.ok) return refuse(path, file.reason);
    const decoded = decodeSource(path, file.bytes);
    return decoded.ok ? decoded : refuse(path, decoded.reason);
  }

  list(folder: string): readonly string[] {
    return this.folders.get(folder) ?? [];
  }

  async fetchWanted(): Promise<boolean> {
    const fetched = await Promise.all([this.files.fetchWanted(), this.folders.fetchWanted()]);
    return fetched.includes(true);
  }

  forget(): void {
    this.files.forget();
    this.folders.forget();
  }

  expect(path: string): void {
    this.list(folderOf(path));
  }
}

const NOT_READ: FetchedFile = { ok: false, reason: 'it could not be read' };

function refuse(path: string, why: string): Loaded {
  return { ok: false, message: `cannot read ${canonicalUri(path)}: ${why}` };
}

/** The types of a browser are not known here. */
const scope = globalThis as never;
const connection = createConnection(new BrowserMessageReader(scope), new BrowserMessageWriter(scope));
serve(connection, {
  version,
  layOutLibrary: () => LIBRARY_ADDRESS,
  disk: new ClientFiles(connection),
});
