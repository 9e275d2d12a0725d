// Slicing and concatenating: putting a stretch of one tree somewhere into a tree that is being built.
//
// Bytes are always shared, never copied. Whole subtrees are shared where the stretch begins at a multiple
// of their size in both trees; elsewhere new nodes are made that hold the same pages.
import { ZERO_PAGE, type PageId, type PagePool } from './page-pool';
import {
  emptyNode,
  FANOUT,
  releaseTree,
  retainTree,
  slotAt,
  type Inner,
  type Leaf,
  type Tree,
} from './rope-tree';

/** A tree that nobody else holds yet, so that it may still be changed. */
export interface Building {
  readonly pool: PagePool;
  readonly level: number;
  root: Tree | undefined;
}

export interface Stretch {
  /** First chunk, and the one after the last. */
  readonly from: number;
  readonly to: number;
  /** What is added to a chunk's index on its way to the new tree. */
  readonly shift: number;
}

/** Puts a stretch of `tree`, whose first chunk is `first`, into the building. */
export function splice(
  building: Building,
  tree: Tree | undefined,
  level: number,
  stretch: Stretch,
  first = 0,
): void {
  const reach = FANOUT ** (level + 1);
  if (!tree || first >= stretch.to || first + reach <= stretch.from) return;
  const isInside = first >= stretch.from && first + reach <= stretch.to;
  const isAligned = (first + stretch.shift) % reach === 0 && level <= building.level;
  if (isInside && isAligned) {
    graft(building, first + stretch.shift, level, tree);
    return;
  }
  for (let slot = 0; slot < FANOUT; slot++) {
    const at = first + (slot * reach) / FANOUT;
    if (level > 0) splice(building, (tree as Inner).children[slot], level - 1, stretch, at);
    else placePage(building, stretch, at, (tree as Leaf).pages[slot] as PageId);
  }
}

function placePage(building: Building, stretch: Stretch, chunk: number, page: PageId): void {
  if (page === ZERO_PAGE || chunk < stretch.from || chunk >= stretch.to) return;
  const target = chunk + stretch.shift;
  building.pool.retain(page);
  (ownNode(building, target, 0) as Leaf).pages[slotAt(target, 0)] = page;
}

/** Hangs a whole subtree in, with a hold of its own. */
function graft(building: Building, chunk: number, level: number, tree: Tree): void {
  retainTree(tree);
  if (level === building.level) {
    releaseTree(building.pool, building.root, level);
    building.root = tree;
  } else {
    (ownNode(building, chunk, level + 1) as Inner).children[slotAt(chunk, level + 1)] = tree;
  }
}

/**
 * The building's node of a level above a chunk, made if need be. It is never a grafted one: what is
 * spliced into a building does not overlap.
 */
function ownNode(building: Building, chunk: number, level: number): Tree {
  building.root ??= emptyNode(building.pool, building.level);
  let node = building.root;
  for (let at = building.level; at > level; at--) {
    const { children } = node as Inner;
    const slot = slotAt(chunk, at);
    node = children[slot] ??= emptyNode(building.pool, at - 1);
  }
  return node;
}
