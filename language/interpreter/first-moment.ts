// The memory of a program that has not run yet: its sections, and the frame of its first function.
import { FRAME_HEADER } from '../ir/frame-layout';
import type * as ir from '../ir/ir';
import { STATE, type MemoryLayout } from './memory-layout';
import { layOutFirstThread, type Schedule } from './threads/scheduler';
import { FIRST_FRAME_OFFSET } from './threads/stacks';
import { FIRST_THREAD } from './threads/thread-table';
import { RESUME_ENTRY } from './translate/resume-points';

export function layOutProgram(
  program: ir.Program,
  layout: MemoryLayout,
  memory: ArrayBufferLike,
  schedule: Schedule,
): void {
  copySection(program.rodata, layout.rodata, layout, memory);
  copySection(program.globals, layout.globals, layout, memory);
  const view = new DataView(memory);
  const frame = layout.registerStack + FIRST_FRAME_OFFSET;
  view.setUint32(frame + FRAME_HEADER.function, program.main, true);
  view.setUint32(frame + FRAME_HEADER.resumePoint, RESUME_ENTRY, true);
  view.setUint32(layout.state + STATE.topFrame, frame, true);
  view.setUint32(layout.state + STATE.dataPointer, layout.dataStack, true);
  view.setBigInt64(layout.state + STATE.span, BigInt(layout.heap - layout.base), true);
  const context = layout.globals + (program.context?.offset ?? 0);
  layOutFirstThread(layout, view, schedule, context);
  if (program.context) view.setBigInt64(context, BigInt(FIRST_THREAD), true);
}

function copySection(section: ir.Section, at: number, layout: MemoryLayout, memory: ArrayBufferLike): void {
  const view = new DataView(memory);
  new Uint8Array(memory).set(section.bytes, at);
  for (const { at: offset, target } of section.relocations) {
    const value = target.kind === 'function' ? target.id + 1 : layout[target.kind] + target.offset;
    view.setBigUint64(at + offset, BigInt(value), true);
  }
}
