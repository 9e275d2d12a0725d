// Runs the machine stride by stride and keeps checkpoints as it goes, inside the budget.
//
// It holds to this: the machine stands on the current branch's path; the open segment begins at the
// latest checkpoint at or before the present; running up to a checkpoint that holds a change from outside
// puts the change in.
import type { Pace } from './pace';
import { depthsOf, joined, NOTHING_RAN, tighter, type Depths } from './depths';
import { PagePool } from './page-pool';
import { NO_PAGES, pageSet, unite, type PageSet } from './page-set';
import type { FrameAddress, Recordable, RunEnd, RunRequest, Time } from '../interpreter/recordable';
import type { Rope } from './rope';
import { spareness, type Occasion, type SpacingPolicy } from './spacing';
import { TimeLine, type Branch, type Checkpoint, type OpenSegment } from './time-line';
import { WorkingCopy } from './working-copy';

/** Making room ends when this share of the budget is free, so that it is seldom done. */
const ROOM_SHARE = 1 / 8;
/** The range of `spareness` that thinning goes through, doubling: from nearly useless to all there are. */
const SPARENESS = { least: 2 ** -12, most: 2 ** 40 };

export class Recorder {
  readonly timeLine: TimeLine;
  private readonly pool = new PagePool();
  private readonly copy: WorkingCopy;
  private readonly open: OpenSegment;
  /** Lowest frames since `beginPiece`. */
  private pieceLowest: Depths = NOTHING_RAN;
  /** Running time since the open segment's beginning, or since a checkpoint found no room. */
  private milliseconds = 0;
  /** True while the memory is not a moment of the path: after a trap, or a change of branch. */
  private isAstray = false;
  /** In record mode: the last hit of the last stride. */
  lastHit: Time | undefined;

  constructor(
    readonly machine: Recordable,
    private readonly pace: Pace,
    private readonly spacing: SpacingPolicy,
    private budget: number,
  ) {
    this.copy = new WorkingCopy(machine, this.pool);
    this.open = { since: machine.time, lowest: NOTHING_RAN, written: NO_PAGES };
    const start = { time: machine.time, rope: this.copy.capture(), lowest: NOTHING_RAN, written: NO_PAGES };
    this.timeLine = new TimeLine(start, this.open, (frame) => this.stackOf(frame));
    machine.lowest.reset();
  }

  /** Where the stack begins on which a frame lies. */
  stackOf(frame: FrameAddress): FrameAddress {
    return this.machine.stackStartOf?.(frame) ?? 0;
  }

  get now(): Time {
    return this.machine.time;
  }

  get heldBytes(): number {
    return this.pool.heldBytes;
  }

  get budgetBytes(): number {
    return this.budget;
  }

  /** Changes the budget, and lets go of what does not fit into a smaller one as far as it can. */
  limitTo(budgetBytes: number): void {
    this.budget = budgetBytes;
    if (this.heldBytes <= budgetBytes) return;
    if (!this.makeRoom(0)) this.copy.baseOn(this.timeLine.floor(this.now).rope);
    this.pool.giveBack();
  }

  /** Whether the machine stands at a moment from which it can run on along the path. */
  get isPresent(): boolean {
    return !this.isAstray;
  }

  /** The memory is no moment of the path any more: the next thing to be done is `restore`. */
  goAstray(): void {
    this.isAstray = true;
  }

  /**
   * Runs at most `request.steps` steps, and not beyond the next checkpoint or the longest stride, so that
   * `steps` may be given for less. Keeps a checkpoint if one is due. After `trap` and `exit` the
   * machine is astray.
   */
  stride(request: RunRequest, occasion: Occasion | 'searching'): RunEnd {
    const { machine, timeLine } = this;
    const before = machine.time;
    const next = timeLine.after(before);
    const toNext = next ? next.time - before : Infinity;
    const steps = Math.min(request.steps, toNext, this.pace.strideSteps, this.spacing.longestStride);
    const start = this.pace.clock();
    const end = machine.run({ ...request, steps });
    const milliseconds = this.pace.clock() - start;
    this.lastHit = machine.lastHit?.time;
    this.milliseconds += milliseconds;
    this.pace.ran(machine.time - before, milliseconds);
    if (end.kind === 'trap' || end.kind === 'exit') {
      this.isAstray = true;
      return end;
    }
    const branch = timeLine.current;
    if (machine.time > branch.end.time) branch.end = { time: machine.time, how: { kind: 'open' } };
    if (next && machine.time === next.time) this.arriveAt(timeLine.floor(next.time));
    else if (occasion !== 'searching') this.keepIfDue(occasion);
    return end;
  }

  /** A stride through what has been executed before, which must not end in any other way than then. */
  replay(request: RunRequest, occasion: Occasion | 'searching'): void {
    const before = this.now;
    const end = this.stride(request, occasion);
    if (end.kind === 'steps' && this.now > before) return;
    throw new Error(`History: replay from ${before} ended by "${end.kind}"; please report this.`);
  }

  /** Puts in the moment of a checkpoint of the path. */
  restore(checkpoint: Checkpoint): void {
    this.copy.restore(checkpoint.rope, checkpoint.time);
    this.isAstray = false;
    this.beginSegment();
  }

  /** The present memory as a rope, held by the caller. Exceeds the budget if no room can be made. */
  snapshot(): Rope {
    this.makeRoom(WorkingCopy.bound(this.machine.dirtyPages()));
    return this.copy.snapshot();
  }

