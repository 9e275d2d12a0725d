// What was read of an expression or statement that went wrong. It has a meaning of its own, which an editor asks
// for while one types (`account.` has `account` in it); but what seems wrong there may follow from what is missing.
import type * as ast from '../syntax/ast';
import type { Checking } from './checking';
import { checkInferred } from './conversions';

/** Finds out what the names in there mean, and says nothing. */
export function checkParts(c: Checking, node: ast.ErrorExpression | ast.ErrorStatement): void {
  const { parts } = node;
  const rest = 'rest' in node ? node.rest : undefined;
  if (parts.length === 0 && !rest) return;
  c.silently(() => {
    for (const part of parts) checkInferred(c, part);
    if (rest) c.checkStatement(rest);
  });
}
