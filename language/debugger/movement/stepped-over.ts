// What can have run in what a step over steps over, told without running it again.
//
// That is the statement, or its line; what its calls lead to; and what the other threads do meanwhile: the functions
// that they are in, what these lead to, and the threads that any of them starts.
import type { FunctionId, Safepoint, SafepointId } from '../../ir/ir';
import type { FrameAddress } from '../../interpreter/recordable';
import type { Granularity } from '../api';
import type { Debuggee } from '../debuggee';

/**
 * Asked at the moment at which the statement or line begins, in the frame that the step stays in.
 * @returns whether a safepoint can have been passed behind that moment: an upper bound
 */
export function steppedOver(debuggee: Debuggee, granularity: Granularity): (id: SafepointId) => boolean {
  const { machine, calls, program } = debuggee;
  const begin = debuggee.safepointOf(machine.topFrame);
  const { safepoints } = program;
  const isStepped = (id: SafepointId) => isWithin(safepoints.at(id) as Safepoint, begin, granularity);
  const made = calls.callsIn(begin.function).filter((call) => isStepped(call.safepoint));
  const reached = calls.reachableFrom(made, functionsOfOthers(debuggee));
  return (id) => {
    const isBegin = id === begin.id && granularity === 'statement';
    return reached.has(safepoints.functionOf(id) as FunctionId) || (isStepped(id) && !isBegin);
  };
}

/** The functions in which the threads are that do not run at this moment. */
function functionsOfOthers({ machine }: Debuggee): Set<FunctionId> {
  const functions = new Set<FunctionId>();
  for (const { topFrame } of machine.threads.all()) {
    if (topFrame === machine.topFrame) continue;
    for (let frame: FrameAddress = topFrame; frame !== 0; frame = machine.callerOf(frame)) {
      functions.add(machine.functionOf(frame));
    }
  }
  return functions;
}

/** Whether a safepoint belongs to the statement that begins, or to its line. */
function isWithin(at: Safepoint, begin: Safepoint, granularity: Granularity): boolean {
  if (at.function !== begin.function) return false;
  if (granularity === 'line') return lineOf(at) === lineOf(begin);
  const isInside = at.span.start >= begin.span.start && at.span.end <= begin.span.end;
  return at.id === begin.id || (at.kind === 'continuation' && isInside);
}

function lineOf({ span }: Safepoint): number {
  return span.source.position(span.start).line;
}
