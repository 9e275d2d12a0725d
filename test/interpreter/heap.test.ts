// The allocator and the memory check against a model of the heap, under random commands.
import assert from 'node:assert/strict';
import { History } from '../../language/history/history';
import { FixedSpacing } from '../../language/history/spacing';
import { Machine } from '../../language/interpreter/machine';
import type { Program } from '../../language/ir/ir';
import { bufferHost, compileProgram } from '../language/run-program';
import { Commands, HeapModel, ROBOT, type Wrong } from './heap-robot';
import { Random } from './random/random';

const LONG = process.env['ROPEWALK_LONG'] !== undefined;
const SEEDS = LONG ? 2000 : 60;
const MEMORY = 4 << 20;

let program: Program;

interface Ran {
  readonly lines: readonly string[];
  readonly end: string;
}

function run(input: string, memoryCheck: boolean): Ran {
  const output: Uint8Array[] = [];
  const machine = new Machine(program, bufferHost(input, output), { memoryLimit: MEMORY, memoryCheck });
  const end = machine.run({ steps: 1e8, breakpoints: 'ignore' });
  const lines = Buffer.concat(output).toString().split('\n').slice(0, -1);
  return { lines, end: end.kind === 'trap' ? end.trap.kind : end.kind };
}

/** Commands up to the first that is wrong, what the program must print, and how it must end. */
function modelled(script: readonly string[], { lines, end }: Ran): Ran {
  const model = new HeapModel();
  const expected: string[] = [];
  for (const command of script) {
    const { line, wrong } = model.run(command, () => Number(lines[expected.length] ?? NaN));
    if (wrong === 'either' && /^(use after free|outside block)$/.test(end)) return { lines: expected, end };
    if (wrong) return { lines: expected, end: wrong };
    if (line !== undefined) expected.push(String(line));
  }
  return { lines: expected, end: 'exit' };
}

describe('the heap', () => {
  before(() => (program = compileProgram('robot.rw', ROBOT)));

  it('does what a model of it does, and no mistake is missed or made up', () => {
    const ends = new Map<string, number>();
    for (let seed = 1; seed <= SEEDS; seed++) {
      const script = new Commands(new Random(seed), 120, seed % 3 === 0 ? 0 : seed % 3).lines;
      const ran = run(script.map((line) => `${line}\n`).join(''), true);
      const expected = modelled(script, ran);
      assert.deepEqual(ran, expected, `seed ${seed}`);
      ends.set(ran.end, (ends.get(ran.end) ?? 0) + 1);
    }
    const all: (Wrong | 'exit')[] = [
      'exit',
      'use after free',
      'outside block',
      'unwritten',
      'double free',
      'invalid free',
    ];
    for (const end of all) assert.ok(ends.has(end), `none ended by ${end}: ${JSON.stringify([...ends])}`);
  });

  it('is the same without the check, as long as nothing is wrong', () => {
    for (let seed = 1; seed <= SEEDS / 3; seed++) {
      const script = new Commands(new Random(seed), 120, 0).lines;
      const input = script.map((line) => `${line}\n`).join('');
      assert.deepEqual(run(input, false), run(input, true), `seed ${seed}`);
    }
  });

  it('is undone and redone: the same blocks at the same moments, in any order', async () => {
    const script = new Commands(new Random(7), 300, 0).lines;
    const input = script.map((line) => `${line}\n`).join('');
    const machine = new Machine(program, bufferHost(input, []), { memoryLimit: MEMORY, memoryCheck: true });
    const history = new History(machine, { spacing: new FixedSpacing(1000) });
    const state = (): Buffer => {
      machine.dirtyPages();
      return Buffer.from(machine.memory.slice(machine.layout.state));
    };
    const seen = new Map<number, Buffer>([[0, state()]]);
    for (let round = 0; round < 12; round++) {
      await history.run({ breakpoints: 'ignore', steps: 1500 });
      seen.set(history.now, state());
    }
    const random = new Random(3);
    const times = [...seen.keys()];
    assert.ok(times.length > 8, `${times.length} moments`);
    for (const time of [...times].reverse()) {
      await history.goTo(time);
      assert.ok(state().equals(seen.get(time) as Buffer), `backwards: differs at ${time}`);
    }
    for (let visit = 0; visit < 20; visit++) {
      const time = random.pick(times);
      await history.goTo(time);
      assert.ok(state().equals(seen.get(time) as Buffer), `differs at ${time}`);
    }
  });
});
