// Where the bytes of ropes live: pages of 4 KiB, cut from slabs and counted by their owners.
//
// One allocation for each page would cost more than the copy itself, so pages come from slabs of 1 MiB
// and go back to a free list. A page never changes once it is filled; ropes share pages and count the
// sharing here. The pool also keeps the accounts: what it says is held is what the history's budget is
// compared with.
import { PAGE_SIZE } from '../interpreter/recordable';

/** Names a page of a pool. `ZERO_PAGE` is in every pool, holds zeros, and costs nothing. */
export type PageId = number;
export const ZERO_PAGE: PageId = 0;

const PAGES_PER_SLAB = 256;
const SLAB_SIZE = PAGES_PER_SLAB * PAGE_SIZE;
const WORDS = PAGE_SIZE / 4;

/** What a tree node of 32 slots takes: the slots, two object headers and the count, rounded up. */
export const NODE_BYTES = 320;

interface Slab {
  readonly bytes: Uint8Array;
  readonly words: Int32Array;
}

export class PagePool {
  /** Undefined where one was given back. */
  private readonly slabs: (Slab | undefined)[] = [];
  /** By page id: how many tree nodes hold it. */
  private counts = new Int32Array(PAGES_PER_SLAB);
  private free: PageId[] = [];
  private pages = 0;
  private nodes = 0;

  /** Bytes of all pages and tree nodes that are held by somebody. */
  get heldBytes(): number {
    return this.pages * PAGE_SIZE + this.nodes * NODE_BYTES;
  }

  /** A page with a copy of the 4 KiB at `offset` (a multiple of 4) of `source`, held once by the caller. */
  fill(source: Uint8Array, offset: number): PageId {
    const page = this.free.pop() ?? this.grow();
    const slab = this.slabs[slabOf(page)] as Slab;
    slab.bytes.set(source.subarray(offset, offset + PAGE_SIZE), offsetOf(page));
    this.counts[page] = 1;
    this.pages++;
    return page;
  }

  retain(page: PageId): void {
    if (page !== ZERO_PAGE) this.counts[page]!++;
  }

  release(page: PageId): void {
    if (page === ZERO_PAGE) return;
    const count = --this.counts[page]!;
    if (count > 0) return;
    if (count < 0)
      throw new Error('PagePool: a page was released more often than it was held; please report this.');
    this.pages--;
    this.free.push(page);
  }

  /** Copies bytes `from` to `to` of a page to `into` at `at`. */
  copyOut(page: PageId, into: Uint8Array, at: number, from = 0, to = PAGE_SIZE): void {
    if (page === ZERO_PAGE) {
      into.fill(0, at, at + to - from);
      return;
    }
    const start = offsetOf(page);
    into.set((this.slabs[slabOf(page)] as Slab).bytes.subarray(start + from, start + to), at);
  }

  /** Whether a page holds the 4 KiB that begin at word `offset` of `words`. */
  equals(page: PageId, words: Int32Array, offset: number): boolean {
    if (page === ZERO_PAGE) return isZero(words, offset);
    const own = (this.slabs[slabOf(page)] as Slab).words;
    const start = offsetOf(page) / 4;
    for (let i = 0; i < WORDS; i += 2) {
      const difference =
        (own[start + i]! ^ words[offset + i]!) | (own[start + i + 1]! ^ words[offset + i + 1]!);
      if (difference !== 0) return false;
    }
    return true;
  }

  /** For the tree: a node has come into being (1) or gone (-1). */
  countNodes(change: number): void {
    this.nodes += change;
  }

  /** Gives slabs of which no page is held back to the engine. */
  giveBack(): void {
    const used = new Set<number>();
    for (let page = 0; page < this.slabs.length * PAGES_PER_SLAB; page++)
      if (this.counts[page]! > 0) used.add(slabOf(page));
    for (let slab = 0; slab < this.slabs.length; slab++) if (!used.has(slab)) this.slabs[slab] = undefined;
    this.free = this.free.filter((page) => used.has(slabOf(page)));
  }

  /** Adds a slab; gives one of its pages and puts the others on the free list, lowest on top. */
  private grow(): PageId {
    const bytes = new Uint8Array(SLAB_SIZE);
    const given = this.slabs.indexOf(undefined);
    const slab = given < 0 ? this.slabs.length : given;
    this.slabs[slab] = { bytes, words: new Int32Array(bytes.buffer) };
    const first = slab * PAGES_PER_SLAB;
    if (this.counts.length < first + PAGES_PER_SLAB) {
      const counts = new Int32Array(2 * (first + PAGES_PER_SLAB));
      counts.set(this.counts);
      this.counts = counts;
    }
    // Page 0 of the first slab stands for zeros and is never given out.
    const lowest = first === 0 ? 1 : first;
    for (let page = first + PAGES_PER_SLAB - 1; page > lowest; page--) this.free.push(page);
    return lowest;
  }
}

/** Whether the 4 KiB that begin at word `offset` are all zero. */
export function isZero(words: Int32Array, offset: number): boolean {
  for (let i = 0; i < WORDS; i += 2) {
    if ((words[offset + i]! | words[offset + i + 1]!) !== 0) return false;
  }
  return true;
}

function slabOf(page: PageId): number {
  return Math.floor(page / PAGES_PER_SLAB);
}
function offsetOf(page: PageId): number {
  return (page % PAGES_PER_SLAB) * PAGE_SIZE;
}
