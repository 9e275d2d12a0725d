// Blocks: their scope, and the statements of one in order.
import type * as ast from '../syntax/ast';
import type { Checking } from './checking';
import { declareUndecided } from './conditions';
import { declareLocals } from './declare';
import { Scope } from './symbol';

/** Checks the statements in the current scope. True when their end can be reached. */
export function checkStatements(c: Checking, statements: readonly ast.Statement[]): boolean {
  declareLocals(c, statements);
  const reach = { isReachable: true, isWarned: false };
  checkInOrder(c, statements, reach);
  return reach.isReachable;
}

interface Reach {
  isReachable: boolean;
  /** Set once a statement was found that is never reached. */
  isWarned: boolean;
}

function checkInOrder(c: Checking, statements: readonly ast.Statement[], reach: Reach): void {
  for (const statement of statements) {
    if (statement.kind === 'CompileTimeIf') {
      checkTaken(c, statement, reach);
      continue;
    }
    if (!reach.isReachable && !reach.isWarned) reach.isWarned = warnUnreachable(c, statement);
    const passes = c.checkStatement(statement);
    reach.isReachable &&= passes;
  }
}

/**
 * The branch of an `#if` that is taken is checked as if its statements stood here. In an instance, what is behind one that
 * always leaves is for other instances.
 */
function checkTaken(c: Checking, s: ast.CompileTimeIf, reach: Reach): void {
  c.locals = undefined; // a branch that is not taken may name them
  const condition = c.scope.conditionOf(s);
  if (condition) c.resolve(condition, s.span);
  const taken = c.tables.branchOf.get(s);
  if (condition?.state === 'wrong') declareUndecided(c, condition);
  if (!taken || !c.enter(1, s)) return;
  checkInOrder(c, taken.statements, reach);
  if (!reach.isReachable && c.scope.instance) reach.isWarned = true;
  c.leave(1);
}

// These may stand anywhere: they do nothing when control comes by.
const IDLE: readonly ast.Statement['kind'][] = [
  ...(['FunctionDeclaration', 'TypeDeclaration', 'ConstantDeclaration'] as const),
  ...(['CompileTimeAssert', 'ErrorStatement'] as const),
];

function warnUnreachable(c: Checking, s: ast.Statement): boolean {
  if (IDLE.includes(s.kind)) return false;
  c.warning('W0301', s.span, 'this is never reached');
  return true;
}

/** Checks a block in a scope of its own. True when its end can be reached. */
export function checkBlock(c: Checking, block: ast.Block): boolean {
  const scope = new Scope(c.scope, c.owner, block.span);
  c.tables.scopeOf.set(block, scope);
  const { scope: outer, isUnevaluated } = c;
  c.scope = scope;
  c.isUnevaluated = false;
  const passes = checkStatements(c, block.statements);
  c.scope = outer;
  c.isUnevaluated = isUnevaluated;
  return passes;
}
