// Watchpoints that count their hits: the same numbers in both directions, wherever they are set.
import assert from 'node:assert/strict';
import type { DebuggerApi, Direction } from '../../language/debugger/api';
import { Session } from './session';

/** Changes globals and a local, some of them in calls. */
const COUNTING = `n: i64;
squares: [2]i64;
fn even(x: i64) bool { return x % 2 == 0; }
fn add(p: *i64, x: i64) {
    p^ += x;
    n += 1;
}
fn main() {
    s: i64 = 0;
    one: i64 = 1;
    for i in one..25 {
        s += i;
        add(&squares[i % 2], i * i);
        if even(i) { n += 1; }
    }
    print("{} {} {}\\n", n, squares, s);
}
`;

describe('watchpoints that count', () => {
  /** Times of the stops in a direction, from where the program stands. */
  async function times(debugged: DebuggerApi, direction: Direction): Promise<number[]> {
    const found: number[] = [];
    for (;;) {
      await debugged.continue(direction);
      if (debugged.stop?.reason !== 'data breakpoint') return found;
      found.push(debugged.stop.time);
    }
  }

  async function set(debugged: DebuggerApi, expression: string, more: object): Promise<void> {
    const frame = debugged.frames(1, 0, 1).total - 1;
    const found = await debugged.watchTarget({ expression, frame });
    assert.ok(found.ok);
    const [status] = debugged.setWatchpoints([{ target: found.target, ...more }]);
    assert.ok(status?.verified, status?.message);
  }

  const CHOICES: [string, (number: number) => boolean][] = [
    ['5', (n) => n === 5],
    ['% 3', (n) => n % 3 === 0],
    ['> 7', (n) => n > 7],
    ['<= 2', (n) => n <= 2],
    ['1000', () => false],
  ];

  for (const [expression, condition] of [
    ['n', undefined],
    ['n', 'n % 2 == 0'],
    ['squares[1]', undefined],
    ['s', undefined],
    ['s', 'even(s)'],
  ] as const)
    it(`stop at the same numbers in both directions: ${expression} if ${condition}`, async () => {
      const { debugger: debugged } = await Session.at(COUNTING);
      await debugged.step({ kind: 'over', direction: 'forward' });
      await set(debugged, expression, { condition });
      const all = await times(debugged, 'forward');
      assert.ok(all.length > 8, `${all.length}`);
      const { end } = debugged.history();
      for (const [hitCondition, isStop] of CHOICES) {
        const expected = all.filter((_, i) => isStop(i + 1));
        await debugged.goToTime(2);
        await set(debugged, expression, { condition, hitCondition });
        assert.deepEqual(await times(debugged, 'forward'), expected, hitCondition);
        assert.deepEqual(await times(debugged, 'backward'), [...expected].reverse(), hitCondition);
        // Set in the middle it counts from the beginning, too.
        for (const share of [0.3, 0.6]) {
          await debugged.goToTime(Math.floor(end * share));
          await set(debugged, expression, { condition, hitCondition });
          const { time } = debugged.stop!;
          const later = expected.filter((one) => one > time);
          assert.deepEqual(await times(debugged, 'forward'), later, `${hitCondition} from ${time}`);
          await debugged.goToTime(time);
          const earlier = expected.filter((one) => one < time).reverse();
          assert.deepEqual(await times(debugged, 'backward'), earlier, `${hitCondition} back from ${time}`);
        }
      }
    });

  it('say what is no count', async () => {
    const { debugger: debugged } = await Session.at(COUNTING);
    const found = await debugged.watchTarget({ expression: 'n', frame: 0 });
    assert.ok(found.ok);
    const [status] = debugged.setWatchpoints([{ target: found.target, hitCondition: 'often' }]);
    assert.equal(status?.verified, false);
    assert.match(status.message ?? '', /`often` is no hit condition/);
  });
});
