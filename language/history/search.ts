// Finding a moment in the past without walking through all of it.
//
// Both searches go from the newest segment to the oldest. For breakpoints each segment is run once, with
// hits recorded inside the engine. For frames, segments that never came down to the frame are skipped
// unseen; one that did is cut into pieces, which are run once to see how low each came, and the latest
// piece that came low enough is cut again, until it is short enough to be walked step by step.
import type { Control, Pace } from './pace';
import type { FrameAddress, Recordable, Time } from '../interpreter/recordable';
import { reaches, type Depths } from './depths';
import type { PageSet } from './page-set';
import type { Recorder } from './recorder';
import type { Traveller } from './travel';

/** `time` of `cancelled`: nothing was found from there on. */
export type Found =
  | { readonly kind: 'found'; readonly time: Time }
  | { readonly kind: 'none' }
  | { readonly kind: 'cancelled'; readonly time: Time };

/** Moments before `before` at which the executing frame is at or below `frame` on its stack, and `accept` holds. */
export interface MomentQuery {
  /** Infinity for any frame of any stack. */
  readonly frame: FrameAddress;
  readonly before: Time;
  /** Moments before this one are not looked for, but those that share a segment with it; the beginning unless said. */
  readonly from?: Time;
  /** Looks at the machine as it stands at the moment, and changes nothing. */
  accept?(machine: Recordable): boolean;
}

/** Pieces that a stretch is cut into. */
const PIECES = 16;
/** Steps that are walked one by one: about what running sixteen pieces more would cost. */
const WALK = 64;

/** A stretch between two neighbouring checkpoints, as far as it is known without replaying it. */
export interface SegmentFacts {
  /** No frames below these executed in it; undefined if that is not known. */
  readonly lowest: Depths | undefined;
  /** Pages outside of which nothing was written; undefined if that is not known. */
  readonly written: PageSet | undefined;
}

export interface HitQuery {
  readonly before: Time;
  /** Hits before this moment are not looked for; the beginning unless said. */
  readonly from?: Time;
  /** Whether a segment can have no hit in it, nor at its end, and need not be run again. */
  readonly skips?: (segment: SegmentFacts) => boolean;
}

/**
 * The last hit before a moment. A change of what is watched counts at the moment behind it, which may be
 * where the next segment begins: so whoever comes to a segment's end looks whether one has just been made.
 */
export async function findLastHit(
  recorder: Recorder,
  pace: Pace,
  { before, from = 0, skips }: HitQuery,
  control?: Control,
): Promise<Found> {
  pace.begin();
  let end = Math.min(before, recorder.timeLine.current.end.time);
  while (end > from) {
    const checkpoint = recorder.timeLine.floor(end - 1);
    const lowest = recorder.lowestBetween(checkpoint, end);
    if (!skips?.({ lowest, written: recorder.writtenBetween(checkpoint, end) })) {
      recorder.restore(checkpoint);
      const hit = await lastHitInSegment(recorder, pace, { before, from, end }, control);
      if (hit === 'cancelled') return { kind: 'cancelled', time: end };
      if (hit !== undefined) return hit < from ? { kind: 'none' } : { kind: 'found', time: hit };
    }
    end = checkpoint.time;
  }
  return { kind: 'none' };
}

/** Runs from a segment's beginning, where the machine stands, to its end. */
async function lastHitInSegment(
  recorder: Recorder,
  pace: Pace,
  { before, from = 0, end }: { before: Time; from?: Time; end: Time },
  control?: Control,
): Promise<Time | undefined | 'cancelled'> {
  const { watches } = recorder.machine;
  let hit: Time | undefined;
  const runTo = async (to: Time, breakpoints: 'record' | 'ignore'): Promise<boolean> => {
    while (recorder.now < to) {
      if (control?.signal?.aborted) return false;
      recorder.replay({ steps: to - recorder.now, breakpoints }, 'searching');
      hit = recorder.lastHit ?? hit;
      if (pace.isSliceOver()) {
        control?.onProgress?.(1 - end / before);
        await pace.rest();
      }
    }
    return true;
  };
  // What is watched may not be there before `from`; a change that shows there is made by the step before.
  if (!(await runTo(from - 1, 'ignore'))) return 'cancelled';
  if (recorder.now < from) {
    watches?.sync();
    await runTo(from, 'ignore');
  }
  if (!(await runTo(end, 'record'))) return 'cancelled';
  return end < before && watches?.hasChanged ? end : hit;
}

export function findLastMoment(
  recorder: Recorder,
  traveller: Traveller,
  pace: Pace,
  query: MomentQuery,
  control?: Control,
): Promise<Found> {
  pace.begin();
  return new MomentSearch(recorder, traveller, pace, query, control).search();
}

