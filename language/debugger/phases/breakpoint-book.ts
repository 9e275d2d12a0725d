// The breakpoints of a session with several phases, and what else is set for all of them. Each is set in every phase that has code where it belongs:
// a line in the `#run`s that lead there, and in the program. A phase that has none on that line must not move
// it to another, so the line is chosen over all of them first.
import type { SourceFile } from '../../syntax/source';
import type * as api from '../api';
import { locationOf, type Resolved } from '../breakpoint-locations';
import { ALL_TRAPS } from '../trap-filters';
import type { Phase } from './phase';

/** One breakpoint as the user sees it. */
interface Entry {
  readonly id: api.BreakpointId;
  readonly key: string;
  readonly spec: api.BreakpointSpec | api.FunctionBreakpointSpec;
  readonly phases: ReadonlySet<Phase>;
  /** As far as the places tell; in a phase that is open, its own debugger knows better. */
  readonly expected: api.BreakpointStatus;
  readonly actual: Map<Phase, api.BreakpointStatus>;
}

export class BreakpointBook {
  private readonly lines = new Map<SourceFile, readonly Entry[]>();
  private functions: readonly Entry[] = [];
  /** As in a session with one phase. */
  private filters: readonly api.TrapFilter[] = [{ kind: ALL_TRAPS }];
  /** Undefined while it is as the phases were launched. */
  private justMyCode: boolean | undefined;
  private nextId = 1;

  /** @param changed told of a status that turned out to be another when a phase was opened */
  constructor(
    private readonly phases: readonly Phase[],
    private readonly changed: (status: api.BreakpointStatus) => void,
  ) {}

  /** An id that no breakpoint of the session has. */
  takeId(): api.BreakpointId {
    return this.nextId++;
  }

  setLines(source: SourceFile, specs: readonly api.BreakpointSpec[]): api.BreakpointStatus[] {
    const old = this.lines.get(source) ?? [];
    const entries = this.replace(old, specs, (spec, id) => this.onLine(source, spec, id));
    this.lines.set(source, entries);
    for (const phase of this.phases) this.applyLines(phase, source, entries);
    return entries.map(statusOf);
  }

  setFunctions(specs: readonly api.FunctionBreakpointSpec[]): api.BreakpointStatus[] {
    this.functions = this.replace(this.functions, specs, (spec, id) => this.onFunction(spec, id));
    for (const phase of this.phases) this.applyFunctions(phase);
    return this.functions.map(statusOf);
  }

  setFilters(filters: readonly api.TrapFilter[], current: Phase): api.Result<object> {
    const result = current.debugger?.setTrapFilters(filters) ?? { ok: true };
    if (result.ok) this.filters = filters;
    if (result.ok) for (const { debugger: open } of this.phases) open?.setTrapFilters(filters);
    return result;
  }

  setJustMyCode(isOn: boolean): void {
    this.justMyCode = isOn;
    for (const { debugger: open } of this.phases) open?.setJustMyCode(isOn);
  }

  /** Gives a phase that has just been opened all that is set. */
  applyTo(phase: Phase): void {
    const before = this.all().map((entry) => ({ entry, text: JSON.stringify(shownOf(statusOf(entry))) }));
    phase.debugger?.setTrapFilters(this.filters);
    if (this.justMyCode !== undefined) phase.debugger?.setJustMyCode(this.justMyCode);
    for (const [source, entries] of this.lines) this.applyLines(phase, source, entries);
    this.applyFunctions(phase);
    for (const { entry, text } of before)
      if (JSON.stringify(shownOf(statusOf(entry))) !== text) this.changed(statusOf(entry));
  }

  /** The user's numbers of breakpoints that a phase's debugger numbers on its own. */
  idsOf(phase: Phase, own: readonly api.BreakpointId[]): api.BreakpointId[] {
    const entries = this.all().filter(({ actual }) => own.includes(actual.get(phase)?.id ?? -1));
    return entries.map((entry) => entry.id);
  }

  /** Why a program stops where these breakpoints hold. */
  reasonOf(ids: readonly api.BreakpointId[]): api.StopReason {
    const areFunctions = ids.every((id) => this.functions.some((entry) => entry.id === id));
    return areFunctions ? 'function breakpoint' : 'breakpoint';
  }

