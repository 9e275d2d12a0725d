// Each request as it goes over the wire: the shapes and numbers of the protocol. What the answers say is tested
// beside the queries.
import assert from 'node:assert/strict';
import { LspClient, type Json } from './lsp-client';

const URI = 'file:///tmp/a.rw';
const textDocument = { uri: URI };
const at = (line: number, character: number): object => ({ textDocument, position: { line, character } });
const range = (line: number, from: number, to: number): object => ({
  start: { line, character: from },
  end: { line, character: to },
});

/** A server with one open document. */
async function withText(text: string, capabilities: object = {}): Promise<LspClient> {
  const client = LspClient.inMemory();
  await client.initialize({}, capabilities);
  await client.open(URI, text);
  return client;
}

describe('requests of the language server', () => {
  it('signature help', async () => {
    const client = await withText('-- Adds.\nfn f(a: i32, b: i32) {}\nfn main() { f(1, 2); }\n');
    assert.deepEqual(await client.request('textDocument/signatureHelp', at(2, 17)), {
      signatures: [
        {
          label: 'f(a: i32, b: i32)',
          documentation: 'Adds.',
          parameters: [{ label: 'a: i32' }, { label: 'b: i32' }],
        },
      ],
      activeSignature: 0,
      activeParameter: 1,
    });
    assert.equal(await client.request('textDocument/signatureHelp', at(0, 0)), null);
    await client.shutdown();
  });

  it('semantic tokens, by their distances, whole and in part', async () => {
    const client = await withText('g: i8;\nfn main() { g = 1; }\n');
    const [variable, func, type] = [0, 4, 5];
    const [declaration, library, fixed] = [1, 4, 8];
    const { data } = await client.request('textDocument/semanticTokens/full', { textDocument });
    assert.deepEqual(data, [
      ...[0, 0, 1, variable, declaration | fixed],
      ...[0, 3, 2, type, library],
      ...[1, 3, 4, func, declaration],
      ...[0, 9, 1, variable, fixed],
    ]);
    const part = await client.request('textDocument/semanticTokens/range', {
      textDocument,
      range: range(1, 10, 20),
    });
    assert.deepEqual(part.data, [1, 12, 1, variable, fixed]);
    await client.shutdown();
  });

  it('inlay hints and inline values', async () => {
    const client = await withText('fn f(a: i32) {}\nfn main() {\n    x := 1;\n    f(2);\n}\n');
    const whole = { start: { line: 0, character: 0 }, end: { line: 5, character: 0 } };
    assert.deepEqual(await client.request('textDocument/inlayHint', { textDocument, range: whole }), [
      { position: { line: 2, character: 5 }, label: ': i32', kind: 1, paddingRight: false },
      { position: { line: 3, character: 6 }, label: 'a:', kind: 2, paddingRight: true },
    ]);
    const context = { frameId: 1, stoppedLocation: range(3, 4, 4) };
    assert.deepEqual(
      await client.request('textDocument/inlineValue', { textDocument, range: whole, context }),
      [{ range: range(2, 4, 5), variableName: 'x', caseSensitiveLookup: true }],
    );
    await client.shutdown();
  });

  it('folds, selections and symbols', async () => {
    const client = await withText('-- a\n-- b\nfn main() {\n    x := 1;\n}\n');
    assert.deepEqual(await client.request('textDocument/foldingRange', { textDocument }), [
      { startLine: 0, endLine: 1, kind: 'comment' },
      { startLine: 2, endLine: 3, kind: 'region' },
    ]);
    const positions = [{ line: 3, character: 4 }];
    const [selection] = await client.request('textDocument/selectionRange', { textDocument, positions });
    assert.deepEqual(selection.range, range(3, 4, 5));
    assert.deepEqual(selection.parent.range, range(3, 4, 11));
    assert.deepEqual(await client.request('workspace/symbol', { query: 'mn' }), [
      { name: 'main', kind: 12, location: { uri: URI, range: range(2, 3, 7) } },
    ]);
    await client.shutdown();
  });

  it('quick fixes', async () => {
    const client = await withText('fn main() { count := 1; coutn = 2; }\n');
    const [fix, ...others] = await client.request('textDocument/codeAction', {
      textDocument,
      range: range(0, 26, 26),
      context: { diagnostics: [] },
    });
    assert.deepEqual(others, []);
    assert.deepEqual([fix.title, fix.kind, fix.isPreferred], ['Change to `count`', 'quickfix', true]);
    assert.deepEqual(fix.edit.changes, { [URI]: [{ range: range(0, 24, 29), newText: 'count' }] });
    assert.equal(fix.diagnostics[0].code, 'E0201');
    await client.shutdown();
  });

  it('lenses for a client that has their commands, and the expression under the mouse', async () => {
    const text = 'fn main() { p: *i32; q := p^; }\n';
    const plain = await withText(text);
    const params = at(0, 26);
    assert.deepEqual(await plain.request('ropewalk/evaluatableExpression', params), {
      range: range(0, 26, 27),
      expression: 'p',
    });
    await plain.shutdown();
    const able = LspClient.inMemory();
    assert.deepEqual((await able.initialize({ lensCommands: true })).codeLensProvider, {});
    await able.open(URI, text);
    const [run] = await able.request('textDocument/codeLens', { textDocument });
    assert.deepEqual(run, {
      range: range(0, 3, 7),
      command: { title: 'Run', command: 'ropewalk.runFile', arguments: [URI] },
    });
    await able.shutdown();
  });

  it('formatting of a document, a range and what is typed', async () => {
    const client = await withText('a:i32;\nb:i32;\n');
    const options = { tabSize: 4, insertSpaces: true };
    const [first, second] = [range(0, 2, 2), range(1, 2, 2)].map((place) => ({ range: place, newText: ' ' }));
    const ask = (kind: string, params: object): Promise<Json> =>
      client.request(`textDocument/${kind}`, { textDocument, options, ...params });
    assert.deepEqual(await ask('formatting', {}), [first, second]);
    assert.deepEqual(await ask('rangeFormatting', { range: range(1, 0, 1) }), [second]);
    assert.deepEqual(await ask('onTypeFormatting', { ...at(0, 6), ch: ';' }), [first]);
    await client.shutdown();
  });

  it('renaming, and why not', async () => {
    const client = await withText('g: i8;\nfn main() { g = 1; }\n');
    const newName = 'h';
    assert.deepEqual(await client.request('textDocument/rename', { ...at(0, 0), newName }), {
      changes: {
        [URI]: [
          { range: range(0, 0, 1), newText: 'h' },
          { range: range(1, 12, 13), newText: 'h' },
        ],
      },
    });
    const why = await client.refused('textDocument/prepareRename', at(1, 4));
    assert.equal(why, 'A program starts in `main`.');
    await client.shutdown();
  });

  it('completion of what fits best among very many', async () => {
    const names = Array.from({ length: 300 }, (_, i) => `name_${i}: i32;\n`).join('');
    const client = await withText(`${names}fn main() { local := 1; lo }\n`);
    const { isIncomplete, items } = await client.request('textDocument/completion', at(300, 24));
    assert.deepEqual([isIncomplete, items.length, items[0].label], [true, 200, 'local']);
    await client.shutdown();
  });

  it('completion that a `/` or `"` asks for: paths of imports, and nothing in a division or a text', async () => {
    const client = await withText('import m "std/";\nfn main() {\n    x := 1 / 2;\n    print("");\n}\n');
    const labels = async (line: number, character: number, triggerCharacter: string): Promise<string[]> => {
      const context = { triggerKind: 2, triggerCharacter };
      const { items } = await client.request('textDocument/completion', { ...at(line, character), context });
      return (items as Json[]).map(({ label }) => label as string);
    };
    assert.ok((await labels(0, 14, '/')).includes('std/math.rw'));
    assert.ok((await labels(0, 10, '"')).includes('std/math.rw'));
    assert.deepEqual(await labels(2, 12, '/'), []);
    assert.deepEqual(await labels(3, 11, '"'), []);
    await client.shutdown();
  });

  it('completion, with places to fill in only for a client that can', async () => {
    const text = 'fn add(a: i32) {}\nfn main() { ad }\n';
    const named = ({ items }: Json, label: string): Json => items.find((item: Json) => item.label === label);
    const plain = await withText(text);
    const simple = await plain.request('textDocument/completion', at(1, 14));
    assert.deepEqual(named(simple, 'add').insertText, undefined);
    const none = await plain.request('textDocument/completion', at(1, 12));
    assert.equal(named(none, 'while'), undefined);
    await plain.shutdown();
    const completion = { completionItem: { snippetSupport: true } };
    const able = await withText(text, { textDocument: { completion } });
    const items = await able.request('textDocument/completion', at(1, 14));
    assert.deepEqual([named(items, 'add').insertText, named(items, 'add').insertTextFormat], ['add($1)', 2]);
    const all = await able.request('textDocument/completion', at(1, 12));
    assert.match(named(all, 'while').insertText, /^while \$\{1:condition\}/);
    await able.shutdown();
  });
});
