// A program that is stopped all the time does the same as one that runs through: every fixture is run in
// slices of a few steps, so that each of its statements is left and resumed at one time or another.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { compileProgram, expectationsOf, runCompiled } from './run-program';

const FIXTURES = join(__dirname, '../fixtures/run');
/** Longer programs would take long. */
const MOST_STEPS = 50_000;
/** Steps of the slices, in turns. */
const PATTERNS = [[1], [7, 1, 2]];

describe('programs stopped all the time', () => {
  for (const name of readdirSync(FIXTURES).filter((file) => file.endsWith('.rw'))) {
    it(name.replace(/\.rw$/, '').replaceAll('-', ' '), function () {
      const text = readFileSync(join(FIXTURES, name), 'utf8');
      const { stdin } = expectationsOf(text);
      const program = compileProgram(name, text);
      const through = runCompiled(program, stdin);
      if (through.steps > MOST_STEPS) this.skip();
      for (const pattern of PATTERNS) {
        assert.deepEqual(runCompiled(program, stdin, pattern), through);
      }
    });
  }
});
