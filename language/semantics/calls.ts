// Calls of functions and function pointers.
import type * as ast from '../syntax/ast';
import { checkArguments, rejectNames } from './arguments';
import { checkBuiltin } from './builtins';
import { canCast } from './castable';
import type { Checking } from './checking';
import { checkNothing, settleDefault } from './conversions';
import { checkConstruction } from './tags';
import { INVALID, type Type } from './types';
import { castText, described, excerpt, quote } from './wording';

export function checkCall(c: Checking, e: ast.CallExpression, expected?: Type): Type {
  const made = checkConstruction(c, e, expected);
  if (made) {
    rejectNames(c, e, 'a tag');
    return made;
  }
  const named = e.callee.kind === 'NameExpression' ? c.lookup(e.callee.name) : undefined;
  if (named?.kind === 'builtin' && e.callee.kind === 'NameExpression') {
    c.tables.symbolOf.set(e.callee.name, named);
    rejectNames(c, e, `\`${named.name}\``);
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
