// Blocks: their scope, and the statements of one in order.
import type * as ast from '../syntax/ast';
import type { Checking } from './checking';
import { declareAll } from './declare';
import { Scope } from './symbol';

/** Checks the statements in the current scope. True when their end can be reached. */
export function checkStatements(c: Checking, statements: readonly ast.Statement[]): boolean {
  declareAll(c, statements, false);
  let isReachable = true;
  let isWarned = false;
  for (const statement of statements) {
    if (!isReachable && !isWarned) isWarned = warnUnreachable(c, statement);
    const passes = c.checkStatement(statement);
    isReachable &&= passes;
  }
  return isReachable;
}

// Declarations may stand anywhere: they do nothing when control comes by.
function warnUnreachable(c: Checking, s: ast.Statement): boolean {
  if (['FunctionDeclaration', 'TypeDeclaration', 'ConstantDeclaration', 'ErrorStatement'].includes(s.kind))
    return false;
  c.diagnostics.warning('W0301', s.span, 'this is never reached');
  return true;
}

/** Checks a block in a scope of its own. True when its end can be reached. */
export function checkBlock(c: Checking, block: ast.Block): boolean {
  const scope = new Scope(c.scope, c.owner, block.span);
  c.tables.scopeOf.set(block, scope);
  return c.within(scope, c.owner, () => checkStatements(c, block.statements));
}
