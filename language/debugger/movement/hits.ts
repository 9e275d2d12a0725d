// Which breakpoints hold at a moment, and how often each has been hit until then.
import type { SafepointId } from '../../ir/ir';
import type { Time } from '../../interpreter/recordable';
import type { Breakpoint, Breakpoints, Choice } from '../breakpoints';
import type { Debuggee } from '../debuggee';
import type { CountMark } from '../hit-counts';
import type { Watchpoint, Watchpoints } from '../watch/watchpoints';
import type { Interruption } from './interruption';

/** A mark in the counts is kept each so many hits. */
const MARK_EACH = 256;

export interface Hits {
  /** Those that are hit: location, condition and number. Log points among them. */
  readonly breakpoints: readonly Breakpoint[];
  readonly watchpoints: readonly Watchpoint[];
  /** A condition that trapped. */
  readonly note?: string;
}

/** What may count its hits. */
export type Counted = Breakpoint | Watchpoint;

/** The choice of no breakpoint at all. */
const NONE: Choice = { name: 'none', has: () => false };

export class HitObserver {
  /** Hits of all that counts, up to and including the moment `liveAt`. */
  private readonly live = new Map<Counted, number>();
  private liveAt: Time = 0;
  /** The engine's counters are those of the present moment. */
  private areCountersRead = true;

  constructor(
    private readonly debuggee: Debuggee,
    private readonly breakpoints: Breakpoints,
    readonly watchpoints: Watchpoints,
  ) {}

  /**
   * What holds here, arriving on the way forward: counts the hits.
   * @param isSure the engine has looked at the conditions that it can look at
   */
  async arrive(isSure: boolean): Promise<Hits> {
    if (!this.areCountersRead) this.readCounters();
    const engines = this.breakpoints.countedInEngine;
    const seen = this.watchpoints.arrive();
    const isAlone = isSure && seen.length === 0;
    const hits = await this.look(isAlone, (b) => (engines.includes(b) ? this.countOf(b) : this.countOne(b)));
    return this.withWatchpoints(hits, seen, (watchpoint) => this.countOne(watchpoint));
  }

  /** What holds here, standing still or having come backwards. Leaves the machine here. */
  async standing(interruption: Interruption): Promise<Hits> {
    const { machine } = this.debuggee;
    const here = this.breakpoints.at(machine.safepointOf(machine.topFrame));
    const changed = await this.watchpoints.hitsHere();
    const areCounting = [...here, ...changed].some((each) => each.hitCondition);
    const isKnown = !areCounting || (await this.prepare(interruption));
    const hits = isKnown
      ? await this.look(false, (breakpoint) => this.countOf(breakpoint))
      : { breakpoints: [] };
    return this.withWatchpoints(hits, isKnown ? changed : [], (watchpoint) => this.countOf(watchpoint));
  }

  /** Whether a watchpoint that does not count stops here. Leaves the machine here. */
  async isChanged(): Promise<boolean> {
    const changed = (await this.watchpoints.hitsHere()).filter(({ hitCondition }) => !hitCondition);
    const { watchpoints } = await this.withWatchpoints({ breakpoints: [] }, changed, () => 0);
    return watchpoints.length > 0;
  }

  /** Those of the changed ones whose condition and number hold, too. */
  private async withWatchpoints(
    { breakpoints, note }: Pick<Hits, 'breakpoints' | 'note'>,
    changed: readonly Watchpoint[],
    count: (watchpoint: Watchpoint) => number,
  ): Promise<Hits> {
    const watchpoints: Watchpoint[] = [];
    let said = note;
    for (const watchpoint of changed) {
      const answer = await this.watchpoints.holds(watchpoint);
      if (answer === false) continue;
      if (answer !== true) said ??= answer;
      if (watchpoint.hitCondition?.holds(count(watchpoint)) ?? true) watchpoints.push(watchpoint);
    }
    return { breakpoints, watchpoints, note: said };
  }

  /** Makes the counts those of the present moment. False if interrupted; the machine stands here either way. */
  async prepare(interruption: Interruption): Promise<boolean> {
    const { history } = this.debuggee;
    const { now } = history;
    const isUnknown = (counted: Counted): boolean =>
      (this.liveAt !== now || !this.live.has(counted)) && !this.adopt(counted, now);
    const breakpoints = this.breakpoints.counting.filter(isUnknown);
    const watchpoints = this.watchpoints.counting.filter(isUnknown);
    if (breakpoints.length > 0 && !(await this.recount(breakpoints, now, interruption))) return false;
    for (const watchpoint of watchpoints) {
      const count = await this.countChanges(watchpoint, watchpoint.counts.before(now), now, interruption);
      await history.goTo(now);
      if (count === undefined) return false;
      this.live.set(watchpoint, count);
    }
    this.liveAt = now;
    return true;
  }

