// Calls of functions and function pointers.
import type * as ast from '../syntax/ast';
import { checkArguments, rejectNames } from './arguments';
import { checkBuiltin } from './builtins';
import { canCast } from './castable';
import type { Checking } from './checking';
import { isGenericType } from './compile-time-arguments';
import { checkNothing, settleDefault } from './conversions';
import { checkInstance, checkLeftOver, genericCallee, type GenericCallee } from './generic-calls';
import { instanceType } from './generics';
import { symbolNamed } from './imports';
import type { GenericSymbol } from './symbol';
import { checkConstruction } from './tags';
import { INVALID, type Type, typeName } from './types';
import { castText, described, excerpt, quote } from './wording';

export function checkCall(c: Checking, e: ast.CallExpression, expected?: Type): Type {
  const made = checkConstruction(c, e, expected);
  if (made) {
    rejectNames(c, e, 'a tag');
    return made;
  }
  const named = symbolNamed(c, e.callee);
  if (named?.kind === 'builtin' && e.callee.kind === 'NameExpression') {
    c.tables.symbolOf.set(e.callee.name, named);
    rejectNames(c, e, `\`${named.name}\``);
    return checkBuiltin(c, e, named.name);
  }
  if (named?.kind === 'type') return rejectTypeCall(c, e, named.type);
  if (named && isGenericType(named)) return rejectGenericType(c, e, named);
  const instance = checkInstance(c, e);
  if (instance) return instance;
  const generic = genericCallee(c, e);
  if (generic) return checkGenericCall(c, e, generic);
  const calleeType = c.checkExpression(e.callee);
  // Called by its name, a function with a wrong type in its declaration still tells about the other ones.
  const type = named?.kind === 'function' ? named.type : calleeType;
  if (type.kind !== 'function') return rejectCallee(c, e);
  checkArguments(c, e, type, named?.kind === 'function' ? named : undefined);
  return type.result;
}

function checkGenericCall(c: Checking, e: ast.CallExpression, generic: GenericCallee): Type {
  const { symbol, checked } = generic;
  if (!symbol) {
    checkLeftOver(c, e, checked);
    return INVALID;
  }
  checkArguments(c, e, symbol.type, symbol, generic);
  return symbol.type.result;
}

function rejectGenericType(c: Checking, e: ast.CallExpression, generic: GenericSymbol): Type {
  const type = instanceType(c, generic, e.arguments, e.span);
  if (type !== INVALID) c.error('E0204', e.span, `\`${typeName(type)}\` is a type, not a value`);
  return INVALID;
}

function rejectTypeCall(c: Checking, e: ast.CallExpression, type: Type): Type {
  for (const argument of e.arguments) checkNothing(c, argument);
  const [first] = e.arguments;
  const literal =
    type.kind === 'struct' ? `${excerpt(e.callee)}{${e.arguments.map(excerpt).join(', ')}}` : undefined;
  const written = literal ?? (first && canCast(c.typeOf(first), type) ? castText(type, first) : undefined);
  const hint = written && `write \`${written}\``;
  c.error('E0309', e.callee.span, `${quote(e.callee)} is a type, not a function`, hint);
  return INVALID;
}

function rejectCallee(c: Checking, e: ast.CallExpression): Type {
  for (const argument of e.arguments) checkNothing(c, argument);
  const type = settleDefault(c, e.callee);
  if (type !== INVALID) c.error('E0309', e.callee.span, `${described(e.callee, type)} is not a function`);
  return INVALID;
}
