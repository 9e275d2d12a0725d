// Whatever the text is, checking ends, and with diagnostics rather than an exception.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { typeName } from '../../language/semantics/types';
import { checkText } from './check-text';
import { entriesOf } from './nodes';

const ROOT = join(__dirname, '../..');
const FOLDERS = ['test/fixtures/check', 'test/fixtures/run', 'examples'];
const RUNS = process.env.ROPEWALK_LONG ? 20000 : 400;

const programs = FOLDERS.flatMap((folder) =>
  readdirSync(join(ROOT, folder))
    .filter((file) => file.endsWith('.rw'))
    .map((file) => tokens(readFileSync(join(ROOT, folder, file), 'utf8'))),
).filter((text) => text.length > 0 && text.length < 3000);

/** Words, strings, numbers, comments and single signs, with the white space that follows them. */
function tokens(text: string): string[] {
  return text.match(/(--.*|"(?:[^"\\\n]|\\.)*"|\w+|\.\.|[^\w\s])\s*/g) ?? [];
}

interface Edit {
  readonly kind: 'delete' | 'duplicate' | 'swap' | 'copy';
  readonly at: number;
  readonly other: number;
}

const edit = fc.record<Edit>({
  kind: fc.constantFrom('delete', 'duplicate', 'swap', 'copy'),
  at: fc.nat(10000),
  other: fc.nat(10000),
});

function apply(parts: readonly string[], { kind, at, other }: Edit): string[] {
  const result = [...parts];
  if (result.length === 0) return result;
  const [i, j] = [at % result.length, other % result.length];
  const [a, b] = [result[i] as string, result[j] as string];
  if (kind === 'delete') result.splice(i, 1);
  else if (kind === 'duplicate') result.splice(i, 0, a);
  else if (kind === 'copy') result[i] = b;
  else [result[i], result[j]] = [b, a];
  return result;
}

/** Checks, and holds what must be true of every result. */
function checkSoundly(text: string): void {
  const { program, diagnostics } = checkText(text);
  for (const { span, message } of diagnostics) {
    assert.ok(span.start <= span.end && span.end <= span.source.text.length, message);
    assert.doesNotMatch(message, /undefined|\[object|untyped|invalid/, message);
  }
  if (diagnostics.some((d) => d.severity === 'error')) return;
  assert.ok(program.main);
  // Where something generic is declared, a type may depend on what it is given.
  const open = new Set<unknown>();
  for (const unit of program.units) collectGeneric(unit, open);
  for (const [e, type] of entriesOf(program, program.typeOf)) {
    if (!open.has(e)) assert.doesNotMatch(typeName(type), /untyped|nil|\?/, span(e.span));
  }
}

/** The nodes of generic declarations' own trees; their instances are copies. */
function collectGeneric(whole: unknown, into: Set<unknown>): void {
  const waiting = [{ part: whole, isInside: false }];
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const { part, isInside } = next;
    if (typeof part !== 'object' || part === null || 'text' in part) continue;
    const isGeneric = isInside || ('compileTime' in part && part.compileTime !== undefined);
    if (isGeneric) into.add(part);
    for (const value of Object.values(part)) waiting.push({ part: value, isInside: isGeneric });
  }
}

const span = ({ source, start, end }: { source: { text: string }; start: number; end: number }): string =>
  source.text.slice(start, end);

describe('robustness', () => {
  it('checks mutated programs', function () {
    this.timeout(RUNS * 50);
    const mutated = fc
      .tuple(fc.constantFrom(...programs), fc.array(edit, { minLength: 1, maxLength: 6 }))
      .map(([program, edits]) => edits.reduce(apply, program).join(''));
    fc.assert(fc.property(mutated, checkSoundly), { numRuns: RUNS });
  });

  const repeat = (count: number, line: (i: number) => string): string =>
    Array.from({ length: count }, (_, i) => line(i)).join('\n');
  const DEEP: Record<string, string> = {
    'a type argument that is none': 'fn main() { f(fn fn fn); f(fn(fn; f(fn() fn { }',
    'a long sum': `fn main() { x := 1${' + 1'.repeat(100000)}; }`,
    'many parentheses': `fn main() { x := ${'('.repeat(10000)}1${')'.repeat(10000)}; }`,
    'many signs': `fn main() { x := ${'- '.repeat(10000)}1; }`,
    'many blocks': `fn main() { ${'{ '.repeat(10000)} ${'} '.repeat(10000)} }`,
    'many stars': `fn main() { x: ${'*'.repeat(10000)}i32; }`,
    'a long chain of else': `fn main() { n := 1; ${'if n == 1 {} else '.repeat(10000)} {} }`,
    'a long chain of members': `fn main() { n := 1; n = n${'.x'.repeat(10000)}; }`,
    'constants that need the next': `${repeat(5000, (i) => `A${i} :: A${i + 1};`)} A5000 :: 1; fn main() {}`,
    'structs that need the next': `${repeat(5000, (i) => `type A${i} struct { a: A${i + 1} }`)} type A5000 i32; fn main() {}`,
    'constants that grow': `A0 :: 3; ${repeat(60, (i) => `A${i + 1} :: A${i} * A${i};`)} fn main() {}`,
    'types that double': `type A0 fn(); ${repeat(60, (i) => `type A${i + 1} fn(A${i}, A${i}) A${i};`)} x: A60 = 1; fn main() {}`,
    'structs that double': `type A0 i64; ${repeat(60, (i) => `type A${i + 1} struct { a: A${i}, b: A${i} }`)} x: A60; fn main() {}`,
    'arrays that double': `type A0 [2]i64; ${repeat(60, (i) => `type A${i + 1} [2]A${i};`)} fn main() { x: *A60; y := sizeof(A60); }`,
    'nested functions': `${repeat(300, (i) => `fn f${i}() {`)} ${'}'.repeat(300)} fn main() {}`,
    'one name many times': `${repeat(3000, () => 'fn same() {}')} fn main() {}`,
    'many unknown names': `fn main() { ${repeat(3000, (i) => `a${i} := unknown${i};`)} }`,
    'many anonymous structs': `fn main() { ${repeat(1000, (i) => `a${i} := {x${i}: 1};`)} }`,
  };
  for (const [name, text] of Object.entries(DEEP)) {
    it(`ends for ${name}`, () => checkSoundly(text));
  }
});
