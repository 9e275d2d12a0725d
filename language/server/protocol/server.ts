// The language server as a client sees it: it starts and ends, takes the texts as they change, and says what is
// wrong with them. What it answers is in the files beside this one, by kind of question.
//
// A text is checked when it has been still for a moment, a slice at a time, or when a question needs it. The
// questions always see the newest text.
import {
  DidChangeWatchedFilesNotification,
  TextDocuments,
  type Connection,
  type InitializeParams,
  type InitializeResult,
} from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { Diagnostic } from '../../syntax/diagnostic';
import { aTurn } from '../../syntax/turn';
import type { Files } from '../files';
import { Workspace } from '../workspace';
import { capabilities } from './capabilities';
import { Addresses } from './convert';
import { toLsp } from './diagnostics';
import { answerQuestions } from './questions';

/** What the server needs of the machine that it runs on. */
export interface ServerHost {
  readonly version: string;
  /**
   * Puts the library's sources where an editor can open them, for clients that have no documents of their own for
   * them; gives the address of the folder, with a `/` at the end.
   */
  layOutLibrary(): string;
  /** The files that are not open. */
  readonly disk: Files;
}

/** What a client may say of itself (`initializationOptions`). */
interface ClientOptions {
  /** It has documents of its own for the library's files. */
  readonly libraryScheme?: boolean;
  /** It has the commands `ropewalk.runFile` and so on, which take the address of a document. */
  readonly lensCommands?: boolean;
}

/** Where clients that ask for it (`initializationOptions.libraryScheme`) get the library's sources by a request. */
export const LIBRARY_ADDRESS = 'ropewalk-std:/';

/** Milliseconds without a change after which a text is checked: several changes often come together. */
const DELAY = 5;
/** Milliseconds of checking after which questions have their turn. */
const SLICE = 10;

/** Serves one client, until it disconnects. */
export function serve(connection: Connection, host: ServerHost): void {
  new Server(connection, host);
  connection.listen();
}

class Server {
  private readonly workspace: Workspace;
  private readonly documents = new TextDocuments(TextDocument);
  /** What was said of each file. */
  private readonly published = new Map<string, string>();
  private timer: ReturnType<typeof setTimeout> | undefined;
  /** Counts what checks wait for: a newer one takes the place of an older one. */
  private turn = 0;
  /** The document that was changed last, as long as nothing has been said of it. */
  private changed: string | undefined;

  constructor(
    private readonly connection: Connection,
    private readonly host: ServerHost,
  ) {
    this.workspace = new Workspace(host.disk);
    connection.onInitialize((params) => this.initialize(params));
  }

  private initialize({ initializationOptions, capabilities: offered }: InitializeParams): InitializeResult {
    const options = (initializationOptions ?? {}) as ClientOptions;
    const addresses = new Addresses(options.libraryScheme ? LIBRARY_ADDRESS : this.host.layOutLibrary());
    this.followDocuments(addresses);
    if (offered.workspace?.didChangeWatchedFiles?.dynamicRegistration) this.watchFiles();
    const { snippetSupport = false } = offered.textDocument?.completion?.completionItem ?? {};
    answerQuestions(this.connection, this.workspace, addresses, snippetSupport);
    return {
      capabilities: capabilities(options.lensCommands === true),
      serverInfo: { name: 'ropewalk', version: this.host.version },
    };
  }

  private followDocuments(addresses: Addresses): void {
    this.documents.onDidChangeContent(({ document }) => {
      const path = addresses.pathOf(document.uri);
      this.workspace.change({ path, text: document.getText(), isLibrary: addresses.isLibrary(document.uri) });
      this.host.disk.expect?.(path);
      this.changed = path;
      this.checkSoon(addresses);
    });
    this.documents.onDidClose(({ document }) => {
      this.workspace.close(addresses.pathOf(document.uri));
      this.checkSoon(addresses);
    });
    this.documents.listen(this.connection);
    // Told by clients that watch the files of their folder; a file that is saved may be imported elsewhere.
    this.connection.onDidChangeWatchedFiles(() => this.diskChanged(addresses));
    this.documents.onDidSave(() => this.diskChanged(addresses));
  }

  /** Asks the client to tell of files that change on the disk. */
  private watchFiles(): void {
    this.connection.onInitialized(() => {
      const watchers = [{ globPattern: '**/*.rw' }];
      void this.connection.client.register(DidChangeWatchedFilesNotification.type, { watchers });
    });
  }

  private diskChanged(addresses: Addresses): void {
    this.host.disk.forget?.();
    this.readAgain(addresses);
  }

  private readAgain(addresses: Addresses): void {
    this.workspace.diskChanged();
    this.checkSoon(addresses);
  }

  private checkSoon(addresses: Addresses): void {
    this.turn++;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.checkOrTell(addresses), DELAY);
  }

  /** A fault of ours must not end the session: the next text may not have it. */
  private checkOrTell(addresses: Addresses): void {
    try {
      this.check(addresses);
    } catch (fault) {
      this.connection.console.error(`Internal fault; please report it: ${String(fault)}`);
    }
  }

  /** Goes on with the check for a while, then lets questions and changes come; at its end tells what it found. */
  private check(addresses: Addresses): void {
    const end = performance.now() + SLICE;
    while (this.advance(addresses)) {
      if (performance.now() < end) continue;
      return this.goOn(addresses);
    }
    const fetched = this.host.disk.fetchWanted?.();
    if (!fetched) return this.tell(addresses);
    void fetched.then((isNew) => (isNew ? this.readAgain(addresses) : this.tell(addresses)));
  }

  /** Checks on behind the messages that have arrived, unless one of them begins anew. */
  private goOn(addresses: Addresses): void {
    const turn = ++this.turn;
    void aTurn().then(() => {
      if (turn === this.turn) this.checkOrTell(addresses);
    });
  }

  /** The document that was changed comes first: what is wrong in it is said before others are checked. */
  private advance(addresses: Addresses): boolean {
    const { changed, workspace } = this;
    if (changed === undefined) return workspace.advance();
    if (workspace.advanceIn(changed)) return true;
    this.changed = undefined;
    // Where texts are still to be fetched, what seems to be wrong may follow from that.
    const known = this.host.disk.fetchWanted ? undefined : workspace.diagnosticsIn(changed);
    if (known) this.publish(addresses.uriOf(known.source), known.list, addresses);
    return true;
  }

  /** Says what is wrong. */
  private tell(addresses: Addresses): void {
    const files = new Set<string>();
    for (const [source, diagnostics] of this.workspace.diagnostics()) {
      const uri = addresses.uriOf(source);
      files.add(uri);
      this.publish(uri, diagnostics, addresses);
    }
    for (const uri of this.published.keys()) if (!files.has(uri)) this.publish(uri, [], addresses);
  }

  /** Says what is wrong in a file, unless the same was said of the same text. */
  private publish(uri: string, found: readonly Diagnostic[], addresses: Addresses): void {
    const version = this.documents.get(uri)?.version;
    const diagnostics = found.map((d) => toLsp(d, addresses));
    const said = JSON.stringify([version, diagnostics]);
    if (this.published.get(uri) === said) return;
    if (version === undefined && found.length === 0) this.published.delete(uri);
    else this.published.set(uri, said);
    void this.connection.sendDiagnostics({ uri, version, diagnostics });
  }
}
