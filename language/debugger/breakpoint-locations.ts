// Where breakpoints can be: the safepoints of the program, grouped by the place in the source that they
// belong to, and the rules by which a line, a column or a function's name finds one of these places.
import type { DebugInfo } from '../ir/lower/debug-info';
import type { Function, FunctionId, Program, Safepoint, SafepointId, Statement } from '../ir/ir';
import type { FunctionSymbol, Scope } from '../semantics/symbol';
import type { Offset, Position, SourceFile, Span } from '../syntax/source';
import type { Location } from './api';
import { UnreachedFunctions } from './unreached-functions';
import { UntakenBranches } from './untaken-branches';
import { UnusedGenerics } from './unused-generics';

/**
 * A place in the source that has one or more safepoints: a loop's header, for example, has two, and what stands
 * in a generic function has those of all its instances.
 */
export interface BreakpointPlace {
  readonly source: SourceFile;
  readonly start: Offset;
  readonly end: Offset;
  /** False for a call in the middle of a statement. */
  readonly isStatement: boolean;
  readonly safepoints: readonly SafepointId[];
}

export interface Resolved {
  readonly place: BreakpointPlace;
  /** True if nothing begins where the user asked for it. */
  readonly moved: boolean;
  /** What the user should know of the place. */
  readonly note?: string;
}

export class BreakpointLocations {
  private readonly bySource = new Map<string, BreakpointPlace[]>();
  private readonly entries = new Map<FunctionId, SafepointId>();
  private readonly unused: UnusedGenerics;
  private readonly untaken: UntakenBranches;
  private readonly unreached: UnreachedFunctions;

  constructor(
    private readonly program: Program,
    private readonly debug: DebugInfo,
  ) {
    const places = new Map<string, Mutable>();
    for (const safepoint of program.safepoints) {
      if (!debug.functions.has(safepoint.function)) continue;
      if (!this.entries.has(safepoint.function)) this.entries.set(safepoint.function, safepoint.id);
      const { source, start, end } = safepoint.span;
      const key = `${start}:${source.path}`;
      const known = places.get(key);
      if (!known) {
        const isStatement = safepoint.kind === 'statement';
        places.set(key, { source, start, end, isStatement, safepoints: [safepoint.id] });
      } else if (safepoint.kind === 'statement') {
        addStatement(known, safepoint.id, end);
      } else if (!known.isStatement) {
        known.safepoints.push(safepoint.id);
      }
    }
    for (const place of places.values()) {
      const list = this.bySource.get(place.source.path);
      if (list) list.push(place);
      else this.bySource.set(place.source.path, [place]);
    }
    for (const list of this.bySource.values()) list.sort((a, b) => a.start - b.start || a.end - b.end);
    const hasCode = ({ source, start, end }: Span): boolean =>
      this.placesOf(source).some((place) => place.start >= start && place.end <= end);
    this.unused = new UnusedGenerics(debug.checked.units, hasCode);
    this.untaken = new UntakenBranches(debug.checked.units, hasCode);
    this.unreached = new UnreachedFunctions(debug.checked, hasCode);
  }

  /**
   * The place for a breakpoint on a line: the first statement that begins there; where none does, a call
   * that does. In the middle of a statement it is that statement; anywhere else the same on the next line that has code.
   * @param column when given, the statement at or behind it
   */
  resolve(source: SourceFile, line: number, column?: number): Resolved | undefined {
    const from = source.lineStart(line);
    const places = this.placesOf(source);
    const here = places.filter((p) => p.start >= from && source.position(p.start).line === line);
    const found = column === undefined ? firstOf(here) : atColumn(here, source.offset({ line, column }));
    if (found) return { place: found, moved: false };
    if (this.whyUnused(source, line) !== undefined) return undefined;
    const begun = this.begunBefore(source, line);
    if (begun) return begun;
    const next = places.find((p) => p.start >= from && source.position(p.start).line > line);
    const around = this.functionAround(source, from);
    if (around && (!next || next.start >= around.span.end)) return this.endOf(around, line);
    if (!next) return undefined;
    const nextLine = source.position(next.start).line;
    const place = firstOf(places.filter((p) => source.position(p.start).line === nextLine));
    return place && { place, moved: true };
  }

