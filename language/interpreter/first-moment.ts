// The memory of a program that has not run yet: its sections, and the frame of its first function.
import { FRAME_HEADER } from '../ir/frame-layout';
import type * as ir from '../ir/ir';
import { STATE, type MemoryLayout } from './memory-layout';
import { RESUME_ENTRY } from './translate/resume-points';

/** The run's register frames begin above address 0 of their stack, so that 0 can mean "no caller". */
const FIRST_FRAME_OFFSET = 16;

export function layOutProgram(program: ir.Program, layout: MemoryLayout, memory: ArrayBufferLike): void {
  copySection(program.rodata, layout.rodata, layout, memory);
  copySection(program.globals, layout.globals, layout, memory);
  const view = new DataView(memory);
  const frame = layout.registerStack + FIRST_FRAME_OFFSET;
  view.setUint32(frame + FRAME_HEADER.function, program.main, true);
  view.setUint32(frame + FRAME_HEADER.resumePoint, RESUME_ENTRY, true);
  view.setUint32(layout.state + STATE.topFrame, frame, true);
  view.setUint32(layout.state + STATE.dataPointer, layout.dataStack, true);
  view.setBigInt64(layout.state + STATE.span, BigInt(layout.heap - layout.base), true);
}

function copySection(section: ir.Section, at: number, layout: MemoryLayout, memory: ArrayBufferLike): void {
  const view = new DataView(memory);
  new Uint8Array(memory).set(section.bytes, at);
  for (const { at: offset, target } of section.relocations) {
    const value = target.kind === 'function' ? target.id + 1 : layout[target.kind] + target.offset;
    view.setBigUint64(at + offset, BigInt(value), true);
  }
}
