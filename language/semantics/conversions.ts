// Implicit conversions: how a checked expression becomes a value of the type that is wanted.
//
// Untyped constants and `nil` *settle* on a type: the tables then hold that type for the whole untyped
// expression. Array to slice and `*T` to `*none` are noted in `conversionOf`. Nothing else converts.
import type * as ast from '../syntax/ast';
import type { Label } from '../syntax/diagnostic';
import { canCast } from './castable';
import type { Checking } from './checking';
import { castNumber, fits, rangeOf } from './constants';
import { checkCopy } from './mutexes';
import { noteAddress, placeOf } from './places';
import {
  F64,
  I32,
  I64,
  type IntegerType,
  INVALID,
  NONE,
  pointerTo,
  sliceOf,
  type Type,
  typeName,
  U64,
} from './types';
import { castText, described, excerpt, quote, suffixed, twoOfOneName } from './wording';

/** Where else to look when a value is wrong; what takes time to say is said when it is asked for. */
export type Labels = readonly Label[] | (() => readonly Label[]);

const said = (labels: Labels): readonly Label[] => (typeof labels === 'function' ? labels() : labels);

export const isUntyped = (type: Type): boolean =>
  type.kind === 'untyped integer' || type.kind === 'untyped float';

/** Checks `e` and makes it a value of type `target`. False when it cannot be one, which is reported. */
export function checkValue(c: Checking, e: ast.Expression, target: Type, labels: Labels = []): boolean {
  return isAtOnce(c.checkExpression(e, target), target) || convert(c, e, target, labels);
}

/**
 * True if a value of type `type` is one of type `target` as it is. Most are; only what is large enough to hold a mutex
 * is looked at again.
 */
export function isAtOnce(type: Type, target: Type): boolean {
  return type === target && (type.kind === 'integer' || type.kind === 'pointer' || type.kind === 'bool');
}

/** Checks `e` as a value of whatever type it has; constants get their default. INVALID when it has none. */
export function checkInferred(c: Checking, e: ast.Expression, expected?: Type): Type {
  const type = c.checkExpression(e, expected);
  return isSettled(type) ? type : settleDefault(c, e);
}

/** True for the types that a value can have for good. */
function isSettled({ kind }: Type): boolean {
  return kind !== 'untyped integer' && kind !== 'untyped float' && kind !== 'nil' && kind !== 'none';
}

/** As `checkInferred`, for what becomes the value of something else. */
export function checkCopied(c: Checking, e: ast.Expression): Type {
  const type = checkInferred(c, e);
  return checkCopy(c, e) ? type : INVALID;
}

/** Gives a checked `e` the type it has when nothing asks for another. */
export function settleDefault(c: Checking, e: ast.Expression): Type {
  const type = c.typeOf(e);
  if (type === NONE) {
    c.error('E0317', e.span, `${quote(e)} has no value`);
    c.tables.typeOf.set(e, INVALID);
    return INVALID;
  }
  if (type.kind === 'nil') {
    c.error(
      'E0321',
      e.span,
      'the type of `nil` cannot be told here',
      'write the type, as in `p: *i32 = nil;`',
    );
    c.tables.typeOf.set(e, INVALID);
    return INVALID;
  }
  if (isUntyped(type)) settle(c, e, defaultType(c, e));
  return c.typeOf(e);
}

function defaultType(c: Checking, e: ast.Expression): Type {
  const value = c.constantOf(e);
  if (value?.kind !== 'integer') return c.typeOf(e).kind === 'untyped float' ? F64 : I32;
  if (fits(value.value, I32)) return I32;
  if (fits(value.value, I64)) return I64;
  const hint = fits(value.value, U64) ? 'give it the type `u64`' : undefined;
  c.error('E0302', e.span, `the constant ${value.value} does not fit in \`i64\``, hint);
  return INVALID;
}

/** Puts `type` on an untyped expression and on the untyped operands that it is made of. */
export function settle(c: Checking, e: ast.Expression, type: Type): void {
  // Chains are long, and go on to the left.
  for (let part: ast.Expression | undefined = e; part;) {
    const from = c.typeOf(part);
    if (!isUntyped(from) && from.kind !== 'nil') return;
    c.tables.typeOf.set(part, type);
    const value = c.constantOf(part);
    const settled = value && castNumber(value, type);
    if (settled) c.tables.constantOf.set(part, settled);
    if (part.kind === 'UnaryExpression') return settle(c, part.operand, type);
    if (part.kind !== 'BinaryExpression') return;
    settle(c, part.right, type);
    part = part.left;
  }
}

