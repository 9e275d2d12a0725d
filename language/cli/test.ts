// `ropewalk test FILE`: runs a program under one schedule of its threads after the other, until one traps, and
// says how to debug that one.
//
// One machine runs them all: its first moment is put back, and the schedule written into it. To translate the
// program anew for each would take longer than most programs run.
import { compile } from '../compile';
import { PagePool } from '../history/page-pool';
import { WorkingCopy } from '../history/working-copy';
import { outputOnlyHost } from '../interpreter/host';
import { Journal } from '../interpreter/journal';
import { Machine } from '../interpreter/machine';
import type { RunEnd } from '../interpreter/recordable';
import { DEFAULT_SCHEDULE, writeSchedule, type Schedule } from '../interpreter/threads/scheduler';
import { MEBIBYTE, USUAL_MEMORY, type Work } from './arguments';
import { commandLine } from './command-line';
import { DISK, readSource } from './read-source';
import { compileTimeOptions, complain, reportDiagnostics } from './report';
import { writeAll } from './standard-streams';

/** The exit code of a program that traps. */
const TRAPPED = 134;
/** A schedule under which a program takes longer than this is given up. */
const MOST_STEPS = 10_000_000_000;
/** Seeds are numbers of 32 bits. */
const LAST_SEED = 0xffff_ffff;

/** The result is the exit code: 0 if no schedule was found under which the program traps. */
export async function test(work: Work): Promise<number> {
  const source = readSource(work.file);
  if (!source.ok) return complain(source.message);
  const compiled = compile(source.value, { ...compileTimeOptions(work), loader: DISK });
  reportDiagnostics(compiled.diagnostics);
  if (!compiled.ok) return 1;
  const { memoryLimit, memoryCheck } = work;
  const machine = new Machine(compiled.program, quietHost(work), { memoryLimit, memoryCheck });
  const run = runnerOf(machine);
  const first = Math.max(work.schedule.seed, 1);
  const last = Math.min(first + work.schedules - 1, LAST_SEED);
  for (let seed = first; seed <= last; seed++) {
    const end = await run({ quantum: work.schedule.quantum, seed });
    if (end.kind === 'trap') return tell(work, seed, end.trap.message);
    if (end.kind === 'steps')
      return complain(`under seed ${seed} the program takes more than ${MOST_STEPS} steps`);
  }
  writeAll(1, `no trap under ${last - first + 1} schedules, seeds ${first} to ${last}\n`);
  return 0;
}

/** What runs a machine, which stands at its first moment, from there to the end, any number of times. */
function runnerOf(machine: Machine): (schedule: Schedule) => Promise<RunEnd> {
  const copy = new WorkingCopy(machine, new PagePool());
  const begin = copy.capture();
  return (schedule) => {
    copy.restore(begin, 0);
    machine.journal = Journal.empty();
    writeSchedule(machine.layout, new DataView(machine.memory.buffer), schedule);
    return runToEnd(machine);
  };
}

async function runToEnd(machine: Machine): Promise<RunEnd> {
  for (;;) {
    const end = machine.run({ steps: MOST_STEPS - machine.time, breakpoints: 'ignore' });
    if (end.kind !== 'wait') return end;
    // It sleeps.
    await machine.waitForHost();
  }
}

/** The program's output is nobody's; it gets its arguments, and no input. */
function quietHost({ programArguments }: Work): ReturnType<typeof outputOnlyHost> {
  return { ...outputOnlyHost(), arguments: programArguments };
}

/** The command debugs what was found: whatever the program's run depends on is in it. */
function tell(work: Work, seed: number, message: string): number {
  const { file, schedule, programArguments, memoryCheck, memoryLimit, compileSteps } = work;
  const { quantum } = schedule;
  const words = [
    ...['--seed', String(seed)],
    ...(quantum === DEFAULT_SCHEDULE.quantum ? [] : ['--quantum', String(quantum)]),
    ...(memoryCheck ? ['--memory-check'] : []),
    ...(memoryLimit === USUAL_MEMORY ? [] : ['--memory', String(memoryLimit / MEBIBYTE)]),
    ...(compileSteps === undefined ? [] : ['--compile-steps', String(compileSteps)]),
    file,
    ...(programArguments.length > 0 ? ['--', ...programArguments] : []),
  ];
  writeAll(2, `ropewalk: under seed ${seed}: trap: ${message}\n`);
  writeAll(1, `${commandLine('debug', words)}\n`);
  return TRAPPED;
}
