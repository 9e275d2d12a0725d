// Constructors of IR expressions, so that lowering reads like what it builds. They fold only what costs
// nothing to see (offsets into places, conversions to the same type); optimising is the backends' business.
import type { BinaryOperator, CallTarget, Expression, FunctionId, Guard, LocalId, ValueType } from './ir';
import { MOST_SHARED, shared } from './shared';
import { ofEachType } from './value-type';

/** True for the types whose constants are bigints. */
export function isWide(type: ValueType): boolean {
  return type === 'i64' || type === 'u64' || type === 'ptr';
}

/** True for `f32` and `f64`. */
export function isFloat(type: ValueType): boolean {
  return type === 'f32' || type === 'f64';
}

/** A whole number as a constant of any type but `bool`; it must be in the type's range. */
export function integer(type: ValueType, value: number | bigint): Expression {
  return value >= 0 && value < MOST_SHARED ? SMALL[type](Number(value)) : newInteger(type, value);
}

function newInteger(type: ValueType, value: number | bigint): Expression {
  return { op: 'constant', type, value: isWide(type) ? BigInt(value) : Number(value) };
}

const SMALL = ofEachType((type) => shared((value) => newInteger(type, value)));

/** The value whose bytes are all zero. */
export function zero(type: ValueType): Expression {
  return integer(type, 0);
}

export function boolean(value: boolean): Expression {
  return integer('bool', value ? 1 : 0);
}

/** The value of a register local. */
export const read = shared((local: LocalId): Expression => ({ op: 'local', local }));

export function localAddress(local: LocalId, offset = 0): Expression {
  return { op: 'local address', local, offset };
}

export function sectionAddress(section: 'rodata' | 'globals', offset: number): Expression {
  return { op: 'section address', section, offset };
}

export function functionAddress(id: FunctionId): Expression {
  return { op: 'function address', id };
}

export function load(type: ValueType, address: Expression, offset: number, guard: Guard): Expression {
  return { op: 'load', type, address, offset, guard };
}

export function binary(
  operator: BinaryOperator,
  type: ValueType,
  left: Expression,
  right: Expression,
): Expression {
  return { op: 'binary', operator, type, left, right };
}

export function not(operand: Expression): Expression {
  if (operand.op === 'unary' && operand.operator === 'not') return operand.operand;
  return { op: 'unary', operator: 'not', type: 'bool', operand };
}

/** `operand` as another type; nothing when it is the same. */
export function convert(from: ValueType, to: ValueType, operand: Expression): Expression {
  return from === to ? operand : { op: 'convert', from, to, operand };
}

/** An address some bytes further on. */
export function advance(address: Expression, offset: number): Expression {
  if (offset === 0) return address;
  switch (address.op) {
    case 'local address':
    case 'section address':
    case 'frame address':
      return { ...address, offset: address.offset + offset };
    default:
      return binary('add', 'ptr', address, integer('ptr', offset));
  }
}

/** `address + index * size` without a check; `index` is an i64. */
export function scaled(address: Expression, index: Expression, size: number): Expression {
  const bytes = size === 1 ? index : binary('multiply', 'i64', index, integer('i64', size));
  return binary('add', 'ptr', address, convert('i64', 'ptr', bytes));
}

/** True for the expressions that may be written down twice: they cost nothing and cannot trap. */
export function isSimple(e: Expression): boolean {
  switch (e.op) {
    case 'constant':
    case 'local':
    case 'local address':
    case 'section address':
    case 'function address':
    case 'frame address':
      return true;
    default:
      return false;
  }
}

/**
 * True if evaluating later, after calls and stores, gives the same and cannot trap: the expression
 * reads only registers (which no call can change).
 */
export function isStable(e: Expression): boolean {
  switch (e.op) {
    case 'unary':
    case 'convert':
      return isStable(e.operand);
    case 'binary':
      return !canDivideByZero(e) && isStable(e.left) && isStable(e.right);
    case 'conditional':
      return isStable(e.condition) && isStable(e.then) && isStable(e.else);
    default:
      return isSimple(e);
  }
}

/** True if a stable expression reads the local. */
export function reads(e: Expression, local: LocalId): boolean {
  switch (e.op) {
    case 'local':
      return e.local === local;
    case 'unary':
    case 'convert':
      return reads(e.operand, local);
    case 'binary':
      return reads(e.left, local) || reads(e.right, local);
    case 'conditional':
      return reads(e.condition, local) || reads(e.then, local) || reads(e.else, local);
    default:
      return false;
  }
}

function canDivideByZero(e: Extract<Expression, { op: 'binary' }>): boolean {
  if ((e.operator !== 'divide' && e.operator !== 'remainder') || isFloat(e.type)) return false;
  return e.right.op !== 'constant' || Number(e.right.value) === 0;
}

/** The function of the program as what a call calls. */
export const functionTarget = shared((id: FunctionId): CallTarget => ({ kind: 'function', id }), 4096);
