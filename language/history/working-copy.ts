// The live memory as the working copy of a rope: it knows the rope that the memory last equalled (the
// base), and the machine knows the pages written since. So putting in another moment copies what differs
// and nothing else.
import { NODE_BYTES, type PagePool } from './page-pool';
import { PAGE_SIZE, type Recordable, type Time } from '../interpreter/recordable';
import { Rope } from './rope';
import { FANOUT } from './rope-tree';

/** Levels of a tree over 4 GiB. */
const TREE_LEVELS = 4;

export class WorkingCopy {
  /** Held. Equal to the memory but for the machine's dirty pages. */
  private base: Rope;

  constructor(
    readonly machine: Recordable,
    pool: PagePool,
  ) {
    this.base = Rope.zero(pool, machine.pageCount);
  }

  /** The most bytes that capturing such dirty pages can take; they ascend. */
  static bound(pages: readonly number[]): number {
    let nodes = 0;
    for (let level = 0; level < TREE_LEVELS; level++) {
      const chunksEach = FANOUT ** (level + 1);
      let last = -1;
      for (const page of pages) {
        const node = Math.floor(page / chunksEach);
        if (node !== last) nodes++;
        last = node;
      }
    }
    return pages.length * PAGE_SIZE + nodes * NODE_BYTES;
  }

  /** The present memory as a rope, held by the caller. */
  snapshot(): Rope {
    return this.base.write(this.machine.dirtyPages(), this.machine.memory);
  }

  /**
   * The same, and it becomes the base. What is equal to `onto` is shared with it, so that neighbours in
   * time share even where one was reached from far away.
   */
  capture(onto: Rope = this.base): Rope {
    const rope = onto.write(this.pagesUnlike(onto), this.machine.memory);
    this.rebase(rope);
    return rope;
  }

  /** Remembers the present; calling the result puts it back, with the base and the dirty pages it has now. */
  remember(): () => void {
    const { base } = this;
    base.retain();
    const here = this.snapshot();
    const { time } = this.machine;
    return () => {
      this.restore(here, time);
      this.rebase(base);
      Rope.diff(base, here, (page) => this.machine.touch(page));
      base.release();
      here.release();
    };
  }

  /** Makes the memory what it was: copies the pages in which the present differs from the rope. */
  restore(rope: Rope, time: Time): void {
    const { machine } = this;
    for (const page of this.pagesUnlike(rope)) rope.copyChunk(page, machine.memory, page * PAGE_SIZE);
    machine.time = time;
    machine.afterRestore();
    this.rebase(rope);
  }

  /** Holds this rope as the base instead of one that nobody else may want any more. */
  baseOn(rope: Rope): void {
    const dirty = [...this.pagesUnlike(rope)];
    this.rebase(rope);
    for (const page of dirty) this.machine.touch(page);
  }

  private rebase(rope: Rope): void {
    this.machine.markClean();
    rope.retain();
    this.base.release();
    this.base = rope;
  }

  /** Ascending: the pages in which the memory may differ from a rope. */
  private pagesUnlike(rope: Rope): readonly number[] {
    const dirty = this.machine.dirtyPages();
    if (rope === this.base) return dirty;
    const pages: number[] = [];
    let next = 0;
    Rope.diff(this.base, rope, (page) => {
      while (next < dirty.length && (dirty[next] as number) < page) pages.push(dirty[next++] as number);
      if (dirty[next] === page) next++;
      pages.push(page);
    });
    while (next < dirty.length) pages.push(dirty[next++] as number);
    return pages;
  }
}
