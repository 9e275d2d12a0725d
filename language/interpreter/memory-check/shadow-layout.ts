// Where a checked machine keeps what it knows about the program's memory: behind all that an unchecked one
// has, so that every address of the program is the same in both.
//
//   doubt       a bit for each byte of memory: 1 if an access to it may be wrong
//   forbidden   a bit for each byte: 1 if no access to it is right; a forbidden byte is always in doubt
//   blocks      a record for each block of the heap: see block-records.ts
//
// A byte in doubt that is not forbidden lies in a block that came from `malloc`, and nothing has been written
// to it yet. All of this belongs to the state, so that it is undone by travelling like everything else.
import { PAGE_SIZE } from '../recordable';

export interface ShadowLayout {
  readonly doubt: number;
  readonly forbidden: number;
  readonly blocks: number;
  /** First address of the heap: the records count from there. */
  readonly heap: number;
  /** Exclusive. */
  readonly heapEnd: number;
  /** End of all of it, a multiple of 64 KiB. */
  readonly end: number;
}

/** Two blocks of the heap begin at least so far from each other: a header and the least payload. */
export const BLOCK_SPACING = 32;
/** Bytes of a block's record. */
export const RECORD_SIZE = 24;
const WASM_PAGE = 65536;

/** @param size bytes of the memory that has to be watched, a multiple of 64 KiB; the shadow lies behind it */
export function layoutShadow(size: number, heap: number, heapEnd: number): ShadowLayout {
  // An access that begins in the last byte looks a little further.
  const bits = pageUp(size / 8 + 8);
  const doubt = size;
  const forbidden = doubt + bits;
  const blocks = forbidden + bits;
  const records = Math.ceil((heapEnd - heap) / BLOCK_SPACING) * RECORD_SIZE;
  const end = Math.ceil((blocks + records) / WASM_PAGE) * WASM_PAGE;
  return { doubt, forbidden, blocks, heap, heapEnd, end };
}

function pageUp(bytes: number): number {
  return Math.ceil(bytes / PAGE_SIZE) * PAGE_SIZE;
}
