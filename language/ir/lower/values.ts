// Scalars: every expression of a scalar type becomes one tree. Where it holds calls, those are emitted
// first, as statements, and operands evaluated before them are held in temporaries.
import type * as ast from '../../syntax/ast';
import { referentOf } from '../../semantics/checked';
import { boolean, convert, functionAddress, integer, not, read } from '../expressions';
import type * as ir from '../ir';
import { hold, memoryOf, readScalar, saveIn } from './access';
import { callForScalar } from './calls';
import { integerConstant, scalarConstant } from './constants';
import type { FunctionLowering } from './context';
import { lowerIs } from './enums';
import { heapAllocation } from './heap';
import { addressOf, bind, registerPlace } from './place';
import { variablePlace } from './places';
import { isCall, isPure } from './purity';
import { heldRung } from './rungs';
import { startThread } from './threads';
import { valueType } from './value-types';

export function lowerValue(f: FunctionLowering, e: ast.Expression): ir.Expression {
  switch (e.kind) {
    // These have no entry in the table of constants that would say more than they do themselves.
    case 'NameExpression':
      return lowerName(f, e);
    case 'IntegerLiteral':
      return integerConstant(f.ownType(e), e.value);
    case 'CallExpression':
      if (isCall(f, e)) return heldRung(f, e)?.value ?? callForScalar(f, e);
  }
  const constant = f.constantOf(e);
  if (constant) return scalarConstant(f, f.ownType(e), constant);
  switch (e.kind) {
    case 'UnaryExpression':
      return lowerUnary(f, e);
    case 'BinaryExpression':
      return heldRung(f, e)?.value ?? lowerBinary(f, e);
    case 'CastExpression':
      return lowerCast(f, e);
    case 'HeapExpression':
      return heapAllocation(f, e);
    case 'AsyncExpression':
      return startThread(f, e);
    case 'IsExpression':
      return lowerIs(f, e);
    case 'MemberExpression':
      return referentOf(f.tables, e) ? lowerName(f, e) : lowerMember(f, e);
    case 'DereferenceExpression':
    case 'IndexExpression':
      return readScalar(f.place(e), f.ownType(e));
    default:
      throw new Error(`ropewalk: a ${e.kind} at ${e.span.start} has no value`);
  }
}

function lowerName(f: FunctionLowering, e: ast.NameExpression | ast.MemberExpression): ir.Expression {
  const symbol = referentOf(f.tables, e);
  switch (symbol?.kind) {
    case 'variable':
      return readScalar(variablePlace(f, symbol), symbol.type);
    case 'function':
      return functionAddress(f.program.functionValue(symbol));
    case 'constant':
      return scalarConstant(f, f.ownType(e), symbol.value);
    default: {
      const constant = f.constantOf(e); // a default value's, in code for the debugger
      if (constant) return scalarConstant(f, f.ownType(e), constant);
      throw new Error(`ropewalk: the name at ${e.span.start} has no value`);
    }
  }
}

function lowerUnary(f: FunctionLowering, e: ast.UnaryExpression): ir.Expression {
  if (e.operator === '&') return addressOf(memoryOf(f.place(e.operand)));
  const operand = f.value(e.operand);
  if (e.operator === '!') return not(operand);
  const operator = e.operator === '-' ? 'negate' : 'complement';
  return { op: 'unary', operator, type: valueType(f.typeOf(e.operand)), operand };
}

const OPERATORS: Record<Exclude<ast.BinaryOperator, 'and' | 'or'>, ir.BinaryOperator> = {
  '+': 'add',
  '-': 'subtract',
  '*': 'multiply',
  '/': 'divide',
  '%': 'remainder',
  '&': 'and',
  '|': 'or',
  '~': 'xor',
  '<<': 'shift left',
  '>>': 'shift right',
  '==': 'equal',
  '!=': 'not equal',
  '<': 'less',
  '<=': 'less or equal',
  '>': 'greater',
  '>=': 'greater or equal',
};

function lowerBinary(f: FunctionLowering, e: ast.BinaryExpression): ir.Expression {
  if (e.operator === 'and' || e.operator === 'or') return lowerLogical(f, e, e.operator);
  const type = valueType(f.typeOf(e.left));
  let left = f.value(e.left);
  if (!isPure(f, e.right)) left = hold(f, type, left);
  const right = f.value(e.right);
  return combine(e.operator, type, left, valueType(f.typeOf(e.right)), right);
}

/** The IR of one operator. A shift's count may be of another type than what it shifts. */
export function combine(
  operator: Exclude<ast.BinaryOperator, 'and' | 'or'>,
  type: ir.ValueType,
  left: ir.Expression,
  rightType: ir.ValueType,
  right: ir.Expression,
): ir.Expression {
  const isShift = operator === '<<' || operator === '>>';
  const operand = isShift ? shiftCount(rightType, type, right) : right;
  return { op: 'binary', operator: OPERATORS[operator], type, left, right: operand };
}

/** Only the low bits of a count matter, so it may be cut to any narrower type. */
function shiftCount(from: ir.ValueType, to: ir.ValueType, count: ir.Expression): ir.Expression {
  if (count.op === 'constant') return integer(to, BigInt.asUintN(6, BigInt(count.value)));
  return convert(from, to, count);
}

/** `and` and `or` evaluate the right side only if it matters. */
function lowerLogical(f: FunctionLowering, e: ast.BinaryExpression, operator: 'and' | 'or'): ir.Expression {
  if (isPure(f, e.right)) {
    const left = f.value(e.left);
    const right = f.value(e.right);
    const [then, otherwise] = operator === 'and' ? [right, boolean(false)] : [boolean(true), right];
    return { op: 'conditional', type: 'bool', condition: left, then, else: otherwise };
  }
  const result = f.b.temporary('bool');
  f.into(e.left, registerPlace(result));
  f.b.if(operator === 'and' ? read(result) : not(read(result)), () => f.into(e.right, registerPlace(result)));
  return read(result);
}

function lowerCast(f: FunctionLowering, e: ast.CastExpression): ir.Expression {
  const from = valueType(f.typeOf(e.operand));
  return convert(from, valueType(f.ownType(e)), f.value(e.operand));
}

function lowerMember(f: FunctionLowering, e: ast.MemberExpression): ir.Expression {
  const base = f.typeOf(e.base);
  const seen = base.kind === 'pointer' ? base.pointee : base;
  if (seen.kind === 'array') return integer(valueType(f.ownType(e)), seen.length);
  if (base.kind === 'slice') {
    const slice = f.slice(e.base);
    return bind(slice.bindings, f.tables.fieldIndexOf.get(e) === 0 ? slice.data : slice.count);
  }
  return readScalar(f.place(e), f.ownType(e));
}

/** Evaluates for traps and calls alone. */
export function lowerEffect(f: FunctionLowering, e: ast.Expression): void {
  const type = valueType(f.ownType(e));
  saveIn(f, type, f.value(e));
}
