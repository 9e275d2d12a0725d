// Comparisons: which types can be compared, and with what.
import type * as ast from '../syntax/ast';
import type { Checking } from './checking';
import { fits } from './constants';
import { convert, isUntyped, settle, settleDefault } from './conversions';
import { reportDifferent } from './operands';
import {
  F64,
  hasPayloads,
  I32,
  I64,
  INVALID,
  isScalar,
  NONE,
  pointerTo,
  THREAD,
  type Type,
  U64,
} from './types';
import { typeText } from './wording';

/** Brings the checked sides of a comparison to one type. False when they cannot be compared, which is reported. */
export function checkComparison(c: Checking, e: ast.BinaryExpression): boolean {
  const [left, right] = [c.typeOf(e.left), c.typeOf(e.right)];
  if (left === INVALID || right === INVALID) {
    settleBoth(c, e, isUntyped(left) || isUntyped(right) ? F64 : INVALID);
    return false;
  }
  if (isUntyped(left) && isUntyped(right)) return settleUntyped(c, e);
  if (!matchPointers(c, e, left, right)) return false;
  const [a, b] = [typeOfSide(c, e.left), typeOfSide(c, e.right)];
  if (a === b && isComparable(e.operator, a)) return true;
  if (a === b) reportIncomparable(c, e, a);
  else reportDifferent(c, e);
  return false;
}

const typeOfSide = (c: Checking, e: ast.Expression): Type => c.tables.typeOf.whereItStands(e) ?? INVALID;

function settleBoth(c: Checking, e: ast.BinaryExpression, type: Type): void {
  settle(c, e.left, type);
  settle(c, e.right, type);
}

// Two constants are compared exactly; the type they settle on only has to hold both.
function settleUntyped(c: Checking, e: ast.BinaryExpression): boolean {
  const values = [c.constantOf(e.left), c.constantOf(e.right)];
  const hasFloat = values.some((v) => v?.kind === 'float');
  const integers = values.flatMap((v) => (v?.kind === 'integer' ? [v.value] : []));
  const holding = [I32, I64, U64].find((type) => integers.every((v) => fits(v, type)));
  const type = hasFloat || !holding ? F64 : holding;
  settleBoth(c, e, type);
  return true;
}

// `nil` takes the other side's type, and a pointer may be compared with any `*none`.
function matchPointers(c: Checking, e: ast.BinaryExpression, left: Type, right: Type): boolean {
  if (left.kind === 'nil' && right.kind === 'nil') return rejectNils(c, e);
  if (left.kind === 'nil') return convert(c, e.left, settleDefault(c, e.right));
  if (right.kind === 'nil') return convert(c, e.right, settleDefault(c, e.left));
  const any = pointerTo(NONE);
  if (left === right) return true;
  if (left === any && right.kind === 'pointer') return convert(c, e.right, any);
  if (right === any && left.kind === 'pointer') return convert(c, e.left, any);
  return true;
}

function rejectNils(c: Checking, e: ast.BinaryExpression): boolean {
  settleDefault(c, e.left);
  return false;
}

function isComparable(operator: ast.BinaryOperator, type: Type): boolean {
  if ((type.kind === 'integer' && type !== THREAD) || type.kind === 'float') return true;
  const isEquality = operator === '==' || operator === '!=';
  return isEquality && isScalar(type);
}

function reportIncomparable(c: Checking, e: ast.BinaryExpression, type: Type): void {
  if (settleDefault(c, e.left) === INVALID || settleDefault(c, e.right) === INVALID) return;
  const message = `\`${e.operator}\` is not defined on ${typeText(type)}`;
  c.error('E0305', e.operatorSpan, message, comparisonHint(e.operator, type));
}

function comparisonHint(operator: ast.BinaryOperator, type: Type): string {
  const isEquality = operator === '==' || operator === '!=';
  if (isEquality && (type.kind === 'slice' || type.kind === 'array' || type.kind === 'struct'))
    return '`hash.equal(a, b)` of `std/hash.rw` compares values of any type';
  if (type.kind === 'slice' || type.kind === 'array') return 'compare their elements one by one, in a loop';
  if (type.kind === 'struct') return 'compare their fields';
  if (type.kind === 'enum' && hasPayloads(type))
    return 'compare their tags, as in `a.tag == b.tag`; one tag is asked for with `a is tag`';
  return 'values of this type are equal or not, but have no order';
}
