// `ropewalk run FILE`: the machine at full speed, without a history.
import { compile } from '../compile';
import { Machine } from '../interpreter/machine';
import { PAGE_SIZE, type Recordable } from '../interpreter/recordable';
import type { Work } from './arguments';
import { processHost } from './program-host';
import { DISK, readSource } from './read-source';
import { compileTimeOptions, complain, refusesWarnings, reportDiagnostics } from './report';
import { runOn, tellTrap, TRAPPED } from './tell-trap';

/** Compiles and runs the program; the result is its exit code. */
export async function run(work: Work): Promise<number> {
  const source = readSource(work.file);
  if (!source.ok) return complain(source.message);
  const compiled = compile(source.value, { ...compileTimeOptions(work), loader: DISK });
  reportDiagnostics(compiled.diagnostics);
  if (!compiled.ok || refusesWarnings(work, compiled.diagnostics)) return 1;
  const machine = new Machine(compiled.program, processHost(work.programArguments), {
    memoryLimit: work.memoryLimit,
    memoryCheck: work.memoryCheck,
    schedule: work.schedule,
  });
  const beginning = pagesOf(machine);
  const end = await runOn(machine, Infinity);
  if (end.kind === 'exit') return end.code;
  if (end.kind !== 'trap') throw new Error(`the machine stopped by itself: ${end.kind}`);
  await tellTrap(machine, compiled.debug, end.trap, () => putBack(machine, beginning));
  return TRAPPED;
}

type Pages = ReadonlyMap<number, Uint8Array>;

/** The pages that are not zero before the first step. */
function pagesOf(machine: Recordable): Pages {
  return new Map(
    machine
      .dirtyPages()
      .map((page) => [page, machine.memory.slice(page * PAGE_SIZE, (page + 1) * PAGE_SIZE)]),
  );
}

/** Makes the machine what it was before the first step. */
function putBack(machine: Recordable, beginning: Pages): void {
  for (const page of machine.dirtyPages()) machine.memory.fill(0, page * PAGE_SIZE, (page + 1) * PAGE_SIZE);
  for (const [page, bytes] of beginning) machine.memory.set(bytes, page * PAGE_SIZE);
  machine.time = 0;
  machine.afterRestore();
}