  /** Whether a breakpoint that stops without counting holds here. */
  async isPlainHit(): Promise<boolean> {
    const { machine } = this.debuggee;
    const here = this.breakpoints.at(machine.safepointOf(machine.topFrame));
    for (const b of here) if (!b.log && !b.hitCondition && (await this.isHitBy(b))) return true;
    return false;
  }

  /** Whether it would hold here, whatever its number. */
  async isHitBy(breakpoint: Counted): Promise<boolean> {
    if ('target' in breakpoint) {
      const changed = await this.watchpoints.hitsHere();
      return changed.includes(breakpoint) && (await this.watchpoints.holds(breakpoint)) !== false;
    }
    const { machine } = this.debuggee;
    const safepoint = machine.safepointOf(machine.topFrame);
    return breakpoint.safepoints.has(safepoint) && this.holds(breakpoint, safepoint, false);
  }

  /** To be told before each run forward, when the marks are set: the engine counts from here. */
  begin(): void {
    this.areCountersRead = false;
    for (const b of this.breakpoints.countedInEngine) {
      const count = this.countOf(b);
      b.counter?.begin(count, b.hitCondition?.next(count));
    }
  }

  /** To be told after each run forward: the counts go with the moment. */
  moved(): void {
    if (!this.areCountersRead) this.readCounters();
    this.areCountersRead = true;
    this.liveAt = this.debuggee.history.now;
    for (const counted of this.counting) {
      const count = this.live.get(counted);
      if (count !== undefined) counted.counts.note({ time: this.liveAt, count });
    }
  }

  /** The program was changed at this moment: what was counted from it on is no more. */
  futureChanged(): void {
    const { now } = this.debuggee.history;
    for (const counted of this.counting) counted.counts.forgetAfter(now - 1);
    this.live.clear();
    this.breakpoints.countOutside();
    this.watchpoints.lives.futureChanged(now);
  }

  /** All that counts and can stop. */
  get counting(): readonly Counted[] {
    return [...this.breakpoints.counting, ...this.watchpoints.counting];
  }

  /** Hits up to the present moment; after `prepare`. */
  countOf(counted: Counted): number {
    return this.live.get(counted) ?? 0;
  }

  /**
   * Time of a hit by its number, which must exist at or before `now`. The machine ends up
   * there. Undefined if interrupted.
   */
  async timeOfHit(
    breakpoint: Counted,
    number: number,
    interruption: Interruption,
  ): Promise<Time | undefined> {
    const { history, machine } = this.debuggee;
    const mark = breakpoint.counts.beforeHit(number);
    if ('target' in breakpoint) {
      const { now } = history;
      const count = await this.countChanges(breakpoint, mark, now, interruption, number);
      return count === number ? history.now : undefined;
    }
    let { count } = mark;
    if (!(await history.goTo(mark.time, interruption.control()))) return undefined;
    this.markOnly([breakpoint]);
    const isEngines = this.breakpoints.countedInEngine.includes(breakpoint);
    if (isEngines) breakpoint.counter?.begin(count, number);
    while (count < number) {
      const end = await history.run({ breakpoints: 'stop' }, interruption.control());
      if (end.kind !== 'breakpoint') return undefined;
      const safepoint = machine.safepointOf(machine.topFrame);
      if (isEngines) count = breakpoint.counter?.count ?? number;
      else if (breakpoint.safepoints.has(safepoint) && (await this.holds(breakpoint, safepoint, true)))
        count++;
    }
    return history.now;
  }

  /**
   * Counts the changes of a watched place that matter, from a known moment up to `now`, or until there are so many,
   * where the machine then stands. Undefined if interrupted.
   */
  private async countChanges(
    watchpoint: Watchpoint,
    known: CountMark,
    now: Time,
    interruption: Interruption,
    wanted = Infinity,
  ): Promise<number | undefined> {
    const { watchpoints } = this;
    const { history, machine } = this.debuggee;
    const span = await watchpoints.lifeOf(watchpoint, now, interruption.control());
    if (!span) return undefined;
    let { count } = known;
    if (now < span.from) return count;
    if (!(await history.goTo(Math.max(known.time, span.from), interruption.control()))) return undefined;
    watchpoints.watch([watchpoint]);
    this.breakpoints.mark(machine, 'forward', NONE, watchpoints);
    const last = Math.min(now, span.to - 1);
    while (count < wanted && history.now < last) {
      const steps = last - history.now;
      const end = await history.run({ breakpoints: 'stop', steps }, interruption.control());
      if (end.kind !== 'steps' && end.kind !== 'breakpoint') return undefined;
      const isHit = end.kind === 'breakpoint' && watchpoints.arrive().includes(watchpoint);
      if (!isHit || (await watchpoints.holds(watchpoint)) === false) continue;
      if (++count % MARK_EACH === 0) watchpoint.counts.note({ time: history.now, count });
    }
    return count;
  }

