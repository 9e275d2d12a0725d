// Watchpoints, which the protocol calls data breakpoints: they stop where a place has just been changed, in
// either direction. A hit is a moment at which the place holds something else than at the moment before, so
// hits are a function of time alone, and those met backwards are those met forwards, reversed.
import type { Mark } from '../../interpreter/additions';
import type { Machine } from '../../interpreter/machine';
import { PAGE_SIZE, type FrameAddress, type Time } from '../../interpreter/recordable';
import { Watches, WATCH_LIMITS, type WatchedBytes } from '../../interpreter/watches';
import { reaches } from '../../history/depths';
import { meets } from '../../history/page-set';
import type { Control } from '../../history/pace';
import type { SegmentFacts } from '../../history/search';
import type * as ir from '../../ir/ir';
import { safepointsBehindWrites } from '../../ir/write-sites';
import { sizeOf } from '../../semantics/types';
import type { BreakpointId, BreakpointStatus, WatchpointSpec } from '../api';
import type { ConditionCompiler } from '../conditions';
import type { Debuggee } from '../debuggee';
import { parseHitCondition, type HitCondition } from '../hit-conditions';
import { HitCounts } from '../hit-counts';
import { WatchConditions } from './conditions';
import { globalOfName } from './globals';
import { Lives } from './lives';
import type { WatchTarget } from './target';
import { mayWrite } from './writers';

/** Over all runs of a program: what one of them calls a place, another one must not. */
let nextPlace = 1;

/** Safepoints at which a condition is compiled for the engine: with more of them that takes longer than it saves. */
const MOST_PLACES = 400;

export interface Watchpoint {
  readonly id: BreakpointId;
  /** Equal for equal requests. */
  readonly key: string;
  readonly status: BreakpointStatus;
  readonly target: WatchTarget;
  /** Any expression of type bool; looked at where a change has been found. */
  readonly condition?: string;
  readonly hitCondition?: HitCondition;
  readonly counts: HitCounts;
  readonly isEnabled: boolean;
}

/** A stretch of time, its end exclusive, and what is watched throughout. */
interface Stretch {
  readonly from: Time;
  readonly to: Time;
  readonly watchpoints: readonly Watchpoint[];
}

export class Watchpoints {
  readonly lives: Lives;
  readonly conditions: WatchConditions;
  private list: readonly Watchpoint[] = [];
  private readonly targets = new Map<string, WatchTarget>();
  /** Changes with every choice of what the engine watches. */
  private version = 0;
  /** What the engine watches now, in the order of its bits. */
  private watched: readonly Watchpoint[] = [];
  /** The frame whose statement made the change at a moment, where that has been looked up. */
  private changedAt: { readonly time: Time; readonly frame: FrameAddress } | undefined;
  private detector: ir.Function | undefined;
  /** The same, but it holds only for changes of what is watched without a condition; those run behind it. */
  private selective: ir.Function | undefined;
  private always: ir.Function | undefined;
  private places: ReadonlySet<ir.SafepointId> = new Set();
  private readonly placesByTarget = new Map<WatchTarget, ReadonlySet<ir.SafepointId>>();

  constructor(
    private readonly debuggee: Debuggee,
    compiler: ConditionCompiler,
    private readonly takeId: () => BreakpointId,
  ) {
    this.lives = new Lives(debuggee);
    this.conditions = new WatchConditions(debuggee, compiler);
  }

  /** Keeps a target under a name that lasts as long as the program is under the debugger, and is used once. */
  keep(target: WatchTarget): string {
    const name = `place ${nextPlace++}`;
    this.targets.set(name, target);
    return name;
  }

  /** Replaces all watchpoints; the ids of unchanged ones stay. */
  set(specs: readonly WatchpointSpec[]): BreakpointStatus[] {
    const left = [...this.list];
    const statuses: BreakpointStatus[] = [];
    const made: Watchpoint[] = [];
    let bytes = 0;
    for (const spec of specs) {
      const key = JSON.stringify(spec);
      const target = this.targetOf(spec.target);
      const size = target ? Math.ceil(sizeOf(target.type) / 8) * 8 : 0;
      const isTooMuch = made.length >= WATCH_LIMITS.places || bytes + size > WATCH_LIMITS.bytes;
      if (!target || isTooMuch) {
        const message = target ? TOO_MUCH : GONE;
        statuses.push({ id: this.takeId(), verified: false, message });
        continue;
      }
      const hit = spec.hitCondition === undefined ? undefined : parseHitCondition(spec.hitCondition);
      if (hit?.ok === false) {
        statuses.push({ id: this.takeId(), verified: false, message: hit.message });
        continue;
      }
      bytes += size;
      const same = left.findIndex((one) => one.key === key);
      const old = same >= 0 ? left.splice(same, 1)[0] : undefined;
      const watchpoint = old ?? this.make(key, target, spec, hit?.condition);
      made.push(watchpoint);
      statuses.push(watchpoint.status);
    }
    this.list = made;
    this.conditions.keep(made);
    this.version++;
    return statuses;
  }

