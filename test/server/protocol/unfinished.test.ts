// Every request, at random places of programs that were cut off or of which a part is missing: it is answered, and
// not with an error.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Random } from '../../interpreter/random/random';
import { isLong } from '../typing';
import { LspClient, type Json } from './lsp-client';

const FOLDERS = [
  'examples',
  'test/fixtures/run',
  'test/fixtures/check',
  'test/fixtures/modules',
  'language/std',
];
const TEXTS = FOLDERS.flatMap((folder) =>
  readdirSync(folder)
    .filter((file) => file.endsWith('.rw'))
    .map((file) => readFileSync(join(folder, file), 'utf8')),
);
const ROUNDS = Number(process.env['ROUNDS'] ?? (isLong ? 5000 : 25));
const SEED = Number(process.env['SEED'] ?? 11);

const uri = 'file:///tmp/unfinished.rw';
const textDocument = { uri };

interface Position {
  readonly line: number;
  readonly character: number;
}

/** What is asked about a place, or two. */
const REQUESTS: Readonly<Record<string, (position: Position, other: Position) => object>> = {
  'textDocument/hover': (position) => ({ position }),
  'textDocument/definition': (position) => ({ position }),
  'textDocument/typeDefinition': (position) => ({ position }),
  'textDocument/references': (position) => ({ position, context: { includeDeclaration: true } }),
  'textDocument/documentHighlight': (position) => ({ position }),
  'textDocument/completion': (position) => ({ position }),
  'textDocument/signatureHelp': (position) => ({ position }),
  'textDocument/documentSymbol': () => ({}),
  'textDocument/foldingRange': () => ({}),
  'textDocument/codeLens': () => ({}),
  'textDocument/semanticTokens/full': () => ({}),
  'textDocument/semanticTokens/range': (position, other) => ({ range: rangeOf(position, other) }),
  'textDocument/selectionRange': (position, other) => ({ positions: [position, other] }),
  'textDocument/inlayHint': (position, other) => ({ range: rangeOf(position, other) }),
  'textDocument/codeAction': (position, other) => ({
    range: rangeOf(position, other),
    context: { diagnostics: [] },
  }),
  'textDocument/inlineValue': (position, other) => ({
    range: rangeOf(position, other),
    context: { frameId: 0, stoppedLocation: rangeOf(position, other) },
  }),
  'textDocument/formatting': () => ({ options: { tabSize: 4, insertSpaces: true } }),
  'textDocument/rangeFormatting': (position, other) => ({
    range: rangeOf(position, other),
    options: { tabSize: 4, insertSpaces: true },
  }),
  'textDocument/onTypeFormatting': (position) => ({
    position,
    ch: '}',
    options: { tabSize: 4, insertSpaces: true },
  }),
};

function rangeOf(a: Position, b: Position): { start: Position; end: Position } {
  const isOrdered = a.line < b.line || (a.line === b.line && a.character <= b.character);
  return isOrdered ? { start: a, end: b } : { start: b, end: a };
}

/** A program that ends somewhere, or lacks a part of itself. */
function damaged(text: string, random: Random): string {
  const at = random.below(text.length + 1);
  if (random.below(2) === 0) return text.slice(0, at);
  return text.slice(0, at) + text.slice(at + 1 + random.below(random.below(3) === 0 ? 200 : 12));
}

function placeIn(text: string, random: Random): Position {
  const lines = text.split('\n');
  const line = random.below(lines.length);
  return { line, character: random.below((lines[line]?.length ?? 0) + 1) };
}

/** The places that are answered with lie in the text. */
function assertInside(range: Json, text: string, what: string): void {
  const lines = text.split('\n');
  for (const { line, character } of [range.start, range.end])
    assert.ok(
      line < lines.length && character <= (lines[line] ?? '').length,
      `${what}: ${JSON.stringify(range)}`,
    );
}

describe('requests about damaged programs', function () {
  this.timeout(isLong ? 3_600_000 : 60_000);

  it('are all answered', async () => {
    const random = new Random(SEED);
    const client = LspClient.inMemory();
    await client.initialize({ lensCommands: true });
    await client.open(uri, '');
    const methods = Object.keys(REQUESTS);
    for (let version = 2; version < ROUNDS + 2; version++) {
      const text = damaged(random.pick(TEXTS), random);
      client.notify('textDocument/didChange', { textDocument: { uri, version }, contentChanges: [{ text }] });
      const { diagnostics } = await client.expect('textDocument/publishDiagnostics');
      for (const { range } of diagnostics as Json[]) assertInside(range, text, 'diagnostics');
      for (let i = 0; i < 12; i++) {
        const method = random.pick(methods);
        const [position, other] = [placeIn(text, random), placeIn(text, random)];
        const answer = await client.request(method, { textDocument, ...REQUESTS[method]?.(position, other) });
        if (method === 'textDocument/documentHighlight')
          for (const { range } of (answer ?? []) as Json[]) assertInside(range, text, method);
      }
      const position = placeIn(text, random);
      await askAbout(client, position);
    }
    await client.shutdown();
  });
});

/** The requests that come in pairs, or that may be refused in words. */
async function askAbout(client: LspClient, position: Position): Promise<void> {
  const items = await client.request('textDocument/prepareCallHierarchy', { textDocument, position });
  for (const item of (items ?? []) as Json[]) {
    await client.request('callHierarchy/incomingCalls', { item });
    await client.request('callHierarchy/outgoingCalls', { item });
  }
  await client.request('workspace/symbol', { query: 'a' });
  for (const method of ['textDocument/prepareRename', 'textDocument/rename']) {
    const why = await client.perhapsRefused(method, { textDocument, position, newName: 'renamed' });
    assert.doesNotMatch(why ?? '', /internal|Internal|TypeError|undefined/);
  }
}
