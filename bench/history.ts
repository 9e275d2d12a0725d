// What going backwards costs: recording, stepping back, going to any moment, continuing backwards.
//
// The same figures are taken after 10^9 steps (or as many as asked for), of which the last call makes half,
// with a working set of 100 KB; recording is also measured with 20 MB, all of it rewritten again and again.
import { DebugSession, MEBIBYTE } from './debug-session';
import { interleaved, milliseconds, percentile, pseudoRandom } from './measure';
import type { Report } from './report';
import { compileText, runRecorded, runSliced } from './ropewalk-programs';

const GROUP = 'history';
/** Steps of one iteration of the program below, about. */
const STEPS_PER_ITERATION = 4;
/** Enough for several checkpoints of 20 MB. */
const RECORDED_ITERATIONS = 200_000_000;

/** A program that writes through all of a table of so many words. */
function program(words: number, iterations: number): string {
  return `SIZE :: ${words};
table: [SIZE]i64;

fn work(rounds: i64) i64 {
    at: i64 = 0;
    for i in 0..rounds {
        table[at] += i; -- every
        at += 7;
        if at >= SIZE { at -= SIZE; }
    }
    return at;
}

fn rare(x: i64) i64 {
    return x + 1; -- once
}

fn unused() {
    table[0] = 0; -- never
}

fn main() {
    a := rare(1);
    b := work(${iterations});
    c := work(${iterations});
    print("{} {} {}\\n", a, b, c); -- last
    if a == 0 { unused(); }
}
`;
}

export async function measureHistory(report: Report, steps: number, repetitions: number): Promise<void> {
  report.heading(`History: after ${steps.toExponential(0)} steps`);
  await measureRecording(report, '100 KB', 12_800, repetitions);
  await measureRecording(report, '20 MB', 2_621_440, repetitions);
  const iterations = Math.round(steps / 2 / STEPS_PER_ITERATION);
  const session = DebugSession.launch(program(12_800, iterations));
  session.breakAt('last');
  const forward = await milliseconds(() => session.start());
  const { end } = session.api.history();
  report.figure({
    group: GROUP,
    name: 'forward, recorded',
    value: forward,
    unit: 'ms',
    note: `${end} steps`,
  });
  report.figure({ group: GROUP, name: 'forward, speed', value: end / (forward / 1000), unit: 'steps/s' });
  await measureLongCall(report, session);
  await measureStepping(report, session, end);
  await measureJumps(report, session, end);
  await measureBackwards(report, session, end, forward);
  const { heldBytes, budgetBytes } = session.api.history();
  report.figure({
    group: GROUP,
    name: 'memory held by the history',
    value: heldBytes / MEBIBYTE,
    unit: 'MiB',
    target: budgetBytes / MEBIBYTE,
  });
  session.api.terminate();
}

async function measureRecording(
  report: Report,
  name: string,
  words: number,
  repetitions: number,
): Promise<void> {
  const compiled = compileText('bench.rw', program(words, RECORDED_ITERATIONS));
  const times = await interleaved(
    { on: () => runRecorded(compiled), off: () => runSliced(compiled) },
    repetitions,
  );
  report.figure({
    group: GROUP,
    name: `history on ÷ off, working set ${name}`,
    value: times.on / times.off,
    unit: '×',
    target: 1.1,
    note: `${times.on.toFixed(0)} ms and ${times.off.toFixed(0)} ms`,
  });
}

async function measureLongCall(report: Report, session: DebugSession): Promise<void> {
  const name = 'step back over the call of half the steps';
  // The breakpoint where the program stands might have been hit inside the call as well.
  const beside = await milliseconds(() => session.stepBack());
  report.figure({ group: GROUP, name: `${name}, a breakpoint set`, value: beside, unit: 'ms', target: 50 });
  await session.continue('forward');
  session.breakAt();
  const value = await milliseconds(() => session.stepBack());
  report.figure({ group: GROUP, name, value, unit: 'ms', target: 50 });
}

async function measureStepping(report: Report, session: DebugSession, end: number): Promise<void> {
  const random = pseudoRandom();
  const samples: number[] = [];
  for (let place = 0; place < 40; place++) {
    await session.goTo(Math.floor(random.next().value * end));
    for (let i = 0; i < 10; i++) samples.push(await milliseconds(() => session.stepBack()));
  }
  report.figure({
    group: GROUP,
    name: 'step back, median',
    value: percentile(samples, 0.5),
    unit: 'ms',
    target: 3,
  });
  report.figure({
    group: GROUP,
    name: 'step back, 99th percentile',
    value: percentile(samples, 0.99),
    unit: 'ms',
    target: 15,
  });
}

async function measureJumps(report: Report, session: DebugSession, end: number): Promise<void> {
  const random = pseudoRandom(2);
  const samples: number[] = [];
  for (let i = 0; i < 60; i++) {
    const time = Math.floor(random.next().value * end);
    samples.push(await milliseconds(() => session.goTo(time)));
  }
  report.figure({
    group: GROUP,
    name: 'go to a random moment, 95th percentile',
    value: percentile(samples, 0.95),
    unit: 'ms',
    target: 40,
  });
}

/** Continuing backwards over everything, with a breakpoint that is hit never, once, and all the time. */
async function measureBackwards(
  report: Report,
  session: DebugSession,
  end: number,
  forward: number,
): Promise<void> {
  const backwards = async (name: string, than: number) => {
    await session.goTo(end);
    const value = (await milliseconds(() => session.continue('backward'))) / than;
    report.figure({ group: GROUP, name: `backwards ÷ forward: ${name}`, value, unit: '×', target: 1.2 });
  };
  session.breakAt('never');
  await backwards('hit never', forward);
  session.breakAt('once');
  await backwards('hit once, at the beginning', forward);
  // Looking at a condition takes time in both directions.
  session.breakAt('every', { condition: 'i < 0' });
  await session.goTo(0);
  const looking = await milliseconds(() => session.continue('forward'));
  await backwards('every iteration, a false condition', looking);
  session.breakAt('every');
  await session.goTo(end);
  const value = await milliseconds(() => session.continue('backward'));
  report.figure({
    group: GROUP,
    name: 'backwards to a breakpoint hit in every iteration',
    value,
    unit: 'ms',
    target: 40,
  });
}
