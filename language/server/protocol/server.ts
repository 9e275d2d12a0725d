// The language server as a client sees it: it starts and ends, takes the texts as they change, and says what is
// wrong with them. What it answers is in the files beside this one, by kind of question.
//
// A text is checked when it has been still for a moment, or when a question needs it. The questions always see
// the newest text.
import {
  createConnection,
  DidChangeWatchedFilesNotification,
  type Connection,
  type InitializeParams,
  type InitializeResult,
} from 'vscode-languageserver/node';
import { TextDocuments } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { Diagnostic } from '../../syntax/diagnostic';
import type { Files } from '../files';
import { Workspace } from '../workspace';
import { CAPABILITIES } from './capabilities';
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

/** Where clients that ask for it (`initializationOptions.libraryScheme`) get the library's sources by a request. */
const LIBRARY_ADDRESS = 'ropewalk-std:/';

/** Milliseconds without a change after which a text is checked; a text that takes longer waits that long. */
const LEAST_DELAY = 10;
const MOST_DELAY = 300;

/** Serves one client, until it disconnects. */
export function serve(input: NodeJS.ReadableStream, output: NodeJS.WritableStream, host: ServerHost): void {
  const connection = createConnection(input, output);
  new Server(connection, host);
  connection.listen();
}

class Server {
  private readonly workspace: Workspace;
  private readonly documents = new TextDocuments(TextDocument);
  /** Of the files that something was said of. */
  private published = new Set<string>();
  private timer: ReturnType<typeof setTimeout> | undefined;
  /** Milliseconds that the last check took. */
  private lastCheck = 0;

  constructor(
    private readonly connection: Connection,
    private readonly host: ServerHost,
  ) {
    this.workspace = new Workspace(host.disk);
    connection.onInitialize((params) => this.initialize(params));
  }

  private initialize({ initializationOptions, capabilities }: InitializeParams): InitializeResult {
    const options = (initializationOptions ?? {}) as { libraryScheme?: boolean };
    const addresses = new Addresses(options.libraryScheme ? LIBRARY_ADDRESS : this.host.layOutLibrary());
    this.followDocuments(addresses);
    if (capabilities.workspace?.didChangeWatchedFiles?.dynamicRegistration) this.watchFiles();
    const { snippetSupport = false } = capabilities.textDocument?.completion?.completionItem ?? {};
    answerQuestions(this.connection, this.workspace, addresses, snippetSupport);
    return { capabilities: CAPABILITIES, serverInfo: { name: 'ropewalk', version: this.host.version } };
  }

  private followDocuments(addresses: Addresses): void {
    this.documents.onDidChangeContent(({ document }) => {
      const path = addresses.pathOf(document.uri);
      this.workspace.change({ path, text: document.getText(), isLibrary: addresses.isLibrary(document.uri) });
      this.checkSoon(addresses);
    });
    this.documents.onDidClose(({ document }) => {
      this.workspace.close(addresses.pathOf(document.uri));
      this.checkSoon(addresses);
    });
    this.documents.listen(this.connection);
    // Told by clients that watch the files of their folder; a file that is saved may be imported elsewhere.
    this.connection.onDidChangeWatchedFiles(() => this.readAgain(addresses));
    this.documents.onDidSave(() => this.readAgain(addresses));
  }

  /** Asks the client to tell of files that change on the disk. */
  private watchFiles(): void {
    this.connection.onInitialized(() => {
      const watchers = [{ globPattern: '**/*.rw' }];
      void this.connection.client.register(DidChangeWatchedFilesNotification.type, { watchers });
    });
  }

  private readAgain(addresses: Addresses): void {
    this.workspace.diskChanged();
    this.checkSoon(addresses);
  }

  private checkSoon(addresses: Addresses): void {
    clearTimeout(this.timer);
    const delay = Math.max(LEAST_DELAY, Math.min(MOST_DELAY, this.lastCheck));
    this.timer = setTimeout(() => this.checkOrTell(addresses), delay);
  }

  /** A fault of ours must not end the session: the next text may not have it. */
  private checkOrTell(addresses: Addresses): void {
    try {
      this.check(addresses);
    } catch (fault) {
      this.connection.console.error(`Internal fault; please report it: ${String(fault)}`);
    }
  }

  private check(addresses: Addresses): void {
    const start = performance.now();
    const byFile = this.workspace.diagnostics();
    this.lastCheck = performance.now() - start;
    const files = new Set<string>();
    for (const [source, diagnostics] of byFile)
      files.add(this.publish(addresses.uriOf(source), diagnostics, addresses));
    for (const uri of this.published) if (!files.has(uri)) this.publish(uri, [], addresses);
    this.published = files;
  }

  private publish(uri: string, diagnostics: readonly Diagnostic[], addresses: Addresses): string {
    const version = this.documents.get(uri)?.version;
    void this.connection.sendDiagnostics({
      uri,
      version,
      diagnostics: diagnostics.map((d) => toLsp(d, addresses)),
    });
    return uri;
  }
}
