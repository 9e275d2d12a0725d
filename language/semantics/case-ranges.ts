// The values that the cases of one switch choose, as ranges that do not overlap.
import type { Span } from '../syntax/source';
import type { CaseRange } from './checked';

/** Where a range was given. */
export interface PlacedRange extends CaseRange {
  readonly span: Span;
}

export class CaseRanges {
  /** By their lower bounds. */
  private readonly ranges: PlacedRange[] = [];
  /** How many values they hold together. */
  count = 0n;

  /** Adds a range, unless it shares values with one that is there: then that one is returned. */
  add(range: CaseRange, span: Span): PlacedRange | undefined {
    const at = this.firstBehind(range.low);
    const taken = this.overlapping(range, at);
    if (taken) return taken;
    this.ranges.splice(at, 0, { low: range.low, high: range.high, span });
    this.count += range.high - range.low;
    return undefined;
  }

  /** A range that shares values with this one. */
  find(range: CaseRange): PlacedRange | undefined {
    return this.overlapping(range, this.firstBehind(range.low));
  }

  private overlapping(range: CaseRange, at: number): PlacedRange | undefined {
    const [before, behind] = [this.ranges[at - 1], this.ranges[at]];
    if (before && before.high > range.low) return before;
    return behind && behind.low < range.high ? behind : undefined;
  }

  /** Index of the first range that begins behind `value`. */
  private firstBehind(value: bigint): number {
    let low = 0;
    let high = this.ranges.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.ranges[middle] as PlacedRange).low <= value) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
