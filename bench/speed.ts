// How fast programs run: the machine with history recorded, against the same program in C by clang.
//
// The same output is demanded before a time counts. All times of one program are taken in turns, and only
// their ratios are compared with targets: the milliseconds depend on the computer.
import { join } from 'node:path';
import {
  compileC,
  isInstalled,
  PROGRAMS,
  runNative,
  sourcePath,
  temporaryFolder,
  type ProgramName,
} from './c-programs';
import { geometricMean, interleaved } from './measure';
import type { Report } from './report';
import { compileFile, runBare, runRecorded } from './ropewalk-programs';

const GROUP = 'speed';
const TARGET_MEAN = 1.5;
const TARGET_EACH = 3;

export async function measureSpeed(report: Report, repetitions: number): Promise<void> {
  report.heading('Speed: time with history recorded ÷ time of the same C program');
  if (!isInstalled('clang')) {
    report.absent(GROUP, 'clang is not installed: there is nothing to compare with');
    return;
  }
  const folder = temporaryFolder();
  const ratios: number[] = [];
  for (const name of PROGRAMS) ratios.push(await measureProgram(report, folder, name, repetitions));
  report.figure({
    group: GROUP,
    name: 'geometric mean ÷ clang -O0 -g',
    value: geometricMean(ratios),
    unit: '×',
    target: TARGET_MEAN,
  });
}

/** Returns the ratio to clang -O0 -g. */
async function measureProgram(
  report: Report,
  folder: string,
  name: ProgramName,
  repetitions: number,
): Promise<number> {
  const program = compileFile(sourcePath(name, 'rw'));
  const slow = compileC(sourcePath(name, 'c'), join(folder, `${name}-O0`), ['-O0', '-g']);
  const fast = compileC(sourcePath(name, 'c'), join(folder, `${name}-O2`), ['-O2']);
  const outputs = [
    (await runRecorded(program)).output,
    runBare(program).output,
    runNative(slow),
    runNative(fast),
  ];
  if (new Set(outputs).size !== 1) {
    throw new Error(
      `${name} prints different things: ${JSON.stringify(outputs.map((text) => text.slice(0, 200)))}`,
    );
  }
  const times = await interleaved(
    {
      recorded: () => runRecorded(program),
      bare: () => runBare(program),
      slow: () => runNative(slow),
      fast: () => runNative(fast),
    },
    repetitions,
  );
  const { recorded, bare, slow: o0, fast: o2 } = times;
  report.figure({
    group: GROUP,
    name: `${name} ÷ clang -O0 -g`,
    value: recorded / o0,
    unit: '×',
    target: TARGET_EACH,
    note: `${recorded.toFixed(0)} ms; history off ${bare.toFixed(0)}, -O0 -g ${o0.toFixed(0)}, -O2 ${o2.toFixed(0)}`,
  });
  return recorded / o0;
}
