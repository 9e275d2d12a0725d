// The table of breakpoints: what the user asked for, where each one is, and its compiled condition.
// Breakpoints belong to the session, not to a moment: going back leaves them as they are.
import type { Program, Safepoint, SafepointId } from '../ir/ir';
import type { Mark } from '../interpreter/additions';
import type { Machine } from '../interpreter/machine';
import type { SourceFile } from '../syntax/source';
import type { BreakpointId, BreakpointSpec, BreakpointStatus, FunctionBreakpointSpec, Result } from './api';
import type { BreakpointLocations, BreakpointPlace } from './breakpoint-locations';
import { parseHitCondition, type HitCondition } from './hit-conditions';
import { HitCounts } from './hit-counts';
import type { CounterSlots, EngineCounter } from './hit-counters';
import { parseLogMessage, type LogPart } from './log-messages';
import type { CompiledCondition, ConditionCompiler } from './conditions';
import type { Watchpoints } from './watch/watchpoints';

export interface Breakpoint {
  readonly id: BreakpointId;
  readonly kind: 'line' | 'function' | 'temporary';
  /** Equal for equal requests: an unchanged breakpoint stays what it is, counts included. */
  readonly key: string;
  readonly status: BreakpointStatus;
  /** The safepoints at which it holds, each with its condition, if it has one. */
  readonly safepoints: ReadonlyMap<SafepointId, CompiledCondition | undefined>;
  readonly hitCondition?: HitCondition;
  readonly counts: HitCounts;
  /** Where its hits can be counted inside the engine. */
  readonly counter?: EngineCounter;
  /** On a function that begins with a loop: a hit only where the function is entered. */
  readonly entryOnly?: boolean;
  /** A log point never stops. */
  readonly log?: readonly LogPart[];
}

/** Which breakpoints are looked at: log points only print, and only on the way forward. */
export type Purpose = 'forward' | 'backward';

/** Some of the breakpoints, under a name that tells the choice from others. */
export interface Choice {
  readonly name: string;
  readonly has: (breakpoint: Breakpoint) => boolean;
}

export class Breakpoints {
  private readonly bySource = new Map<string, Breakpoint[]>();
  private byFunction: Breakpoint[] = [];
  private temporary: Breakpoint | undefined;
  private nextId = 1;
  private index: Map<SafepointId, Breakpoint[]> | undefined;
  /** Changes whenever a breakpoint is added or removed. */
  private version = 0;
  /** What the engine looks for now. */
  private marked = '';
  /** Those whose hits the engine counts, by the present marks. */
  countedInEngine: readonly Breakpoint[] = [];
  /** Cleared by the first change from outside: the engine never sees the moment that was changed. */
  private mayEngineCount = true;

  constructor(
    private readonly program: Program,
    private readonly locations: BreakpointLocations,
    private readonly conditions: ConditionCompiler,
    private readonly counters: CounterSlots,
  ) {}

  /** Replaces the breakpoints of a source. */
  setLines(source: SourceFile, specs: readonly BreakpointSpec[]): BreakpointStatus[] {
    const old = this.bySource.get(source.path) ?? [];
    const made = this.replace(old, specs, (spec) => this.lineBreakpoint(source, spec));
    this.bySource.set(source.path, made);
    return made.map((breakpoint) => breakpoint.status);
  }

  setFunctions(specs: readonly FunctionBreakpointSpec[]): BreakpointStatus[] {
    this.byFunction = this.replace(this.byFunction, specs, (spec) => this.functionBreakpoint(spec));
    return this.byFunction.map((breakpoint) => breakpoint.status);
  }

  /** A breakpoint for one movement; removed by giving undefined. */
  setTemporary(place: BreakpointPlace | undefined): void {
    this.temporary = place && {
      id: 0,
      kind: 'temporary',
      key: '',
      status: { id: 0, verified: true },
      safepoints: new Map(place.safepoints.map((id) => [id, undefined])),
      counts: new HitCounts(),
    };
    this.changed();
  }

  /** Those that hold at a safepoint as far as the place is concerned. */
  at(safepoint: SafepointId): readonly Breakpoint[] {
    return this.table().get(safepoint) ?? [];
  }

  /** True if some breakpoint stops without counting. */
  get hasPlain(): boolean {
    return this.all().some((b) => !b.log && !b.hitCondition && b.safepoints.size > 0);
  }

