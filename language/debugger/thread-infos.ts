// The threads as they are told to the user: what each began with, and what it waits for.
import { FRAME_HEADER } from '../ir/frame-layout';
import type { ThreadFacts } from '../interpreter/threads/thread-list';
import type { ThreadId, ThreadInfo } from './api';
import type { Debuggee } from './debuggee';

/** @param isStopped while the program runs, only names that cannot change are told */
export function threadInfos(debuggee: Debuggee, isStopped: boolean): ThreadInfo[] {
  const all = debuggee.machine.threads.all();
  const alive = new Set(all.map(({ id }) => id));
  return all.map((thread) => {
    const state = isStopped ? stateOf(thread, alive) : undefined;
    const info = { id: thread.id, name: nameOf(debuggee, thread) };
    return state === undefined ? info : { ...info, state };
  });
}

/** The function that it began with. */
function nameOf({ machine, debug, program }: Debuggee, { id, topFrame }: ThreadFacts): string {
  if (id === 1) return firstName(debug);
  const view = new DataView(machine.memory.buffer);
  let name: string | undefined;
  let made = '';
  for (let at = topFrame; at !== 0; at = view.getUint32(at + FRAME_HEADER.caller, true)) {
    const fn = machine.functionOf(at);
    made = program.functions[fn]?.name ?? made;
    name = debug.functions.get(fn)?.symbol.qualifiedName ?? name;
  }
  return name ?? made.replace(/^#async /, '');
}

/** Of the thread that everything begins with. */
function firstName({ functions }: Debuggee['debug']): string {
  return [...functions.values()].some(({ symbol }) => symbol.isRun) ? 'compile time' : 'main';
}

function stateOf({ state, waitsFor = 0 }: ThreadFacts, alive: ReadonlySet<ThreadId>): string | undefined {
  const hasEnded = alive.has(waitsFor) ? '' : ', which has ended';
  if (state === 'locking') return `waits for a mutex that thread ${waitsFor} holds${hasEnded}`;
  return state === 'joining' ? `waits for the end of thread ${waitsFor}` : undefined;
}
