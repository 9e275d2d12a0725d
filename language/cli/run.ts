// `ropewalk run FILE`: the machine at full speed, without a history. A trap is told with its place and the
// stack: the program is then run a second time to the moment before it, which the recorded answers of the
// outside world make the same run.
import { compile } from '../compile';
import type { DebugInfo } from '../ir/lower/debug-info';
import { Machine } from '../interpreter/machine';
import type { Block } from '../interpreter/memory-check/finding';
import { PAGE_SIZE, type Recordable, type RunEnd, type Trap } from '../interpreter/recordable';
import type { Work } from './arguments';
import { processHost } from './program-host';
import { DISK, readSource } from './read-source';
import {
  compileTimeOptions,
  complain,
  refusesWarnings,
  reportDiagnostics,
  reportTrap,
  type StackEntry,
  type TrapNote,
} from './report';

/** The exit code of a program that traps, as of one that calls abort() in C. */
const TRAPPED = 134;
/** Frames of the stack that are shown; with deep recursion the middle is left out. */
const INNERMOST_FRAMES = 20;
const OUTERMOST_FRAMES = 5;

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
  await tellTrap(machine, compiled.debug, beginning, end.trap);
  return TRAPPED;
}

async function runOn(machine: Machine, time: number): Promise<RunEnd> {
  for (;;) {
    const steps = Math.min(time - machine.time, Number.MAX_SAFE_INTEGER);
    const end = machine.run({ steps, breakpoints: 'ignore' });
    if (end.kind !== 'wait') return end;
    await machine.waitForHost();
  }
}

async function tellTrap(machine: Machine, debug: DebugInfo, beginning: Pages, trap: Trap): Promise<void> {
  const time = machine.time - 1;
  putBack(machine, beginning);
  const notes = await notesOf(machine, debug, trap.finding?.block);
  if (time > machine.time) await runOn(machine, time);
  const { entries, skipped } = stackOf(machine, debug);
  reportTrap(trap.message, entries, INNERMOST_FRAMES, skipped, notes);
}

/** Where the block of a bad access was allocated and freed; runs on to these moments. */
async function notesOf(machine: Machine, debug: DebugInfo, block: Block | undefined): Promise<TrapNote[]> {
  if (!block) return [];
  const notes: TrapNote[] = [];
  for (const [what, time] of [['allocated', block.allocated] as const, ['freed', block.freed] as const]) {
    if (time === undefined) continue;
    if (time > machine.time) await runOn(machine, time);
    notes.push({ what, stack: stackOf(machine, debug).entries });
  }
  return notes;
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

/**
 * The stack without what the compiler made itself, unless there is nothing else: the first function's frame may not fit.
 * `skipped` entries are left out in its middle.
 */
function stackOf(machine: Machine, debug: DebugInfo): { entries: StackEntry[]; skipped: number } {
  const all: StackEntry[] = [];
  const { topFrame } = machine;
  for (let frame = topFrame; frame !== 0; frame = machine.callerOf(frame)) {
    const id = machine.functionOf(frame);
    const symbol = debug.functions.get(id)?.symbol;
    const safepoint = machine.program.safepoints[machine.safepointOf(frame)];
    if (!safepoint || (!symbol && (frame !== topFrame || machine.callerOf(frame) !== 0))) continue;
    all.push({
      name: symbol?.qualifiedName ?? `${machine.program.functions[id]?.name}`,
      span: safepoint.span,
    });
  }
  const skipped = all.length - INNERMOST_FRAMES - OUTERMOST_FRAMES;
  if (skipped <= 1) return { entries: all, skipped: 0 };
  return { entries: [...all.slice(0, INNERMOST_FRAMES), ...all.slice(-OUTERMOST_FRAMES)], skipped };
}
