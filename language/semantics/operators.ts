// Operators: which types they take, what they give, and their value where both operands are constant.
import type * as ast from '../syntax/ast';
import type { Checking } from './checking';
import { checkComparison } from './comparisons';
import { foldArithmetic, foldComparison, type FoldFailure, foldUnary, MAX_CONSTANT_BITS } from './constants';
import { convert, isUntyped, settle, settleDefault } from './conversions';
import { isNumeric, reportDifferent } from './operands';
import { checkAddressable } from './places';
import { BOOL, hasPayloads, INVALID, pointerTo, THREAD, type Type, UNTYPED_FLOAT } from './types';
import { excerpt, quote, typeText } from './wording';

export function checkUnary(c: Checking, e: ast.UnaryExpression, expected: Type | undefined): Type {
  if (e.operator === '&') return checkAddressOf(c, e, expected);
  if (e.operator === '!') {
    checkCondition(c, e.operand, 'the operand of `!`');
    if (c.typeOf(e.operand) !== BOOL) return INVALID;
    foldInto(c, e, BOOL);
    return BOOL;
  }
  const type = c.checkExpression(e.operand, expected);
  const isInteger = (type.kind === 'integer' && type !== THREAD) || type.kind === 'untyped integer';
  const isFloat = type.kind === 'float' || type.kind === 'untyped float';
  if (isInteger || (isFloat && e.operator === '-')) {
    foldInto(c, e, type);
    return type;
  }
  if (settleDefault(c, e.operand) === INVALID) return INVALID;
  const hint = e.operator === '~' && type.kind === 'bool' ? `write \`!${excerpt(e.operand)}\`` : undefined;
  c.error('E0304', e.span, `\`${e.operator}\` is not defined on ${typeText(type)}`, hint);
  return INVALID;
}

function foldInto(c: Checking, e: ast.UnaryExpression, type: Type): void {
  const operand = c.constantOf(e.operand);
  const value = operand && foldUnary(e.operator, operand, type);
  if (value) c.tables.constantOf.set(e, value);
}

function checkAddressOf(c: Checking, e: ast.UnaryExpression, expected: Type | undefined): Type {
  c.checkExpression(e.operand, expected?.kind === 'pointer' ? expected.pointee : undefined);
  const type = settleDefault(c, e.operand);
  if (type === INVALID || !checkAddressable(c, e.operand)) return INVALID;
  return pointerTo(type);
}

/** Checks that `e` is a `bool`. */
export function checkCondition(c: Checking, e: ast.Expression, role: string): void {
  c.checkExpression(e, BOOL);
  const type = c.typeOf(e);
  if (type === BOOL || settleDefault(c, e) === INVALID) return;
  const hint =
    type.kind === 'pointer' || type.kind === 'function'
      ? `compare it: \`${excerpt(e)} != nil\``
      : type.kind === 'integer' || type.kind === 'untyped integer'
        ? `compare it: \`${excerpt(e)} != 0\``
        : undefined;
  c.error('E0306', e.span, `${role} must be a \`bool\`, but ${quote(e)} is ${typeText(type)}`, hint);
}

export function checkBinary(c: Checking, e: ast.BinaryExpression, expected: Type | undefined): Type {
  switch (e.operator) {
    case 'and':
    case 'or':
      return checkLogical(c, e);
    case '==':
    case '!=':
    case '<':
    case '<=':
    case '>':
    case '>=': {
      checkOperands(c, e, undefined);
      if (checkComparison(c, e)) foldComparisonInto(c, e, e.operator);
      return BOOL;
    }
    default:
      return checkArithmetic(c, e, e.operator, expected);
  }
}

function checkLogical(c: Checking, e: ast.BinaryExpression): Type {
  checkCondition(c, e.left, `the left side of \`${e.operator}\``);
  checkCondition(c, e.right, `the right side of \`${e.operator}\``);
  const [left, right] = [c.constantOf(e.left), c.constantOf(e.right)];
  if (left?.kind !== 'boolean' || right?.kind !== 'boolean') return BOOL;
  const value = e.operator === 'and' ? left.value && right.value : left.value || right.value;
  c.tables.constantOf.set(e, { kind: 'boolean', value });
  return BOOL;
}

/** Checks both sides; an untyped one takes the other's type where it can. */
function checkOperands(c: Checking, e: ast.BinaryExpression, expected: Type | undefined): void {
  // A tag alone takes its type from the other side, wherever that is.
  if (e.left.kind === 'TagExpression' && e.right.kind !== 'TagExpression') {
    c.checkExpression(e.left, comparedWith(c.checkExpression(e.right, expected)));
    return;
  }
  const left = c.checkExpression(e.left, expected);
  const right = c.checkExpression(
    e.right,
    isUntyped(left) || left.kind === 'nil' ? expected : comparedWith(left),
  );
  if (isUntyped(left) && isNumeric(right) && !isUntyped(right)) convert(c, e.left, right);
  else if (isUntyped(right) && isNumeric(left) && !isUntyped(left)) convert(c, e.right, left);
}

/** What the other operand is to be. Enums with payloads are not compared, but their tags are. */
function comparedWith(type: Type): Type {
  return type.kind === 'enum' && hasPayloads(type) ? type.tagType : type;
}

function foldComparisonInto(c: Checking, e: ast.BinaryExpression, operator: ast.ComparisonOperator): void {
  const [left, right] = [c.constantOf(e.left), c.constantOf(e.right)];
  const value = left && right && foldComparison(operator, left, right);
  if (value) c.tables.constantOf.set(e, value);
}

