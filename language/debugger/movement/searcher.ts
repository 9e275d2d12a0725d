// Searching backwards for the last moment at which a breakpoint holds.
//
// Plain breakpoints are found inside the engine. A breakpoint or watchpoint with a hit condition is found by its number:
// the last number before this one that is a stop is arithmetic, and its moment is counted from the nearest
// known one. A condition that calls something is asked at each place where it might hold.
import type { Time } from '../../interpreter/recordable';
import type { Breakpoints, Choice } from '../breakpoints';
import type { Debuggee } from '../debuggee';
import type { Watchpoint } from '../watch/watchpoints';
import type { Counted, HitObserver } from './hits';
import type { Interruption } from './interruption';

/** The moment of the hit; `none`; or the moment down to which nothing was found when it was interrupted. */
export type Search =
  | { readonly kind: 'found'; readonly time: Time }
  | { readonly kind: 'none' }
  | { readonly kind: 'interrupted'; readonly time: Time };

const TITLE = 'Searching backwards';

/** A breakpoint that counts is searched for by its number. */
const PLAIN: Choice = { name: 'plain', has: (breakpoint) => !breakpoint.hitCondition };

export class Searcher {
  constructor(
    private readonly debuggee: Debuggee,
    private readonly breakpoints: Breakpoints,
    private readonly hits: HitObserver,
    private readonly interruption: Interruption,
  ) {}

  /** Whether some place is watched: it may be changed anywhere. */
  get watches(): boolean {
    return this.hits.watchpoints.isActive;
  }

  /**
   * The last hit before the present moment, not before `from`. The machine ends up anywhere.
   * Begins anew by itself when the breakpoints change.
   */
  async lastHit(from: Time): Promise<Search> {
    const { interruption } = this;
    const before = this.debuggee.history.now;
    for (;;) {
      const found = await this.attempt(before, from);
      if (found.kind !== 'interrupted' || interruption.isFinal) return found;
      interruption.renew();
      await this.debuggee.history.goTo(before);
    }
  }

  private async attempt(before: Time, from: Time): Promise<Search> {
    if (!(await this.hits.prepare(this.interruption))) return { kind: 'interrupted', time: before };
    let best: Time | undefined;
    for (const counted of this.hits.counting.filter((each) => !('log' in each && each.log))) {
      const time = await this.lastNumbered(counted, before);
      if (time === 'interrupted') return { kind: 'interrupted', time: before };
      if (time !== undefined && time >= from) best = Math.max(best ?? 0, time);
    }
    const plain = await this.lastPlain(before, best === undefined ? from : best + 1);
    return plain.kind === 'none' && best !== undefined ? { kind: 'found', time: best } : plain;
  }

  private async lastPlain(before: Time, from: Time): Promise<Search> {
    const { watchpoints } = this.hits;
    if (!watchpoints.hasPlain) return this.lastBetween(before, from, []);
    const stretches = await watchpoints.stretchesBefore(before, from, this.interruption.control());
    if (!stretches) return { kind: 'interrupted', time: before };
    for (const stretch of stretches) {
      // What begins where another stretch ends is that one's: a change shows at the moment behind it.
      const found = await this.lastBetween(stretch.to, stretch.from, stretch.watchpoints);
      if (found.kind !== 'none') return found;
    }
    return { kind: 'none' };
  }

  /** The last hit before a moment, not before `from`, with these places watched. */
  private async lastBetween(before: Time, from: Time, watched: readonly Watchpoint[]): Promise<Search> {
    const { history, machine } = this.debuggee;
    const { watchpoints } = this.hits;
    const { hasPlain } = this.breakpoints;
    if (!hasPlain && watched.length === 0) return { kind: 'none' };
    const skips = hasPlain ? undefined : watchpoints.skips.bind(watchpoints);
    let end = before;
    for (;;) {
      watchpoints.watch(watched);
      this.breakpoints.mark(machine, 'backward', PLAIN, watchpoints);
      const found = await history.lastHitBefore(
        { before: end, from, skips },
        this.interruption.control(TITLE),
      );
      if (found.kind === 'cancelled') return { kind: 'interrupted', time: found.time };
      if (found.kind === 'none') return { kind: 'none' };
      if (!(await history.goTo(found.time, this.interruption.control()))) {
        return { kind: 'interrupted', time: end };
      }
      if ((await this.hits.isPlainHit()) || (watched.length > 0 && (await this.hits.isChanged())))
        return found;
      end = found.time;
    }
  }

  /** Time of the last stop, before a moment, of something that counts. */
  private async lastNumbered(counted: Counted, before: Time): Promise<Time | undefined | 'interrupted'> {
    const { history } = this.debuggee;
    let number = this.hits.countOf(counted);
    await history.goTo(before);
    if (await this.hits.isHitBy(counted)) number--;
    const wanted = counted.hitCondition?.previous(number);
    if (wanted === undefined) return undefined;
    return (await this.hits.timeOfHit(counted, wanted, this.interruption)) ?? 'interrupted';
  }
}
