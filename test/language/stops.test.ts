// A program that is stopped all the time does the same as one that runs through: every fixture is run in
// slices of a few steps, so that each of its statements is left and resumed at one time or another.
import assert from 'node:assert/strict';
import { fixtureSource, someFixtures } from './debugged-fixture';
import { compileProgram, expectationsOf, runCompiled } from './run-program';

/** Longer programs would take long. */
const MOST_STEPS = 50_000;
/** Steps of the slices, in turns. */
const PATTERNS = [[1], [7, 1, 2]];

describe('programs stopped all the time', () => {
  for (const name of someFixtures(2)) {
    it(name.replace(/\.rw$/, '').replaceAll('-', ' '), function () {
      const { text } = fixtureSource(name);
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
