// Explicit conversions: `cast(T) e`.
import type * as ast from '../syntax/ast';
import { canCast, isNumber } from './castable';
import type { Checking } from './checking';
import { castNumber, fits } from './constants';
import { settle, settleDefault } from './conversions';
import { resolveStored } from './stored-types';
import { F64, I64, INVALID, type Type, typeName, U64 } from './types';
import { described, excerpt, suffixed } from './wording';

export function checkCast(c: Checking, e: ast.CastExpression): Type {
  const target = resolveStored(c, e.type);
  c.checkExpression(e.operand, target);
  const operand = described(e.operand, c.typeOf(e.operand));
  settleOperand(c, e.operand, target);
  const from = c.typeOf(e.operand);
  if (from === INVALID || target === INVALID) return target;
  if (!canCast(from, target)) {
    const message = `cannot cast ${operand} to \`${typeName(target)}\``;
    c.error('E0316', e.span, message, castHint(e.operand, from, target));
    return target;
  }
  foldCast(c, e, target);
  return target;
}

// An untyped operand takes the target's type where that loses nothing, else a type wide enough to be cast from.
function settleOperand(c: Checking, operand: ast.Expression, target: Type): void {
  const type = c.typeOf(operand);
  if (type.kind === 'nil' && (target.kind === 'pointer' || target.kind === 'function')) {
    settle(c, operand, target);
  } else if (type.kind === 'untyped integer') {
    settleInteger(c, operand, target);
  } else if (type.kind === 'untyped float') {
    settle(c, operand, target.kind === 'float' ? target : F64);
  } else {
    settleDefault(c, operand);
  }
}

function settleInteger(c: Checking, operand: ast.Expression, target: Type): void {
  const value = c.constantOf(operand);
  if (value?.kind !== 'integer' || target.kind === 'float') {
    settle(c, operand, isNumber(target) ? target : I64);
  } else if (target.kind === 'integer' && fits(value.value, target)) {
    settle(c, operand, target);
  } else if (fits(value.value, I64)) {
    settle(c, operand, I64);
  } else if (fits(value.value, U64)) {
    settle(c, operand, U64);
  } else {
    settleDefault(c, operand);
  }
}

function foldCast(c: Checking, e: ast.CastExpression, target: Type): void {
  const value = c.constantOf(e.operand);
  if (!value) return;
  const isKept = value.kind === 'nil' || c.typeOf(e.operand) === target;
  const folded = isKept ? value : castNumber(value, target);
  if (folded) c.tables.constantOf.set(e, folded);
}

function castHint(operand: ast.Expression, from: Type, target: Type): string | undefined {
  if (target.kind === 'bool' && isNumber(from)) return `compare it: \`${excerpt(operand)} != 0\``;
  if (target.kind === 'enum' || target.kind === 'tag')
    return 'not every number is a tag: choose one with `switch`';
  if (from.kind === 'slice' && target.kind === 'pointer')
    return `its elements are at \`${suffixed(operand, '.data')}\``;
  const isAddress = from.kind === 'pointer' ? isNumber(target) : target.kind === 'pointer' && isNumber(from);
  if (isAddress) return 'only `i64` and `u64` hold an address';
  return undefined;
}