  /** Remembers the present before a diversion uses the machine; calling the result puts it back. */
  divert(): () => void {
    this.makeRoom(WorkingCopy.bound(this.machine.dirtyPages()));
    this.foldLowest();
    const putBack = this.copy.remember();
    return () => {
      putBack();
      this.machine.lowest.reset();
    };
  }

  /** Begins a branch at the present moment, whose memory was changed from outside. */
  fork(): Branch {
    this.foldLowest();
    const { now, timeLine } = this;
    // First, since a checkpoint that goes hands its bound on to the open segment.
    this.makeRoom(WorkingCopy.bound(this.machine.dirtyPages()));
    const floor = timeLine.floor(now);
    const isAtFloor = floor.time === now;
    const lowest = isAtFloor ? floor.lowest : this.open.lowest;
    const before = isAtFloor ? unite(floor.written, this.open.written) : this.open.written;
    const written = unite(before, pageSet(this.machine.dirtyPages()));
    const branch = timeLine.fork({ time: now, rope: this.copy.capture(), lowest, written });
    this.beginSegment();
    return branch;
  }

  /** Takes a checkpoint here if the stretch since the last one is worth it. */
  keepIfDue(occasion: Occasion): void {
    const stretch = { steps: this.now - this.open.since, milliseconds: this.milliseconds };
    if (stretch.steps === 0 || !this.spacing.mayBeDue(stretch, occasion)) return;
    const start = this.pace.clock();
    const pages = this.machine.dirtyPages();
    if (!this.spacing.isDue(stretch, occasion, pages.length) || !this.keep(pages)) return;
    const milliseconds = this.pace.clock() - start;
    this.spacing.onTaken({ stretch, occasion, pages: pages.length, milliseconds });
  }

  /** From here on `piece` counts. */
  beginPiece(): void {
    this.foldLowest();
    this.pieceLowest = NOTHING_RAN;
  }

  /** The lowest frames that executed since `beginPiece`. */
  get piece(): Depths {
    this.foldLowest();
    return this.pieceLowest;
  }

  /** The lowest frames that executed from a checkpoint up to a moment of its segment; undefined if that is not known. */
  lowestBetween(from: Checkpoint, to: Time): Depths | undefined {
    const isOpen = !this.isAstray && to === this.now && this.open.since === from.time;
    if (isOpen) {
      this.foldLowest();
      return this.open.lowest;
    }
    return this.timeLine.after(from.time)?.lowest;
  }

  /** Pages outside of which nothing was written from a checkpoint up to a moment; undefined if that is not known. */
  writtenBetween(from: Checkpoint, to: Time): PageSet | undefined {
    const next = this.timeLine.after(from.time);
    return next?.time === to ? next.written : undefined;
  }

  private arriveAt(checkpoint: Checkpoint): void {
    this.foldLowest();
    // Measured just now, from the checkpoint before: at least as tight as what was known.
    checkpoint.lowest = tighter(checkpoint.lowest, this.open.lowest, (frame) => this.stackOf(frame));
    if (this.timeLine.isChange(checkpoint)) this.copy.restore(checkpoint.rope, checkpoint.time);
    this.beginSegment();
  }

  /** Takes a checkpoint that copies these pages. False if there is no room for it. */
  private keep(pages: readonly number[]): boolean {
    const bound = WorkingCopy.bound(pages);
    // Twice the size must fit, since the working copy's base is held until the next one takes its place.
    if (bound > this.budget / 2 || !this.makeRoom(bound)) {
      this.milliseconds = 0;
      return false;
    }
    this.foldLowest();
    const { now } = this;
    const rope = this.copy.capture(this.timeLine.floor(now).rope);
    const { lowest } = this.open;
    this.timeLine.insert({ time: now, rope, lowest, written: unite(this.open.written, pageSet(pages)) });
    this.beginSegment();
    return true;
  }

  private beginSegment(): void {
    this.foldLowest();
    this.open.since = this.now;
    this.open.lowest = NOTHING_RAN;
    this.open.written = NO_PAGES;
    this.milliseconds = 0;
  }

  private foldLowest(): void {
    const stackOf = (frame: FrameAddress): FrameAddress => this.stackOf(frame);
    const lowest = depthsOf(this.machine.lowest.all(), stackOf);
    this.machine.lowest.reset();
    this.open.lowest = joined(this.open.lowest, lowest, stackOf);
    this.pieceLowest = joined(this.pieceLowest, lowest, stackOf);
  }

  /** Thins checkpoints, then forgets the oldest futures, until so many bytes more fit. False if they cannot. */
  private makeRoom(bytes: number): boolean {
    const most = this.budget - bytes;
    if (this.heldBytes <= most) return true;
    const enough = most - this.budget * ROOM_SHARE;
    for (let limit = SPARENESS.least; limit <= SPARENESS.most; limit *= 2) {
      for (const branch of this.timeLine.branches) this.thin(branch, limit, enough);
      if (this.heldBytes <= most) return true;
    }
    for (const branch of this.timeLine.oldFutures()) {
      this.timeLine.forget(branch);
      if (this.heldBytes <= most) return true;
    }
    return false;
  }

  private thin(branch: Branch, limit: number, enough: number): void {
    const isOld = !this.timeLine.isOnPath(branch);
    const focus = { end: branch.end.time, present: this.now };
    this.timeLine.thin(branch, (before, { time }, after) => {
      if (this.heldBytes <= enough) return false;
      // On an old branch nobody is near to anything.
      const spare = isOld ? (after - before) / (focus.end + 1) : spareness(before, time, after, focus);
      return spare < limit;
    });
  }
}
