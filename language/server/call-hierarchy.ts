// Who calls a function, and whom it calls.
import type * as ast from '../syntax/ast';
import type { Offset, Span } from '../syntax/source';
import type { FunctionSymbol } from '../semantics/symbol';
import type { Occurrence } from './entity';
import type { Snapshot } from './snapshot';

export interface Callable {
  readonly name: string;
  readonly nameSpan: Span;
  readonly span: Span;
}

export interface Calls {
  /** The caller, or what is called. */
  readonly callable: Callable;
  /** Where in the caller the name of what is called stands. */
  readonly places: readonly Span[];
}

/** The function that is named at an offset. */
export function callableAt(snapshot: Snapshot, path: string, offset: Offset): Callable | undefined {
  const symbol = functionOf(snapshot.occurrences.at(path, offset));
  return symbol && callableOf(symbol);
}

/** @param offset of the function's name */
export function callersOf(snapshot: Snapshot, path: string, offset: Offset): Calls[] {
  const found = snapshot.occurrences.at(path, offset);
  if (!found || !functionOf(found)) return [];
  const uses = snapshot.occurrences.of(found.entity).filter(({ isDeclaration }) => !isDeclaration);
  return grouped(uses.map(({ span }) => [enclosing(snapshot, span), span]));
}

/** @param offset of the function's name */
export function calleesOf(snapshot: Snapshot, path: string, offset: Offset): Calls[] {
  const symbol = functionOf(snapshot.occurrences.at(path, offset));
  if (!symbol) return [];
  const { span } = symbol.declaration;
  const inside = snapshot.occurrences
    .inFile(span.source.path)
    .filter((one) => !one.isDeclaration && one.span.start >= span.start && one.span.end <= span.end);
  const called = inside.filter((one) => enclosing(snapshot, one.span)?.span.start === symbol.span.start);
  return grouped(called.map((one) => [functionOf(one), one.span]));
}

function functionOf(occurrence: Occurrence | undefined): FunctionSymbol | undefined {
  const { entity } = occurrence ?? {};
  return entity?.kind === 'symbol' && entity.symbol.kind === 'function' ? entity.symbol : undefined;
}

/** The innermost function around a place. */
function enclosing({ program }: Snapshot, { source, start }: Span): FunctionSymbol | undefined {
  let found: FunctionSymbol | undefined;
  for (const symbol of program.functions) {
    const { span } = symbol.declaration;
    if (span.source.path !== source.path || span.start > start || span.end < start || symbol.defaultOf)
      continue;
    if (!found || span.start >= found.declaration.span.start) found = symbol;
  }
  return found;
}

function grouped(pairs: readonly (readonly [FunctionSymbol | undefined, Span])[]): Calls[] {
  const byFunction = new Map<ast.Name, { callable: Callable; places: Span[] }>();
  for (const [symbol, place] of pairs) {
    if (!symbol) continue;
    const key = symbol.declaration.name;
    const calls = byFunction.get(key) ?? { callable: callableOf(symbol), places: [] };
    byFunction.set(key, calls);
    calls.places.push(place);
  }
  return [...byFunction.values()];
}

function callableOf({ qualifiedName, span, declaration }: FunctionSymbol): Callable {
  return { name: qualifiedName, nameSpan: span, span: declaration.span };
}
