// Whatever the text: a tree, spans inside the text, no exception, bounded time. A second a run by
// default, much longer with ROPEWALK_LONG=1.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { Diagnostics } from '../../language/syntax/diagnostic';
import { parseExpression } from '../../language/syntax/parser/parser';
import { renderDiagnostics } from '../../language/syntax/render-diagnostic';
import { SourceFile } from '../../language/syntax/source';
import { assertWellFormed } from './tree-shape';
import { eachNode } from '../../language/syntax/walk';
import { parseText } from './parse-text';

const RUNS = process.env.ROPEWALK_LONG ? 50_000 : 400;
/** A text of the sizes here takes a millisecond; more than this is a loop that multiplies. */
const LONGEST_MS = 2000;

const TOKENS = [
  ...'( ) [ ] { } , ; : := :: . .. = + - * / % & | ~ ^ ! << >> == != < <= > >='.split(' '),
  ...'+= -= ~= <<= |> && || ++ -> => ... ..= # #run #if #sync #foo -- // /* */ ? @ $ \\ " \''.split(' '),
  ...'and break case cast continue defer else enum false fn for heap if import in is make nil or'.split(' '),
  ...'return sizeof struct switch true type typeof while let var func not int loop'.split(' '),
  ...'x y Point i32 print 0 1 0x 0xFF 1.5 1e999 1_ \'a\' "text" "open \'b \n \r\n \t'.split(' '),
  '\n',
  ' ',
];

const FIXTURES = ['../fixtures/syntax', '../fixtures/run', '../../examples']
  .map((folder) => join(__dirname, folder))
  .flatMap((folder) => readdirSync(folder).map((file) => join(folder, file)))
  .filter((file) => file.endsWith('.rw'))
  .map((file) => readFileSync(file, 'utf8'));

/** Holds what must hold of any text. */
function assertParses(text: string): void {
  const start = performance.now();
  const { unit, diagnostics } = parseText(text);
  assert.ok(performance.now() - start < LONGEST_MS, 'parsing takes too long');
  assertWellFormed(unit);
  for (const { span } of diagnostics) {
    assert.ok(
      span.start >= 0 && span.start <= span.end && span.end <= text.length,
      'a diagnostic is outside',
    );
  }
  let hasErrorNode = false;
  eachNode(unit, ({ kind }) => (hasErrorNode ||= kind.startsWith('Error')));
  if (hasErrorNode) assert.ok(diagnostics.length > 0, 'an error node without a diagnostic');
  renderDiagnostics(diagnostics);
}

/** A part of a text removed, doubled, moved or replaced by a token. */
function mutate(text: string, from: number, length: number, token: string, how: number): string {
  const at = Math.floor(from * text.length);
  const end = Math.min(text.length, at + length);
  const part = text.slice(at, end);
  const rest = text.slice(0, at) + text.slice(end);
  if (how === 0) return rest;
  if (how === 1) return text.slice(0, end) + part + text.slice(end);
  if (how === 2) return text.slice(0, at) + token + text.slice(at);
  if (how === 3) return text.slice(0, at) + token + text.slice(end);
  return part + rest;
}

const mutation = fc.tuple(
  fc.double({ min: 0, max: 1, noNaN: true }),
  fc.nat(30),
  fc.constantFrom(...TOKENS),
  fc.nat(4),
);

describe('parser on any text', function () {
  this.timeout(process.env.ROPEWALK_LONG ? 0 : 20_000);

  it('random characters', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 200, size: 'max' }), assertParses), {
      numRuns: RUNS,
    });
  });

  it('random bytes', () => {
    const bytes = fc
      .uint8Array({ maxLength: 200, size: 'max' })
      .map((array) => Buffer.from(array).toString('latin1'));
    fc.assert(fc.property(bytes, assertParses), { numRuns: RUNS });
  });

  it('a soup of tokens', () => {
    const heads = [
      '',
      'x := ',
      'type T ',
      'fn f(',
      'fn f() { ',
      'fn f() { if ',
      'fn f() { for x in ',
      'fn f() { x = f(',
    ];
    const tokens = fc.array(fc.constantFrom(...TOKENS), { maxLength: 120, size: 'max' });
    const property = fc.property(fc.constantFrom(...heads), tokens, (head, soup) =>
      assertParses(head + soup.join(' ')),
    );
    fc.assert(property, { numRuns: RUNS * 2 });
  });

  it('programs with mutations', () => {
    const property = fc.property(
      fc.constantFrom(...FIXTURES),
      fc.array(mutation, { minLength: 1, maxLength: 5 }),
      (text, mutations) => assertParses(mutations.reduce((changed, m) => mutate(changed, ...m), text)),
    );
    fc.assert(property, { numRuns: RUNS });
  });

  it('expressions', () => {
    const soup = fc
      .array(fc.constantFrom(...TOKENS), { maxLength: 30, size: 'max' })
      .map((tokens) => tokens.join(' '));
    const property = fc.property(soup, (text) => {
      const diagnostics = new Diagnostics();
      const { span } = parseExpression(new SourceFile('watch', text), diagnostics);
      assert.ok(span.start >= 0 && span.start <= span.end && span.end <= text.length);
    });
    fc.assert(property, { numRuns: RUNS });
  });
});

describe('parser on extreme texts', function () {
  this.timeout(20_000);
  const parts = [
    ...['(', '[', '{', '-', '!', 'a+', 'a.', 'a^', 'f(', 'f()', 'a[', '*', 'heap ', 'cast(', 'a<', 'a and '],
    ...['x: [1]', 'x: *', 'x: {a:', 'fn(', 'fn f() { ', 'fn f() {a: ', 'if x { ', 'if a A{', 'else if a {}'],
    ...[
      'while ',
      'for ',
      '"',
      "'",
      '/*',
      '//',
      '#',
      '1_',
      '\\',
      'é',
      '@',
      ')',
      '}',
      ';',
      ',',
      'type T struct {',
    ],
    ...['defer ', 'switch x {', 'x := 5\n', 'let ', '0..', '{a: ', '[a, '],
  ];
  for (const part of parts) {
    it(`${JSON.stringify(part)} over and over`, () => {
      for (const head of ['', 'x := ', 'fn f() { ', 'fn f() { x = ']) {
        assertParses(head + part.repeat(process.env.ROPEWALK_LONG ? 200_000 : 5000));
      }
    });
  }

  it('nesting below the limit is no error', () => {
    const nested = `x := ${'('.repeat(400)}1${')'.repeat(400)};\ny := ${'1 + '.repeat(400)}1;`;
    assert.deepEqual(parseText(nested).diagnostics, []);
  });
});
