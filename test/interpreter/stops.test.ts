// A program's memory at a time is the same, whatever stops led to it: after each step, in strides of any
// length, and with breakpoints passed on the way. And compiled code is valid for a second reader.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { compile } from '../../language/compile';
import { outputOnlyHost } from '../../language/interpreter/host';
import { Machine } from '../../language/interpreter/machine';
import type { RunEnd } from '../../language/interpreter/recordable';
import { SourceFile } from '../../language/syntax/source';
import { FIXTURE_FILES } from '../fixture-files';

const FOLDER = 'test/fixtures/run';
/** Steps that are compared one by one. */
const STEPS = process.env['ROPEWALK_LONG'] ? 20_000 : 600;

function load(name: string): Machine | undefined {
  const compiled = compile(new SourceFile(name, readFileSync(`${FOLDER}/${name}`, 'utf8')), {
    loader: FIXTURE_FILES,
  });
  return compiled.ok ? new Machine(compiled.program, outputOnlyHost(), { memoryLimit: 4 << 20 }) : undefined;
}

/** Of all state, after bringing it into the form that a checkpoint takes. */
function hash(machine: Machine): string {
  machine.dirtyPages();
  const { state, registerStack, base, heap } = machine.layout;
  const digest = createHash('sha1').update(machine.memory.subarray(state, registerStack + (1 << 14)));
  return digest
    .update(machine.memory.subarray(base, base + (1 << 15)))
    .update(machine.memory.subarray(heap, heap + (1 << 15)))
    .digest('hex');
}

/** Hashes at the times that strides of these lengths come by, and how it ended. */
function history(
  machine: Machine,
  stride: () => number,
  breakpoints: 'stop' | 'record' = 'stop',
): { hashes: Map<number, string>; end: RunEnd; time: number } {
  const hashes = new Map<number, string>();
  for (;;) {
    hashes.set(machine.time, hash(machine));
    const end = machine.run({ steps: stride(), breakpoints });
    if (end.kind !== 'steps' || machine.time >= STEPS) return { hashes, end, time: machine.time };
  }
}

/** A mark on every so-manieth safepoint, which is hit and passed: code then changes over in the middle of runs. */
function mark(machine: Machine, every: number): Machine {
  const marked = [...machine.program.safepoints].filter(({ id }) => id % every === 0);
  machine.setMarks(marked.map(({ id }) => ({ safepoint: id, conditions: [] })));
  return machine;
}

describe('stops', () => {
  for (const name of readdirSync(FOLDER)
    .filter((file) => file.endsWith('.rw'))
    .slice(0, process.env['ROPEWALK_LONG'] ? undefined : 25)) {
    it(`leave no trace in ${name}`, function () {
      const first = load(name);
      if (!first) this.skip();
      const single = history(first, () => 1);
      let seed = 12345;
      const random = () => (seed = (seed * 1103515245 + 12345) % 2147483648) % 40;
      const fresh = () => load(name) as Machine;
      const others = [
        history(fresh(), () => 2),
        history(fresh(), () => 1 + random()),
        history(mark(fresh(), 2), () => 1 + random(), 'record'),
        history(mark(fresh(), 5), () => 40 + random(), 'record'),
      ];
      for (const other of others) {
        for (const [time, value] of other.hashes) {
          if (single.hashes.has(time)) assert.equal(value, single.hashes.get(time), `at time ${time}`);
        }
        if (single.end.kind !== 'steps') {
          assert.deepEqual(other.end, single.end);
          assert.equal(other.time, single.time);
        }
      }
    });
  }
});
