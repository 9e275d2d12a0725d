// A watchpoint that never holds changes no movement: steps end where they end without it, in both directions.
import assert from 'node:assert/strict';
import type { Outcome, StepRequest } from '../../language/debugger/api';
import { Session } from './session';

const LOOP = `total: i64;
fn add(n: i64) { total += n; }
fn main() {
    x := 1;
    for i in cast(i64) 0..LOOPS { add(i); }
    x = 2;
    #async add(1);
}
`;

const THREADS = `total: i64;
m: mutex;
fn add(n: i64) i64 { total += n; return total; }
fn work(id: i64) {
    for i in cast(i64) 0..6 { #sync(m) { defer total -= 1; add(id * i); } }
    total += 1;
    yield();
    for i in cast(i64) 0..3 { add(i); add(1); }
}
fn main() {
    for i in cast(i64) 0..3 { #async work(i); }
    last := #async work(9);
    add(1); add(2);
    join(last);
    total += 5;
}
`;

/** Watchpoints on `total` none of which ever holds. */
const NEVER = [{ condition: 'total < -9' }, { condition: 'add(0) < -9' }, { hitCondition: '> 100000' }];

async function watching(text: string, quantum: number, never?: (typeof NEVER)[number]): Promise<Session> {
  const session = Session.of(text, { schedule: { quantum, seed: 0 } });
  const found = await session.debugger.watchTarget({ expression: 'total' });
  assert.ok(found.ok);
  if (never) session.debugger.setWatchpoints([{ target: found.target, ...never }]);
  await session.start();
  return session;
}

function told(session: Session, outcome: Outcome): string {
  if (outcome.kind !== 'stopped') return JSON.stringify(outcome);
  const { time, reason, thread } = outcome.stop;
  return `${time} ${reason} of ${thread} at ${session.stack()[0]}`;
}

describe('watchpoints that never hold', () => {
  for (const [loops, quantum] of [
    [60, 5],
    [200_000, 1000],
  ] as const) {
    it(`do not end a step back over a line of ${loops} rounds`, async () => {
      const session = await watching(`${LOOP}LOOPS :: ${loops};\n`, quantum, NEVER[0]);
      const { debugger: debug } = session;
      debug.setBreakpoints(session.source, [{ line: 6 }]);
      assert.equal(await session.go(), 'breakpoint main:6');
      debug.setBreakpoints(session.source, []);
      const step = { kind: 'over', direction: 'backward', granularity: 'line', thread: 1 } as const;
      assert.equal(told(session, await debug.step(step)), '2 step of 1 at main:5');
      assert.equal(told(session, await debug.step(step)), '1 step of 1 at main:4');
    });
  }

  for (const quantum of [3, 50]) {
    it(`end no step of threads that take ${quantum} steps each`, async () => {
      const plain = await watching(THREADS, quantum);
      const watched = await Promise.all(NEVER.map((never) => watching(THREADS, quantum, never)));
      for (const session of [plain, ...watched]) assert.match(await session.go(), /^end /);
      const { end } = plain.debugger.history();
      let number = 0;
      for (let time = end; time > 1; time -= 1 + (end >> 5)) {
        for (const kind of ['over', 'in', 'out', 'past'] as const) {
          const direction = number++ % 3 === 0 ? 'forward' : 'backward';
          const granularity = number % 2 === 0 ? 'line' : 'statement';
          const stepped = async (session: Session): Promise<string> => {
            await session.debugger.goToTime(time);
            const thread = session.debugger.stop?.thread ?? 1;
            const request: StepRequest = { kind, direction, granularity, thread };
            return told(session, await session.debugger.step(request));
          };
          const expected = await stepped(plain);
          for (const session of watched)
            assert.equal(
              await stepped(session),
              expected,
              `${kind} ${direction} by ${granularity} from ${time}`,
            );
        }
      }
    }).timeout(60_000);
  }
});
