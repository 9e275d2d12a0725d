// How far apart checkpoints are: the one place that decides it. Decisions follow measured time, so they
// differ from run to run; nothing that a user sees depends on them but speed.
import type { Time } from '../interpreter/recordable';

/** Bytes that a history may hold unless it is said otherwise. */
export const DEFAULT_BUDGET = 256 * 1024 * 1024;

/** What has been run since the last checkpoint. */
export interface Stretch {
  readonly steps: number;
  readonly milliseconds: number;
}

/**
 * Recording goes on at full speed. Travelling is replay that a user waits for. Stepping back is that, too, but replays
 * the same several times, to find the statement before and where its line begins, and most often is done again.
 */
export type Occasion = 'recording' | 'travelling' | 'stepping';

export interface SpacingPolicy {
  /** No run between two decisions is longer than this many steps. */
  readonly longestStride: number;
  /** A cheap look at whether `isDue` is worth asking: listing the dirty pages is not free. */
  mayBeDue(stretch: Stretch, occasion: Occasion): boolean;
  /** Whether to take a checkpoint that copies `pages` pages. */
  isDue(stretch: Stretch, occasion: Occasion, pages: number): boolean;
  onTaken(taken: Taken): void;
}

/** A checkpoint that was taken, and what it cost. */
export interface Taken {
  readonly stretch: Stretch;
  readonly occasion: Occasion;
  /** How many it copied. */
  readonly pages: number;
  readonly milliseconds: number;
}

/** Share of the running time that checkpoints may take: what a replay takes, they may take as many times as it is saved. */
const SHARE: Readonly<Record<Occasion, number>> = { recording: 0.05, travelling: 1, stepping: 4 };
/** Suspending, listing pages and the rope's nodes cost about as much as copying so many pages. */
const PAGES_EACH = 30;
/**
 * Milliseconds that a page costs, until that is measured: most of it is the operating system's, which gives a page
 * of memory where there was none.
 */
const FIRST_PAGE_COST = 0.004;
/** How much of a measurement goes into the running mean. */
const LEARNING = 0.2;
/** A checkpoint that takes more than so many times what was expected was held up by another process. */
const LONGEST_OVERRUN = 8;
/** The dirty pages are listed again once the time has paid for so many times those found last. */
const GROWTH = 1.1;

/**
 * Takes a checkpoint when the running time since the last one has paid for the pages it copies. What one
 * takes beyond that is a debt that the next must pay too: so the share is held over the whole run,
 * whatever is thought of the cost of a page.
 */
export class PaidSpacing implements SpacingPolicy {
  readonly longestStride = Infinity;
  private pageCost = FIRST_PAGE_COST;
  /** The fewest pages that the next checkpoint is expected to copy. */
  private expectedPages = 0;
  /** Milliseconds that recording has taken beyond its share. */
  private debt = 0;

  mayBeDue(stretch: Stretch, occasion: Occasion): boolean {
    return this.hasPaid(stretch, occasion, occasion === 'recording' ? this.expectedPages : 0);
  }

  isDue(stretch: Stretch, occasion: Occasion, pages: number): boolean {
    const isDue = this.hasPaid(stretch, occasion, pages);
    if (!isDue && occasion === 'recording') this.expectedPages = pages * GROWTH;
    return isDue;
  }

  onTaken({ stretch, occasion, pages, milliseconds }: Taken): void {
    const cost = Math.min(milliseconds, LONGEST_OVERRUN * this.costOf(pages));
    this.pageCost += LEARNING * (cost / (pages + PAGES_EACH) - this.pageCost);
    if (occasion !== 'recording') return;
    // The next one may be smaller; but asking at half its price costs little.
    this.expectedPages = pages / 2;
    this.debt = Math.max(0, this.debt + cost - stretch.milliseconds * SHARE.recording);
  }

  private hasPaid(stretch: Stretch, occasion: Occasion, pages: number): boolean {
    const cost = this.costOf(pages) + (occasion === 'recording' ? this.debt : 0);
    return stretch.milliseconds * SHARE[occasion] >= cost;
  }

  private costOf(pages: number): number {
    return (pages + PAGES_EACH) * this.pageCost;
  }
}

/** A checkpoint every so many steps, whatever it costs: for tests and measurements. */
export class FixedSpacing implements SpacingPolicy {
  constructor(readonly longestStride: number) {}

  mayBeDue(stretch: Stretch): boolean {
    return stretch.steps >= this.longestStride;
  }
  isDue(stretch: Stretch): boolean {
    return this.mayBeDue(stretch);
  }
  onTaken(): void {}
}

/**
 * Where travelling to a time leaves checkpoints: so many steps before it. Each is a good way short of the
 * next, so that going back step by step replays a thousand steps most times, and more only rarely.
 */
const TRAVEL_MARKS = [1_000, 30_000, 900_000, 27_000_000, 810_000_000];

/** The next place, on the way from `now` to `target`, where a checkpoint may be left; `target` if there is none. */
export function nextTravelMark(now: Time, target: Time): Time {
  for (let i = TRAVEL_MARKS.length - 1; i >= 0; i--) {
    const mark = target - (TRAVEL_MARKS[i] as number);
    if (mark > now) return mark;
  }
  return target;
}

/** The two places that a user is near to: the newest moment, and where the debugger stands. */
export interface Focus {
  readonly end: Time;
  readonly present: Time;
}

/**
 * How little a checkpoint would be missed: low means that its neighbours are close together for how far
 * they are from where the user is. Dropping the lowest first makes distances grow with age.
 */
export function spareness(before: Time, time: Time, after: Time, focus: Focus): number {
  const age = Math.min(Math.abs(focus.end - time), Math.abs(focus.present - time));
  return (after - before) / (age + 1);
}
