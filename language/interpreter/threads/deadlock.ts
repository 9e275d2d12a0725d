// What a deadlock is told as: who waits for whom, and where each stands.
import type * as ir from '../../ir/ir';
import type { FrameAddress, Trap } from '../recordable';
import type { ThreadFacts, ThreadList } from './thread-list';

/** Threads beyond these are only counted. */
const MOST_TOLD = 8;

/**
 * @param threads all of them; none can run
 * @param placeOf where a thread stands, as `worker at bank.rw:12`
 */
function deadlockTrap(threads: readonly ThreadFacts[], placeOf: (thread: ThreadFacts) => string): Trap {
  const told = cycleOf(threads);
  const lines = told
    .slice(0, MOST_TOLD)
    .map((thread) => `thread ${thread.id} (${placeOf(thread)}) ${reasonOf(thread, threads)}`);
  if (told.length > MOST_TOLD) lines.push(`and ${told.length - MOST_TOLD} more`);
  return { kind: 'deadlock', message: `deadlock: ${lines.join('; ')}` };
}

/** The threads that wait for each other in a circle; all of them if there is none. */
function cycleOf(threads: readonly ThreadFacts[]): readonly ThreadFacts[] {
  const byId = new Map(threads.map((thread) => [thread.id, thread]));
  for (const start of threads) {
    const path: ThreadFacts[] = [];
    for (let at: ThreadFacts | undefined = start; at; at = byId.get(at.waitsFor ?? 0)) {
      const from = path.indexOf(at);
      if (from >= 0) return path.slice(from);
      path.push(at);
    }
  }
  return threads;
}

function reasonOf({ id, state, waitsFor = 0 }: ThreadFacts, threads: readonly ThreadFacts[]): string {
  if (state === 'joining')
    return waitsFor === id ? 'waits for its own end' : `waits for the end of thread ${waitsFor}`;
  if (state !== 'locking') return 'cannot run';
  const hasEnded = !threads.some((thread) => thread.id === waitsFor);
  return `waits for a mutex that thread ${waitsFor} holds${hasEnded ? ', which has ended' : ''}`;
}

/** What a deadlock asks of the machine. */
interface Standing {
  readonly program: ir.Program;
  readonly threads: ThreadList;
  callerOf(frame: FrameAddress): FrameAddress;
  functionOf(frame: FrameAddress): ir.FunctionId;
  safepointOf(frame: FrameAddress): ir.SafepointId;
}

/** The deadlock that a machine stands in. */
export function deadlockOf(machine: Standing): Trap {
  const { program, threads } = machine;
  const isLibrary = (frame: FrameAddress) => program.functions[machine.functionOf(frame)]?.isLibrary ?? true;
  return deadlockTrap(threads.all(), ({ topFrame }) => {
    let frame = topFrame;
    while (machine.callerOf(frame) !== 0 && isLibrary(frame)) frame = machine.callerOf(frame);
    const safepoint = program.safepoints.at(machine.safepointOf(frame));
    if (!safepoint) return 'an expression of the debugger';
    const { span } = safepoint;
    const line = span.source.position(span.start).line;
    const file = span.source.path.replace(/^.*[/\\]/, '');
    return `${program.functions[machine.functionOf(frame)]?.name} at ${file}:${line}`;
  });
}
