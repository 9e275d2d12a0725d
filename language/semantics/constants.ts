// Arithmetic on values known while compiling: folding, wrapping and fitting, as the program itself would do it.
//
// Untyped integers are exact; typed ones wrap at their width, and `f32` is rounded at every step.
import type { ArithmeticOperator, ComparisonOperator, UnaryOperator } from '../syntax/ast';
import type { ConstantValue } from './constant';
import type { FloatType, IntegerType, Type } from './types';

/** Untyped constants may have this many bits at most, so that no text makes the compiler run out of memory. */
export const MAX_CONSTANT_BITS = 512;
const LARGEST = 1n << BigInt(MAX_CONSTANT_BITS);

/** Of the small ones there is one object each: programs are full of them. */
const SMALL: readonly ConstantValue[] = Array.from({ length: 256 }, (_, i) => ({
  kind: 'integer',
  value: BigInt(i),
}));
const LEAST_LARGE = BigInt(SMALL.length);

export function integerValue(value: bigint): ConstantValue {
  const known = value >= 0n && value < LEAST_LARGE ? SMALL[Number(value)] : undefined;
  return known ?? { kind: 'integer', value };
}

export const floatValue = (value: number, single?: number): ConstantValue =>
  single === undefined ? { kind: 'float', value } : { kind: 'float', value, single };
export const booleanValue = (value: boolean): ConstantValue => ({ kind: 'boolean', value });

/** Why a fold has no value: reported by the checker. */
export type FoldFailure = 'division by zero' | 'too large' | 'negative shift';

/** True when `value` is one of the values of `type`. */
export function fits(value: bigint, type: IntegerType): boolean {
  return wrap(value, type) === value;
}

/** The value of `type` with the same low bits. */
export function wrap(value: bigint, type: IntegerType): bigint {
  return type.signed ? BigInt.asIntN(type.bits, value) : BigInt.asUintN(type.bits, value);
}

/** Smallest and largest value of an integer type. */
export function rangeOf(type: IntegerType): { low: bigint; high: bigint } {
  const bits = BigInt(type.bits);
  return type.signed
    ? { low: -(1n << (bits - 1n)), high: (1n << (bits - 1n)) - 1n }
    : { low: 0n, high: (1n << bits) - 1n };
}

/** What a `cast` makes of a number: integers wrap, floats truncate and saturate (not-a-number becomes 0). */
export function castNumber(value: ConstantValue, type: Type): ConstantValue | undefined {
  const number = numberOf(value);
  if (number === undefined) return undefined;
  if (type.kind === 'float') return floatValue(singleOf(value, type) ?? nearestFloat(number, type.bits));
  if (type.kind !== 'integer') return undefined;
  if (value.kind === 'integer' && fits(value.value, type)) return value;
  return integerValue(typeof number === 'bigint' ? wrap(number, type) : saturate(number, type));
}

/** What is nearest to the number that was written. */
const singleOf = (value: ConstantValue, type: FloatType): number | undefined =>
  type.bits === 32 && value.kind === 'float' ? value.single : undefined;

// More bits than a `f32` has, and fewer than a `f64`.
const SOME_BITS = 40;

/**
 * The nearest float of so many bits. An integer must not be rounded twice, to a `f64` first and then to a `f32`: of a large
 * one as many bits are looked at as a `f64` holds, the last of which says whether anything is behind them.
 */
export function nearestFloat(number: bigint | number, bits: 32 | 64): number {
  if (bits === 64) return Number(number);
  if (typeof number === 'number') return Math.fround(number);
  const size = number < 0n ? -number : number;
  const behind = BigInt(Math.max(0, size.toString(2).length - SOME_BITS));
  const first = size >> behind;
  const isExact = first << behind === size;
  const rounded = Math.fround(Number(isExact ? first : first | 1n)) * Number(1n << behind);
  return Math.fround(number < 0n ? -rounded : rounded);
}

function numberOf(value: ConstantValue): bigint | number | undefined {
  if (value.kind === 'integer' || value.kind === 'float') return value.value;
  return value.kind === 'boolean' ? BigInt(value.value) : undefined;
}

function saturate(value: number, type: IntegerType): bigint {
  if (Number.isNaN(value)) return 0n;
  const { low, high } = rangeOf(type);
  if (value <= Number(low)) return low;
  if (value >= Number(high)) return high;
  return BigInt(Math.trunc(value));
}

