// Calls that the debugger puts on top of a paused program's stack. All of it is undone by putting back the memory.
import { FRAME_HEADER, frameLayout } from '../ir/frame-layout';
import type * as ir from '../ir/ir';
import { CONTROL, STATE, type MemoryLayout } from './memory-layout';
import type { PageTracker } from './page-tracker';
import type { FrameAddress } from './recordable';
import { RECORD, RECORD_SIZE } from './threads/thread-table';
import { RESUME_ENTRY } from './translate/resume-points';

/**
 * Makes a call the top frame. Only it runs: other threads have no turn, so that all it sees is of one moment; should it
 * have to wait for one, none can run.
 * @param frame where its frame begins: the end of the one that calls it
 * @param context address of the context that it sees
 * @param values the parameters, all of them 64 bits wide
 */
export function beginCall(
  layout: MemoryLayout,
  memory: Uint8Array,
  pages: PageTracker,
  fn: ir.Function,
  frame: FrameAddress,
  context: number,
  values: readonly bigint[],
): void {
  const view = new DataView(memory.buffer);
  const { registerSize, offsets } = frameLayout(fn);
  memory.fill(0, frame, frame + registerSize);
  view.setUint32(frame + FRAME_HEADER.function, fn.id, true);
  view.setUint32(frame + FRAME_HEADER.resumePoint, RESUME_ENTRY, true);
  values.forEach((value, i) => {
    view.setBigInt64(frame + (offsets[i] as number), BigInt.asIntN(64, value), true);
  });
  view.setUint32(layout.state + STATE.topFrame, frame, true);
  view.setUint32(layout.state + STATE.context, context, true);
  view.setFloat64(layout.state + STATE.sliceEnd, Infinity, true);
  view.setUint32(layout.state + STATE.readyHead, 0, true);
  view.setUint32(layout.state + STATE.readyTail, 0, true);
  if (layout.threads) forgetJoining(view, pages, view.getUint32(layout.state + STATE.running, true));
  pages.writeRange(frame, frame + registerSize);
}

/** Should the call end the running thread, it must not wake those that wait for that: they would run. */
function forgetJoining(view: DataView, pages: PageTracker, record: number): void {
  pages.writeRange(record, record + RECORD_SIZE);
  view.setUint32(record + RECORD.joinHead, 0, true);
  view.setUint32(record + RECORD.joinTail, 0, true);
}

/** Takes fresh zeroed bytes from the data stack: their address, a multiple of 16, or undefined when it is full. */
export function takeData(
  layout: MemoryLayout,
  memory: Uint8Array,
  pages: PageTracker,
  bytes: number,
): number | undefined {
  const view = new DataView(memory.buffer);
  const pointer = layout.state + STATE.dataPointer;
  const address = Math.ceil(view.getUint32(pointer, true) / 16) * 16;
  const end = Math.ceil((address + bytes) / 16) * 16;
  if (end > view.getUint32(CONTROL.dataLimit, true)) return undefined;
  view.setUint32(pointer, end, true);
  pages.writeRange(address, end);
  memory.fill(0, address, end);
  return address;
}
