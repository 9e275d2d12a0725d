// Operands of two types: how to say so, and what to write instead.
import type * as ast from '../syntax/ast';
import type { Checking } from './checking';
import { isUntyped, settleDefault } from './conversions';
import { INVALID, sizeOf, type Type } from './types';
import { castText, suffixed, twoOfOneName, typeText } from './wording';

/** Numbers, and constants that become one. */
export const isNumeric = (type: Type): boolean =>
  type.kind === 'integer' || type.kind === 'float' || isUntyped(type);

/** The cast that brings two numbers to the wider of their types. */
export function wideningHint(
  left: ast.Expression,
  a: Type,
  right: ast.Expression,
  b: Type,
): string | undefined {
  if (isTagOf(a, b)) return `write \`${suffixed(right, '.tag')}\``;
  if (isTagOf(b, a)) return `write \`${suffixed(left, '.tag')}\``;
  if (a.kind === 'pointer' || b.kind === 'pointer') return 'only `nil` and other pointers go with a pointer';
  if (!isNumeric(a) || !isNumeric(b)) return undefined;
  const rank = (type: Type): number =>
    (type.kind === 'float' ? 1000 : 0) + sizeOf(type) * 2 + (isSigned(type) ? 1 : 0);
  return `write \`${rank(a) >= rank(b) ? castText(a, right) : castText(b, left)}\``;
}

const isTagOf = (a: Type, b: Type): boolean => a.kind === 'tag' && a.enum === b;

const isSigned = (type: Type): boolean => type.kind === 'integer' && type.signed;

/** Reports an operation on two types. */
export function reportDifferent(c: Checking, e: ast.BinaryExpression): Type {
  const [left, right] = [settleDefault(c, e.left), settleDefault(c, e.right)];
  if (left === INVALID || right === INVALID) return INVALID;
  const message = `\`${e.operator}\` has operands of two types, ${typeText(left)} and ${typeText(right)}`;
  const labels = [
    { span: e.left.span, message: `this is ${typeText(left)}` },
    { span: e.right.span, message: `this is ${typeText(right)}` },
    ...twoOfOneName(left, right),
  ];
  c.error('E0303', e.span, message, wideningHint(e.left, left, e.right, right), labels);
  return INVALID;
}
