// The program's initial memory: its read-only data and globals, with the addresses in them put in.
import type * as ir from '../ir/ir';
import type { MemoryLayout } from './memory-layout';

/** Writes both sections where the layout has them. */
export function layOutSections(program: ir.Program, layout: MemoryLayout, memory: Uint8Array): void {
  const view = new DataView(memory.buffer);
  for (const name of ['rodata', 'globals'] as const) {
    const { bytes, relocations } = program[name];
    memory.set(bytes, layout[name]);
    for (const { at, target } of relocations) {
      // A function pointer is the function's id plus one, so that 0 is nil.
      const value = target.kind === 'function' ? target.id + 1 : layout[target.kind] + target.offset;
      view.setBigUint64(layout[name] + at, BigInt(value), true);
    }
  }
}