  private targetOf(name: string): WatchTarget | undefined {
    const target = this.targets.get(name) ?? globalOfName(this.debuggee, name);
    if (target) this.targets.set(name, target);
    return target;
  }

  get isActive(): boolean {
    return this.list.some(({ isEnabled }) => isEnabled);
  }

  /** True if something is watched that stops without counting. */
  get hasPlain(): boolean {
    return this.enabled.some(({ hitCondition }) => !hitCondition);
  }

  /** Those that count their hits. */
  get counting(): readonly Watchpoint[] {
    return this.enabled.filter(({ hitCondition }) => hitCondition);
  }

  /** The first moment behind this one at which something begins to be watched; Infinity if nothing does. */
  nextBirth(now: Time): Time {
    const births = this.enabled.map(({ target }) => target.life?.born ?? 0);
    return Math.min(Infinity, ...births.filter((born) => born > now));
  }

  /** Makes the engine watch what is there at the present moment and goes on. False if it was interrupted. */
  async watchFrom(now: Time, control: Control): Promise<boolean> {
    const there: Watchpoint[] = [];
    for (const watchpoint of this.enabled) {
      const { life } = watchpoint.target;
      if (life) {
        if (now < life.born) continue;
        const end = await this.lives.end(life, now, control);
        if (!(await this.debuggee.history.goTo(now))) return false;
        if (end === undefined) return false;
        if (end <= now) continue;
      }
      there.push(watchpoint);
    }
    this.watch(there);
    return true;
  }

  /**
   * The stretches of time before a moment, the latest first, in each of which the same places are there that stop
   * without counting.
   * Leaves the machine anywhere; undefined if it was interrupted.
   */
  async stretchesBefore(before: Time, from: Time, control: Control): Promise<Stretch[] | undefined> {
    const spans: { watchpoint: Watchpoint; from: Time; to: Time }[] = [];
    for (const watchpoint of this.enabled.filter(({ hitCondition }) => !hitCondition)) {
      const span = await this.lifeOf(watchpoint, before, control);
      if (!span) return undefined;
      spans.push({ watchpoint, ...span });
    }
    const cuts = new Set([from, before]);
    for (const span of spans)
      for (const at of [span.from, span.to]) if (at > from && at < before) cuts.add(at);
    const times = [...cuts].sort((a, b) => b - a);
    return times.slice(1).map((start, i) => ({
      from: start,
      to: times[i] as Time,
      watchpoints: spans.filter((s) => s.from <= start && s.to > start).map(({ watchpoint }) => watchpoint),
    }));
  }

  /** From when on, and up to when, its place is there. Leaves the machine anywhere; undefined if it was interrupted. */
  async lifeOf(
    { target: { life } }: Watchpoint,
    now: Time,
    control: Control,
  ): Promise<{ from: Time; to: Time } | undefined> {
    if (!life) return { from: 0, to: Infinity };
    const to = await this.lives.end(life, now, control);
    return to === undefined ? undefined : { from: life.born, to };
  }

  /** Makes the engine watch these, from what they hold at the present moment on. */
  watch(list: readonly Watchpoint[]): void {
    const { machine } = this.debuggee;
    const isSame = list.length === this.watched.length && list.every((one, i) => one === this.watched[i]);
    if (isSame) return machine.watches.sync();
    this.watched = list;
    this.version++;
    machine.watches.set(list.map(({ target }) => watchedBytes(target)));
    for (const old of [this.detector, this.selective]) if (old) machine.removeFunction(old.id);
    const make = (stops?: (index: number) => boolean): ir.Function =>
      machine.watches.detector(machine.reserveFunction(), stops);
    const hasConditions = list.some(({ condition }) => condition !== undefined);
    this.detector = list.length > 0 ? make() : undefined;
    this.places = new Set(list.flatMap(({ target }) => [...this.placesOf(target)]));
    const isWorthIt = hasConditions && this.places.size <= MOST_PLACES;
    this.selective = isWorthIt ? make((index) => list[index]?.condition === undefined) : undefined;
  }

  /** Tells one state of the engine's watch from others; empty while nothing is watched. */
  get name(): string {
    return this.detector ? `watch ${this.version}` : '';
  }

  /** The marks, with the look at what is watched put before their conditions, and wherever else it may show. */
  over(marks: readonly Mark[], machine: Machine): Mark[] {
    const { detector } = this;
    if (!detector) return [...marks];
    this.always ??= Watches.always(machine.reserveFunction());
    const always = this.always;
    const own = new Set(marks.map(({ safepoint }) => safepoint));
    const shared = marks.map((mark): Mark => {
      if (!this.places.has(mark.safepoint)) return mark;
      // First, because a condition that holds ends the look.
      const { conditions } = mark;
      const looks = this.looksAt(mark.safepoint, detector);
      return { ...mark, conditions: [...looks, ...(conditions.length > 0 ? conditions : [always])] };
    });
    const alone = [...this.places].filter((id) => !own.has(id));
    return [
      ...shared,
      ...alone.map((safepoint) => ({ safepoint, conditions: this.looksAt(safepoint, detector) })),
    ];
  }

