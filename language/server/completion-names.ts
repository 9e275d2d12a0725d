// The names in sight of the cursor, near ones first; what fits the place comes before all others.
import { type Scope, type Symbol, visibleOffset } from '../semantics/symbol';
import { INVALID, type Type } from '../semantics/types';
import type { Completion, CompletionKind } from './completion-item';
import { describeSymbol } from './describe';
import { docComment } from './doc-comment';
import type { Site } from './site';
import { holdsLetters } from './symbols';

/** What a place takes. */
export interface Wanted {
  readonly accepts?: (symbol: Symbol) => boolean;
  /** What comes before all others. */
  readonly prefers?: (symbol: Symbol) => boolean;
}

/** The names in sight that can be what is being typed. */
export function namesIn(site: Site, { accepts, prefers }: Wanted): Completion[] {
  const found = new Map<string, Completion>();
  const letters = site.before.prefix.toLowerCase();
  let distance = 0;
  for (let level: Scope | undefined = site.scope; level; level = level.parent, distance++) {
    for (const symbol of level.own()) {
      if (found.has(symbol.name) || !holdsLetters(symbol.name, letters)) continue;
      if (accepts?.(symbol) === false || isOutOfSight(symbol, site)) continue;
      const rank = prefers?.(symbol) ? distance : rankOf(symbol, distance);
      found.set(symbol.name, completionOf(symbol, rank));
    }
  }
  return [...found.values()];
}

function isOutOfSight(symbol: Symbol, { scope, offset, before }: Site): boolean {
  if (/^(rt_|__)/.test(symbol.name)) return true;
  if (symbol.kind !== 'variable' || symbol.storage === 'global') return false;
  if (visibleOffset(symbol) > offset || symbol.owner !== scope.owner) return true;
  // An unfinished declaration ends, for the parser, where its text does.
  return symbol.storage === 'local' && before.isUnended(symbol.span.start);
}

function rankOf(symbol: Symbol, distance: number): number {
  const base =
    symbol.kind === 'type' ? 70 : symbol.kind === 'builtin' ? 65 : symbol.kind === 'module' ? 60 : 20;
  return base + Math.min(distance, 20);
}

/** Prefers what has a type, or is a function that gives it. */
export function ofType(wanted: Type): Wanted {
  if (wanted === INVALID) return {};
  return {
    prefers: (symbol) => {
      if (symbol.kind === 'function') return symbol.type.result === wanted || symbol.type === wanted;
      return (symbol.kind === 'variable' || symbol.kind === 'constant') && symbol.type === wanted;
    },
  };
}

/** Prefers functions whose first argument can be of a type. */
export function taking(given: Type): Wanted {
  return {
    prefers: (symbol) =>
      symbol.kind === 'function' && given !== INVALID && symbol.parameters[0]?.type === given,
  };
}

/** Whether a type can begin with the name: its own, or that of its module. */
export function leadsToType(symbol: Symbol): boolean {
  return symbol.kind === 'module' || kindOf(symbol) === 'type';
}

function kindOf(symbol: Symbol): CompletionKind {
  if (symbol.kind === 'builtin') return 'function';
  if (symbol.kind !== 'generic') return symbol.kind;
  return symbol.declaration.kind === 'TypeDeclaration' ? 'type' : 'function';
}

export function completionOf(symbol: Symbol, rank: number): Completion {
  const kind = kindOf(symbol);
  const takesSome = kind === 'function' ? takesArguments(symbol) : symbol.kind === 'generic';
  const isCalled = kind === 'function' || takesSome;
  return {
    label: symbol.name,
    kind,
    detail: symbol.kind === 'type' ? undefined : describeSymbol(symbol),
    comment: 'span' in symbol && symbol.span ? docComment(symbol.span) : undefined,
    snippet: isCalled ? `${symbol.name}${takesSome ? '($1)' : '()'}` : undefined,
    rank,
  };
}

function takesArguments(symbol: Symbol): boolean {
  if (symbol.kind === 'function') return symbol.parameters.length > 0;
  const isFunction = symbol.kind === 'generic' && symbol.declaration.kind === 'FunctionDeclaration';
  return !isFunction || symbol.declaration.parameters.length > 0;
}