  /** True if some breakpoint stops. */
  get canStop(): boolean {
    return this.hasPlain || this.counting.some((b) => !b.log);
  }

  /** True if some breakpoint stops at one of these safepoints. */
  canStopAt(isThere: (safepoint: SafepointId) => boolean): boolean {
    return this.all().some((b) => !b.log && [...b.safepoints.keys()].some(isThere));
  }

  /** Those that count their hits. */
  get counting(): Breakpoint[] {
    return this.all().filter((b) => b.hitCondition && b.safepoints.size > 0);
  }

  /** The program was changed from outside: from now on each hit is looked at and counted outside of the engine. */
  countOutside(): void {
    this.mayEngineCount = false;
    this.changed();
  }

  /**
   * Tells the engine what to look for. Told again only when it changed, since conditions are compiled.
   * @param choice those breakpoints alone, under a name that tells this choice from others
   * @param watchpoints what they watch now is looked at everywhere
   */
  mark(machine: Machine, purpose: Purpose, choice?: Choice, watchpoints?: Watchpoints): void {
    const marked = `${this.version} ${purpose} ${choice?.name ?? ''} ${watchpoints?.name ?? ''}`;
    if (marked === this.marked) return;
    this.marked = marked;
    // What shares its place with another one is told apart outside of the engine.
    const counted = this.mayEngineCount && !watchpoints?.name ? this.counting : [];
    this.countedInEngine = counted.filter((b) => this.isAlone(b) && (choice?.has(b) ?? true));
    const marks = this.marks(purpose, choice?.has);
    machine.setMarks(watchpoints?.over(marks, machine) ?? marks, watchpoints?.atSliceEnd);
  }

  /** An id that nothing else of this program has that stops. */
  takeId(): BreakpointId {
    return this.nextId++;
  }

  /** Lets the engine stop also where a movement may end. */
  markGoal(
    machine: Machine,
    goal: readonly Mark[],
    purpose: Purpose | 'goal alone',
    watchpoints?: Watchpoints,
  ): void {
    this.marked = '';
    this.countedInEngine = [];
    const own = purpose === 'goal alone' ? [] : this.marks(purpose, () => true);
    const places = new Map<SafepointId, Mark>(goal.map((mark) => [mark.safepoint, mark]));
    for (const mark of own) {
      const other = places.get(mark.safepoint);
      places.set(mark.safepoint, other ? { ...mark, conditions: [] } : mark);
    }
    const marks = [...places.values()];
    machine.setMarks(watchpoints?.over(marks, machine) ?? marks, watchpoints?.atSliceEnd);
  }

  private marks(purpose: Purpose, only: (breakpoint: Breakpoint) => boolean = () => true): Mark[] {
    const marks: Mark[] = [];
    for (const [safepoint, list] of this.table()) {
      const looked = list.filter((b) => only(b) && (purpose === 'forward' || !b.log));
      const counting = looked
        .find((b) => this.countedInEngine.includes(b))
        ?.counter?.functions.get(safepoint);
      if (counting) marks.push({ safepoint, conditions: [counting] });
      else if (looked.length > 0) marks.push(markOf(safepoint, looked));
    }
    return marks;
  }

  /** True for one that shares its places with no other. */
  private isAlone({ counter, safepoints }: Breakpoint): boolean {
    return counter !== undefined && [...safepoints.keys()].every((id) => this.at(id).length === 1);
  }

  private replace<S>(
    old: readonly Breakpoint[],
    specs: readonly S[],
    make: (spec: S) => Breakpoint,
  ): Breakpoint[] {
    const left = [...old];
    const made = specs.map((spec) => {
      const same = left.findIndex((breakpoint) => breakpoint.key === JSON.stringify(spec));
      return same >= 0 ? (left.splice(same, 1)[0] as Breakpoint) : make(spec);
    });
    for (const gone of left) release(gone);
    this.changed();
    return made;
  }

  private lineBreakpoint(source: SourceFile, spec: BreakpointSpec): Breakpoint {
    const found = this.locations.resolve(source, spec.line, spec.column);
    if (!found) return this.unverified('line', spec, this.locations.whyNone(source, spec.line));
    const { place, moved, note } = found;
    const at = place.source.position(place.start).line;
    const message = note ?? (moved ? `moved to line ${at}, the next one that has code` : undefined);
    return this.make('line', spec, [place], message);
  }

