// The machine against the reference, on the programs of test/fixtures/run: the same output, end, and number of steps.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { compareEngines } from './both-engines';

const FOLDER = 'test/fixtures/run';
/** They need threads, input, a clock, the host's own mistakes, or more depth or time than the reference has. */
const LEFT_OUT = [
  'externals-input.rw',
  'trap-external-type.rw',
  'threads.rw',
  'threads-print.rw',
  'threads-turns.rw',
  'page-threads.rw',
  'threads-heap.rw',
  'trap-deadlock.rw',
  'trap-join-itself.rw',
  'trap-join.rw',
  'trap-relock.rw',
  'trap-thread.rw',
  'library-io.rw',
  'library-time.rw',
  'trap-stack.rw',
  'functions-recursive.rw',
  'heap-many-sizes.rw',
];

describe('the reference interpreter', () => {
  for (const name of readdirSync(FOLDER).filter((file) => file.endsWith('.rw') && !LEFT_OUT.includes(file))) {
    it(`agrees on ${name}`, () => {
      const compared = compareEngines(readFileSync(`${FOLDER}/${name}`, 'utf8'));
      assert.ok(compared.steps > 0);
    });
  }
});
