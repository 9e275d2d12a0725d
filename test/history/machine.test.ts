// The same properties on the real machine: a program that calls, recurses, allocates, prints and traps.
import assert from 'node:assert/strict';
import { compile } from '../../language/compile';
import { History, type HistoryOptions } from '../../language/history/history';
import { FixedSpacing, PaidSpacing } from '../../language/history/spacing';
import { outputOnlyHost } from '../../language/interpreter/host';
import { Machine } from '../../language/interpreter/machine';
import { PAGE_SIZE } from '../../language/interpreter/recordable';
import { FRAME_HEADER } from '../../language/ir/frame-layout';
import { SourceFile } from '../../language/syntax/source';

const TEXT = `
type Node struct { value: i64, next: *Node }
total: i64 = 5;
table: [3000]i32;

fn fib(n: i64) i64 {
    if n < 2 { return n; }
    return fib(n - 1) + fib(n - 2);
}

fn push(list: *Node, value: i64) *Node {
    return heap Node{value, list};
}

fn main() {
    list: *Node;
    for i in 0..12 {
        list = push(list, fib(cast(i64) i));
        table[i * 240] = cast(i32) total;
        total += list.value;
        print("{} {}\\n", i, total);
    }
    while list != nil {
        next := list.next;
        free(list);
        list = next;
    }
    total = cast(i64) table[cast(i32) total + 3000];
}
`;

function newMachine(output: string[] = []): Machine {
  const compiled = compile(new SourceFile('test.rw', TEXT));
  if (!compiled.ok) throw new Error(JSON.stringify(compiled.diagnostics.map(({ message }) => message)));
  const host = outputOnlyHost((_stream, bytes) => output.push(Buffer.from(bytes).toString()));
  return new Machine(compiled.program, host, { memoryLimit: 8 << 20 });
}

/**
 * All of the state, but for the homes of registers, whose bytes depend on where the run was suspended
 * when the register is dead.
 */
function hash(machine: Machine): number {
  const { layout } = machine;
  const words = new Int32Array(machine.memory.buffer);
  let hash = machine.time;
  const mix = (from: number, to: number) => {
    for (let i = from / 4; i < to / 4; i++)
      if (words[i] !== 0) hash = (Math.imul(hash, 31) + i * 7 + words[i]!) | 0;
  };
  mix(layout.state, layout.state + PAGE_SIZE);
  for (let frame = machine.topFrame; frame !== 0; frame = machine.callerOf(frame))
    mix(frame, frame + FRAME_HEADER.size);
  mix(layout.base, layout.size);
  return hash;
}

/** Every so many steps of a run without history. */
const SAMPLE = 97;

interface Truth {
  readonly hashes: Map<number, number>;
  readonly tops: number[];
  readonly end: number;
}

function runBare(): Truth {
  const machine = newMachine();
  const truth = { hashes: new Map<number, number>(), tops: [] as number[] };
  for (;;) {
    const { time } = machine;
    truth.tops[time] = machine.topFrame;
    if (time % SAMPLE === 0) truth.hashes.set(time, hash(machine));
    if (machine.run({ steps: 1, breakpoints: 'ignore' }).kind !== 'steps') return { ...truth, end: time };
  }
}

const SETTINGS: [string, () => HistoryOptions][] = [
  ['a checkpoint every 10 steps', () => ({ spacing: new FixedSpacing(10) })],
  [
    'a checkpoint every 500 steps and little room',
    () => ({ spacing: new FixedSpacing(500), budgetBytes: 400 << 10 }),
  ],
  ['paid spacing', () => ({ spacing: new PaidSpacing() })],
];

describe('history/machine', () => {
  let truth: Truth;
  before(() => {
    truth = runBare();
  });

  for (const [name, options] of SETTINGS) {
    it(`goes to any moment and finds frames, with ${name}`, async () => {
      const output: string[] = [];
      const machine = newMachine(output);
      const history = new History(machine, options());
      const end = await history.run({ breakpoints: 'ignore' });
      assert.equal(end.kind, 'trap');
      assert.equal(history.now, truth.end);
      const printed = output.join('');
      assert.match(printed, /^0 5\n1 6\n/);
      const samples = [...truth.hashes.keys()].sort((a, b) => ((a * 7919) % 1009) - ((b * 7919) % 1009));
      for (const time of samples.slice(0, 40)) {
        await history.goTo(time);
        assert.equal(hash(machine), truth.hashes.get(time), `at ${time}`);
        const frame = truth.tops[time]!;
        let expected = time - 1;
        while (expected >= 0 && truth.tops[expected]! > frame) expected--;
        const found = await history.lastMoment({ frame, before: time });
        assert.deepEqual(found, expected < 0 ? { kind: 'none' } : { kind: 'found', time: expected });
        assert.ok(history.heldBytes <= history.budgetBytes);
      }
      assert.equal(output.join(''), printed, 'nothing is printed twice');
    });

    it(`comes back to a frame, with ${name}`, async () => {
      const history = new History(newMachine(), options());
      for (const from of [0, 50, 333, 1000, 2222].filter((time) => time < truth.end)) {
        await history.goTo(0);
        await history.run({ breakpoints: 'ignore', steps: from });
        const stopFrame = truth.tops[from]! - 1;
        const arrival = await history.run({ breakpoints: 'ignore', stopFrame });
        const expected = truth.tops.findIndex((top, time) => time > from && top <= stopFrame);
        if (expected < 0) assert.equal(arrival.kind, 'trap');
        else assert.deepEqual([arrival.kind, history.now], ['frame', expected]);
      }
    });

    it(`hits breakpoints backwards as forwards, with ${name}`, async () => {
      const machine = newMachine();
      const safepoint = [...machine.program.safepoints].find(
        ({ span, kind }) =>
          kind === 'statement' && span.source.path === 'test.rw' && lineOf(span) === 'total += list.value;',
      );
      machine.setMarks([{ safepoint: safepoint!.id, conditions: [] }]);
      const history = new History(machine, options());
      const forward = [];
      while ((await history.run({ breakpoints: 'stop' })).kind === 'breakpoint') forward.push(history.now);
      assert.equal(forward.length, 12);
      const backward = [];
      for (;;) {
        const found = await history.lastHitBefore({ before: history.now });
        if (found.kind !== 'found') break;
        backward.unshift(found.time);
        await history.goTo(found.time);
      }
      assert.deepEqual(backward, forward);
    });
  }
});

function lineOf(span: { source: SourceFile; start: number }): string {
  return span.source.lineText(span.source.position(span.start).line).trim();
}
