// From a finding of the checked machine to what a user is told: where the access is, and where its block was
// allocated and freed. The machine knows only the moments; the places are found by going there.
import type { Control } from '../../history/pace';
import { findingText, type MemoryFinding } from '../../interpreter/memory-check/finding';
import type { FrameAddress, Time } from '../../interpreter/recordable';
import type { FindingInfo, PlacedMoment } from '../api';
import type { Debuggee } from '../debuggee';

/** Goes to the moments of a finding; whoever calls it goes back to where they want to be. */
export async function describeFinding(
  debuggee: Debuggee,
  finding: MemoryFinding,
  control: Control = {},
): Promise<FindingInfo> {
  const { block, time, kind } = finding;
  const { history } = debuggee;
  const allocated = block && (await callOfAllocator(debuggee, block.allocated, control));
  const freed =
    block?.freed === undefined ? undefined : await callOfAllocator(debuggee, block.freed, control);
  await history.goTo(time, control);
  return {
    kind,
    message: findingText(finding),
    count: 1,
    access: momentOf(debuggee, time, ownFrame(debuggee)),
    ...(block && { block: { address: block.address, size: block.size } }),
    ...(allocated && { allocated }),
    ...(freed && { freed }),
  };
}

/**
 * The moment before the statement of the user's that led into the allocator.
 * @param time a moment inside the allocator; undefined if it is none, as when the debugger allocated
 */
async function callOfAllocator(
  debuggee: Debuggee,
  time: Time,
  control: Control,
): Promise<PlacedMoment | undefined> {
  const { history, machine } = debuggee;
  if (time > history.end.time || !(await history.goTo(time, control))) return undefined;
  if (!debuggee.isLibrary(machine.functionOf(machine.topFrame))) return undefined;
  const frame = ownFrame(debuggee);
  const accept = (): boolean => machine.topFrame === frame;
  const found = await history.lastMoment({ frame, before: time, accept }, control);
  if (found.kind !== 'found' || !(await history.goTo(found.time, control))) return undefined;
  return momentOf(debuggee, found.time, frame);
}

/** The innermost frame of the user's own code, or the innermost of all. */
function ownFrame(debuggee: Debuggee): FrameAddress {
  const { machine } = debuggee;
  for (let frame = machine.topFrame; frame !== 0; frame = machine.callerOf(frame)) {
    if (debuggee.functionOf(frame) && !debuggee.isLibrary(machine.functionOf(frame))) return frame;
  }
  return machine.topFrame;
}

function momentOf(debuggee: Debuggee, time: Time, frame: FrameAddress): PlacedMoment {
  const { span } = debuggee.safepointOf(frame);
  return { time, function: debuggee.functionOf(frame)?.symbol.qualifiedName ?? '', span };
}
