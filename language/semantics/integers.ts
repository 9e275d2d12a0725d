// Places that take an integer of any type: indices, bounds, counts.
import type * as ast from '../syntax/ast';
import type { Checking } from './checking';
import { checkInferred, convert, isUntyped } from './conversions';
import { I64, INVALID } from './types';
import { quote, typeText } from './wording';

/**
 * Checks that `e` is an integer of any type; a constant without one becomes `i64`.
 * @param role what it is for, as the message begins: `an index`
 * @returns its value where that is constant
 */
export function checkInteger(c: Checking, e: ast.Expression, role: string): bigint | undefined {
  if (isUntyped(c.checkExpression(e, I64))) convertIndex(c, e, role);
  else if (c.typeOf(e).kind !== 'integer') rejectIndex(c, e, role);
  const value = c.constantOf(e);
  return value?.kind === 'integer' ? value.value : undefined;
}

function convertIndex(c: Checking, e: ast.Expression, role: string): void {
  if (c.typeOf(e).kind === 'untyped integer') convert(c, e, I64);
  else rejectIndex(c, e, role);
}

function rejectIndex(c: Checking, e: ast.Expression, role: string): void {
  const type = c.typeOf(e);
  if (type === INVALID) return;
  const hint = type.kind === 'float' ? 'write `cast(i64)` before it' : undefined;
  c.error('E0329', e.span, `${role} must be an integer, but ${quote(e)} is ${typeText(type)}`, hint);
  if (isUntyped(type)) checkInferred(c, e);
}
