// A step back over a call stops at the last breakpoint that any thread hit meanwhile: for every line of a program with
// threads, what the step finds is what continuing backwards finds.
import assert from 'node:assert/strict';
import { Session } from './session';

const PROGRAM = `counter: i64;
pointed: fn(i64) = add;
fn add(n: i64) {
    counter += n;
}
fn never() {
    counter = 0;
}
fn worker(n: i64) {
    for i in 0..n {
        add(1);
    }
}
fn started() {
    counter += 2;
}
fn starts() {
    t := #async started();
    join(t);
}
fn nested() {
    t := #async starts();
    join(t);
}
fn main() {
    a := #async worker(40);
    add(1);
    for i in 0..30 { counter += 1; }
    starts();
    pointed(3);
    b := #async pointed(4);
    nested();
    join(a);
    join(b);
    if counter == 0 { never(); }
    print("{}\\n", counter);
}
`;

const LINES = PROGRAM.split('\n').flatMap((text, i) => (/[;{]$/.test(text) && i > 1 ? [i + 1] : []));

async function startedAt(quantum: number): Promise<Session> {
  const s = await Session.at(PROGRAM, { schedule: { quantum, seed: 0 } });
  return s;
}

/** Times of main's statements, as stepping over lines comes by them. */
async function momentsOfMain(s: Session): Promise<number[]> {
  const times = [s.time];
  while ((await s.step('over')).startsWith('step main')) times.push(s.time);
  return times;
}

describe('stepping back over calls with threads', () => {
  for (const quantum of [1, 7, 100]) {
    it(`stops at what any thread hit meanwhile, in turns of ${quantum}`, async () => {
      const s = await startedAt(quantum);
      const times = await momentsOfMain(s);
      assert.ok(times.length > 8, `${times.length} moments`);
      for (const line of LINES) {
        for (const now of times.slice(1)) {
          s.debugger.setBreakpoints(s.source, []);
          await s.debugger.goToTime(now);
          await s.step('over', 'backward');
          const target = s.time;
          s.debugger.setBreakpoints(s.source, [{ line }]);
          await s.debugger.goToTime(now);
          await s.back();
          const expected = Math.max(s.time, target);
          await s.debugger.goToTime(now);
          await s.step('over', 'backward');
          assert.equal(s.time, expected, `line ${line}, from ${now} back to ${target}`);
        }
      }
    });
  }
});
