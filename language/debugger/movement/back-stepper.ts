// Steps backward: the mirror images of steps forward.
//
// `over` goes to the latest statement moment whose frame is at or below this one, so that calls are
// stepped over; `in` to the latest one in any frame; `out` to the calling statement. By line, a step goes
// to where the run of moments on one line begins: of this line, if execution has come further in it,
// else of the line before. Breakpoints in what was stepped over stop a step, the latest first.
import type { Recordable, Time } from '../../interpreter/recordable';
import type { Found } from '../../history/search';
import type { Granularity } from '../api';
import type { Debuggee } from '../debuggee';
import type { Halt } from './halt';
import type { Interruption } from './interruption';
import type { Moments, Standing } from './moments';
import type { Searcher } from './searcher';

/** In this many steps nothing lies between that was stepped over: no search for breakpoints is needed. */
const NEIGHBOURS = 1;

const TITLE = 'Stepping back';

export class BackStepper {
  constructor(
    private readonly debuggee: Debuggee,
    private readonly moments: Moments,
    private readonly searcher: Searcher,
    private readonly interruption: Interruption,
    /** The first statement moment of the program. */
    private readonly first: Time,
  ) {}

  async over(granularity: Granularity): Promise<Halt> {
    const { here } = this.moments;
    return this.back(here, here.frame, granularity);
  }

  async into(granularity: Granularity): Promise<Halt> {
    return this.back(this.moments.here, Infinity, granularity);
  }

  async out(): Promise<Halt> {
    const caller = this.moments.ownCallerOf(this.moments.here.frame);
    if (caller === undefined) return this.arrive(this.debuggee.history.now, this.first, true);
    return this.back(this.moments.here, caller, 'statement');
  }

  /** To the moment when the function of a frame began; `frame` is its address. */
  async toBeginning(frame: number): Promise<Halt> {
    const { now } = this.debuggee.history;
    const found = await this.search({ frame: frame - 1, before: now });
    if (found.kind === 'cancelled') return this.cancelled(found.time);
    const begin = found.kind === 'found' ? found.time + 1 : 0;
    return this.arrive(now, Math.min(begin, now), false);
  }

  private async back(here: Standing, frame: number, granularity: Granularity): Promise<Halt> {
    const { history } = this.debuggee;
    const { now } = history;
    const found = await this.lastStatement(frame, now);
    if (found.kind === 'cancelled') return this.cancelled(found.time);
    if (found.kind === 'none' || found.time < this.first) return this.arrive(now, this.first, true);
    let target = found.time;
    if (granularity === 'line') {
      const begin = await this.lineBegin(here, target);
      if (begin.kind === 'cancelled') return this.cancelled(begin.time);
      target = begin.time;
    }
    return this.arrive(now, target, false);
  }

  /** Where the run of moments on the line of `time` begins. */
  private async lineBegin(_here: Standing, time: Time): Promise<{ kind: 'found' | 'cancelled'; time: Time }> {
    const { history } = this.debuggee;
    await history.goTo(time);
    const start = this.moments.here;
    const leaves = (): boolean => {
      const { here } = this.moments;
      if (here.frame < start.frame) return true;
      return this.moments.isStatement(here) && !this.moments.isSameLine(here, start);
    };
    // Mostly the moment just before is on another line: then nothing needs to be replayed to find the first.
    const nearest = await this.search({
      frame: start.frame,
      before: time,
      accept: () => leaves() || this.moments.isStatement(this.moments.here),
    });
    if (nearest.kind === 'cancelled') return { kind: 'cancelled', time: nearest.time };
    if (nearest.kind === 'none') return { kind: 'found', time };
    await history.goTo(nearest.time);
    if (leaves()) return { kind: 'found', time };
    const before = await this.search({ frame: start.frame, before: time, accept: leaves });
    if (before.kind === 'cancelled') return { kind: 'cancelled', time: before.time };
    const from = before.kind === 'found' ? before.time : this.first - 1;
    return { kind: 'found', time: await this.firstOfLine(from, start, time) };
  }

  /** The first statement moment after `from` in the frame and on the line of `start`, at most `latest`. */
  private async firstOfLine(from: Time, start: Standing, latest: Time): Promise<Time> {
    const { history } = this.debuggee;
    await history.goTo(Math.max(from, 0));
    while (history.now < latest) {
      const { here } = this.moments;
      if (here.frame > start.frame) {
        const steps = latest - history.now;
        await history.run({ breakpoints: 'ignore', steps, stopFrame: start.frame });
      } else {
        await history.run({ breakpoints: 'ignore', steps: 1 });
      }
      if (this.moments.isStatement(this.moments.here) && this.moments.isSameLine(this.moments.here, start))
        break;
    }
    return history.now;
  }

  private lastStatement(frame: number, before: Time): Promise<Found> {
    return this.search({ frame, before, accept: () => this.moments.isStatement(this.moments.here) });
  }

  /** Begins anew when it was interrupted only because the breakpoints changed. */
  private async search(query: {
    frame: number;
    before: Time;
    accept?: (machine: Recordable) => boolean;
  }): Promise<Found> {
    for (;;) {
      const found = await this.debuggee.history.lastMoment(query, this.interruption.control(TITLE));
      if (found.kind !== 'cancelled' || this.interruption.isFinal) return found;
      this.interruption.renew();
    }
  }

  /** Goes to the target, or to the last breakpoint between. */
  private async arrive(now: Time, target: Time, isBeginning: boolean): Promise<Halt> {
    const { history } = this.debuggee;
    if (now - target > NEIGHBOURS) {
      await history.goTo(now);
      const hit = await this.searcher.lastHit(target);
      if (hit.kind === 'interrupted') return this.cancelled(hit.time);
      if (hit.kind === 'found' && hit.time > target) {
        await history.goTo(hit.time);
        return { kind: 'breakpoint' };
      }
    }
    await history.goTo(target);
    return isBeginning ? atBeginning() : { kind: 'arrived', reason: 'step' };
  }

  /** The user wants it here: at the moment down to which the search has come. */
  private async cancelled(time: Time): Promise<Halt> {
    await this.debuggee.history.goTo(time);
    return this.interruption.wish === 'terminate' ? { kind: 'terminated' } : { kind: 'paused' };
  }
}

/** There is nothing before the first statement. */
export function atBeginning(): Halt {
  return {
    kind: 'arrived',
    reason: 'entry',
    note: 'This is the beginning: the program has done nothing before.',
  };
}
