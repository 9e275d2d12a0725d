// What threads cost: taking turns, against the same work done by one after the other; a mutex that nobody else
// wants; and stepping back over what another thread did meanwhile.
import { DebugSession } from './debug-session';
import { interleaved, milliseconds } from './measure';
import type { Report } from './report';
import { compileText, runSliced } from './ropewalk-programs';

const GROUP = 'threads';
const ROUNDS = 20_000_000;
const LOCKS = 10_000_000;
const STEPPED_ROUNDS = 60_000_000;

const WORK = `
table: [2048]i64;
fn work(rounds: i64, at: i64) {
    for i in 0..rounds {
        table[at] += i;
        at += 7;
        if at >= 2048 { at -= 2048; }
    }
}
`;

const TWO_THREADS = `${WORK}fn main() {
    a := #async work(${ROUNDS}, 0);
    b := #async work(${ROUNDS}, 1);
    join(a);
    join(b);
    print("{}\\n", table[5]);
}
`;

/** Two threads that work, a million turns of them, while the first one waits; and one that sets nothing off. */
const STEPPED_OVER = `${WORK}fn elsewhere() {
    table[0] = 0; -- elsewhere
}
fn main() {
    a := #async work(${STEPPED_ROUNDS}, 0);
    b := #async work(${STEPPED_ROUNDS}, 1);
    join(a);
    join(b);
    print("{}\\n", table[5]); -- joined
    if table[5] == 0 { elsewhere(); }
}
`;

/** @param body of a loop */
const loop = (body: string): string => `
m: mutex;
total: i64;
fn idle() {}
fn main() {
    t := #async idle();
    join(t);
    for i in 0..${LOCKS} { ${body} }
    print("{}\\n", total);
}
`;

export async function measureThreads(report: Report, repetitions: number): Promise<void> {
  report.heading('Threads');
  const turns = compileText('turns.rw', TWO_THREADS);
  const run = (quantum: number) => () => runSliced(turns, { quantum, seed: 0 });
  const times = await interleaved(
    { whole: run(2 ** 28), thousand: run(1000), hundred: run(100) },
    repetitions,
  );
  const figure = (name: string, value: number, target: number): void =>
    report.figure({
      group: GROUP,
      name,
      value: value / times.whole,
      unit: '×',
      target,
      note: `${value.toFixed(0)} and ${times.whole.toFixed(0)} ms`,
    });
  figure('turns of 1000 steps ÷ one after the other', times.thousand, 1.2);
  figure('turns of 100 steps ÷ one after the other', times.hundred, 2);
  const locked = compileText('locked.rw', loop('#sync(m) { total += 1; }'));
  const plain = compileText('plain.rw', loop('{ total += 1; }'));
  const both = await interleaved(
    { locked: () => runSliced(locked), plain: () => runSliced(plain) },
    repetitions,
  );
  report.figure({
    group: GROUP,
    name: '`#sync` of a mutex that nobody else wants',
    value: ((both.locked - both.plain) / LOCKS) * 1e6,
    unit: 'ns',
    target: 50,
  });
  await measureStepBack(report);
}

/** Over the \`join\` that half of the steps passed in, with a breakpoint where no thread comes. */
async function measureStepBack(report: Report): Promise<void> {
  const session = DebugSession.launch(STEPPED_OVER);
  session.breakAt('joined');
  await session.start();
  session.breakAt('elsewhere');
  await session.stepBack();
  const value = await milliseconds(() => session.stepBack());
  const { end } = session.api.history();
  report.figure({
    group: GROUP,
    name: 'step back over what other threads did, a breakpoint set',
    value,
    unit: 'ms',
    target: 50,
    note: `${end} steps`,
  });
  session.api.terminate();
}
