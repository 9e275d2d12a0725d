// Where the checkpoints are: a tree of branches, one of them the current one.
//
// A branch begins with its root, the checkpoint that holds the change from outside which made it (for the
// first branch: the program's start). Roots cannot be had by replay, so they are never dropped. Before its
// root a branch is its parent, so the moments that one can go to form a *path*: the branches from the
// first to the current one, each owning the times from its root up to the next one's.
//
// Every checkpoint says how low the frames of the segment reach that ends at it, and which pages were written
// there. A bound that is too low, or a page too many, makes searches slower; the opposite would make them
// wrong. So when a checkpoint goes, whatever follows it takes over the lower of both, and all the pages.
import type { RunEnd, Time } from '../interpreter/recordable';
import { joined, type Depths, type StackOf } from './depths';
import { unite, type PageSet } from './page-set';
import type { Rope } from './rope';

export interface Checkpoint {
  readonly time: Time;
  /** Held by the checkpoint. */
  readonly rope: Rope;
  /** No frames below these executed in the segment from the checkpoint before to this one. */
  lowest: Depths;
  /** Pages outside of which nothing was written in that segment. */
  written: PageSet;
}

/** The last moment of a branch, and why it is the last; `open` if only nobody has run on yet. */
export interface BranchEnd {
  readonly time: Time;
  readonly how: { readonly kind: 'open' } | Extract<RunEnd, { kind: 'trap' | 'exit' }>;
}

export interface Branch {
  readonly id: number;
  readonly parent: Branch | undefined;
  /** Ascending; the first is the root. */
  checkpoints: Checkpoint[];
  children: Branch[];
  end: BranchEnd;
  /** What the BranchListener gave for it when it was left. */
  token: unknown;
}

/** A segment still going on: from the last checkpoint at or before the present up to the present. */
export interface OpenSegment {
  since: Time;
  lowest: Depths;
  /** Besides the pages that are dirty now. */
  written: PageSet;
}

export class TimeLine {
  readonly branches: Branch[] = [];
  private path: Branch[] = [];
  private nextId = 0;

  constructor(
    start: Checkpoint,
    private readonly open: OpenSegment,
    private readonly stackOf: StackOf,
  ) {
    this.add(undefined, start);
  }

  get current(): Branch {
    return this.path[this.path.length - 1] as Branch;
  }

  get checkpointCount(): number {
    return this.branches.reduce((sum, branch) => sum + branch.checkpoints.length, 0);
  }

  /** The latest checkpoint of the path at or before a time; there is always one. */
  floor(time: Time): Checkpoint {
    const { checkpoints } = this.path[this.ownerOf(time)] as Branch;
    return checkpoints[Math.max(countUpTo(checkpoints, time) - 1, 0)] as Checkpoint;
  }

  /** The first checkpoint of the path after a time. */
  after(time: Time): Checkpoint | undefined {
    const owner = this.ownerOf(time);
    const { checkpoints } = this.path[owner] as Branch;
    const found = checkpoints[countUpTo(checkpoints, time)];
    const next = this.path[owner + 1];
    return next && (!found || found.time >= forkTime(next)) ? next.checkpoints[0] : found;
  }

  /** Whether a checkpoint of the path holds a change from outside: running up to its time does not lead to it. */
  isChange(checkpoint: Checkpoint): boolean {
    return this.path.some((branch) => branch.parent && branch.checkpoints[0] === checkpoint);
  }

  /** The time of the first checkpoint of the path that holds a change from outside. */
  get firstChange(): Time | undefined {
    const branch = this.path[1];
    return branch && forkTime(branch);
  }

  isOnPath(branch: Branch): boolean {
    return this.path.includes(branch);
  }

  /** Takes a checkpoint over; there must be none at its time. */
  insert(checkpoint: Checkpoint): void {
    const { checkpoints } = this.path[this.ownerOf(checkpoint.time)] as Branch;
    checkpoints.splice(countUpTo(checkpoints, checkpoint.time), 0, checkpoint);
  }

  /**
   * Begins a branch with this root and makes it the current one. A current branch that has nothing but
   * its own root at this very time is replaced, since nothing in it could be gone back to.
   */
  fork(root: Checkpoint): Branch {
    const { current } = this;
    if (current.parent && current.end.time === root.time && forkTime(current) === root.time) {
      (current.checkpoints[0] as Checkpoint).rope.release();
      current.checkpoints[0] = root;
      return current;
    }
    const owner = this.path[this.ownerOf(root.time)] as Branch;
    // Two changes of one moment are alternatives: neither stands on the other.
    return this.add(forkTime(owner) === root.time ? (owner.parent ?? owner) : owner, root);
  }

