// `ropewalk test FILE`: runs a program under one schedule of its threads after the other, until one traps, and
// says how to debug that one.
//
// One machine runs them all: its first moment is put back, and the schedule written into it. To translate the
// program anew for each would take longer than most programs run.
import { compile } from '../compile';
import { PagePool } from '../history/page-pool';
import { WorkingCopy } from '../history/working-copy';
import { outputOnlyHost } from '../interpreter/host';
import { startsThreads } from '../ir/threads';
import { Journal } from '../interpreter/journal';
import { Machine } from '../interpreter/machine';
import type { RunEnd, Trap } from '../interpreter/recordable';
import { DEFAULT_SCHEDULE, writeSchedule, type Schedule } from '../interpreter/threads/scheduler';
import { MEBIBYTE, USUAL_MEMORY, type Work } from './arguments';
import { commandLine } from './command-line';
import { DISK, readSource } from './read-source';
import { compileTimeOptions, complain, reportDiagnostics } from './report';
import { writeAll } from './standard-streams';
import { runOn, tellTrap, TRAPPED } from './tell-trap';

/** The exit code if a program does not end, as of `timeout`. */
const ENDLESS = 124;
/** Seeds are numbers of 32 bits. */
const LAST_SEED = 0xffff_ffff;

/** The result is the exit code: 0 if no schedule was found under which the program traps or does not end. */
export async function test(work: Work): Promise<number> {
  const source = readSource(work.file);
  if (!source.ok) return complain(source.message);
  const compiled = compile(source.value, { ...compileTimeOptions(work), loader: DISK });
  reportDiagnostics(compiled.diagnostics);
  if (!compiled.ok) return 1;
  const { memoryLimit, memoryCheck } = work;
  const machine = new Machine(compiled.program, quietHost(work), { memoryLimit, memoryCheck });
  const rewind = rewinderOf(machine);
  const first = Math.max(work.schedule.seed, 1);
  const isAlone = !startsThreads(compiled.program);
  const last = isAlone ? first : Math.min(first + work.schedules - 1, LAST_SEED);
  for (let seed = first; seed <= last; seed++) {
    const begin = (): void => rewind({ quantum: work.schedule.quantum, seed });
    machine.journal = Journal.empty();
    begin();
    const end = await runOn(machine, work.mostSteps);
    if (end.kind !== 'exit')
      return tell(work, seed, end, (trap) => tellTrap(machine, compiled.debug, trap, begin));
  }
  const tried = isAlone
    ? '; the program starts no threads, so that there is one schedule'
    : ` under ${last - first + 1} schedules, seeds ${first} to ${last}`;
  writeAll(1, `no trap${tried}\n`);
  return 0;
}

/** Tells what was found, and the command that debugs it. */
async function tell(
  work: Work,
  seed: number,
  end: RunEnd,
  tellTrap: (trap: Trap) => Promise<void>,
): Promise<number> {
  const isTrap = end.kind === 'trap';
  const what = isTrap ? 'traps' : `has not ended after ${work.mostSteps} steps`;
  writeAll(2, `ropewalk: under seed ${seed} the program ${what}\n`);
  if (isTrap) await tellTrap(end.trap);
  writeAll(1, `${commandFor(work, seed)}\n`);
  return isTrap ? TRAPPED : ENDLESS;
}

/** What puts a machine, which stands at its first moment, back there, for a schedule of its threads. */
function rewinderOf(machine: Machine): (schedule: Schedule) => void {
  const copy = new WorkingCopy(machine, new PagePool());
  const begin = copy.capture();
  return (schedule) => {
    copy.restore(begin, 0);
    writeSchedule(machine.layout, new DataView(machine.memory.buffer), schedule);
  };
}

/** The program's output is nobody's; it gets its arguments, and no input. */
function quietHost({ programArguments }: Work): ReturnType<typeof outputOnlyHost> {
  return { ...outputOnlyHost(), arguments: programArguments };
}

/** The command that debugs what was found: whatever the program's run depends on is in it. */
function commandFor(work: Work, seed: number): string {
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
  return commandLine('debug', words);
}
