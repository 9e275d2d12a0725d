// How low the frames came that executed in a stretch of time: the lowest of each stack.
import type { FrameAddress } from '../interpreter/recordable';

/** Ascending; one of each stack on which a frame executed. */
export type Depths = readonly FrameAddress[];

/** Where the stack begins on which a frame lies. */
export type StackOf = (frame: FrameAddress) => FrameAddress;

export const NOTHING_RAN: Depths = [];

/** @param frames in any order, also several of a stack */
export function depthsOf(frames: readonly FrameAddress[], stackOf: StackOf): Depths {
  const sorted = [...frames].sort((a, b) => a - b);
  return sorted.filter((frame, i) => i === 0 || stackOf(frame) !== stackOf(sorted[i - 1] as FrameAddress));
}

/** Of two stretches together. */
export function joined(a: Depths, b: Depths, stackOf: StackOf): Depths {
  if (a.length === 0) return b;
  return b.length === 0 ? a : depthsOf([...a, ...b], stackOf);
}

/** What two bounds of one stretch say together: both are right, so the higher one of a stack is the better one. */
export function tighter(a: Depths, b: Depths, stackOf: StackOf): Depths {
  const others = new Map(b.map((frame) => [stackOf(frame), frame]));
  const both: FrameAddress[] = [];
  for (const frame of a) {
    const other = others.get(stackOf(frame));
    if (other !== undefined) both.push(Math.max(frame, other));
  }
  return both;
}

/** Whether a frame at or below `frame` executed, on the stack that begins at `stack`. */
export function reaches(depths: Depths, stack: FrameAddress, frame: FrameAddress): boolean {
  let low = 0;
  let high = depths.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((depths[middle] as FrameAddress) < stack) low = middle + 1;
    else high = middle;
  }
  return low < depths.length && (depths[low] as FrameAddress) <= frame;
}
