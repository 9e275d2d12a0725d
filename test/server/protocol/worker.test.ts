// The language server as a worker of a browser, without Node: its client reads the files for it.
import assert from 'node:assert/strict';
import { browserWorker, type BrowserWorker } from '../../browser-worker';
import type { Json, Message } from './lsp-client';

const HOME = 'vscode-vfs://github/someone/program';

/** An editor with files. It answers the server's questions about them, and gives everything else in its order. */
class Editor {
  readonly files = new Map<string, string>();
  /** What the server has asked for. */
  readonly asked: string[] = [];
  private readonly arrived: Message[] = [];
  private readonly worker: BrowserWorker;
  private wake = (): void => undefined;
  private lastId = 0;

  constructor() {
    this.worker = browserWorker(
      'language/server/protocol/worker.ts',
      (message) => this.take(message as Message),
      (error) => assert.fail(error),
    );
  }

  async end(): Promise<void> {
    await this.worker.end();
  }

  async request(method: string, params: unknown): Promise<Json> {
    const id = ++this.lastId;
    this.worker.post({ jsonrpc: '2.0', id, method, params });
    const answer = await this.next();
    assert.equal(answer.id, id, JSON.stringify(answer));
    return answer.result;
  }

  notify(method: string, params: unknown): void {
    this.worker.post({ jsonrpc: '2.0', method, params });
  }

  async open(path: string, text: string): Promise<Json> {
    const document = { uri: `${HOME}/${path}`, languageId: 'ropewalk', version: 1, text };
    this.notify('textDocument/didOpen', { textDocument: document });
    return this.diagnostics();
  }

  /** The next message says what is wrong: gives the file and the messages. */
  async diagnostics(): Promise<Json> {
    const { method, params } = await this.next();
    assert.equal(method, 'textDocument/publishDiagnostics');
    return [params.uri, params.diagnostics.map(({ message }: Json) => message)];
  }

  private async next(): Promise<Message> {
    while (this.arrived.length === 0) await new Promise<void>((resolve) => (this.wake = resolve));
    return this.arrived.shift() as Message;
  }

  private take(message: Message): void {
    const { id, method, params } = message;
    if (method === 'ropewalk/readFile' || method === 'ropewalk/listFolder') {
      const path = decodeURIComponent(params.uri.slice(HOME.length + 1));
      this.asked.push(`${method.slice('ropewalk/'.length)} ${path}`);
      const result = method === 'ropewalk/readFile' ? this.read(path) : this.list(path);
      return this.worker.post({ jsonrpc: '2.0', id, result });
    }
    this.arrived.push(message);
    this.wake();
  }

  private read(path: string): object {
    const text = this.files.get(path);
    if (text === undefined) return { ok: false, reason: 'there is no such file' };
    return { ok: true, bytes: new TextEncoder().encode(text) };
  }

  private list(folder: string): string[] {
    const names = [...this.files.keys()].filter((path) => path.startsWith(folder));
    return [...new Set(names.map((path) => path.slice(folder.length).replace(/\/.*/, '/')))];
  }
}

describe('the language server in a browser', function () {
  this.timeout(60_000);

  let editor: Editor;
  beforeEach(async () => {
    editor = new Editor();
    await editor.request('initialize', {
      processId: null,
      rootUri: null,
      capabilities: {},
      initializationOptions: { libraryScheme: true },
    });
    editor.notify('initialized', {});
  });
  afterEach(() => editor.end());

  const at = (line: number, character: number, path = 'main.rw') => ({
    textDocument: { uri: `${HOME}/${path}` },
    position: { line, character },
  });

  it('checks what is imported before it says what is wrong', async () => {
    editor.files.set(
      'lib/a b.rw',
      'import c "c.rw";\n-- Doubles.\nfn twice(n: i64) i64 { return c.TWO * n; }\n',
    );
    editor.files.set('lib/c.rw', 'TWO :: 2;\n');
    const text = 'import a "lib/a b.rw";\nfn main() { print("{} {}\\n", a.twice(4), a.thrice(1)); }\n';
    const [uri, messages] = await editor.open('main.rw', text);
    assert.equal(uri, `${HOME}/main.rw`);
    assert.equal(messages.length, 1);
    assert.match(messages[0], /thrice/);
    const { contents } = await editor.request('textDocument/hover', at(1, 33));
    assert.match(contents.value, /fn twice\(n: i64\) i64[^]*Doubles\./);
    const { uri: found } = await editor.request('textDocument/definition', at(1, 33));
    assert.equal(found, `${HOME}/lib/a%20b.rw`);
    assert.deepEqual(editor.asked.sort(), ['listFolder ', 'readFile lib/a b.rw', 'readFile lib/c.rw']);
  });

  it('reads files again that have changed, and tells what is not there', async () => {
    const [, messages] = await editor.open('main.rw', 'import a "a.rw";\nfn main() { a.f(); }\n');
    assert.match(messages[0], /a\.rw: there is no such file/);
    editor.files.set('a.rw', 'fn f() {}\n');
    editor.notify('workspace/didChangeWatchedFiles', { changes: [{ uri: `${HOME}/a.rw`, type: 1 }] });
    assert.deepEqual(await editor.diagnostics(), [`${HOME}/main.rw`, []]);
  });

  it('renames in files whatever is in their names', async () => {
    editor.files.set('#1 100%.rw', 'fn twice(n: i64) i64 { return 2 * n; }\n');
    const text = 'import odd "#1 100%.rw";\nfn main() { print("{}\\n", odd.twice(4)); }\n';
    assert.deepEqual(await editor.open('main.rw', text), [`${HOME}/main.rw`, []]);
    const { changes } = await editor.request('textDocument/rename', { ...at(1, 31), newName: 'doubled' });
    assert.deepEqual(Object.keys(changes).sort(), [`${HOME}/%231%20100%25.rw`, `${HOME}/main.rw`]);
  });

  it('completes names of files to import, and of the library', async () => {
    editor.files.set('lib/shapes.rw', 'fn f() {}\n');
    await editor.open('main.rw', 'import x "";\nfn main() {}\n');
    const found = await editor.request('textDocument/completion', at(0, 10));
    const labels = (found.items ?? found).map(({ label }: Json) => label);
    assert.deepEqual(labels.slice(0, 2), ['lib/', 'std/hash.rw']);
  });

  it('shows the sources of the library', async () => {
    await editor.open(
      'main.rw',
      'import math "std/math.rw";\nfn main() { print("{}\\n", math.sqrt(2.0)); }\n',
    );
    const { uri } = await editor.request('textDocument/definition', at(1, 31));
    assert.equal(uri, 'ropewalk-std:/std/math.rw');
    assert.match(await editor.request('ropewalk/librarySource', { uri }), /fn sqrt/);
  });
});
