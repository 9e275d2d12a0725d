// Expressions that users type: parsed, checked in the scope of a frame, and compiled to a function that
// runs beside the program.
import type { FragmentRequest } from '../ir/lower/fragment';
import { lowerExpression, type Fragment } from '../ir/lower/fragment';
import type { DebugFunction } from '../ir/lower/debug-info';
import type { Safepoint } from '../ir/ir';
import { checkAssignment, checkExpression, checkType } from '../semantics/checker';
import type { Tables } from '../semantics/checked';
import type { FunctionSymbol, Scope } from '../semantics/symbol';
import type { Type } from '../semantics/types';
import type { Expression, NameExpression } from '../syntax/ast';
import { Diagnostics } from '../syntax/diagnostic';
import { parseExpression } from '../syntax/parser/parser';
import { SourceFile, type Offset } from '../syntax/source';
import { eachNode } from '../syntax/walk';
import type { Result } from './api';
import type { Debuggee } from './debuggee';

/** Places where the engine can stop in what is added to a program: it has room for 1024 of them. */
const MOST_CALLS = 1000;

/** Where an expression is thought to stand. */
export interface Site {
  readonly scope: Scope;
  /** Locals declared behind it are not seen. */
  readonly at?: Offset;
  readonly owner?: FunctionSymbol;
  /** Absent: only globals are seen. */
  readonly function?: DebugFunction;
}

/** Parsed and checked, not yet compiled. */
export interface CheckedText {
  readonly expression: Expression;
  /** For an assignment `expression = assigned`. */
  readonly assigned?: Expression;
  readonly type: Type;
  readonly tables: Tables;
  readonly site: Site;
}

/** The site of a statement. */
export function siteOf(debuggee: Debuggee, safepoint: Safepoint): Site {
  const scope = debuggee.debug.scopes[safepoint.scope] ?? debuggee.debug.checked.scope;
  const fn = debuggee.debug.functions.get(safepoint.function);
  return { scope, at: safepoint.span.start, owner: fn?.symbol, function: fn };
}

/** Around a function: what it knows but for what is its own. */
export function siteAround({ debug: { checked } }: Debuggee, { symbol }: DebugFunction): Site {
  return { scope: checked.scopeOf.get(symbol.declaration)?.parent ?? checked.scope };
}

/** Outside of all functions. */
export function globalSite(debuggee: Debuggee): Site {
  return { scope: debuggee.debug.checked.scope };
}

/** Reads and checks an expression, or an assignment `a = e`, `a += e`. */
export function checkText(
  debuggee: Debuggee,
  text: string,
  site: Site,
  expected?: Type,
): Result<{ checked: CheckedText }> {
  const assignment = splitAssignment(text);
  if (assignment) return checkAssigned(debuggee, assignment.target, assignment.value, site);
  const diagnostics = new Diagnostics();
  const expression = parse(text, diagnostics);
  if (diagnostics.hasErrors) return refusal(diagnostics);
  const { checked } = debuggee.debug;
  const found = checkExpression(checked, expression, site.scope, site.at, site.owner, diagnostics, expected);
  if (diagnostics.hasErrors) return refusal(diagnostics);
  return { ok: true, checked: { expression, type: found.type, tables: found.tables, site } };
}

/** The names that stand for something in a text; none where it cannot be read. */
export function namesIn(text: string): ReadonlySet<string> {
  const names = new Set<string>();
  eachNode({ of: parse(text, new Diagnostics()) }, (node) => {
    if (node.kind === 'NameExpression') names.add((node as NameExpression).name.text);
  });
  return names;
}

/** The type that a text denotes, with a name or without; undefined if it is a value, or nothing. */
export function typeOfText({ debug }: Debuggee, text: string, site: Site): Type | undefined {
  const diagnostics = new Diagnostics();
  const size = parse(`sizeof(${text})`, diagnostics);
  if (diagnostics.hasErrors || size.kind !== 'SizeofExpression') return undefined;
  return checkType(debug.checked, size.type, site.scope, site.at, site.owner, diagnostics);
}

/** Reads and checks an assignment. */
export function checkAssigned(
  debuggee: Debuggee,
  target: string,
  value: string,
  site: Site,
): Result<{ checked: CheckedText }> {
  const diagnostics = new Diagnostics();
  const expression = parse(target, diagnostics);
  const assigned = parse(value, diagnostics);
  if (diagnostics.hasErrors) return refusal(diagnostics);
  const { checked } = debuggee.debug;
  const found = checkAssignment(checked, expression, assigned, site.scope, site.at, site.owner, diagnostics);
  if (diagnostics.hasErrors) return refusal(diagnostics);
  return { ok: true, checked: { expression, assigned, type: found.type, tables: found.tables, site } };
}

/** Compiles to a function of the machine's, under an id reserved for it. */
export function compileChecked(
  debuggee: Debuggee,
  { expression, assigned, tables, site }: CheckedText,
  form: FragmentRequest['form'],
): Result<{ fragment: Fragment }> {
  const { program, debug, machine } = debuggee;
  const fn = site.function && program.functions[site.function.id];
  const id = machine.reserveFunction();
  const frame = fn && site.function && { fn, homes: site.function.homes };
  const scope = site.scope;
  const fragment = lowerExpression({ program, debug, tables, expression, assigned, scope, frame, id, form });
  if (fragment.ok && fragment.safepoints.length <= MOST_CALLS) return { ok: true, fragment };
  machine.removeFunction(id);
  if (!fragment.ok) return { ok: false, message: fragment.message };
  const message = `it has ${fragment.safepoints.length} calls and steps between them, and may have ${MOST_CALLS}: evaluate it in parts`;
  return { ok: false, message };
}

/** Takes `a = e` and `a += e` apart; undefined for anything else. */
export function splitAssignment(text: string): { target: string; value: string } | undefined {
  let depth = 0;
  for (let at = 0; at < text.length; at++) {
    const character = text[at] as string;
    if (character === '"' || character === "'") at = endOfQuoted(text, at);
    else if ('([{'.includes(character)) depth++;
    else if (')]}'.includes(character)) depth--;
    else if (character === '=' && depth === 0) {
      if (text[at + 1] === '=') return undefined;
      const operator = /(<<|>>|[-+*/%&|~])$/.exec(text.slice(0, at))?.[0] ?? '';
      if (!operator && /[<>!:]$/.test(text.slice(0, at))) return undefined;
      const target = text.slice(0, at - operator.length).trim();
      const value = text.slice(at + 1).trim();
      return { target, value: operator ? `${target} ${operator} (${value})` : value };
    }
  }
  return undefined;
}

function endOfQuoted(text: string, from: number): number {
  for (let at = from + 1; at < text.length; at++) {
    if (text[at] === '\\') at++;
    else if (text[at] === text[from]) return at;
  }
  return text.length;
}

function parse(text: string, diagnostics: Diagnostics): Expression {
  return parseExpression(new SourceFile('expression', text), diagnostics);
}

function refusal(diagnostics: Diagnostics): { ok: false; message: string } {
  const first = diagnostics.sorted().find((d) => d.severity === 'error');
  const hint = first?.hint === undefined ? '' : ` (${first.hint})`;
  return { ok: false, message: `${first?.message ?? 'not understood'}${hint}` };
}
