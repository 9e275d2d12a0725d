// Whatever compiles is well formed, however odd: programs with tokens left out, doubled and exchanged.
// Nothing a user can type may reach an exception. ROPEWALK_LONG=1 tries many more.
import { deepEqual } from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { compile } from '../../language/compile';
import { verify } from '../../language/ir/verifier';
import { SourceFile } from '../../language/syntax/source';
import { rwFiles } from './programs';
import { FIXTURE_FILES } from '../fixture-files';

const RUNS = process.env['ROPEWALK_LONG'] ? 5_000 : 100;
const FOLDERS = ['test/fixtures/lower', 'test/fixtures/run', 'examples'];
const TOKEN = /--[^\n]*|"(?:[^"\\\n]|\\.)*"|'[^']*'|\w+|\.\.|[=!<>]=|[+\-*/%&|~]=|<<|>>|\s+|[^\s\w]/g;

interface Mutation {
  readonly kind: 'leave out' | 'double' | 'exchange' | 'replace';
  /** Which tokens, as fractions of their number. */
  readonly first: number;
  readonly second: number;
}

const fraction = fc.double({ min: 0, max: 0.999999, noNaN: true });
const mutation: fc.Arbitrary<Mutation> = fc.record({
  kind: fc.constantFrom('leave out', 'double', 'exchange', 'replace' as const),
  first: fraction,
  second: fraction,
});

function mutate(text: string, mutations: readonly Mutation[]): string {
  const tokens = text.match(TOKEN) ?? [];
  for (const { kind, first, second } of mutations) {
    const [i, j] = [Math.floor(first * tokens.length), Math.floor(second * tokens.length)];
    const [a, b] = [tokens[i] ?? '', tokens[j] ?? ''];
    if (kind === 'leave out') tokens[i] = '';
    else if (kind === 'double') tokens[i] = `${a} ${a}`;
    else tokens[i] = b;
    if (kind === 'exchange') tokens[j] = a;
  }
  return tokens.join('');
}

describe('mutated programs', () => {
  it('are diagnosed, or lowered to what is well formed', function () {
    this.timeout(600_000);
    const texts = FOLDERS.flatMap(rwFiles).map((path) => readFileSync(path, 'utf8'));
    const mutations = fc.array(mutation, { minLength: 1, maxLength: 3 });
    fc.assert(
      fc.property(fc.constantFrom(...texts), mutations, (text, changes) => {
        const compiled = compile(new SourceFile('mutated.rw', mutate(text, changes)), {
          loader: FIXTURE_FILES,
        });
        if (compiled.ok) deepEqual(verify(compiled.program), []);
      }),
      { numRuns: RUNS },
    );
  });
});
