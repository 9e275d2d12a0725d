// A memory as a value: an immutable sequence of bytes that shares what it can with its older versions.
//
// To write is to get another rope; the old one stays what it was. Its unit is the chunk of 4 KiB, whose
// bytes lie in a PagePool; a rope of zeros holds nothing at all. Ropes are counted by hand, because the
// pages outlive no garbage collector's whim: whoever makes a rope or retains one releases it once.
// Nothing here knows of programs.
import { NODE_BYTES, type PageId, type PagePool } from './page-pool';
import { PAGE_SIZE } from '../interpreter/recordable';
import { splice, type Building } from './rope-splice';
import { collectTree, diffTrees, pageAt, releaseTree, rootLevel, writeTree, type Tree } from './rope-tree';

/** Bytes of a chunk: all that a rope does is aligned to it, but for `read`. */
export const CHUNK_SIZE = PAGE_SIZE;

export class Rope {
  private holds = 1;

  private constructor(
    private readonly pool: PagePool,
    /** Length in chunks. */
    readonly chunkCount: number,
    private readonly level: number,
    /** Held once by this rope. */
    private readonly root: Tree | undefined,
  ) {}

  /** A rope of zeros. */
  static zero(pool: PagePool, chunkCount: number): Rope {
    return new Rope(pool, chunkCount, rootLevel(chunkCount), undefined);
  }

  /** Bytes. */
  get length(): number {
    return this.chunkCount * CHUNK_SIZE;
  }

  retain(): this {
    this.assertHeld();
    this.holds++;
    return this;
  }

  /** Gives up one hold; after the last the rope must not be used any more. */
  release(): void {
    this.assertHeld();
    if (--this.holds === 0) releaseTree(this.pool, this.root, this.level);
  }

  /** Copies the bytes from `offset` on into all of `into`; beyond the rope's end they are zero. */
  read(offset: number, into: Uint8Array): void {
    this.assertHeld();
    for (let done = 0; done < into.length;) {
      const chunk = Math.floor((offset + done) / CHUNK_SIZE);
      const from = (offset + done) % CHUNK_SIZE;
      const count = Math.min(CHUNK_SIZE - from, into.length - done);
      this.pool.copyOut(this.page(chunk), into, done, from, from + count);
      done += count;
    }
  }

  /** Copies a chunk to byte `at` of `into`. */
  copyChunk(chunk: number, into: Uint8Array, at: number): void {
    this.pool.copyOut(this.page(chunk), into, at);
  }

  /** What holds a chunk's bytes: equal for two ropes of one pool only if the bytes are. */
  chunk(chunk: number): PageId {
    return this.page(chunk);
  }

  /**
   * The rope with some chunks written, held by the caller. `chunks` ascends without repeats; the bytes of
   * chunk `i` lie in `source` at `(i - firstChunk) * CHUNK_SIZE`. Each path is copied once, and a chunk
   * that gets the bytes it has stays shared.
   */
  write(chunks: readonly number[], source: Uint8Array, firstChunk = 0): Rope {
    this.assertHeld();
    const words = new Int32Array(source.buffer, source.byteOffset, source.byteLength >> 2);
    const batch = { chunks, bytes: source, words, firstChunk };
    const root = writeTree(this.pool, this.root, this.level, batch, 0, chunks.length);
    return new Rope(this.pool, this.chunkCount, this.level, root);
  }

  /** The chunks from `from` to before `to` as a rope, held by the caller. Cut at chunks only. */
  slice(from: number, to: number): Rope {
    this.assertHeld();
    const building = this.begin(to - from);
    splice(building, this.root, this.level, { from, to, shift: -from });
    return new Rope(this.pool, to - from, building.level, building.root);
  }

  /** This rope with another of the same pool behind it, held by the caller. */
  concat(other: Rope): Rope {
    this.assertHeld();
    other.assertHeld();
    const chunks = this.chunkCount + other.chunkCount;
    const building = this.begin(chunks);
    splice(building, this.root, this.level, { from: 0, to: this.chunkCount, shift: 0 });
    splice(building, other.root, other.level, { from: 0, to: other.chunkCount, shift: this.chunkCount });
    return new Rope(this.pool, chunks, building.level, building.root);
  }

  /**
   * Calls `visit` with each chunk that two ropes of one pool and one length do not share, ascending.
   * What they share is skipped as a whole. Chunks not shared may still have equal bytes.
   */
  static diff(a: Rope, b: Rope, visit: (chunk: number) => void): void {
    a.assertHeld();
    b.assertHeld();
    diffTrees(a.root, b.root, a.level, 0, visit);
  }

  /** Bytes that would be held if this were the only rope. Walks over all of it. */
  get bytesHeld(): number {
    const trees = new Set<Tree>();
    const pages = new Set<PageId>();
    collectTree(this.root, this.level, trees, pages);
    return trees.size * NODE_BYTES + pages.size * CHUNK_SIZE;
  }

  private page(chunk: number): PageId {
    return chunk < this.chunkCount ? pageAt(this.root, this.level, chunk) : 0;
  }

  private begin(chunks: number): Building {
    return { pool: this.pool, level: rootLevel(chunks), root: undefined };
  }

  private assertHeld(): void {
    if (this.holds <= 0) throw new Error('Rope: used after its release; please report this.');
  }
}
