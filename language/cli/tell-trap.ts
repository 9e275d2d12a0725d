// What a run tells of the trap that ended it: its place and the stack. The program is run a second time to the moment
// before it, which the recorded answers of the outside world make the same run.
import type { DebugInfo } from '../ir/lower/debug-info';
import type { Machine } from '../interpreter/machine';
import type { Block } from '../interpreter/memory-check/finding';
import type { RunEnd, Trap } from '../interpreter/recordable';
import { reportTrap, type StackEntry, type TrapNote } from './report';

/** The exit code of a program that traps, as of one that calls abort() in C. */
export const TRAPPED = 134;
/** Frames of the stack that are shown; with deep recursion the middle is left out. */
const INNERMOST_FRAMES = 20;
const OUTERMOST_FRAMES = 5;

/** Runs to a time, or to the end if that comes first. Sleeps are waited for. */
export async function runOn(machine: Machine, time: number): Promise<RunEnd> {
  for (;;) {
    const steps = Math.min(time - machine.time, Number.MAX_SAFE_INTEGER);
    const end = machine.run({ steps, breakpoints: 'ignore' });
    if (end.kind !== 'wait') return end;
    await machine.waitForHost();
  }
}

/**
 * Shows a trap that has just ended a run, with its place and the stack. The machine is left at the moment before it.
 * @param rewind puts the machine back to its first moment
 */
export async function tellTrap(
  machine: Machine,
  debug: DebugInfo,
  trap: Trap,
  rewind: () => void,
): Promise<void> {
  const time = machine.time - 1;
  rewind();
  const notes = await notesOf(machine, debug, trap.finding?.block);
  if (time > machine.time) await runOn(machine, time);
  const { entries, skipped } = stackOf(machine, debug);
  const thread = machine.layout.threads && machine.threads.running;
  reportTrap(trap.message, { entries, shown: INNERMOST_FRAMES, skipped, thread }, notes);
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
    const safepoint = machine.program.safepoints.at(machine.safepointOf(frame));
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
