// `ropewalk test FILE`: runs a program under one schedule of its threads after the other, until one traps, and
// says how to debug that one.
import { compile } from '../compile';
import { outputOnlyHost } from '../interpreter/host';
import { Machine } from '../interpreter/machine';
import type { RunEnd } from '../interpreter/recordable';
import type { Work } from './arguments';
import { DISK, readSource } from './read-source';
import { compileTimeOptions, complain, reportDiagnostics } from './report';
import { writeAll } from './standard-streams';

/** The exit code of a program that traps. */
const TRAPPED = 134;
/** A schedule under which a program takes longer than this is given up. */
const MOST_STEPS = 10_000_000_000;

/** The result is the exit code: 0 if no schedule was found under which the program traps. */
export function test(work: Work): number {
  const source = readSource(work.file);
  if (!source.ok) return complain(source.message);
  const compiled = compile(source.value, { ...compileTimeOptions(work), loader: DISK });
  reportDiagnostics(compiled.diagnostics);
  if (!compiled.ok) return 1;
  const first = Math.max(work.schedule.seed, 1);
  for (let seed = first; seed < first + work.schedules; seed++) {
    const schedule = { quantum: work.schedule.quantum, seed };
    const options = { memoryLimit: work.memoryLimit, memoryCheck: work.memoryCheck, schedule };
    const end = runToEnd(new Machine(compiled.program, quietHost(work), options));
    if (end.kind === 'trap') return tell(work, seed, end.trap.message);
    if (end.kind === 'steps')
      return complain(`under seed ${seed} the program takes more than ${MOST_STEPS} steps`);
  }
  writeAll(1, `no trap under ${work.schedules} schedules, seeds ${first} to ${first + work.schedules - 1}\n`);
  return 0;
}

function runToEnd(machine: Machine): RunEnd {
  return machine.run({ steps: MOST_STEPS, breakpoints: 'ignore' });
}

/** The program's output is nobody's; it gets its arguments, and no input. */
function quietHost({ programArguments }: Work): ReturnType<typeof outputOnlyHost> {
  return { ...outputOnlyHost(), arguments: programArguments };
}

function tell({ file, schedule, programArguments }: Work, seed: number, message: string): number {
  const quantum = schedule.quantum === 1000 ? '' : ` --quantum ${schedule.quantum}`;
  const behind = programArguments.length > 0 ? ` -- ${programArguments.join(' ')}` : '';
  writeAll(2, `ropewalk: under seed ${seed}: trap: ${message}\n`);
  writeAll(1, `ropewalk debug --seed ${seed}${quantum} ${file}${behind}\n`);
  return TRAPPED;
}
