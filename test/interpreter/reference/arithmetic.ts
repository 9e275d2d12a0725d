// The arithmetic of the language on plain values: every integer is computed exactly, as a bigint, and then cut to
// its type; floats are JavaScript's, rounded to f32 where that is the type.
import type { BinaryOperator, ValueType } from '../../../language/ir/ir';
import { ReferenceTrap, type Value } from './memory';

interface IntegerShape {
  readonly bits: number;
  readonly isSigned: boolean;
}

function shapeOf(type: ValueType): IntegerShape | undefined {
  if (type === 'f32' || type === 'f64') return undefined;
  if (type === 'bool') return { bits: 1, isSigned: false };
  if (type === 'ptr') return { bits: 64, isSigned: false };
  return { bits: Number(type.slice(1)), isSigned: type.startsWith('i') };
}

/** The value of an integer type with the low bits of this number. */
export function cut(type: ValueType, exact: bigint): Value {
  const { bits, isSigned } = shapeOf(type) as IntegerShape;
  const value = isSigned ? BigInt.asIntN(bits, exact) : BigInt.asUintN(bits, exact);
  return bits === 64 ? value : Number(value);
}

const round = (type: ValueType, value: number): number => (type === 'f32' ? Math.fround(value) : value);

export function binary(operator: BinaryOperator, type: ValueType, left: Value, right: Value): Value {
  switch (operator) {
    case 'equal':
      return Number(left === right);
    case 'not equal':
      return Number(left !== right);
    case 'less':
      return Number(left < right);
    case 'less or equal':
      return Number(left <= right);
    case 'greater':
      return Number(left > right);
    case 'greater or equal':
      return Number(left >= right);
    default: {
      const shape = shapeOf(type);
      if (!shape) return floatBinary(operator, type, Number(left), Number(right));
      return cut(type, integerBinary(operator, shape, BigInt(left), BigInt(right)));
    }
  }
}

function floatBinary(operator: BinaryOperator, type: ValueType, a: number, b: number): number {
  switch (operator) {
    case 'add':
      return round(type, a + b);
    case 'subtract':
      return round(type, a - b);
    case 'multiply':
      return round(type, a * b);
    case 'divide':
      return round(type, a / b);
    default:
      throw new Error(`${operator} of floats`);
  }
}

function integerBinary(operator: BinaryOperator, shape: IntegerShape, a: bigint, b: bigint): bigint {
  switch (operator) {
    case 'add':
      return a + b;
    case 'subtract':
      return a - b;
    case 'multiply':
      return a * b;
    case 'divide':
    case 'remainder':
      if (b === 0n) throw new ReferenceTrap('divide', 'division by zero');
      return operator === 'divide' ? a / b : a % b;
    case 'and':
      return a & b;
    case 'or':
      return a | b;
    case 'xor':
      return a ^ b;
    case 'shift left':
      return a << (b & BigInt(shape.bits - 1));
    case 'shift right':
      return a >> (b & BigInt(shape.bits - 1));
    default:
      throw new Error(`${operator} of integers`);
  }
}

export function unary(operator: 'negate' | 'not' | 'complement', type: ValueType, value: Value): Value {
  if (operator === 'not') return value === 0 ? 1 : 0;
  if (typeof value === 'number' && !shapeOf(type)) return -value;
  return cut(type, operator === 'negate' ? -BigInt(value) : ~BigInt(value));
}

export function convert(from: ValueType, to: ValueType, value: Value): Value {
  const target = shapeOf(to);
  if (!target) return shapeOf(from) ? roundInteger(to, BigInt(value)) : round(to, Number(value));
  if (shapeOf(from)) return cut(to, BigInt(value));
  return saturate(to, target, Number(value));
}

function saturate(to: ValueType, { bits, isSigned }: IntegerShape, value: number): Value {
  if (Number.isNaN(value)) return cut(to, 0n);
  const least = isSigned ? -(2n ** BigInt(bits - 1)) : 0n;
  const most = 2n ** BigInt(isSigned ? bits - 1 : bits) - 1n;
  if (value <= Number(least)) return cut(to, least);
  if (value >= Number(most)) return cut(to, most);
  return cut(to, BigInt(Math.trunc(value)));
}

/** To the nearest, ties to even: in one step, since rounding to f64 first and then to f32 may differ. */
function roundInteger(to: ValueType, value: bigint): number {
  if (to === 'f64') return Number(value);
  const magnitude = value < 0n ? -value : value;
  const excess = magnitude.toString(2).length - 24;
  if (excess <= 0) return Number(value);
  const unit = 1n << BigInt(excess);
  const rest = magnitude % unit;
  let kept = magnitude / unit;
  if (rest * 2n > unit || (rest * 2n === unit && kept % 2n === 1n)) kept += 1n;
  return Number((value < 0n ? -kept : kept) * unit);
}
