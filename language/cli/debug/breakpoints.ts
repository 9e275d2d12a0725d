// The breakpoints as the person numbers them. The debugger takes all breakpoints of a source at once and
// names them by ids of its own; this table keeps both in step, also over a new launch of the program.
import type {
  BreakpointId,
  BreakpointSpec,
  BreakpointStatus,
  DebuggerApi,
  WatchpointSpec,
} from '../../debugger/api';
import type { SourceFile } from '../../syntax/source';

export type BreakpointPlace =
  | { readonly kind: 'line'; readonly source: SourceFile; readonly line: number; readonly column?: number }
  | { readonly kind: 'function'; readonly name: string };

/** What a watchpoint watches. */
export interface WatchedPlace {
  readonly kind: 'data';
  readonly expression: string;
  /** The debugger's name of the place, of this run of the program. */
  readonly target: string;
}

export interface Breakpoint {
  /** As the person knows it; counted from 1, never used again. */
  readonly number: number;
  /** Its source is that of the present run. */
  place: BreakpointPlace | WatchedPlace;
  /** Goes when it is hit. */
  readonly temporary: boolean;
  condition?: string;
  /** It stops only after so many hits, counted from the program's start so that it holds both ways. */
  ignore: number;
  enabled: boolean;
  /** What the debugger said of it. */
  status?: BreakpointStatus;
}

export class BreakpointTable {
  private entries: Breakpoint[] = [];
  private lastNumber = 0;
  /** Sources that have been told to the debugger, so that their last breakpoint can be taken away. */
  private readonly told = new Set<SourceFile>();

  constructor(private target: DebuggerApi) {}

  get list(): readonly Breakpoint[] {
    return this.entries;
  }

  /** Gives all breakpoints to another run of the program. */
  moveTo(target: DebuggerApi): void {
    this.target = target;
    this.told.clear();
    for (const entry of this.entries) entry.place = placeIn(target, entry.place);
    this.synchronize();
  }

  add(place: Breakpoint['place'], options: { condition?: string; temporary?: boolean }): Breakpoint {
    const { condition, temporary = false } = options;
    const breakpoint = { number: ++this.lastNumber, place, temporary, condition, ignore: 0, enabled: true };
    this.entries.push(breakpoint);
    this.synchronize();
    return breakpoint;
  }

  find(number: number): Breakpoint | undefined {
    return this.entries.find((breakpoint) => breakpoint.number === number);
  }

  /** Those that the debugger knows under these ids. */
  byIds(ids: readonly BreakpointId[]): Breakpoint[] {
    return this.entries.filter((breakpoint) => breakpoint.status && ids.includes(breakpoint.status.id));
  }

  remove(gone: readonly Breakpoint[]): void {
    this.entries = this.entries.filter((breakpoint) => !gone.includes(breakpoint));
    this.synchronize();
  }

  /** Changes breakpoints and tells the debugger. */
  change(breakpoints: readonly Breakpoint[], edit: (breakpoint: Breakpoint) => void): void {
    for (const breakpoint of breakpoints) edit(breakpoint);
    this.synchronize();
  }

  /** The debugger changed the status of one by itself. */
  statusChanged(status: BreakpointStatus): void {
    const breakpoint = this.entries.find((entry) => entry.status?.id === status.id);
    if (breakpoint) breakpoint.status = status;
  }

  private synchronize(): void {
    const lines = new Map<SourceFile, Breakpoint[]>([...this.told].map((source) => [source, []]));
    const functions: Breakpoint[] = [];
    const data: Breakpoint[] = [];
    for (const breakpoint of this.entries) {
      const { place } = breakpoint;
      if (place.kind === 'function') functions.push(breakpoint);
      else if (place.kind === 'data') data.push(breakpoint);
      else lines.set(place.source, [...(lines.get(place.source) ?? []), breakpoint]);
    }
    for (const [source, list] of lines) {
      this.told.add(source);
      keepStatuses(list, this.target.setBreakpoints(source, list.map(lineSpec)));
    }
    keepStatuses(functions, this.target.setFunctionBreakpoints(functions.map(functionSpec)));
    keepStatuses(data, this.target.setWatchpoints(data.map(watchpointSpec)));
  }
}

/** The same line of the file as it is in another run; a file that is no part of it any more stays. */
function placeIn({ sources }: DebuggerApi, place: Breakpoint['place']): Breakpoint['place'] {
  if (place.kind !== 'line') return place;
  const { path, isLibrary } = place.source;
  const source = sources.find((each) => each.path === path && each.isLibrary === isLibrary);
  return source ? { ...place, source } : place;
}

function keepStatuses(list: readonly Breakpoint[], statuses: readonly BreakpointStatus[]): void {
  list.forEach((breakpoint, index) => (breakpoint.status = statuses[index]));
}

function lineSpec(breakpoint: Breakpoint): BreakpointSpec {
  const { place } = breakpoint;
  if (place.kind !== 'line') throw new Error('not a line breakpoint');
  return { line: place.line, column: place.column, ...commonSpec(breakpoint) };
}

function functionSpec(breakpoint: Breakpoint): { name: string } & ReturnType<typeof commonSpec> {
  const { place } = breakpoint;
  if (place.kind !== 'function') throw new Error('not a function breakpoint');
  return { name: place.name, ...commonSpec(breakpoint) };
}

function watchpointSpec(breakpoint: Breakpoint): WatchpointSpec {
  const { place } = breakpoint;
  if (place.kind !== 'data') throw new Error('not a watchpoint');
  return { target: place.target, ...commonSpec(breakpoint) };
}

function commonSpec({ condition, ignore, enabled }: Breakpoint): {
  condition?: string;
  hitCondition?: string;
  enabled: boolean;
} {
  return { condition, hitCondition: ignore > 0 ? `> ${ignore}` : undefined, enabled };
}
