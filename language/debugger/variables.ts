// The variables of a frame and the globals, as values.
import { offsetOf } from '../ir/frame-layout';
import type { Function } from '../ir/ir';
import type { VariableSymbol } from '../semantics/symbol';
import type { Debuggee } from './debuggee';
import { siteOf } from './expressions';
import type { StackFrame } from './stack';
import type { MemoryView } from './values/memory-view';
import { pointedAt, pointerTarget, type Value } from './values/value';

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

export function globalValue(debuggee: Debuggee, views: Views, symbol: VariableSymbol): Value | undefined {
  const offset = debuggee.debug.globals.get(symbol);
  if (offset === undefined) return undefined;
  const memory = views.program;
  const address = debuggee.machine.layout.globals + offset;
  return { type: symbol.type, home: memory, address, memory, hasAddress: true, expression: symbol.name };
}

/** The locals that are declared at the frame's statement, innermost scope first. One that is hidden by another of its name says so. */
export function localsOf(debuggee: Debuggee, views: Views, frame: StackFrame): NamedValue[] {
  const site = siteOf(debuggee, frame.safepoint);
  const seen = new Set<string>();
  const found: NamedValue[] = [];
  for (let scope = site.scope; scope.owner && scope.owner === site.owner;) {
    for (const symbol of scope.own()) {
      if (symbol.kind !== 'variable' || (site.at !== undefined && symbol.visibleFrom > site.at)) continue;
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

/** The user's globals in the order of their text. */
export function globalsOf(debuggee: Debuggee, views: Views): NamedValue[] {
  const found: NamedValue[] = [];
  for (const symbol of debuggee.debug.checked.globals) {
    const value = symbol.span.source.isLibrary ? undefined : globalValue(debuggee, views, symbol);
    if (value) found.push({ name: symbol.name, value });
  }
  return found;
}