  /** What finds where a slice ends that its last statement changed something. */
  get atSliceEnd(): readonly ir.Function[] {
    return this.detector ? [this.detector] : [];
  }

  /** What finds at a safepoint that something was changed, and that this matters. */
  private looksAt(safepoint: ir.SafepointId, detector: ir.Function): ir.Function[] {
    if (!this.selective) return [detector];
    const looks = [this.selective];
    for (const [index, watchpoint] of this.watched.entries()) {
      if (watchpoint.condition === undefined) continue;
      const look = this.conditions.inEngine(watchpoint, index, safepoint);
      if (!look) return [detector];
      looks.push(look);
    }
    return looks;
  }

  /** Those whose place has changed, as the engine saw it where its run has just ended. */
  arrive(): Watchpoint[] {
    const { watches, topFrame } = this.debuggee.machine;
    // Asking a condition runs the machine, which then forgets that.
    this.changedAt = { time: this.debuggee.history.now, frame: watches.changedIn || topFrame };
    return this.watched.filter((_, index) => watches.isChanged(index));
  }

  /** Those whose place holds something else here than at the moment before. Leaves the machine here. */
  async hitsHere(): Promise<Watchpoint[]> {
    const { history, machine } = this.debuggee;
    const { now } = history;
    if (now === 0 || history.isChange || !this.isActive) return [];
    const there: Watchpoint[] = [];
    for (const watchpoint of this.enabled) {
      const { life } = watchpoint.target;
      if (life && (now <= life.born || ((await this.lives.end(life, now, {})) ?? 0) <= now)) continue;
      there.push(watchpoint);
    }
    await history.goTo(now - 1);
    const before = there.map(({ target }) => this.bytesOf(target));
    const { running } = machine.threads;
    await history.goTo(now);
    this.changedAt = { time: now, frame: machine.threads.find(running)?.topFrame ?? machine.topFrame };
    return there.filter(({ target }, i) => !equal(before[i] as Uint8Array, this.bytesOf(target)));
  }

  /**
   * Whether the condition of one that has changed holds at the present moment, in the thread that made the change; a
   * sentence if that could not be found out, which counts as holding.
   */
  holds(watchpoint: Watchpoint): Promise<boolean | string> {
    return this.conditions.holds(watchpoint, this.writer ?? this.debuggee.machine.topFrame);
  }

  /** The frame whose statement made the changes of the present moment, once `arrive` or `hitsHere` has looked. */
  get writer(): FrameAddress | undefined {
    return this.changedAt?.time === this.debuggee.history.now ? this.changedAt.frame : undefined;
  }

  /** Whether a segment of the history can be passed over: nothing in it can have changed what is watched. */
  skips({ lowest, written }: SegmentFacts): boolean {
    return this.watched.every(({ target: { life, address, isHome, type } }) => {
      if (isHome) {
        const stack = life && this.debuggee.machine.stackStartOf(life.frame);
        return stack !== undefined && lowest !== undefined && !reaches(lowest, stack, life?.frame ?? 0);
      }
      const last = Math.floor((address + sizeOf(type) - 1) / PAGE_SIZE);
      return written !== undefined && !meets(written, Math.floor(address / PAGE_SIZE), last);
    });
  }

  /** The safepoints at which a change of the place can show first. */
  private placesOf(target: WatchTarget): ReadonlySet<ir.SafepointId> {
    const known = this.placesByTarget.get(target);
    if (known) return known;
    const { program, machine } = this.debuggee;
    const places = safepointsBehindWrites(program, mayWrite(target, machine.layout));
    this.placesByTarget.set(target, places);
    return places;
  }

  private get enabled(): Watchpoint[] {
    return this.list.filter(({ isEnabled }) => isEnabled);
  }

  private make(
    key: string,
    target: WatchTarget,
    { condition, enabled: isEnabled = true }: WatchpointSpec,
    hitCondition: HitCondition | undefined,
  ): Watchpoint {
    const id = this.takeId();
    const status = { id, verified: true };
    return { id, key, status, target, condition, hitCondition, counts: new HitCounts(), isEnabled };
  }

  private bytesOf({ address, type }: WatchTarget): Uint8Array {
    return this.debuggee.machine.memory.slice(address, address + sizeOf(type));
  }
}

/** What is only there from some moment on has to be looked for in each run. */
export const GONE = 'this place is not known in this run of the program: watch it anew when it is there';
const TOO_MUCH = `too much is watched: at most ${WATCH_LIMITS.places} places, and ${WATCH_LIMITS.bytes} bytes of all together`;

function watchedBytes({ address, type, isHome, life }: WatchTarget): WatchedBytes {
  return { address, size: sizeOf(type), frame: life?.frame, isHome };
}

function equal(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, i) => byte === b[i]);
}
