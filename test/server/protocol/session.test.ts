// The server as a client meets it: starting, texts that change, what is said of them, ending.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { command } from '../../cli/command';
import { LspClient, type Json } from './lsp-client';

const URI = 'file:///tmp/a.rw';
const range = (line: number, from: number, to: number): object => ({
  start: { line, character: from },
  end: { line, character: to },
});

describe('language server', () => {
  it('says what it can do, and ends when it is told', async () => {
    const client = LspClient.inMemory();
    const capabilities = await client.initialize();
    assert.equal(capabilities.textDocumentSync, 2);
    assert.equal(capabilities.hoverProvider, true);
    await client.shutdown();
  });

  it('says what is wrong, with related places, code and hint, and takes it back', async () => {
    const client = LspClient.inMemory();
    await client.initialize();
    const said = await client.open(URI, 'fn main() {\n    count := 1;\n    coutn = 2;\n}\nfn main() {}\n');
    assert.equal(said.uri, URI);
    assert.equal(said.version, 1);
    assert.deepEqual(
      said.diagnostics.map((d: Json) => [d.code, d.severity, d.range.start.line, d.message]),
      [
        ['E0201', 1, 2, 'unknown name `coutn`\ndid you mean `count`?'],
        ['E0202', 1, 4, '`main` is already declared in this scope'],
      ],
    );
    assert.deepEqual(said.diagnostics[1].relatedInformation, [
      { location: { uri: URI, range: range(0, 3, 7) }, message: 'it is first declared here' },
    ]);
    client.notify('textDocument/didChange', {
      textDocument: { uri: URI, version: 2 },
      contentChanges: [
        { range: range(4, 0, 12), text: '' },
        { range: range(2, 4, 9), text: 'count' },
      ],
    });
    const again = await client.expect('textDocument/publishDiagnostics');
    assert.deepEqual([again.version, again.diagnostics], [2, []]);
    client.notify('textDocument/didClose', { textDocument: { uri: URI } });
    assert.deepEqual((await client.expect('textDocument/publishDiagnostics')).diagnostics, []);
    await client.shutdown();
  });

  it('says what is wrong in each file of a program, and reads again what has changed on the disk', async () => {
    const files = { '/tmp/b.rw': 'fn f() { x(); }\n' };
    const client = LspClient.inMemory(files);
    await client.initialize();
    await client.open(URI, 'import b "b.rw";\nfn main() { b.f(); }\n');
    const other = await client.expect('textDocument/publishDiagnostics');
    assert.deepEqual(
      [other.uri, other.diagnostics.map((d: Json) => d.code)],
      ['file:///tmp/b.rw', ['E0201']],
    );
    files['/tmp/b.rw'] = 'fn f() {}\n';
    client.notify('workspace/didChangeWatchedFiles', { changes: [{ uri: other.uri, type: 2 }] });
    const { uri, diagnostics } = await client.expect('textDocument/publishDiagnostics');
    assert.deepEqual([uri, diagnostics], ['file:///tmp/b.rw', []]);
    await client.shutdown();
  });

  it('says first what is wrong in the file that was changed', async () => {
    const client = LspClient.inMemory({ '/tmp/z.rw': 'fn f() {}\n' });
    await client.initialize();
    const changed = 'file:///tmp/z.rw';
    for (const name of ['a', 'b'])
      await client.open(`file:///tmp/${name}.rw`, 'import z "z.rw";\nfn main() { z.f(); }\n');
    await client.open(changed, 'fn f() {}\n');
    client.notify('textDocument/didChange', {
      textDocument: { uri: changed, version: 2 },
      contentChanges: [{ text: 'fn g() { x(); }\n' }],
    });
    const said: unknown[] = [];
    for (let i = 0; i < 3; i++) {
      const { uri, diagnostics } = await client.expect('textDocument/publishDiagnostics');
      said.push([uri, diagnostics.map((d: Json) => d.code)]);
    }
    assert.deepEqual(said, [
      [changed, ['E0201']],
      ['file:///tmp/a.rw', ['E0505']],
      ['file:///tmp/b.rw', ['E0505']],
    ]);
    client.notify('textDocument/didChange', {
      textDocument: { uri: 'file:///tmp/b.rw', version: 2 },
      contentChanges: [{ text: 'fn main() { y(); }\n' }],
    });
    const { uri } = await client.expect('textDocument/publishDiagnostics');
    assert.equal(uri, 'file:///tmp/b.rw');
    await client.shutdown();
  });

  it('asks a client that can to tell of files that change', async () => {
    const client = LspClient.inMemory();
    await client.initialize({}, { workspace: { didChangeWatchedFiles: { dynamicRegistration: true } } });
    const { registrations } = await client.expect('client/registerCapability');
    assert.deepEqual(
      registrations.map(({ method, registerOptions }: Json) => [method, registerOptions.watchers]),
      [['workspace/didChangeWatchedFiles', [{ globPattern: '**/*.rw' }]]],
    );
    await client.shutdown();
  });

  it('tags what is never reached', async () => {
    const client = LspClient.inMemory();
    await client.initialize();
    const { diagnostics } = await client.open(URI, 'fn main() { return; print("never"); }');
    assert.deepEqual(
      diagnostics.map((d: Json) => [d.code, d.severity, d.tags]),
      [['W0301', 2, [1]]],
    );
    await client.shutdown();
  });

  it('does not wait for what would run for long while compiling, nor call it wrong', async () => {
    const client = LspClient.inMemory();
    await client.initialize();
    const { diagnostics } = await client.open(
      URI,
      'fn f() i32 { while true {} return 1; }\nx := #run f();\nfn main() { y := x + true; }\n',
    );
    assert.deepEqual(
      diagnostics.filter(({ severity }: Json) => severity === 1),
      [],
    );
    await client.shutdown();
  });

  it('answers with the newest text, before it has said anything of it', async () => {
    const client = LspClient.inMemory();
    await client.initialize();
    await client.open(URI, 'a: i32;\n');
    client.notify('textDocument/didChange', {
      textDocument: { uri: URI, version: 2 },
      contentChanges: [{ range: range(0, 3, 6), text: 'f64' }],
    });
    const params = { textDocument: { uri: URI }, position: { line: 0, character: 0 } };
    const hover = await client.request('textDocument/hover', params);
    assert.match(hover.contents.value, /a: f64/);
    await client.expect('textDocument/publishDiagnostics');
    await client.shutdown();
  });

  it('has nothing to say of a document that is not open', async () => {
    const client = LspClient.inMemory();
    await client.initialize();
    const params = { textDocument: { uri: URI }, position: { line: 0, character: 0 } };
    for (const method of ['hover', 'definition', 'completion', 'documentSymbol', 'prepareCallHierarchy'])
      assert.equal(await client.request(`textDocument/${method}`, params), null);
    await client.shutdown();
  });

  it('gives the library by an address of its own to a client that knows it', async () => {
    const client = LspClient.inMemory();
    await client.initialize({ libraryScheme: true });
    const uri = 'ropewalk-std:/std/print.rw';
    const text = await client.request('ropewalk/librarySource', { uri });
    assert.match(text, /^-- /);
    assert.equal(await client.request('ropewalk/librarySource', { uri: 'ropewalk-std:/std/none.rw' }), null);
    client.notify('textDocument/didOpen', {
      textDocument: { uri, languageId: 'ropewalk', version: 1, text },
    });
    const symbols = await client.request('textDocument/documentSymbol', { textDocument: { uri } });
    assert.ok(symbols.length > 3);
    await client.shutdown();
  });

  it('runs as a process, lays the library out as files, and ends with exit code 0', async function () {
    this.timeout(30_000);
    const server = spawn(process.execPath, [command(), 'lsp', '--stdio'], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    const client = new LspClient(server.stdin, server.stdout);
    await client.initialize();
    await client.open(URI, 'fn main() { malloc(1); }\n');
    const params = { textDocument: { uri: URI }, position: { line: 0, character: 4 } };
    assert.equal((await client.request('textDocument/definition', params)).uri, URI);
    await client.shutdown();
    client.notify('exit', undefined);
    const [code] = await once(server, 'exit');
    assert.equal(code, 0);
  });
});
