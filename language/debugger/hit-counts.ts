// How often a breakpoint has been hit up to a moment: a function of the moment alone. What is known is kept
// as a few marks in time; what lies between them is counted again by replay.
import type { Time } from '../interpreter/recordable';

/** Hits of a breakpoint at all moments up to and including `time`. */
export interface CountMark {
  readonly time: Time;
  readonly count: number;
}

/** Marks kept for one breakpoint; beyond it every other one goes. */
const MOST_MARKS = 4096;

export class HitCounts {
  /** Ascending. Nothing can be hit at time 0, where `main` has not been called yet. */
  private marks: CountMark[] = [{ time: 0, count: 0 }];

  /** The latest mark at or before a time. */
  before(time: Time): CountMark {
    return this.marks[this.countUpTo(time) - 1] as CountMark;
  }

  /** The latest mark with fewer hits than these. */
  beforeHit(count: number): CountMark {
    let found = this.marks[0] as CountMark;
    for (const mark of this.marks) if (mark.count < count) found = mark;
    return found;
  }

  note(mark: CountMark): void {
    const at = this.countUpTo(mark.time);
    const isKnown = this.marks[at - 1]?.time === mark.time;
    this.marks.splice(isKnown ? at - 1 : at, isKnown ? 1 : 0, mark);
    if (this.marks.length > MOST_MARKS) this.marks = this.marks.filter((_, i) => i % 2 === 0);
  }

  /** The future after a time is another one now. */
  forgetAfter(time: Time): void {
    this.marks = this.marks.slice(0, this.countUpTo(time));
  }

  private countUpTo(time: Time): number {
    let low = 0;
    let high = this.marks.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.marks[middle] as CountMark).time <= time) low = middle + 1;
      else high = middle;
    }
    return Math.max(low, 1);
  }
}