  private functionBreakpoint(spec: FunctionBreakpointSpec): Breakpoint {
    const places = this.locations.functionEntries(spec.name.trim());
    if (typeof places === 'string') return this.unverified('function', spec, places);
    return this.make('function', spec, places, undefined);
  }

  private make(
    kind: 'line' | 'function',
    spec: BreakpointSpec | FunctionBreakpointSpec,
    places: readonly BreakpointPlace[],
    message: string | undefined,
  ): Breakpoint {
    const hit = isGiven(spec.hitCondition) ? parseHitCondition(spec.hitCondition) : undefined;
    if (hit?.ok === false) return this.unverified(kind, spec, hit.message);
    const text = 'logMessage' in spec && spec.logMessage ? spec.logMessage : undefined;
    const log = text === undefined ? undefined : parseLogMessage(text);
    if (log?.ok === false) return this.unverified(kind, spec, log.message);
    const safepoints = this.compile(places, spec.condition);
    if (!safepoints.ok) return this.unverified(kind, spec, safepoints.message);
    const id = this.takeId();
    const [place] = places as [BreakpointPlace];
    const entries = kind === 'function' ? places.flatMap((one) => one.safepoints) : [];
    const entryOnly = entries.some((entry) => this.locations.beginsWithLoop(entry));
    const isEnabled = spec.enabled ?? true;
    return {
      id,
      kind,
      key: JSON.stringify(spec),
      status: {
        id,
        verified: true,
        message,
        source: place.source,
        start: place.source.position(place.start),
        end: place.source.position(place.end),
      },
      safepoints: isEnabled ? safepoints.compiled : new Map(),
      hitCondition: hit?.condition,
      counts: new HitCounts(),
      counter: hit && !entryOnly ? this.counters.take(safepoints.compiled) : undefined,
      entryOnly,
      log: log?.parts,
    };
  }

  /** A condition may name what only some of a place's safepoints see: it is looked at where it can be. */
  private compile(
    places: readonly BreakpointPlace[],
    condition: string | undefined,
  ): Result<{ compiled: Map<SafepointId, CompiledCondition | undefined> }> {
    const compiled = new Map<SafepointId, CompiledCondition | undefined>();
    let message = '';
    for (const id of places.flatMap((place) => place.safepoints)) {
      if (!isGiven(condition)) {
        compiled.set(id, undefined);
        continue;
      }
      const result = this.conditions.compile(condition, this.program.safepoints.at(id) as Safepoint);
      if (result.ok) compiled.set(id, result.condition);
      else message ||= result.message;
    }
    return compiled.size > 0 ? { ok: true, compiled } : { ok: false, message };
  }

  private unverified(kind: 'line' | 'function', spec: object, message: string): Breakpoint {
    const id = this.takeId();
    return {
      id,
      kind,
      key: JSON.stringify(spec),
      status: { id, verified: false, message },
      safepoints: new Map(),
      counts: new HitCounts(),
    };
  }

  private all(): Breakpoint[] {
    const lines = [...this.bySource.values()].flat();
    return [...lines, ...this.byFunction, ...(this.temporary ? [this.temporary] : [])];
  }

  private changed(): void {
    this.index = undefined;
    this.version++;
  }

  private table(): Map<SafepointId, Breakpoint[]> {
    if (this.index) return this.index;
    const index = new Map<SafepointId, Breakpoint[]>();
    for (const breakpoint of this.all()) {
      for (const id of breakpoint.safepoints.keys()) {
        const list = index.get(id);
        if (list) list.push(breakpoint);
        else index.set(id, [breakpoint]);
      }
    }
    return (this.index = index);
  }
}

function release({ safepoints, counter }: Breakpoint): void {
  for (const condition of safepoints.values()) condition?.release();
  counter?.release();
}

function isGiven(text: string | undefined): text is string {
  return text !== undefined && text.trim() !== '';
}

/** Conditions that call something cannot run inside the engine: such a place always stops it for a look. */
function markOf(safepoint: SafepointId, breakpoints: readonly Breakpoint[]): Mark {
  const conditions = breakpoints.map((b) => b.safepoints.get(safepoint)?.pure);
  const areAllPure = conditions.every((condition) => condition !== undefined);
  return { safepoint, conditions: areAllPure ? conditions : [] };
}
