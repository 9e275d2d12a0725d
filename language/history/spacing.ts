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

/** Recording goes on at full speed; travelling is replay that a user waits for. */
export type Occasion = 'recording' | 'travelling';

export interface SpacingPolicy {
  /** No run between two decisions is longer than this many steps. */
  readonly longestStride: number;
  /** A cheap look at whether `isDue` is worth asking: listing the dirty pages is not free. */
  mayBeDue(stretch: Stretch, occasion: Occasion): boolean;
  /** Whether to take a checkpoint that copies `pages` pages. */
  isDue(stretch: Stretch, occasion: Occasion, pages: number): boolean;
  /** A checkpoint of that many pages was taken in that time. */
  onTaken(pages: number, milliseconds: number): void;
}

/** Share of the running time that checkpoints may take while recording. */
const RECORDING_SHARE = 0.05;
/** While travelling: as much again as the replay itself, for what the next step back saves. */
const TRAVELLING_SHARE = 1;
/**
 * What a checkpoint costs, in milliseconds: `each` for suspending, listing pages and the collector's later
 * work, which no clock around the copying sees; `page` is a first guess and measured from then on.
 */
const FIRST_COST = { each: 0.1, page: 0.001 };
/** How much of a measurement goes into the running mean. */
const LEARNING = 0.2;

/** Takes a checkpoint when the running time since the last one has paid for the pages it copies. */
export class PaidSpacing implements SpacingPolicy {
  readonly longestStride = Infinity;
  private pageCost = FIRST_COST.page;
  /** The fewest pages that the next checkpoint is expected to copy. */
  private expectedPages = 0;

  mayBeDue(stretch: Stretch, occasion: Occasion): boolean {
    return hasPaid(stretch, occasion, this.costOf(occasion === 'recording' ? this.expectedPages : 0));
  }

  isDue(stretch: Stretch, occasion: Occasion, pages: number): boolean {
    const isDue = hasPaid(stretch, occasion, this.costOf(pages));
    if (!isDue && occasion === 'recording') this.expectedPages = pages;
    return isDue;
  }

  onTaken(pages: number, milliseconds: number): void {
    // The next one may be smaller; but asking at half its price costs little.
    this.expectedPages = pages / 2;
    const measured = milliseconds / Math.max(pages, 1);
    // A pause for garbage collection or another process is not the page's fault.
    this.pageCost += LEARNING * (Math.min(measured, 4 * FIRST_COST.page) - this.pageCost);
  }

  private costOf(pages: number): number {
    return FIRST_COST.each + pages * this.pageCost;
  }
}

function hasPaid(stretch: Stretch, occasion: Occasion, cost: number): boolean {
  const share = occasion === 'recording' ? RECORDING_SHARE : TRAVELLING_SHARE;
  return stretch.milliseconds * share >= cost;
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
