// The tree under a rope: 32-way, of a depth fixed by the rope's length, never changed once it is built.
//
// A missing child stands for zeros, so memory that was never written costs nothing. Nodes are shared
// between ropes and counted; a node holds its children (or pages) once each. Levels are counted from the
// leaves: a node of level 0 holds pages, a node of level n holds nodes of level n - 1. A node does not
// know its level; whoever walks down does.
import { isZero, ZERO_PAGE, type PageId, type PagePool } from './page-pool';
import { PAGE_SIZE } from '../interpreter/recordable';

/** Slots of a node, and how many bits of a chunk's index they take. */
export const FANOUT = 32;
export const FANOUT_BITS = 5;
const SLOT_MASK = FANOUT - 1;

export interface Leaf {
  count: number;
  readonly pages: PageId[];
}
export interface Inner {
  count: number;
  readonly children: (Tree | undefined)[];
}
export type Tree = Leaf | Inner;

/** The level of the root of a rope with that many chunks. */
export function rootLevel(chunks: number): number {
  let level = 0;
  for (let reach = FANOUT; reach < chunks; reach *= FANOUT) level++;
  return level;
}

/** The slot of a chunk in a node of a level. */
export function slotAt(chunk: number, level: number): number {
  return (chunk >>> (level * FANOUT_BITS)) & SLOT_MASK;
}

export function newLeaf(pool: PagePool, pages: PageId[]): Leaf {
  pool.countNodes(1);
  return { count: 1, pages };
}
export function newInner(pool: PagePool, children: (Tree | undefined)[]): Inner {
  pool.countNodes(1);
  return { count: 1, children };
}
export function emptyNode(pool: PagePool, level: number): Tree {
  return level === 0
    ? newLeaf(pool, new Array<PageId>(FANOUT).fill(ZERO_PAGE))
    : newInner(pool, new Array<Tree | undefined>(FANOUT).fill(undefined));
}

export function retainTree(tree: Tree | undefined): Tree | undefined {
  if (tree) tree.count++;
  return tree;
}

/** Gives up one hold of a tree; what nobody holds any more goes back to the pool. */
export function releaseTree(pool: PagePool, tree: Tree | undefined, level: number): void {
  if (!tree) return;
  if (--tree.count > 0) return;
  if (tree.count < 0)
    throw new Error('Rope: a node was released more often than it was held; please report this.');
  pool.countNodes(-1);
  if (level === 0) for (const page of (tree as Leaf).pages) pool.release(page);
  else for (const child of (tree as Inner).children) releaseTree(pool, child, level - 1);
}

/** The page of a chunk. */
export function pageAt(root: Tree | undefined, level: number, chunk: number): PageId {
  let tree = root;
  for (let at = level; tree; at--) {
    if (at === 0) return (tree as Leaf).pages[slotAt(chunk, 0)] as PageId;
    tree = (tree as Inner).children[slotAt(chunk, at)];
  }
  return ZERO_PAGE;
}

/** Chunks to be written, in ascending order, and the bytes that they get. */
export interface Batch {
  readonly chunks: readonly number[];
  readonly bytes: Uint8Array;
  /** The same bytes. */
  readonly words: Int32Array;
  /** The chunk that begins at byte 0 of `bytes`. */
  readonly firstChunk: number;
}

/**
 * The tree with the batch's chunks from position `from` to `to` written, all of which lie below it.
 * Gives a hold to the caller: of `tree` itself if every chunk was what it is already.
 */
export function writeTree(
  pool: PagePool,
  tree: Tree | undefined,
  level: number,
  batch: Batch,
  from: number,
  to: number,
): Tree | undefined {
  return level === 0
    ? writeLeaf(pool, tree as Leaf | undefined, batch, from, to)
    : writeInner(pool, tree as Inner | undefined, level, batch, from, to);
}

function writeInner(
  pool: PagePool,
  node: Inner | undefined,
  level: number,
  batch: Batch,
  from: number,
  to: number,
): Tree | undefined {
  let children: (Tree | undefined)[] | undefined;
  for (let start = from; start < to;) {
    const slot = slotAt(batch.chunks[start] as number, level);
    let end = start + 1;
    while (end < to && slotAt(batch.chunks[end] as number, level) === slot) end++;
    const before = node?.children[slot];
    const after = writeTree(pool, before, level - 1, batch, start, end);
    if (after === before) {
      // The hold on it is not needed: the node that stays, or the copy below, has its own.
      releaseTree(pool, after, level - 1);
    } else {
      children ??= copyChildren(node);
      releaseTree(pool, children[slot], level - 1);
      children[slot] = after;
    }
    start = end;
  }
  return children ? newInner(pool, children) : retainTree(node);
}

function writeLeaf(
  pool: PagePool,
  leaf: Leaf | undefined,
  batch: Batch,
  from: number,
  to: number,
): Tree | undefined {
  let pages: PageId[] | undefined;
  for (let i = from; i < to; i++) {
    const chunk = batch.chunks[i] as number;
    const slot = chunk & SLOT_MASK;
    const before = leaf ? (leaf.pages[slot] as PageId) : ZERO_PAGE;
    const offset = (chunk - batch.firstChunk) * PAGE_SIZE;
    if (pool.equals(before, batch.words, offset / 4)) continue;
    pages ??= copyPages(pool, leaf);
    pool.release(before);
    pages[slot] = isZero(batch.words, offset / 4) ? ZERO_PAGE : pool.fill(batch.bytes, offset);
  }
  return pages ? newLeaf(pool, pages) : retainTree(leaf);
}

function copyChildren(node: Inner | undefined): (Tree | undefined)[] {
  if (!node) return new Array<Tree | undefined>(FANOUT).fill(undefined);
  for (const child of node.children) retainTree(child);
  return node.children.slice();
}

function copyPages(pool: PagePool, leaf: Leaf | undefined): PageId[] {
  if (!leaf) return new Array<PageId>(FANOUT).fill(ZERO_PAGE);
  for (const page of leaf.pages) pool.retain(page);
  return leaf.pages.slice();
}

/** Calls `visit` for each chunk whose page differs, ascending; trees that are one and the same are skipped. */
export function diffTrees(
  a: Tree | undefined,
  b: Tree | undefined,
  level: number,
  firstChunk: number,
  visit: (chunk: number) => void,
): void {
  if (a === b) return;
  for (let slot = 0; slot < FANOUT; slot++) {
    if (level === 0) {
      const left = a ? (a as Leaf).pages[slot] : ZERO_PAGE;
      const right = b ? (b as Leaf).pages[slot] : ZERO_PAGE;
      if (left !== right) visit(firstChunk + slot);
    } else {
      const start = firstChunk + slot * FANOUT ** level;
      diffTrees(
        (a as Inner | undefined)?.children[slot],
        (b as Inner | undefined)?.children[slot],
        level - 1,
        start,
        visit,
      );
    }
  }
}

/** Adds what a tree consists of to the two sets. */
export function collectTree(
  tree: Tree | undefined,
  level: number,
  trees: Set<Tree>,
  pages: Set<PageId>,
): void {
  if (!tree || trees.has(tree)) return;
  trees.add(tree);
  if (level > 0) {
    for (const child of (tree as Inner).children) collectTree(child, level - 1, trees, pages);
  } else {
    for (const page of (tree as Leaf).pages) if (page !== ZERO_PAGE) pages.add(page);
  }
}
