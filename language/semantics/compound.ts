// Assignments that compute: `target += value`.
import type * as ast from '../syntax/ast';
import type { Checking } from './checking';
import { checkValue, isUntyped, settleDefault } from './conversions';
import { checkDivisor, isDefined, operatorHint, settleShiftCount } from './operators';
import { INVALID, type Type } from './types';
import { typeText } from './wording';

/** Checks the value of `target op= value`, both of whose sides are in `target`'s type. */
export function checkCompound(
  c: Checking,
  s: ast.Assignment,
  operator: ast.ArithmeticOperator,
  target: Type,
): void {
  if (operator === '<<' || operator === '>>') {
    c.checkExpression(s.value, target);
    settleShiftCount(c, s.value, target);
  } else if (isDefined(operator, target)) {
    checkValue(c, s.value, target);
  } else {
    c.checkExpression(s.value, target);
    settleDefault(c, s.value);
  }
  const value = operator === '<<' || operator === '>>' ? c.typeOf(s.value) : target;
  for (const type of [target, value]) {
    if (type === INVALID) return;
    if (isDefined(operator, type)) continue;
    if (isUntyped(type)) settleDefault(c, s.value);
    c.error(
      'E0304',
      s.span,
      `\`${operator}=\` is not defined on ${typeText(type)}`,
      operatorHint(operator, type),
    );
    return;
  }
  checkDivisor(c, s.value, operator, target);
}
