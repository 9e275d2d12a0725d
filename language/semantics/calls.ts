// Calls of functions and function pointers.
import type * as ast from '../syntax/ast';
import type { Label } from '../syntax/diagnostic';
import { checkBuiltin } from './builtins';
import type { Checking } from './checking';
import { checkNothing, checkValue, settleDefault } from './conversions';
import type { FunctionSymbol } from './symbol';
import { checkConstruction } from './tags';
import { type FunctionType, INVALID, type Type, typeName } from './types';
import { castText, counted, described, given, quote } from './wording';

export function checkCall(c: Checking, e: ast.CallExpression, expected?: Type): Type {
  const made = checkConstruction(c, e, expected);
  if (made) return made;
  const named = e.callee.kind === 'NameExpression' ? c.lookup(e.callee.name) : undefined;
  if (named?.kind === 'builtin' && e.callee.kind === 'NameExpression') {
    c.tables.symbolOf.set(e.callee.name, named);
    return checkBuiltin(c, e, named.name);
  }
  if (named?.kind === 'type') return rejectTypeCall(c, e, named.type);
  const calleeType = c.checkExpression(e.callee);
  // Called by its name, a function with a wrong type in its declaration still tells about the other ones.
  const type = named?.kind === 'function' ? named.type : calleeType;
  if (type.kind !== 'function') return rejectCallee(c, e);
  checkArguments(c, e, type, named?.kind === 'function' ? named : undefined);
  return type.result;
}

function checkArguments(
  c: Checking,
  e: ast.CallExpression,
  type: FunctionType,
  symbol?: FunctionSymbol,
): void {
  e.arguments.forEach((argument, i) => {
    const parameter = type.parameters[i];
    if (parameter) checkValue(c, argument, parameter, parameterLabel(symbol, i));
    else checkNothing(c, argument);
  });
  if (e.arguments.length === type.parameters.length) return;
  const labels = symbol ? [{ span: symbol.span, message: `\`${symbol.name}\` is declared here` }] : [];
  const wanted = counted(type.parameters.length, 'argument');
  const message = `${quote(e.callee)} takes ${wanted}, but ${given(e.arguments.length)}`;
  c.error('E0310', e.span, message, missingHint(e, symbol), labels);
}

function missingHint(e: ast.CallExpression, symbol: FunctionSymbol | undefined): string | undefined {
  const missing = symbol?.parameters.slice(e.arguments.length) ?? [];
  if (missing.length === 0) return undefined;
  return `missing: ${missing.map((p) => `\`${p.name}: ${typeName(p.type)}\``).join(', ')}`;
}

function parameterLabel(symbol: FunctionSymbol | undefined, index: number): Label[] {
  const parameter = symbol?.parameters[index];
  if (!parameter) return [];
  return [{ span: parameter.span, message: `the parameter \`${parameter.name}\` is declared here` }];
}

function rejectTypeCall(c: Checking, e: ast.CallExpression, type: Type): Type {
  for (const argument of e.arguments) checkNothing(c, argument);
  const [first] = e.arguments;
  const hint = first && type !== INVALID ? `write \`${castText(type, first)}\`` : undefined;
  c.error('E0309', e.callee.span, `${quote(e.callee)} is a type, not a function`, hint);
  return INVALID;
}

function rejectCallee(c: Checking, e: ast.CallExpression): Type {
  for (const argument of e.arguments) checkNothing(c, argument);
  const type = settleDefault(c, e.callee);
  if (type !== INVALID) c.error('E0309', e.callee.span, `${described(e.callee, type)} is not a function`);
  return INVALID;
}