function checkArithmetic(
  c: Checking,
  e: ast.BinaryExpression,
  operator: ast.ArithmeticOperator,
  expected: Type | undefined,
): Type {
  if (operator === '<<' || operator === '>>') return checkShift(c, e, operator, expected);
  checkOperands(c, e, expected);
  const [left, right] = [c.typeOf(e.left), c.typeOf(e.right)];
  if (left === INVALID || right === INVALID) return INVALID;
  if (isUntyped(left) && isUntyped(right)) {
    const type = left.kind === right.kind ? left : UNTYPED_FLOAT;
    return isDefined(operator, type)
      ? foldBinary(c, e, operator, type)
      : reportUndefined(c, e, operator, type);
  }
  if (!isDefined(operator, left)) return reportUndefined(c, e, operator, left);
  if (!isDefined(operator, right)) return reportUndefined(c, e, operator, right);
  if (left !== right) return reportDifferent(c, e);
  return foldBinary(c, e, operator, left);
}

/** True when `operator` takes values of this type. */
export function isDefined(operator: ast.ArithmeticOperator, type: Type): boolean {
  if (type === THREAD) return false;
  if (type.kind === 'integer' || type.kind === 'untyped integer') return true;
  return isNumeric(type) && ['+', '-', '*', '/'].includes(operator);
}

function checkShift(
  c: Checking,
  e: ast.BinaryExpression,
  operator: '<<' | '>>',
  expected: Type | undefined,
): Type {
  let left = c.checkExpression(e.left, expected);
  const right = c.checkExpression(e.right, left);
  // A constant shifted by what is known only at run time has the type that is wanted, else its default.
  if (left.kind === 'untyped integer' && c.constantOf(e.right)?.kind !== 'integer') {
    if (expected?.kind === 'integer') convert(c, e.left, expected);
    else settleDefault(c, e.left);
    left = c.typeOf(e.left);
  }
  if (isUntyped(right) && left.kind === 'integer') settleShiftCount(c, e.right, left);
  if (left === INVALID || right === INVALID) return INVALID;
  if (!isDefined(operator, left)) return reportUndefined(c, e, operator, left);
  if (!isDefined(operator, c.typeOf(e.right))) return reportUndefined(c, e, operator, c.typeOf(e.right));
  return foldBinary(c, e, operator, left);
}

/** An untyped count takes the type of what is shifted, if it fits there. */
export function settleShiftCount(c: Checking, count: ast.Expression, shifted: Type): void {
  if (c.typeOf(count).kind !== 'untyped integer') return;
  convert(c, count, shifted);
}

function foldBinary(
  c: Checking,
  e: ast.BinaryExpression,
  operator: ast.ArithmeticOperator,
  type: Type,
): Type {
  const [left, right] = [c.constantOf(e.left), c.constantOf(e.right)];
  checkDivisor(c, e.right, operator, type);
  const value = left && right && foldArithmetic(operator, left, right, type);
  if (!value) return type;
  if (typeof value === 'string') return reportFold(c, e, value);
  c.tables.constantOf.set(e, value);
  return type;
}

/** Reports a division whose divisor is the constant 0. */
export function checkDivisor(
  c: Checking,
  right: ast.Expression,
  operator: string | undefined,
  type: Type,
): void {
  const value = c.constantOf(right);
  const isInteger = type.kind === 'integer' || type.kind === 'untyped integer';
  if ((operator !== '/' && operator !== '%') || !isInteger || value?.kind !== 'integer' || value.value !== 0n)
    return;
  c.error('E0307', right.span, 'division by zero');
}

function reportFold(c: Checking, e: ast.BinaryExpression, failure: FoldFailure): Type {
  if (failure === 'too large') c.error('E0302', e.span, `a constant has at most ${MAX_CONSTANT_BITS} bits`);
  if (failure === 'negative shift')
    c.error('E0302', e.right.span, 'a constant cannot be shifted by a negative count');
  if (c.typeOf(e.left).kind === 'integer') return c.typeOf(e.left);
  settle(c, e.left, INVALID);
  settle(c, e.right, INVALID);
  return failure === 'division by zero' ? INVALID : invalidConstant(c, e);
}

function invalidConstant(c: Checking, e: ast.BinaryExpression): Type {
  c.tables.constantOf.delete(e);
  return INVALID;
}

/** Reports an operator on a type that it does not take. */
export function reportUndefined(c: Checking, e: ast.BinaryExpression, operator: string, type: Type): Type {
  const shown = settledName(c, e, type);
  if (shown !== INVALID) {
    c.error(
      'E0304',
      e.operatorSpan,
      `\`${operator}\` is not defined on ${typeText(shown)}`,
      operatorHint(operator, type),
    );
  }
  return INVALID;
}

// The operands of a wrong operation still get concrete types.
function settledName(c: Checking, e: ast.BinaryExpression, type: Type): Type {
  const [left, right] = [settleDefault(c, e.left), settleDefault(c, e.right)];
  return left === INVALID || right === INVALID ? INVALID : type;
}

/** What to write instead. */
export function operatorHint(operator: string, type: Type): string | undefined {
  if (type.kind === 'bool' && ['&', '|', '~'].includes(operator)) {
    return operator === '~' ? 'compare bools with `!=`' : `write \`${operator === '&' ? 'and' : 'or'}\``;
  }
  if (type.kind === 'pointer') return 'there is no arithmetic on pointers: index a slice';
  if (type.kind === 'slice' && operator === '+') return 'slices and strings are not joined by `+`';
  if (operator === '%') return '`%` takes integers only';
  return undefined;
}
