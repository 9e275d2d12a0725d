// Function bodies: parameters, and whether every path returns.
import type * as ast from '../syntax/ast';
import { checkStatements } from './blocks';
import type { Checking } from './checking';
import { declare } from './declare';
import { resolveDefaults } from './defaults';
import { checkParameterCopy } from './mutexes';
import { type FunctionSymbol, Scope, type VariableSymbol } from './symbol';
import { INVALID, NONE, typeName } from './types';

/** Checks a declared function: the defaults of its parameters and its body, but for what was needed before. */
export function checkFunction(c: Checking, symbol: FunctionSymbol): void {
  if (symbol.defaults.length > 0) checkDefaults(c, symbol);
  checkNeeded(c, symbol);
}

/** Those at the top level belong to what is declared, and are known by now. */
function checkDefaults(c: Checking, symbol: FunctionSymbol): void {
  const scope = c.bodies.get(symbol)?.scope;
  if (scope) c.reportTo(c.findingsOf?.(symbol, scope), () => resolveDefaults(c, symbol));
}

/** Checks its body alone, as a `#run` needs it, which asks for those defaults that are used. */
export function checkNeeded(c: Checking, symbol: FunctionSymbol): void {
  const body = c.bodies.get(symbol);
  if (body?.state !== 'waiting') return;
  const { isInitial } = c;
  c.isInitial = false;
  body.state = 'under way';
  const scope = new Scope(body.scope, symbol, symbol.declaration.span);
  c.reportTo(c.findingsOf?.(symbol, body.scope), () => {
    const before = c.mistakes;
    const outerLocals = c.locals;
    c.locals = [];
    c.withoutExits(undefined, () => c.within(scope, symbol, () => checkParts(c, symbol, scope)));
    body.state = c.mistakes > before || c.unread.concerns(symbol) ? 'wrong' : 'sound';
    if (body.state === 'sound') noteUnused(c, c.locals);
    c.locals = outerLocals;
  });
  c.isInitial = isInitial;
}

function noteUnused(c: Checking, locals: readonly VariableSymbol[] | undefined): void {
  for (const variable of locals ?? [])
    if (!variable.isUsed && !variable.name.startsWith('_')) c.noteUnused(variable);
}

function checkParts(c: Checking, symbol: FunctionSymbol, scope: Scope): void {
  const { declaration } = symbol;
  declaration.parameters.forEach((parameter, i) => {
    const variable = symbol.parameters[i];
    if (!variable) return;
    declare(c, variable, parameter.name);
    checkParameterCopy(c, variable);
  });
  if (declaration.body) checkBody(c, symbol, declaration.body, scope);
}

// Parameters and the body's own names share one scope, so that a local cannot hide a parameter.
function checkBody(c: Checking, symbol: FunctionSymbol, body: ast.Block, scope: Scope): void {
  c.tables.scopeOf.set(symbol.declaration, scope);
  c.tables.scopeOf.set(body, scope);
  const reachesEnd = checkStatements(c, body.statements);
  const { result } = symbol.type;
  if (!reachesEnd || result === NONE || result === INVALID) return;
  if (c.unread.concerns(symbol) || c.bodies.get(symbol)?.isUndecided) return;
  const labels = symbol.declaration.result
    ? [{ span: symbol.declaration.result.span, message: `it returns \`${typeName(result)}\`` }]
    : [];
  c.error(
    'E0325',
    body.close,
    `\`${symbol.declaration.name.text}\` can reach its end without a \`return\``,
    undefined,
    labels,
  );
}