  /** Makes a branch the current one. */
  select(branch: Branch): void {
    this.path = [];
    for (let at: Branch | undefined = branch; at; at = at.parent) this.path.unshift(at);
  }

  /** Drops those checkpoints of a branch, never its root, for which `isSpare` holds at the moment it is asked. */
  thin(branch: Branch, isSpare: (before: Time, checkpoint: Checkpoint, after: Time) => boolean): void {
    const { checkpoints } = branch;
    const kept = checkpoints.slice(0, 1);
    for (let i = 1; i < checkpoints.length; i++) {
      const checkpoint = checkpoints[i] as Checkpoint;
      const before = kept[kept.length - 1] as Checkpoint;
      const next = checkpoints[i + 1];
      if (isSpare(before.time, checkpoint, next ? next.time : branch.end.time + 1)) {
        this.handOn(branch, checkpoint, before, next);
        checkpoint.rope.release();
      } else {
        kept.push(checkpoint);
      }
    }
    branch.checkpoints = kept;
  }

  /** The branches that have moments of their own that are not on the path, oldest first. */
  oldFutures(): Branch[] {
    return this.branches.filter((branch) => branch !== this.current && branch.end.time > lastFork(branch));
  }

  /** Forgets an old future: all of the branch that no other one stands on. */
  forget(branch: Branch): void {
    const keepUpTo = lastFork(branch);
    for (const { rope } of branch.checkpoints.filter(({ time }) => time > keepUpTo)) rope.release();
    branch.checkpoints = branch.checkpoints.filter(({ time }) => time <= keepUpTo);
    branch.end = { time: keepUpTo, how: { kind: 'open' } };
    if (branch.children.length > 0) return;
    this.branches.splice(this.branches.indexOf(branch), 1);
    const siblings = branch.parent?.children;
    siblings?.splice(siblings.indexOf(branch), 1);
  }

  private add(parent: Branch | undefined, root: Checkpoint): Branch {
    const end: BranchEnd = { time: root.time, how: { kind: 'open' } };
    const branch = { id: this.nextId++, parent, checkpoints: [root], children: [], end, token: undefined };
    parent?.children.push(branch);
    this.branches.push(branch);
    this.select(branch);
    return branch;
  }

  /** Gives the bound of a checkpoint that goes to all that it was the predecessor of. */
  private handOn(branch: Branch, gone: Checkpoint, before: Checkpoint, next: Checkpoint | undefined): void {
    if (next) this.inherit(next, gone);
    for (const { checkpoints } of branch.children) {
      const root = checkpoints[0] as Checkpoint;
      const isSuccessor = root.time > gone.time && (!next || root.time <= next.time);
      if (isSuccessor) this.inherit(root, gone);
    }
    const isOpen = this.open.since === gone.time && this.path[this.ownerOf(gone.time)] === branch;
    if (!isOpen) return;
    this.open.since = before.time;
    this.inherit(this.open, gone);
  }

  /** What was in the segment before comes to what follows it. */
  private inherit(heir: Pick<Checkpoint, 'lowest' | 'written'>, gone: Checkpoint): void {
    heir.lowest = joined(heir.lowest, gone.lowest, this.stackOf);
    heir.written = unite(heir.written, gone.written);
  }

  /** Index in the path of the branch that owns a time. */
  private ownerOf(time: Time): number {
    let owner = this.path.length - 1;
    while (owner > 0 && forkTime(this.path[owner] as Branch) > time) owner--;
    return owner;
  }
}

export function forkTime(branch: Branch): Time {
  return (branch.checkpoints[0] as Checkpoint).time;
}

/** Time of the last branch that leaves this one, -1 if none does. */
function lastFork(branch: Branch): Time {
  return Math.max(-1, ...branch.children.map(forkTime));
}

/** How many of the checkpoints are at or before a time. */
function countUpTo(checkpoints: readonly Checkpoint[], time: Time): number {
  let low = 0;
  let high = checkpoints.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((checkpoints[middle] as Checkpoint).time <= time) low = middle + 1;
    else high = middle;
  }
  return low;
}
