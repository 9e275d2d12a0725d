// The variables of a frame and the globals, as values.
import { offsetOf } from '../ir/frame-layout';
import type { Function } from '../ir/ir';
import { isContext } from '../ir/lower/program';
import { type Scope, type VariableSymbol, visibleOffset } from '../semantics/symbol';
import type { ThreadId } from './api';
import type { Debuggee } from './debuggee';
import { siteOf } from './expressions';
import type { StackFrame } from './stack';
import type { MemoryView } from './values/memory-view';
import { pointedAt, pointerTarget, type Value } from './values/value';

/** What stands before the main file's globals where they are seen from another file, which does not import it. */
const MAIN = '(main file)';

/** A variable with the name under which it is shown. */
export interface NamedValue {
  readonly name: string;
  readonly value: Value;
}

/** The two sights of one moment's memory. */
export interface Views {
  /** What the program can point at. */
  readonly program: MemoryView;
  /** Where the homes of register locals are. */
  readonly registers: MemoryView;
}

/** Where a local lives, or undefined if it is not one of the frame's. */
export function localValue(
  debuggee: Debuggee,
  views: Views,
  frame: StackFrame,
  symbol: VariableSymbol,
  expression: string | undefined,
): Value | undefined {
  const home = frame.function.homes.get(symbol);
  if (!home) return undefined;
  const fn = debuggee.program.functions[frame.function.id] as Function;
  const offset = offsetOf(fn, home.local);
  const memory = views.program;
  const { type } = symbol;
  if (home.kind === 'reference') {
    const home = { type, home: views.registers, address: frame.address + offset, memory, hasAddress: false };
    const address = pointerTarget(home);
    return address === undefined ? undefined : pointedAt(home, address, type, expression);
  }
  return home.kind === 'memory'
    ? { type, home: memory, address: frame.data + offset, memory, hasAddress: true, expression }
    : { type, home: views.registers, address: frame.address + offset, memory, hasAddress: false, expression };
}

/** @param thread whose context the name `context` means; of any thread's, none */
export function globalValue(
  debuggee: Debuggee,
  views: Views,
  symbol: VariableSymbol,
  thread?: ThreadId,
): Value | undefined {
  const address = addressOfGlobal(debuggee, symbol, thread);
  if (address === undefined) return undefined;
  const memory = views.program;
  return { type: symbol.type, home: memory, address, memory, hasAddress: true, expression: symbol.name };
}

function addressOfGlobal(
  { debug, machine }: Debuggee,
  symbol: VariableSymbol,
  thread: ThreadId | undefined,
): number | undefined {
  if (isContext(debug.checked, symbol) && machine.layout.threads)
    return thread === undefined ? undefined : machine.threads.find(thread)?.context;
  const offset = debug.globals.get(symbol);
  return offset === undefined ? undefined : machine.layout.globals + offset;
}

/** The locals that are declared at the frame's statement, innermost scope first. One that is hidden by another of its name says so. */
export function localsOf(debuggee: Debuggee, views: Views, frame: StackFrame): NamedValue[] {
  const site = siteOf(debuggee, frame.safepoint);
  const seen = new Set<string>();
  const found: NamedValue[] = [];
  for (let scope = site.scope; scope.owner && scope.owner === site.owner;) {
    for (const symbol of scope.own()) {
      if (symbol.kind !== 'variable' || (site.at !== undefined && visibleOffset(symbol) > site.at)) continue;
      const isHidden = seen.has(symbol.name);
      const value = localValue(debuggee, views, frame, symbol, isHidden ? undefined : symbol.name);
      const line = symbol.span.source.position(symbol.span.start).line;
      if (value) found.push({ name: isHidden ? `${symbol.name} (line ${line})` : symbol.name, value });
      seen.add(symbol.name);
    }
    if (!scope.parent) break;
    scope = scope.parent;
  }
  return found;
}

/**
 * The globals of the user's files, those of the frame's own first. The others' stand behind the name of their
 * module, as the frame's file would write it; one that it does not import cannot be written there.
 */
export function globalsOf(debuggee: Debuggee, views: Views, frame: StackFrame | undefined): NamedValue[] {
  const { checked } = debuggee.debug;
  const own = frame
    ? topLevelOf(siteOf(debuggee, frame.safepoint).scope, [...checked.scopes, checked.prelude])
    : checked.scope;
  const found: NamedValue[] = [];
  for (const scope of [own, ...checked.scopes.filter((each) => each !== own)]) {
    if (scope !== own && scope.span?.source.isLibrary) continue;
    for (const symbol of scope.own()) {
      const value = symbol.kind === 'variable' ? globalValue(debuggee, views, symbol) : undefined;
      if (value)
        found.push(scope === own ? { name: symbol.name, value } : fromOther(own, scope, symbol.name, value));
    }
  }
  return found;
}

function fromOther(own: Scope, scope: Scope, symbol: string, value: Value): NamedValue {
  const module = importedAs(own, scope);
  const name = `${module ?? (scope.module || MAIN)}.${symbol}`;
  return { name, value: { ...value, expression: module === undefined ? undefined : name } };
}

/** The scope of the file that a scope lies in. In a generic function that of the compile-time parameters lies between. */
function topLevelOf(scope: Scope, files: readonly Scope[]): Scope {
  let level = scope;
  while (level.parent && !files.includes(level)) level = level.parent;
  return level;
}

/** The name by which one file imports another. */
function importedAs(importing: Scope, imported: Scope): string | undefined {
  for (const symbol of importing.own())
    if (symbol.kind === 'module' && symbol.scope === imported) return symbol.name;
  return undefined;
}