/** Brings the result of an operation into its type. */
function normalise(value: bigint, type: Type): ConstantValue | FoldFailure {
  if (type.kind === 'integer') return integerValue(wrap(value, type));
  return value >= LARGEST || value <= -LARGEST ? 'too large' : integerValue(value);
}

/** `-e`, `!e`, `~e` with the result type `type`. Undefined when the operand is of no foldable kind. */
export function foldUnary(
  operator: UnaryOperator,
  operand: ConstantValue,
  type: Type,
): ConstantValue | undefined {
  if (operator === '!') return operand.kind === 'boolean' ? booleanValue(!operand.value) : undefined;
  if (operator === '-' && operand.kind === 'float')
    return floatValue(-operand.value, operand.single === undefined ? undefined : -operand.single);
  if (operand.kind !== 'integer' || operator === '&') return undefined;
  const folded = normalise(operator === '-' ? -operand.value : ~operand.value, type);
  return typeof folded === 'string' ? undefined : folded;
}

/** Both operands have the result's type, but for a shift count. */
export function foldArithmetic(
  operator: ArithmeticOperator,
  left: ConstantValue,
  right: ConstantValue,
  type: Type,
): ConstantValue | FoldFailure | undefined {
  if (
    left.kind === 'integer' &&
    right.kind === 'integer' &&
    type.kind !== 'untyped float' &&
    type.kind !== 'float'
  ) {
    return foldIntegers(operator, left.value, right.value, type);
  }
  const [a, b] = [numberOf(left), numberOf(right)];
  if (a === undefined || b === undefined) return undefined;
  const result = foldFloats(operator, Number(a), Number(b));
  if (result === undefined) return undefined;
  return floatValue(type.kind === 'float' && type.bits === 32 ? Math.fround(result) : result);
}

function foldIntegers(
  operator: ArithmeticOperator,
  a: bigint,
  b: bigint,
  type: Type,
): ConstantValue | FoldFailure {
  switch (operator) {
    case '+':
      return normalise(a + b, type);
    case '-':
      return normalise(a - b, type);
    case '*':
      return normalise(a * b, type);
    case '/':
      return b === 0n ? 'division by zero' : normalise(a / b, type);
    case '%':
      return b === 0n ? 'division by zero' : normalise(a % b, type);
    case '&':
      return normalise(a & b, type);
    case '|':
      return normalise(a | b, type);
    case '~':
      return normalise(a ^ b, type);
    default:
      return foldShift(operator, a, b, type);
  }
}

function foldShift(operator: '<<' | '>>', a: bigint, count: bigint, type: Type): ConstantValue | FoldFailure {
  if (type.kind === 'integer') {
    const masked = count & BigInt(type.bits - 1);
    return normalise(operator === '<<' ? a << masked : a >> masked, type);
  }
  if (count < 0n) return 'negative shift';
  if (operator === '>>')
    return integerValue(count > BigInt(MAX_CONSTANT_BITS) ? (a < 0n ? -1n : 0n) : a >> count);
  return count > BigInt(MAX_CONSTANT_BITS) ? 'too large' : normalise(a << count, type);
}

function foldFloats(operator: ArithmeticOperator, a: number, b: number): number | undefined {
  switch (operator) {
    case '+':
      return a + b;
    case '-':
      return a - b;
    case '*':
      return a * b;
    case '/':
      return a / b;
    default:
      return undefined;
  }
}

/** Undefined when the two cannot be compared while compiling. */
export function foldComparison(
  operator: ComparisonOperator,
  left: ConstantValue,
  right: ConstantValue,
): ConstantValue | undefined {
  const [a, b] = [numberOf(left), numberOf(right)];
  if (a === undefined || b === undefined) return undefined;
  switch (operator) {
    // A bigint is never identical to a number, but neither less nor greater than its equal.
    case '==':
      return booleanValue(a <= b && a >= b);
    case '!=':
      return booleanValue(!(a <= b && a >= b));
    case '<':
      return booleanValue(a < b);
    case '<=':
      return booleanValue(a <= b);
    case '>':
      return booleanValue(a > b);
    case '>=':
      return booleanValue(a >= b);
  }
}