/** A stretch of time, and bounds below which no frames executed in it. */
interface Piece {
  readonly from: Time;
  readonly to: Time;
  readonly lowest: Depths | undefined;
}

class MomentSearch {
  private isCancelled = false;
  /** Where the stack begins of which the frame is. */
  private readonly stack: FrameAddress;

  constructor(
    private readonly recorder: Recorder,
    private readonly traveller: Traveller,
    private readonly pace: Pace,
    private readonly query: MomentQuery,
    private readonly control: Control | undefined,
  ) {
    this.stack = query.frame === Infinity ? 0 : recorder.stackOf(query.frame);
  }

  async search(): Promise<Found> {
    const { recorder, query } = this;
    const before = Math.min(query.before, recorder.timeLine.current.end.time);
    let end = before;
    while (end > (query.from ?? 0)) {
      const checkpoint = recorder.timeLine.floor(end - 1);
      const lowest = recorder.lowestBetween(checkpoint, end);
      if (this.isWorthALook(lowest)) {
        const time = await this.searchPiece({ from: checkpoint.time, to: end, lowest }, end === before);
        if (this.isCancelled) return { kind: 'cancelled', time: end };
        if (time !== undefined) return { kind: 'found', time };
      }
      end = checkpoint.time;
    }
    return { kind: 'none' };
  }

  private isWorthALook(lowest: Depths | undefined): boolean {
    return !lowest || reaches(lowest, this.stack, this.query.frame);
  }

  /** @param isNearest the answer is likely to be near the piece's end, as for a step over one statement */
  private async searchPiece(piece: Piece, isNearest: boolean): Promise<Time | undefined> {
    if (piece.to - piece.from <= WALK) return this.walk(piece);
    const pieces = await this.cut(piece, isNearest ? growingCuts(piece) : evenCuts(piece));
    for (let i = pieces.length - 1; i >= 0 && !this.isCancelled; i--) {
      const part = pieces[i] as Piece;
      const time = this.isWorthALook(part.lowest) ? await this.searchPiece(part, false) : undefined;
      if (time !== undefined) return time;
    }
    return undefined;
  }

  /** Runs through a piece once; leaves checkpoints where that is worth it. */
  private async cut(piece: Piece, cuts: readonly Time[]): Promise<Piece[]> {
    const { recorder } = this;
    const pieces: Piece[] = [];
    if (!(await this.goTo(piece.from))) return [];
    for (const to of cuts) {
      const from = recorder.now;
      recorder.beginPiece();
      if (!(await this.runTo(to))) return [];
      pieces.push({ from, to, lowest: recorder.piece });
      if (to < piece.to) recorder.keepIfDue('stepping');
    }
    return pieces;
  }

  private async walk(piece: Piece): Promise<Time | undefined> {
    const { recorder, query } = this;
    const { machine } = recorder;
    let last: Time | undefined;
    if (!(await this.goTo(piece.from))) return undefined;
    while (machine.time < piece.to) {
      const { topFrame } = machine;
      const isWithin = topFrame >= this.stack && topFrame <= query.frame;
      if (isWithin && (query.accept?.(machine) ?? true)) last = machine.time;
      recorder.replay({ steps: 1, breakpoints: 'ignore' }, 'searching');
    }
    return last;
  }

  private async goTo(time: Time): Promise<boolean> {
    const signal = this.control?.signal;
    // A journey to where a checkpoint is looks at no signal.
    this.isCancelled ||=
      signal?.aborted || !(await this.traveller.goTo(time, signal && { signal }, 'stepping'));
    return !this.isCancelled;
  }

  private async runTo(time: Time): Promise<boolean> {
    const { recorder, pace } = this;
    while (recorder.now < time) {
      this.isCancelled ||= this.control?.signal?.aborted ?? false;
      if (this.isCancelled) return false;
      recorder.replay({ steps: time - recorder.now, breakpoints: 'ignore' }, 'searching');
      if (pace.isSliceOver()) await pace.rest();
    }
    return true;
  }
}

/** Ends of pieces of one length. */
function evenCuts({ from, to }: Piece): Time[] {
  const length = Math.ceil((to - from) / PIECES);
  const cuts: Time[] = [];
  for (let at = from + length; at < to; at += length) cuts.push(at);
  return [...cuts, to];
}

/** Ends of pieces that are the shorter the nearer they are to the end. */
function growingCuts({ from, to }: Piece): Time[] {
  const cuts = [to];
  for (let length = WALK; to - length > from; length *= PIECES) cuts.unshift(to - length);
  return cuts;
}
