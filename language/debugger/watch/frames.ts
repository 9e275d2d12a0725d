// Frames of a stack that matter to a watchpoint.
import type { FrameAddress } from '../../interpreter/recordable';
import type { Debuggee } from '../debuggee';

/** The innermost one of the user's code, on whose behalf the library runs; the outermost if there is none. */
export function usersFrame(debuggee: Debuggee, from: FrameAddress): FrameAddress {
  const { machine } = debuggee;
  let frame = from;
  while (debuggee.isLibrary(machine.functionOf(frame)) && machine.callerOf(frame) !== 0)
    frame = machine.callerOf(frame);
  return frame;
}

/** The innermost call of a function, named as in stacks, from a frame outwards. */
export function innermostCall(
  debuggee: Debuggee,
  from: FrameAddress,
  name: string,
): FrameAddress | undefined {
  const { machine } = debuggee;
  for (let frame = from; frame !== 0; frame = machine.callerOf(frame))
    if (debuggee.functionOf(frame)?.symbol.qualifiedName === name) return frame;
  return undefined;
}