/** Makes a checked `e` a value of type `target`. False when it cannot be one, which is reported. */
export function convert(c: Checking, e: ast.Expression, target: Type, labels: Labels = []): boolean {
  const from = c.typeOf(e);
  if (from === target && from !== NONE) return checkCopy(c, e);
  if (target === INVALID || from === INVALID) {
    if (isUntyped(from)) settle(c, e, from.kind === 'untyped float' ? F64 : I64);
    return false;
  }
  if (isUntyped(from) && (target.kind === 'integer' || target.kind === 'float')) {
    return convertConstant(c, e, target, labels);
  }
  if (from.kind === 'nil' && (target.kind === 'pointer' || target.kind === 'function')) {
    settle(c, e, target);
    return true;
  }
  if (from.kind === 'array' && target === sliceOf(from.element)) {
    c.tables.conversionOf.set(e, target);
    const place = placeOf(c, e);
    return place.kind !== 'variable' || noteAddress(c, place.symbol, e);
  }
  if (from.kind === 'pointer' && target === pointerTo(NONE)) {
    c.tables.conversionOf.set(e, target);
    return true;
  }
  reportMismatch(c, e, target, labels);
  return false;
}

function convertConstant(c: Checking, e: ast.Expression, target: Type, labels: Labels): boolean {
  const value = c.constantOf(e);
  const problem = value && (target.kind === 'integer' ? misfit(value, target) : overflow(c, e, target));
  if (problem) c.error('E0302', e.span, problem, undefined, said(labels));
  settle(c, e, target);
  return problem === undefined;
}

function misfit(value: { kind: string; value?: unknown }, target: IntegerType): string | undefined {
  if (value.kind === 'integer' && fits(value.value as bigint, target)) return undefined;
  const { low, high } = rangeOf(target);
  if (value.kind === 'integer') {
    return `the constant ${String(value.value)} does not fit in \`${typeName(target)}\` (${low} to ${high})`;
  }
  const float = value.value as number;
  if (value.kind !== 'float' || (Number.isInteger(float) && float >= Number(low) && float <= Number(high))) {
    return undefined;
  }
  return `the constant ${float} does not fit in \`${typeName(target)}\`: it would lose its fraction or its size`;
}

/** An `f32` has a largest value; everything that an untyped constant can be has a place in an `f64`. */
function overflow(c: Checking, e: ast.Expression, target: Type): string | undefined {
  const value = c.constantOf(e);
  const settled = value && castNumber(value, target);
  if (settled?.kind !== 'float' || Number.isFinite(settled.value)) return undefined;
  return value?.kind === 'float' && !Number.isFinite(value.value)
    ? undefined
    : `the constant ${excerpt(e)} does not fit in \`${typeName(target)}\``;
}

function reportMismatch(c: Checking, e: ast.Expression, target: Type, labels: Labels): void {
  const from = c.typeOf(e);
  if (from === NONE) {
    c.error('E0317', e.span, `${quote(e)} has no value, but one of type \`${typeName(target)}\` is needed`);
    return;
  }
  const hint = mismatchHint(c, e, from, target);
  if (isUntyped(from)) settleDefault(c, e);
  const message = `cannot use ${described(e, from)} as \`${typeName(target)}\``;
  c.error('E0301', e.span, message, hint, [...said(labels), ...twoOfOneName(from, target)]);
}

function mismatchHint(c: Checking, e: ast.Expression, from: Type, target: Type): string | undefined {
  const text = excerpt(e);
  if (target.kind === 'bool') return from.kind === 'integer' ? `compare it: \`${text} != 0\`` : undefined;
  if (target.kind === 'pointer' && target.pointee === from && placeOf(c, e).kind !== 'none') {
    return `take its address: \`&${text}\``;
  }
  if (from.kind === 'pointer' && from.pointee.kind === 'array' && target === sliceOf(from.pointee.element)) {
    const array = e.kind === 'UnaryExpression' ? excerpt(e.operand) : suffixed(e, '^');
    return `an array is a slice where one is needed: write \`${array}\``;
  }
  if (from.kind === 'pointer' && from.pointee === target)
    return `read what it points at: \`${suffixed(e, '^')}\``;
  if (target.kind === 'pointer' && from.kind === 'untyped integer') return 'the null pointer is `nil`';
  if (isUntyped(from) || !canCast(from, target)) return undefined;
  return `write \`${castText(target, e)}\``;
}

/**
 * Checks an expression for which there is no place, only for the mistakes inside it.
 * @param expected what it was meant to be, for literals that take their type from it
 */
export function checkNothing(c: Checking, e: ast.Expression, expected?: Type): void {
  const type = c.checkExpression(e, expected);
  if (isUntyped(type)) settle(c, e, type.kind === 'untyped float' ? F64 : I64);
  if (type.kind === 'nil') settle(c, e, INVALID);
}