  /** Why `resolve` finds nothing, for the user. */
  whyNone(source: SourceFile, line: number): string {
    const unused = this.whyUnused(source, line);
    if (unused !== undefined) return unused;
    const around = this.functionAround(source, source.lineStart(line));
    const where = around ? `, nor behind it in \`${around.name}\`` : ' or after it';
    return `there is no code on line ${line}${where}`;
  }

  private whyUnused(source: SourceFile, line: number): string | undefined {
    const at = lineEnd(source, line);
    return (
      this.unused.whyNoneAt(source, at) ??
      this.untaken.whyNoneAt(source, at) ??
      this.unreached.whyNoneAt(source, at)
    );
  }

  /** The statement in the middle of which a line begins: its header alone, where others are inside of it. */
  private begunBefore(source: SourceFile, line: number): Resolved | undefined {
    const text = source.lineText(line);
    const at = source.lineStart(line) + (text.length - text.trimStart().length);
    const place = this.placesOf(source)
      .filter((p) => p.isStatement && p.start < at && p.end > at)
      .at(-1);
    if (!place) return undefined;
    const begin = source.position(place.start).line;
    return { place, moved: true, note: `moved to line ${begin}, where the statement begins` };
  }

  /** The innermost function that goes on at an offset. */
  private functionAround(source: SourceFile, at: Offset): Function | undefined {
    let found: Function | undefined;
    for (const id of this.debug.functions.keys()) {
      const fn = this.program.functions[id];
      if (fn?.span.source !== source || fn.span.start >= at || fn.span.end <= at) continue;
      if (!found || fn.span.start > found.span.start) found = fn;
    }
    return found;
  }

  /**
   * The closing brace of a function that never gets there, because each way through it ends in a `return`: these
   * are what a breakpoint there stops at.
   */
  private endOf(fn: Function, line: number): Resolved | undefined {
    const symbol = this.debug.functions.get(fn.id)?.symbol;
    const close = symbol?.declaration.body?.close;
    // All instances of a generic function.
    const isMeant = (id: FunctionId): boolean => this.program.functions[id]?.span === fn.span;
    const returns = this.program.safepoints.filter(
      (s) => isMeant(s.function) && s.kind === 'statement' && /^return\b/.test(textOf(s.span)),
    );
    if (!symbol || !close || returns.length === 0) return undefined;
    const { source, start, end } = close;
    const safepoints = returns.map(({ id }) => id);
    const moved = source.position(start).line !== line;
    const note = `stops at each \`return\` of \`${symbol.plainName}\`, which does not come to its end otherwise`;
    return { place: { source, start, end, isStatement: true, safepoints }, moved, note };
  }

  /** The places that begin between two positions, both included. */
  between(source: SourceFile, from: Position, to: Position): Location[] {
    const start = source.offset(from);
    const end = source.offset(to);
    return this.placesOf(source)
      .filter((p) => p.start >= start && p.start <= end)
      .map(locationOf);
  }

  /**
   * Places where the functions of this name begin: of their whole name `module.outer.inner`, or of their own. The
   * name of a generic function means all its instances, `max(i32)` one. A function of the library is meant by its
   * own name alone only if the user's files have none.
   * @returns a message for the user if there is none
   */
  functionEntries(name: string): BreakpointPlace[] | string {
    const symbols = this.named(withoutBlanks(name));
    if (symbols.length === 0)
      return this.unused.whyNone(name) ?? this.untaken.whyNone(name) ?? this.whyUnknown(withoutBlanks(name));
    const places = symbols.flatMap((symbol) => {
      const id = this.debug.functionIds.get(symbol);
      const entry = id === undefined ? undefined : this.entries.get(id);
      if (entry === undefined) return [];
      const { source, start, end } = this.safepoint(entry).span;
      return [{ source, start, end, isStatement: true, safepoints: [entry] }];
    });
    if (places.length > 0) return places;
    return symbols.every((symbol) => symbol.isExternal)
      ? `\`${name}\` has no code here: it is external`
      : this.unreached.whyNone(name);
  }

