// Threads are part of a moment: whatever way leads to a time, the same one stands there, with the same frames, queues
// and mutexes, under any schedule.
import assert from 'node:assert/strict';
import { compile } from '../../language/compile';
import { depthsOf } from '../../language/history/depths';
import { History } from '../../language/history/history';
import { PagePool } from '../../language/history/page-pool';
import { FixedSpacing } from '../../language/history/spacing';
import { WorkingCopy } from '../../language/history/working-copy';
import { outputOnlyHost } from '../../language/interpreter/host';
import { Journal } from '../../language/interpreter/journal';
import { Machine } from '../../language/interpreter/machine';
import { PAGE_SIZE } from '../../language/interpreter/recordable';
import { writeSchedule, type Schedule } from '../../language/interpreter/threads/scheduler';
import { FRAME_HEADER } from '../../language/ir/frame-layout';
import { SourceFile } from '../../language/syntax/source';

const TEXT = `
m: mutex;
total: i64;
log: [64]i64;

fn count(n: i64) i64 { if n == 0 { return 0; } return count(n - 1) + 1; }

fn work(id: i64, rounds: i64) {
    local: [3]i64;
    for i in 0..rounds {
        local[i % 3] += count(cast(i64) i % 5);
        #sync(m) { total += id; log[total % 64] = id; }
        if i % 4 == 0 { yield(); }
        p := heap local;
        free(p);
    }
    if id == 2 { exit_thread(); }
    total += local[0];
}

fn main() {
    for round in 0..3 {
        a := #async work(1, 9);
        b := #async work(2, 7);
        c := #async work(3, 5);
        join(b);
        join(a);
        join(c);
    }
    print("{} {}\\n", total, log);
}
`;

const compiled = compile(new SourceFile('threads.rw', TEXT));

function newMachine(schedule: Schedule, output: string[] = []): Machine {
  if (!compiled.ok) throw new Error(JSON.stringify(compiled.diagnostics.map(({ message }) => message)));
  const host = outputOnlyHost((_stream, bytes) => output.push(Buffer.from(bytes).toString()));
  return new Machine(compiled.program, host, { memoryLimit: 4 << 20, schedule });
}

/** The state page, the table of threads, what the program sees, and where each thread's frames stand. */
function hash(machine: Machine): number {
  const { layout } = machine;
  const words = new Int32Array(machine.memory.buffer);
  let sum = machine.time;
  const mix = (from: number, to: number) => {
    for (let i = from / 4; i < to / 4; i++)
      if (words[i] !== 0) sum = (Math.imul(sum, 31) + i * 7 + (words[i] as number)) | 0;
  };
  mix(layout.state, layout.state + PAGE_SIZE);
  assert(layout.threads);
  mix(layout.threads.table, layout.threads.table + PAGE_SIZE);
  mix(layout.globals, layout.dataStack);
  mix(layout.heap, layout.heap + 16 * PAGE_SIZE);
  for (const { topFrame } of machine.threads.all())
    for (let frame = topFrame; frame !== 0; frame = machine.callerOf(frame))
      mix(frame, frame + FRAME_HEADER.size);
  return sum;
}

/** Runs step by step without a history, any number of times: its first moment is put back for each schedule. */
class Truth {
  private readonly output: string[] = [];
  private readonly machine = newMachine({ quantum: 1, seed: 0 }, this.output);
  private readonly copy = new WorkingCopy(this.machine, new PagePool());
  private readonly begin = this.copy.capture();

  /** @param times at which the memory is looked at; at all of them unless said */
  of(
    schedule: Schedule,
    times?: ReadonlySet<number>,
  ): { hashes: Map<number, number>; end: number; output: string } {
    const { machine, output } = this;
    this.copy.restore(this.begin, 0);
    writeSchedule(machine.layout, new DataView(machine.memory.buffer), schedule);
    machine.journal = Journal.empty();
    output.length = 0;
    const hashes = new Map<number, number>();
    do {
      if (times?.has(machine.time) ?? true) hashes.set(machine.time, hash(machine));
    } while (machine.run({ steps: 1, breakpoints: 'ignore' }).kind === 'steps');
    return { hashes, end: machine.time - 1, output: output.join('') };
  }
}

const SCHEDULES: Schedule[] = [
  { quantum: 1, seed: 0 },
  { quantum: 7, seed: 0 },
  { quantum: 1000, seed: 0 },
];
const SEEDS = process.env['ROPEWALK_LONG'] ? 1000 : 25;

/** The lowest frame of each stack on which something executed in so many steps, one looked at after the other. */
function lowestOf(machine: Machine, steps: number): number[] {
  const lowest = new Map<number, number>();
  for (let i = 0; i < steps; i++) {
    const { topFrame } = machine;
    const stack = machine.stackStartOf(topFrame);
    lowest.set(stack, Math.min(lowest.get(stack) ?? Infinity, topFrame));
    if (machine.run({ steps: 1, breakpoints: 'ignore' }).kind !== 'steps') break;
  }
  return [...lowest.values()].sort((a, b) => a - b);
}

describe('threads and their history', function () {
  this.timeout(process.env['ROPEWALK_LONG'] ? 3_600_000 : 120_000);

  let truth: Truth;
  before(() => (truth = new Truth()));

  for (const schedule of SCHEDULES) {
    it(`every moment is the same from wherever one comes, quantum ${schedule.quantum}`, async () => {
      await travel(schedule, () => truth.of(schedule));
    });
  }
  it('how low the frames of each stack came is known without looking at each step', () => {
    for (const quantum of [1, 7, 50]) {
      const [walking, running] = [newMachine({ quantum, seed: 3 }), newMachine({ quantum, seed: 3 })];
      for (let steps = 1; ; steps += 13) {
        running.lowest.reset();
        const end = running.run({ steps, breakpoints: 'ignore' });
        if (end.kind !== 'steps') break;
        const stackOf = (frame: number): number => running.stackStartOf(frame);
        assert.deepEqual(depthsOf(running.lowest.all(), stackOf), lowestOf(walking, steps));
      }
    }
  });

  it(`the same under ${SEEDS} seeds`, async () => {
    const orders = new Set<string>();
    for (let seed = 1; seed <= SEEDS; seed++)
      orders.add(await travel({ quantum: 9, seed }, (times) => truth.of({ quantum: 9, seed }, times)));
    assert(orders.size > SEEDS / 5, 'seeds give many different runs');
  });
});

/** @returns what tells the run from runs in another order */
async function travel(
  schedule: Schedule,
  truthAt: (times: ReadonlySet<number>) => ReturnType<Truth['of']>,
): Promise<string> {
  const machine = newMachine(schedule);
  const history = new History(machine, { spacing: new FixedSpacing(97) });
  const arrival = await history.run({ breakpoints: 'ignore' });
  assert.equal(arrival.kind, 'exit');
  const end = history.end.time;
  const times: number[] = [end];
  for (let i = 0, at = 12345 + schedule.seed; i < 25; i++) {
    at = (Math.imul(at, 1103515245) + 12345) >>> 0;
    times.push(at % (end + 1));
  }
  const { hashes, end: last, output } = truthAt(new Set(times));
  assert.equal(last, end);
  for (const time of times) {
    await history.goTo(time);
    assert.equal(hash(machine), hashes.get(time), `time ${time} of ${end}`);
  }
  return output + String(end);
}
