// Where the stacks of threads lie.
//
// Each thread but the first gets a register stack and a data stack of one size, out of two pools that are laid
// out alike. There are a few large ones for those that begin while few are alive, and many small ones: so a
// program of two threads recurses deep in both, and one of ten thousand fits as well. Pages that nobody
// has touched cost nothing. Which stacks are free is part of the state, in the state page.

/** One size of stacks: bytes of each, how many, and where in the pool they begin. */
interface StackClass {
  /** Which of them it is, the largest first. */
  readonly number: number;
  readonly size: number;
  readonly count: number;
  readonly start: number;
}

/** A thread's first frame begins above the start of its stack, so that 0 can mean "no caller". */
export const FIRST_FRAME_OFFSET = 16;

const KIB = 1024;
const MIB = 1 << 20;

const SIZES: readonly (readonly [size: number, count: number])[] = [
  [16 * MIB, 2],
  [4 * MIB, 16],
  [512 * KIB, 64],
  [32 * KIB, 12_288],
];

export const STACK_CLASSES: readonly StackClass[] = SIZES.map(([size, count], i) => ({
  number: i,
  size,
  count,
  start: SIZES.slice(0, i).reduce((sum, [bytes, number]) => sum + bytes * number, 0),
}));

/** Bytes of a pool. */
export const STACK_POOL_SIZE = SIZES.reduce((sum, [size, count]) => sum + size * count, 0);

/** The size of stacks to which the one at an offset in the pool belongs. */
export function classOf(offset: number): StackClass {
  const found = STACK_CLASSES.find(({ start, size, count }) => offset < start + size * count);
  if (!found) throw new Error(`ropewalk: ${offset} lies in no stack`);
  return found;
}

/** A stack by its offset in the pool: where it begins, and how long it is. */
export function stackAt(offset: number): { readonly start: number; readonly size: number } {
  const { start, size } = classOf(offset);
  return { start: start + Math.floor((offset - start) / size) * size, size };
}