  private whyUnknown(name: string): string {
    const all = this.debug.checked.functions.map(({ plainName }) => plainName);
    const longer = [...new Set(all.filter((one) => one.endsWith(`/${name}`)))].map((one) => `\`${one}\``);
    const others = longer.length > 0 ? `; there are ${longer.join(' and ')}` : '';
    return `there is no function \`${name}\`${others}`;
  }

  /** The functions that a name means, which may also stand behind the name by which a file imports theirs. */
  private named(name: string): readonly FunctionSymbol[] {
    for (const wanted of [name, ...importedNames(this.debug.checked.scopes, name)]) {
      const named = this.debug.checked.functions.filter((f) => namesOf(f).includes(wanted));
      const own = named.filter((f) => f.qualifiedName === wanted || !f.span.source.isLibrary);
      if (named.length > 0) return own.length > 0 ? own : named;
    }
    return [];
  }

  /** True if a function begins with a loop: its first safepoint is passed in each round. */
  beginsWithLoop(entry: SafepointId): boolean {
    const fn = this.program.functions[this.safepoint(entry).function];
    return fn !== undefined && isInLoop(fn.body, entry) === true;
  }

  private safepoint(id: SafepointId) {
    return this.program.safepoints.at(id) as Safepoint;
  }

  private placesOf(source: SourceFile): readonly BreakpointPlace[] {
    return this.bySource.get(source.path) ?? [];
  }
}

/** Of the last character in it: a declaration that begins in the line is around that. */
function lineEnd(source: SourceFile, line: number): Offset {
  return source.lineStart(line) + Math.max(0, source.lineText(line).trimEnd().length - 1);
}

function namesOf({ name, qualifiedName, plainName, declaration }: FunctionSymbol): string[] {
  return [name, qualifiedName, plainName, declaration.name.text].map(withoutBlanks);
}

/** What a function is called whose file is imported under the name before the first dot: by the main file first. */
function importedNames(scopes: readonly Scope[], name: string): string[] {
  const [, first, rest] = /^(\w+)\.(.+)$/.exec(name) ?? [];
  if (first === undefined || rest === undefined) return [];
  return scopes.flatMap((scope) => {
    const symbol = scope.named(first);
    if (symbol?.kind !== 'module' || !symbol.scope) return [];
    const { module } = symbol.scope;
    return [module ? `${module}.${rest}` : rest];
  });
}

const withoutBlanks = (name: string): string => name.replaceAll(' ', '');

/** Whether a safepoint is in a loop of these statements; undefined if it is not in them. */
function isInLoop(body: readonly Statement[], id: SafepointId): boolean | undefined {
  for (const statement of body) {
    if (statement.safepoint === id) return false;
    if (statement.op !== 'loop' && statement.op !== 'block') continue;
    const inside = isInLoop(statement.body, id);
    if (inside !== undefined) return inside || statement.op === 'loop';
  }
  return undefined;
}

interface Mutable extends BreakpointPlace {
  end: Offset;
  isStatement: boolean;
  safepoints: SafepointId[];
}

/** A statement takes the place over from the calls in it that begin at the same character. */
function addStatement(place: Mutable, id: SafepointId, end: Offset): void {
  if (place.isStatement) {
    place.safepoints.push(id);
  } else {
    place.safepoints = [id];
    place.isStatement = true;
    place.end = end;
  }
}

function textOf({ source, start, end }: Span): string {
  return source.text.slice(start, end);
}

function firstOf(places: readonly BreakpointPlace[]): BreakpointPlace | undefined {
  return places.find((p) => p.isStatement) ?? places[0];
}

/** The place at or behind the column; past the last one, the last. */
function atColumn(places: readonly BreakpointPlace[], offset: Offset): BreakpointPlace | undefined {
  return places.find((p) => p.start >= offset) ?? places.at(-1);
}

export function locationOf(place: { source: SourceFile; start: Offset; end: Offset }): Location {
  const { source, start, end } = place;
  return { source, start: source.position(start), end: source.position(end) };
}