  /** Counts what a replay from the last known moment up to `now` meets. */
  private async recount(
    list: readonly Breakpoint[],
    now: Time,
    interruption: Interruption,
  ): Promise<boolean> {
    const { history, machine } = this.debuggee;
    const marks = new Map(list.map((b) => [b, b.counts.before(now)]));
    const from = Math.min(...[...marks.values()].map((mark) => mark.time));
    for (const [breakpoint, mark] of marks) this.live.set(breakpoint, mark.count);
    let whole = await history.goTo(from, interruption.control());
    this.markOnly(list);
    const engines = this.breakpoints.countedInEngine;
    // All of them begin where the first one does: what was known of the others is counted once more.
    for (const b of engines) b.counter?.begin(b.counts.before(from).count, undefined);
    while (whole && history.now < now) {
      const steps = now - history.now;
      const end = await history.run({ breakpoints: 'stop', steps }, interruption.control());
      whole = end.kind === 'steps' || end.kind === 'breakpoint';
      if (end.kind !== 'breakpoint') continue;
      const safepoint = machine.safepointOf(machine.topFrame);
      for (const [breakpoint, mark] of marks) {
        const isKnown = history.now <= mark.time || engines.includes(breakpoint);
        if (isKnown || !breakpoint.safepoints.has(safepoint)) continue;
        if (await this.holds(breakpoint, safepoint, list.length === 1)) this.countOne(breakpoint);
      }
    }
    if (whole) {
      this.readCounters();
      return true;
    }
    for (const breakpoint of list) this.live.delete(breakpoint);
    await history.goTo(now);
    return false;
  }

  private markOnly(list: readonly Breakpoint[]): void {
    const name = list.map((b) => b.id).join();
    this.breakpoints.mark(this.debuggee.machine, 'forward', { name, has: (b) => list.includes(b) });
  }

  private readCounters(): void {
    for (const b of this.breakpoints.countedInEngine) this.live.set(b, b.counter?.count ?? 0);
  }

  private adopt(counted: Counted, now: Time): boolean {
    const mark = counted.counts.before(now);
    if (mark.time === now) this.live.set(counted, mark.count);
    return mark.time === now;
  }

  private countOne(counted: Counted): number {
    const count = (this.live.get(counted) ?? 0) + 1;
    this.live.set(counted, count);
    if (count % MARK_EACH === 0) counted.counts.note({ time: this.debuggee.history.now, count });
    return count;
  }

  private async look(
    isSure: boolean,
    count: (breakpoint: Breakpoint) => number,
  ): Promise<Pick<Hits, 'breakpoints' | 'note'>> {
    const { machine } = this.debuggee;
    const safepoint = machine.safepointOf(machine.topFrame);
    const here = this.breakpoints.at(safepoint);
    const hit: Breakpoint[] = [];
    let note: string | undefined;
    for (const breakpoint of here) {
      const message = await this.whyNotClear(breakpoint, safepoint, isSure && here.length === 1);
      if (message === false) continue;
      if (message !== true) note = message;
      // A condition that fails is no hit to be counted, but the user is to learn of it.
      if (message !== true || !breakpoint.hitCondition || breakpoint.hitCondition.holds(count(breakpoint))) {
        hit.push(breakpoint);
      }
    }
    return { breakpoints: hit, note };
  }

  private async holds(breakpoint: Breakpoint, safepoint: SafepointId, isSure: boolean): Promise<boolean> {
    const answer = await this.whyNotClear(breakpoint, safepoint, isSure);
    return answer === true || (answer !== false && !breakpoint.hitCondition);
  }

  /** Whether the moment before this one was the caller's. */
  private async isEntry(): Promise<boolean> {
    const { history, machine } = this.debuggee;
    const { now } = history;
    const frame = machine.topFrame;
    await history.goTo(now - 1);
    const isCalled = machine.topFrame < frame;
    await history.goTo(now);
    return isCalled;
  }

  /** Whether the condition holds; a sentence if that could not be found out, which counts as holding. */
  private async whyNotClear(
    breakpoint: Breakpoint,
    safepoint: SafepointId,
    isSure: boolean,
  ): Promise<boolean | string> {
    const { history, machine } = this.debuggee;
    const condition = breakpoint.safepoints.get(safepoint);
    if (breakpoint.entryOnly && !(await this.isEntry())) return false;
    if (!condition) return true;
    if (isSure && !history.isChange && !breakpoint.entryOnly && condition.pure && !machine.conditionTrap)
      return true;
    const result = await condition.holds(machine.topFrame);
    return result.ok ? result.holds : `the condition \`${condition.text}\` failed: ${result.message}`;
  }
}
