// Watchpoints where threads take turns: the last statement of a slice makes its changes like any other, and its condition
// is understood where they are made. What is found is what is seen by going through all moments one by one.
import assert from 'node:assert/strict';
import { compile } from '../../language/compile';
import type { WatchTarget } from '../../language/debugger/watch/target';
import { outputOnlyHost } from '../../language/interpreter/host';
import { Machine } from '../../language/interpreter/machine';
import { Session } from './session';

const PROGRAM = `total: i64;
last: i64;
fn adds(n: i64) {
    for i in 0..n {
        total += 1;
        last = i;
    }
}
fn once() { total += 100; }
fn main() {
    a := #async adds(6);
    b := #async adds(8);
    c := #async once();
    join(a);
    join(b);
    join(c);
    print("{}\\n", total);
}
`;

interface Hit {
  readonly time: number;
  readonly text: string;
}

const started = (quantum: number, seed: number): Promise<Session> =>
  Session.at(PROGRAM, { schedule: { quantum, seed } });

/** The moments at which a watched global holds something else than at the moment before, by a machine of its own. */
function truth(s: Session, expression: string, quantum: number, seed: number): Hit[] {
  const { address } = targetOf(s, expression);
  const compiled = compile(s.source);
  assert.ok(compiled.ok);
  const schedule = { quantum, seed };
  const machine = new Machine(compiled.program, outputOnlyHost(), { memoryLimit: 16 << 20, schedule });
  const view = new DataView(machine.memory.buffer);
  const hits: Hit[] = [];
  let before = 0n;
  while (machine.run({ steps: 1, breakpoints: 'ignore' }).kind === 'steps') {
    const now = view.getBigInt64(address, true);
    if (now !== before) hits.push({ time: machine.time, text: String(now) });
    before = now;
  }
  return hits;
}

async function met(s: Session, direction: 'forward' | 'backward'): Promise<Hit[]> {
  const hits: Hit[] = [];
  for (;;) {
    await s.debugger.continue(direction);
    const { stop } = s.debugger;
    if (stop?.reason !== 'data breakpoint') return hits;
    hits.push({ time: stop.time, text: stop.changes?.[0]?.after ?? '' });
  }
}

/** What is watched, by the expression of a watchpoint. */
function targetOf(s: Session, expression: string): WatchTarget {
  const { targets } = (s.debugger as unknown as { watchpoints: { targets: Map<string, WatchTarget> } })
    .watchpoints;
  const target = [...targets.values()].find(({ text }) => text === expression);
  assert.ok(target);
  return target;
}

async function watch(s: Session, expression: string, condition?: string): Promise<void> {
  const found = await s.debugger.watchTarget({ expression, frame: 0 });
  assert.ok(found.ok);
  s.debugger.setWatchpoints([{ target: found.target, condition }]);
}

describe('watchpoints and threads', function () {
  this.timeout(60_000);

  const schedules = [...[1, 2, 3, 4, 5, 7, 1000].map((quantum) => [quantum, 0]), [3, 1], [5, 2], [9, 3]];
  for (const [quantum = 0, seed = 0] of schedules) {
    it(`find every change in both directions, in turns of ${quantum}${seed > 0 ? `, seed ${seed}` : ''}`, async () => {
      const s = await started(quantum, seed);
      await watch(s, 'total');
      const expected = truth(s, 'total', quantum, seed);
      assert.equal(expected.length, 15);
      assert.deepEqual(await met(s, 'forward'), expected);
      assert.deepEqual((await met(s, 'backward')).reverse(), expected);
      // Each of them is found from the moment behind it, too, whatever ran before.
      for (const { time, text } of expected) {
        await s.debugger.goToTime(time + 1);
        // Where there is nothing to be shown, it stands before.
        if (s.debugger.stop?.time !== time + 1) continue;
        await s.debugger.continue('backward');
        assert.deepEqual([s.debugger.stop?.time, s.debugger.stop?.changes?.[0]?.after], [time, text]);
      }
    });

    it(`ask conditions where the change is made, in turns of ${quantum}${seed > 0 ? `, seed ${seed}` : ''}`, async () => {
      const s = await started(quantum, seed);
      await watch(s, 'last', 'n == 8 and i > 2');
      const all = truth(s, 'last', quantum, seed);
      const hits = await met(s, 'forward');
      const found = hits.map(({ text }) => text);
      assert.deepEqual(
        found,
        ['3', '4', '5', '6', '7'].filter((text) => found.includes(text)),
      );
      assert.ok(hits.every((hit) => all.some(({ time, text }) => time === hit.time && text === hit.text)));
      // What the other thread had put there already is no change.
      assert.ok(found.includes('7') && found.includes('6'));
      assert.deepEqual((await met(s, 'backward')).reverse(), hits);
    });
  }

  it('find a change of a local that is the last of a slice', async () => {
    for (const quantum of [1, 2, 3, 5]) {
      const s = await started(quantum, 0);
      s.debugger.setFunctionBreakpoints([{ name: 'adds', condition: 'n == 8' }]);
      await s.go();
      s.debugger.setFunctionBreakpoints([]);
      await s.step('over');
      await s.step('over');
      const { thread } = s.debugger.stop!;
      const found = await s.debugger.watchTarget({
        expression: 'i',
        frame: s.debugger.frames(thread, 0, 1).frames[0]!.index,
      });
      assert.ok(found.ok);
      s.debugger.setWatchpoints([{ target: found.target }]);
      const hits = (await met(s, 'forward')).map(({ text }) => text);
      assert.deepEqual(hits, ['1', '2', '3', '4', '5', '6', '7', '8'].slice(0, hits.length));
      assert.ok(hits.length >= 7, hits.join());
      assert.deepEqual(
        (await met(s, 'backward')).map(({ text }) => text).slice(0, hits.length),
        hits.reverse(),
      );
    }
  });
});
