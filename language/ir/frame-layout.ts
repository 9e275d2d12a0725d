// Where a function's locals live while it is suspended.
//
// A frame has two halves. The *register frame* (header, then one 8-byte home for each register local)
// lies on the register stack, which the program cannot point at; the *data frame* holds the memory
// locals, on the data stack, which it can. Kept apart, a stray pointer never sees a home, whose bytes
// depend on where execution happened to be suspended.
import type { Function, LocalId } from './ir';

/** Byte offsets of the header's fields from the start of a register frame; each a u32. */
export const FRAME_HEADER = {
  /** The function's id. */
  function: 0,
  /** Where to go on: see interpreter/translate/resume-points.ts. */
  resumePoint: 4,
  /** Address of the caller's register frame, 0 in a thread's first. */
  caller: 8,
  /** Address of this frame's data frame. */
  data: 12,
  size: 16,
} as const;

/** Bytes of a home. */
export const HOME_SIZE = 8;

export interface FrameLayout {
  /** Bytes of the register frame, a multiple of 16. */
  readonly registerSize: number;
  /** Bytes of the header and the homes: what lies behind, up to `registerSize`, is padding of 8 bytes or none. */
  readonly registerUsed: number;
  /** Bytes of the data frame, a multiple of 16; 0 when there are no memory locals. */
  readonly dataSize: number;
  /** By local: offset of its home in the register frame, or of its bytes in the data frame; -1 for scratch locals. */
  readonly offsets: readonly number[];
}

const layouts = new WeakMap<Function, FrameLayout>();

/** The layout of a function's frame. Computed once; the function's locals must be complete. */
export function frameLayout(fn: Function): FrameLayout {
  const known = layouts.get(fn);
  if (known) return known;
  let registers: number = FRAME_HEADER.size;
  let data = 0;
  const offsets = fn.locals.map((local) => {
    if (local.kind === 'memory') {
      const at = alignUp(data, local.align);
      data = at + local.size;
      return at;
    }
    if (local.isScratch) return -1;
    const at = registers;
    registers += HOME_SIZE;
    return at;
  });
  const layout = {
    registerSize: alignUp(registers, 16),
    registerUsed: registers,
    dataSize: alignUp(data, 16),
    offsets,
  };
  layouts.set(fn, layout);
  return layout;
}

/** Offset of a local in its half of the frame. */
export function offsetOf(fn: Function, local: LocalId): number {
  return frameLayout(fn).offsets[local] as number;
}

function alignUp(value: number, to: number): number {
  return Math.ceil(value / to) * to;
}
