// What runs while compiling runs as fast as it would at run time: the same work in a `#run` and in `main`, each from
// the source text to the program's end, less what a program takes that does none of it.
import { interleaved } from './measure';
import type { Report } from './report';
import { compileText, runBare } from './ropewalk-programs';

/** Some 10^8 steps. */
const ROUNDS = 25_000_000;

/** @param call what gives the result */
const program = (call: string): string => `
table: [4096]i64;
fn work(rounds: i64) i64 {
    at: i64 = 0;
    for i in 0..rounds {
        table[at] += i;
        at += 7;
        if at >= 4096 { at -= 4096; }
    }
    return table[5];
}
fn main() { print("{}\\n", ${call}); }
`;

export async function measureCompileTime(report: Report, repetitions: number): Promise<void> {
  report.heading('Compile time');
  const outputs = new Set<string>();
  let steps = 0;
  const compileAndRun = (call: string) => () => {
    const finished = runBare(compileText('work.rw', program(call)));
    outputs.add(finished.output);
    steps = Math.max(steps, finished.steps);
  };
  const early = (rounds: number) => compileAndRun(`#run work(${rounds})`);
  const late = (rounds: number) => compileAndRun(`work(${rounds})`);
  const times = await interleaved(
    { early: early(ROUNDS), earlyNothing: early(1), late: late(ROUNDS), lateNothing: late(1) },
    2 * repetitions,
  );
  if (outputs.size !== 2) throw new Error(`different results: ${[...outputs].join(' ')}`);
  report.figure({
    group: 'compile time',
    name: '`#run` ÷ the same at run time',
    value: (times.early - times.earlyNothing) / (times.late - times.lateNothing),
    unit: '×',
    target: 1.1,
    note: `${times.early.toFixed(0)} and ${times.late.toFixed(0)} ms with compiling, ${steps.toExponential(1)} steps`,
  });
}
