// Questions about source expressions that decide in which order, and where, they are evaluated.
import type * as ast from '../../syntax/ast';
import { referentOf } from '../../semantics/checked';
import type { VariableSymbol } from '../../semantics/symbol';
import type { Type } from '../../semantics/types';
import type { FunctionLowering } from './context';
import { isRegister } from './context';
import { isConstruction } from './enums';
import { categoryOf } from './value-types';

/** True for a call: what makes a value of an enum is written like one, and an instance, `max(i32)`, too. */
export function isCall(f: FunctionLowering, e: ast.Expression): e is ast.CallExpression {
  return e.kind === 'CallExpression' && !isConstruction(f, e) && !f.constantOf(e);
}

/** The operands of an expression, from left to right. */
function operandsOf(f: FunctionLowering, e: ast.Expression): readonly (ast.Expression | undefined)[] {
  switch (e.kind) {
    case 'UnaryExpression':
    case 'DereferenceExpression':
    case 'CastExpression':
    case 'HeapExpression':
    case 'IsExpression':
      return [e.operand];
    case 'AsyncExpression':
      return e.call.kind === 'CallExpression' ? [e.call.callee, ...e.call.arguments] : [];
    case 'BinaryExpression':
      return [e.left, e.right];
    case 'CallExpression':
      if (isConstruction(f, e)) return e.arguments;
      return isCall(f, e) ? [e.callee, ...e.arguments] : [];
    case 'IndexExpression':
      return [e.base, e.index];
    case 'SliceExpression':
      return [e.base, e.low, e.high];
    case 'MemberExpression':
      return isConstruction(f, e) || referentOf(f.tables, e) ? [] : [e.base];
    case 'MakeExpression':
      return [e.count];
    case 'StructLiteral':
      return f.tables.fieldsOf.get(e) ?? [];
    case 'ArrayLiteral':
      return e.elements;
    default:
      return [];
  }
}

/** True if lowering the expression gives one tree and emits nothing: no call, and no aggregate to build. */
export function isPure(f: FunctionLowering, e: ast.Expression): boolean {
  switch (e.kind) {
    case 'NameExpression':
    case 'IntegerLiteral':
    case 'FloatLiteral':
    case 'StringLiteral':
    case 'BooleanLiteral':
      return true;
    case 'CallExpression':
      return isConstruction(f, e) ? isScalarTag(f, e) : !isCall(f, e);
    case 'TagExpression':
      return isScalarTag(f, e);
    case 'BinaryExpression':
      // What is below a rung of a long chain is held first (chains.ts).
      return e.links === undefined && isPure(f, e.left) && isPure(f, e.right);
    case 'HeapExpression':
    case 'MakeExpression':
    case 'AsyncExpression':
    case 'StructLiteral':
    case 'ArrayLiteral':
      return false;
    // The frequent ones, without a list of their operands.
    case 'UnaryExpression':
    case 'DereferenceExpression':
    case 'CastExpression':
    case 'IsExpression':
      return isPure(f, e.operand);
    case 'MemberExpression':
      if (isConstruction(f, e)) return isScalarTag(f, e);
      return referentOf(f.tables, e) !== undefined || isPure(f, e.base);
    case 'IndexExpression':
      return isPure(f, e.base) && isPure(f, e.index);
    case 'SliceExpression':
      return isPure(f, e.base) && (!e.low || isPure(f, e.low)) && (!e.high || isPure(f, e.high));
    default:
      return areOperandsPure(f, e);
  }
}

function areOperandsPure(f: FunctionLowering, e: ast.Expression): boolean {
  return operandsOf(f, e).every((operand) => !operand || isPure(f, operand));
}

const isScalarTag = (f: FunctionLowering, e: ast.Expression): boolean =>
  categoryOf(f.ownType(e)) === 'scalar';

/** True if the expression calls anything. */
export function hasCalls(f: FunctionLowering, e: ast.Expression): boolean {
  if (e.kind === 'HeapExpression' || e.kind === 'MakeExpression' || e.kind === 'AsyncExpression') return true;
  if (isCall(f, e)) return true;
  return inChain(f, e, hasCalls);
}

/** True if the expression may read memory (or call what does): registers and constants do not count. */
export function readsMemory(f: FunctionLowering, e: ast.Expression): boolean {
  if (f.constantOf(e)) return false;
  if (isConstruction(f, e)) return operandsOf(f, e).some((operand) => operand && readsMemory(f, operand));
  const symbol = referentOf(f.tables, e);
  if (symbol) return symbol.kind === 'variable' && !isRegister(symbol);
  switch (e.kind) {
    case 'NameExpression': // a default value's, in code for the debugger
      return false;
    case 'UnaryExpression':
    case 'BinaryExpression':
    case 'CastExpression':
    case 'StructLiteral':
    case 'ArrayLiteral':
      return inChain(f, e, readsMemory);
    default:
      return true;
  }
}

/** Whether a question that asks the operands is answered with yes by one of them; of a long chain without recursion. */
function inChain(
  f: FunctionLowering,
  e: ast.Expression,
  asks: (f: FunctionLowering, operand: ast.Expression) => boolean,
): boolean {
  let at = e;
  for (; at.kind === 'BinaryExpression' && at.left.kind === 'BinaryExpression'; at = at.left)
    if (asks(f, at.right)) return true;
  return operandsOf(f, at).some((operand) => operand && asks(f, operand));
}

/** True if the expression names the variable. */
export function mentions(f: FunctionLowering, e: ast.Expression, variable: VariableSymbol): boolean {
  if (referentOf(f.tables, e) === variable) return true;
  return inChain(f, e, (_, operand) => mentions(f, operand, variable));
}

/** The variable that a place is part of, if it is not reached through a pointer. */
export function rootOf(f: FunctionLowering, e: ast.Expression): VariableSymbol | undefined {
  const symbol = referentOf(f.tables, e);
  if (symbol) return symbol.kind === 'variable' ? symbol : undefined;
  switch (e.kind) {
    case 'MemberExpression':
      if (isConstruction(f, e)) return undefined;
      return isStructOrEnum(f.ownType(e.base)) ? rootOf(f, e.base) : undefined;
    case 'IndexExpression':
      return f.ownType(e.base).kind === 'array' ? rootOf(f, e.base) : undefined;
    default:
      return undefined;
  }
}

const isStructOrEnum = ({ kind }: Type): boolean => kind === 'struct' || kind === 'enum';
