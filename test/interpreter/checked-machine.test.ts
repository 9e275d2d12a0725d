// The checked translation goes through the same moments as the unchecked one, finds nothing in programs
// that are right, and what it knows is undone by travelling like everything else.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { History } from '../../language/history/history';
import { FixedSpacing } from '../../language/history/spacing';
import { Machine } from '../../language/interpreter/machine';
import type { MemoryFinding } from '../../language/interpreter/memory-check/finding';
import { PAGE_SIZE } from '../../language/interpreter/recordable';
import type { Program } from '../../language/ir/ir';
import { bufferHost, compileProgram, expectationsOf } from '../language/run-program';
import { Random } from './random/random';

const ROOT = join(__dirname, '../..');
const MEMORY = 16 << 20;
const MOST_STEPS = 500_000_000;

const PROGRAMS = ['test/fixtures/run', 'examples'].flatMap((folder) =>
  readdirSync(join(ROOT, folder))
    .filter((file) => file.endsWith('.rw'))
    .map((file) => join(folder, file)),
);

/** What is found in programs that look whether `malloc` gives zeros, and in those that damage the heap. */
const ON_PURPOSE: Readonly<Record<string, readonly string[]>> = {
  'test/fixtures/run/heap.rw': ['unwritten', 'unwritten'],
  'test/fixtures/run/trap-damaged-list.rw': ['use after free'],
  'test/fixtures/run/trap-damaged-own.rw': ['outside block'],
  'test/fixtures/run/trap-damaged-size.rw': ['outside block'],
  'test/fixtures/run/trap-damaged-state.rw': ['outside block'],
  'test/fixtures/run/trap-damaged-top.rw': ['outside block'],
};

interface Started {
  readonly machine: Machine;
  readonly output: Uint8Array[];
}

function start(program: Program, stdin: string, memoryCheck: boolean): Started {
  const output: Uint8Array[] = [];
  return {
    machine: new Machine(program, bufferHost(stdin, output), { memoryLimit: MEMORY, memoryCheck }),
    output,
  };
}

/** All of the state but the shadow. */
function stateOf(machine: Machine): Buffer {
  machine.dirtyPages(); // Clears what frames that are gone have left.
  const { firstPage, layout } = machine;
  const end = layout.shadow?.doubt ?? layout.size;
  return Buffer.from(machine.memory.buffer, firstPage * PAGE_SIZE, end - firstPage * PAGE_SIZE);
}

describe('the checked machine', () => {
  for (const path of PROGRAMS) {
    it(`does the same in ${path}, and finds nothing`, () => {
      const text = readFileSync(join(ROOT, path), 'utf8');
      const program = compileProgram(path, text);
      const { stdin } = expectationsOf(text);
      const plain = start(program, stdin, false);
      const checked = start(program, stdin, true);
      const found: MemoryFinding[] = [];
      assert.ok(checked.machine.checker);
      checked.machine.checker.collect = (finding) => {
        found.push(finding);
        return 'more';
      };
      const steps = [1, 7, 100, 1000, 20_000, MOST_STEPS];
      for (const stride of steps) {
        const end = plain.machine.run({ steps: stride, breakpoints: 'ignore' });
        assert.deepEqual(checked.machine.run({ steps: stride, breakpoints: 'ignore' }), end);
        assert.equal(checked.machine.time, plain.machine.time);
        if (end.kind !== 'steps') break;
        assert.ok(
          stateOf(plain.machine).equals(stateOf(checked.machine)),
          `differs at ${plain.machine.time}`,
        );
      }
      assert.deepEqual(Buffer.concat(checked.output), Buffer.concat(plain.output));
      assert.deepEqual(
        found.map(({ kind }) => kind),
        ON_PURPOSE[path] ?? [],
      );
    });
  }

  it('has its shadow undone by travelling, wherever it goes', async () => {
    const text = `
      fn main() {
          kept: [20]*i64;
          for i in 0..200 {
              if kept[i % 20] != nil { free(kept[i % 20]); }
              kept[i % 20] = cast(*i64) malloc(8 * (1 + cast(i64) i % 200));
              if i % 3 == 0 { kept[i % 20]^ = 1; }
          }
      }`;
    const { machine } = start(compileProgram('travel.rw', text), '', true);
    const history = new History(machine, { spacing: new FixedSpacing(500) });
    const seen = new Map<number, Buffer>();
    const shadow = (): Buffer => {
      const { doubt, end } = machine.layout.shadow ?? { doubt: 0, end: 0 };
      return Buffer.from(machine.memory.slice(doubt, end));
    };
    for (;;) {
      const end = await history.run({ breakpoints: 'ignore', steps: 397 });
      seen.set(history.now, shadow());
      if (end.kind !== 'steps') break;
    }
    assert.ok(seen.size > 5, `only ${seen.size} moments`);
    const times = [...seen.keys()];
    const random = new Random(1);
    for (let visit = 0; visit < 30; visit++) {
      const time = random.pick(times);
      await history.goTo(time);
      assert.ok(shadow().equals(seen.get(time) as Buffer), `differs at ${time}`);
    }
  });
});