  /** The phases that have code on the line that a place in the source means, and that line. */
  phasesAt(source: SourceFile, line: number, column?: number): { phases: Phase[]; at?: Resolved } {
    const found = this.phases.flatMap((phase) => {
      const at = phase.locations.resolve(source, line, column);
      return at ? [{ phase, at, line: source.position(at.place.start).line }] : [];
    });
    const nearest = Math.min(...found.map((one) => one.line));
    const there = found.filter((one) => one.line === nearest);
    return { phases: there.map((one) => one.phase), at: there.at(-1)?.at };
  }

  /** Where a function begins, in the last phase that has it. */
  entryOf(name: string): api.Result<{ location: api.Location }> {
    const found = this.phases.map(({ locations }) => locations.functionEntries(name)).reverse();
    const places = found.find((one) => typeof one !== 'string') ?? found[0];
    if (typeof places === 'string') return { ok: false, message: places };
    const [first] = places ?? [];
    return first
      ? { ok: true, location: locationOf(first) }
      : { ok: false, message: `\`${name}\` has no code` };
  }

  private all(): readonly Entry[] {
    return [...[...this.lines.values()].flat(), ...this.functions];
  }

  /** An unchanged breakpoint stays what it is. */
  private replace<S extends Entry['spec']>(
    old: readonly Entry[],
    specs: readonly S[],
    make: (spec: S, id: api.BreakpointId) => Entry,
  ): Entry[] {
    const left = [...old];
    return specs.map((spec) => {
      const same = left.findIndex((entry) => entry.key === JSON.stringify(spec));
      return same >= 0 ? (left.splice(same, 1)[0] as Entry) : make(spec, this.takeId());
    });
  }

  private onLine(source: SourceFile, spec: api.BreakpointSpec, id: api.BreakpointId): Entry {
    const { phases, at } = this.phasesAt(source, spec.line, spec.column);
    const line = at && source.position(at.place.start).line;
    const moved = at?.moved ? `moved to line ${line}, the next one that has code` : undefined;
    const message = at ? (at.note ?? moved) : this.phases.at(-1)?.locations.whyNone(source, spec.line);
    const expected = { id, verified: at !== undefined, message, ...(at && locationOf(at.place)) };
    return { id, key: JSON.stringify(spec), spec, phases: new Set(phases), expected, actual: new Map() };
  }

  private onFunction(spec: api.FunctionBreakpointSpec, id: api.BreakpointId): Entry {
    const found = this.phases.map((phase) => ({
      phase,
      places: phase.locations.functionEntries(spec.name.trim()),
    }));
    const there = found.filter(({ places }) => typeof places !== 'string');
    const last = (there.at(-1) ?? found.at(-1))?.places;
    const place = typeof last === 'string' ? undefined : last?.[0];
    const message = typeof last === 'string' ? last : undefined;
    const expected = { id, verified: there.length > 0, message, ...(place && locationOf(place)) };
    const phases = new Set(there.map(({ phase }) => phase));
    return { id, key: JSON.stringify(spec), spec, phases, expected, actual: new Map() };
  }

  private applyLines(phase: Phase, source: SourceFile, entries: readonly Entry[]): void {
    const own = entries.filter((entry) => entry.phases.has(phase));
    const specs = own.map((entry) => entry.spec as api.BreakpointSpec);
    note(phase, own, phase.debugger?.setBreakpoints(source, specs));
  }

  private applyFunctions(phase: Phase): void {
    const own = this.functions.filter((entry) => entry.phases.has(phase));
    const specs = own.map((entry) => entry.spec as api.FunctionBreakpointSpec);
    note(phase, own, phase.debugger?.setFunctionBreakpoints(specs));
  }
}

function note(phase: Phase, entries: readonly Entry[], statuses: readonly api.BreakpointStatus[] = []): void {
  entries.forEach((entry, i) => {
    const status = statuses[i];
    if (status) entry.actual.set(phase, status);
  });
}

/** What one of the open phases has verified; else what it says against it; else what the places tell. */
function statusOf({ id, expected, actual }: Entry): api.BreakpointStatus {
  const known = [...actual.values()];
  const status = known.find(({ verified }) => verified) ?? known[0] ?? expected;
  return { ...status, id };
}

function shownOf({ verified, message, start }: api.BreakpointStatus): object {
  return { verified, message, start };
}
