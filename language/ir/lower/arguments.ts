// Operands that are evaluated from left to right before something uses them all: arguments of a call,
// parts of a print.
import type * as ast from '../../syntax/ast';
import { trimmed } from '../../syntax/trimmed';
import type * as ir from '../ir';
import { copyAggregate, hold, holdSlice, memoryOf, settle } from './access';
import type { FunctionLowering } from './context';
import { addressOf } from './place';
import { isPure } from './purity';
import { hasPlace } from './places';
import { categoryOf, valueType } from './value-types';

/**
 * The registers that each operand is passed in.
 * @param isUsedAtOnce false when calls come between the evaluation and the use of an operand
 */
export function lowerOperands(
  f: FunctionLowering,
  operands: readonly ast.Expression[],
  isUsedAtOnce = true,
): ir.Expression[][] {
  const lastImpure = lastImpureOf(f, operands);
  return operands.map((e, i) => {
    const registers: ir.Expression[] = [];
    lowerOperand(f, e, i < lastImpure || !isUsedAtOnce, registers);
    return registers;
  });
}

/** Index of the last operand whose evaluation emits something; -1 if there is none. */
function lastImpureOf(f: FunctionLowering, operands: readonly ast.Expression[]): number {
  let last = operands.length - 1;
  while (last >= 0 && isPure(f, operands[last] as ast.Expression)) last--;
  return last;
}

/** The registers that the arguments of a call are passed in, in the order of the parameters. */
export function lowerArguments(f: FunctionLowering, e: ast.CallExpression): ir.Expression[] {
  const passed = f.tables.argumentsOf.get(e);
  if (!passed) return lowerInOrder(f, e.arguments);
  const evaluated = [...e.arguments, ...passed.filter((value) => !e.arguments.includes(value))];
  const lowered = lowerOperands(f, evaluated);
  const all: ir.Expression[] = [];
  for (const value of passed)
    for (const register of lowered[evaluated.indexOf(value)] ?? []) all.push(register);
  return all;
}

function lowerInOrder(f: FunctionLowering, operands: readonly ast.Expression[]): ir.Expression[] {
  // Most calls have one operand of one register.
  const only = operands.length === 1 ? operands[0] : undefined;
  if (only && categoryOf(f.typeOf(only)) === 'scalar') return [f.value(only)];
  const lastImpure = lastImpureOf(f, operands);
  const all: ir.Expression[] = [];
  for (let i = 0; i < operands.length; i++)
    lowerOperand(f, operands[i] as ast.Expression, i < lastImpure, all);
  return trimmed(all);
}

/** @param to takes the registers that it is passed in */
function lowerOperand(f: FunctionLowering, e: ast.Expression, isHeld: boolean, to: ir.Expression[]): void {
  const type = f.typeOf(e);
  switch (categoryOf(type)) {
    case 'none':
      return f.effect(e);
    case 'scalar': {
      const value = f.value(e);
      to.push(isHeld ? hold(f, valueType(type), value) : value);
      return;
    }
    case 'slice': {
      const slice = f.slice(e);
      const { data, count } = isHeld ? holdSlice(f, slice) : settle(f, slice);
      to.push(data, count);
      return;
    }
    case 'aggregate':
      to.push(aggregateAddress(f, e, isHeld));
  }
}

/** The callee copies what it is given first of all, so a copy here is only for the calls in between. */
function aggregateAddress(f: FunctionLowering, e: ast.Expression, isHeld: boolean): ir.Expression {
  const place = memoryOf(f.place(e));
  if (!isHeld || !hasPlace(f, e)) return addressOf(place);
  const copy = f.temporaryMemory(f.typeOf(e));
  copyAggregate(f, copy, place, f.typeOf(e));
  return addressOf(copy);
}
