// Declarations and assignments. The order is exact: the target's operands, then the value, then the store.
import type * as ast from '../../syntax/ast';
import {
  copyAggregate,
  hold,
  holdPlace,
  memoryOf,
  readScalar,
  repeatable,
  writeScalar,
  writeZero,
} from './access';
import type { FunctionLowering } from './context';
import { isConstruction } from './enums';
import type { Place } from './place';
import { hasCalls, isPure, mentions, readsMemory, rootOf } from './purity';
import { categoryOf, valueType } from './value-types';
import { combine } from './values';

export function lowerDeclaration(f: FunctionLowering, s: ast.VariableDeclaration): void {
  const symbol = f.tables.declared.get(s.name);
  if (symbol?.kind !== 'variable') return;
  f.begin(s.span);
  const place = f.declareVariable(symbol);
  if (s.initializer) f.into(s.initializer, place);
  else writeZero(f, place, symbol.type);
}

export function lowerAssignment(f: FunctionLowering, s: ast.Assignment): void {
  f.begin(s.span);
  assign(f, s);
}

/**
 * The assignment itself, inside a statement that has begun.
 * @param place the target's, if it has been lowered already
 */
export function assign(
  f: FunctionLowering,
  s: Pick<ast.Assignment, 'target' | 'operator' | 'value'>,
  place: Place = f.place(s.target),
): void {
  if (s.operator) return compound(f, s.target, place, s.operator, s.value);
  const target = isPure(f, s.value) ? place : holdPlace(f, place);
  if (categoryOf(f.typeOf(s.value)) !== 'aggregate' || canBuildInPlace(f, s.target, s.value)) {
    return f.into(s.value, target);
  }
  const type = f.typeOf(s.value);
  const temporary = f.temporaryMemory(type);
  f.into(s.value, temporary);
  copyAggregate(f, memoryOf(target), temporary, type);
}

/**
 * True if building the aggregate right in the target cannot change what it is built from, and nobody
 * can see it half done.
 */
function canBuildInPlace(f: FunctionLowering, target: ast.Expression, value: ast.Expression): boolean {
  const isBuilt = value.kind === 'StructLiteral' || value.kind === 'ArrayLiteral' || isConstruction(f, value);
  if (!isBuilt) return value.kind !== 'CallExpression';
  if (hasCalls(f, value)) return false;
  if (!readsMemory(f, value)) return true;
  const root = rootOf(f, target);
  return root !== undefined && root.storage !== 'global' && !root.addressTaken && !mentions(f, value, root);
}

/** `a += e`: the target is evaluated once, its old value is read before `e` is evaluated. */
function compound(
  f: FunctionLowering,
  e: ast.Expression,
  target: Place,
  operator: ast.ArithmeticOperator,
  operand: ast.Expression,
): void {
  const type = valueType(f.ownType(e));
  const place = target.kind === 'memory' ? repeatable(f, target) : target;
  const old = readScalar(place, f.ownType(e));
  const left = isPure(f, operand) ? old : hold(f, type, old);
  const right = f.value(operand);
  writeScalar(f, place, f.ownType(e), combine(operator, type, left, valueType(f.typeOf(operand)), right));
}
