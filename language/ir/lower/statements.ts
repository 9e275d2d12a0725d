// Statements of the source: each begins with one safepoint. Loops are in loops.ts, what assigns in
// assignments.ts.
import type * as ast from '../../syntax/ast';
import { not, read } from '../expressions';
import type * as ir from '../ir';
import { settle } from './access';
import { lowerAssignment, lowerDeclaration } from './assignments';
import type { FunctionLowering } from './context';
import { lowerSync } from './mutexes';
import { lowerForEach, lowerForRange, lowerWhile } from './loops';
import { lowerSwitch } from './switches';
import { categoryOf, resultTypes } from './value-types';

export function lowerStatement(f: FunctionLowering, s: ast.Statement): void {
  switch (s.kind) {
    case 'Block':
      return lowerBlock(f, s);
    case 'ExpressionStatement':
      f.begin(s.span);
      return f.effect(s.expression);
    case 'Assignment':
      return lowerAssignment(f, s);
    case 'VariableDeclaration':
      return lowerDeclaration(f, s);
    case 'IfStatement':
      return lowerIf(f, s);
    case 'WhileStatement':
      return lowerWhile(f, s, lowerBlock);
    case 'ForRangeStatement':
      return lowerForRange(f, s, lowerBlock);
    case 'ForEachStatement':
      return lowerForEach(f, s, lowerBlock);
    case 'SwitchStatement':
      return lowerSwitch(f, s, lowerBlock);
    case 'BreakStatement':
    case 'ContinueStatement':
      return lowerJump(f, s);
    case 'ReturnStatement':
      return lowerReturn(f, s);
    case 'DeferStatement':
      return lowerDefer(f, s);
    case 'SyncStatement':
      return lowerSync(f, s, lowerBlock);
    case 'CompileTimeIf':
      return lowerAll(f, f.tables.branchOf.get(s)?.statements ?? []);
    case 'CompileTimeAssert':
    case 'ConstantDeclaration':
    case 'TypeDeclaration':
    case 'FunctionDeclaration':
    case 'ErrorStatement':
      return;
  }
}

// A function that makes others that know its parameters keeps those on the heap, whether it comes to that or not: what is
// called for each statement makes none.

function lowerAll(f: FunctionLowering, statements: readonly ast.Statement[]): void {
  for (const statement of statements) lowerStatement(f, statement);
}

export function lowerBlock(f: FunctionLowering, block: ast.Block): void {
  const outer = f.scope;
  f.scope = f.tables.scopeOf.get(block) ?? outer;
  const { depth } = f.exits;
  lowerAll(f, block.statements);
  f.exits.leave(depth);
  f.scope = outer;
}

/** So many `else if`s nest in each other; then those that follow stand behind them, so that no IR is deep. */
const MOST_NESTED = 64;

function lowerIf(f: FunctionLowering, s: ast.IfStatement): void {
  if (isLong(s)) return f.b.block((done) => lowerLongIf(f, s, done));
  f.begin(s.condition.span);
  const condition = f.value(s.condition);
  const { then, else: otherwise } = s;
  const isEmpty = then.statements.length === 0 && otherwise !== undefined;
  const lowerThen = () => lowerBlock(f, then);
  const lowerElse = () => (otherwise ? lowerStatement(f, otherwise) : undefined);
  if (isEmpty) f.b.if(not(condition), lowerElse);
  else f.b.if(condition, lowerThen, lowerElse);
}

function isLong(s: ast.IfStatement): boolean {
  let at: ast.IfStatement['else'] = s;
  for (let nested = 0; nested <= MOST_NESTED; nested++) {
    if (at?.kind !== 'IfStatement') return false;
    at = at.else;
  }
  return true;
}

/** @param done where each branch goes when it has ended */
function lowerLongIf(f: FunctionLowering, s: ast.IfStatement, done: ir.LabelId): void {
  let rest: ast.IfStatement['else'] = s;
  while (rest?.kind === 'IfStatement') rest = lowerBranches(f, rest, done, MOST_NESTED);
  if (rest) lowerBlock(f, rest);
}

/** Lowers so many branches; what is behind them goes on from where they end. */
function lowerBranches(
  f: FunctionLowering,
  s: ast.IfStatement,
  done: ir.LabelId,
  most: number,
): ast.IfStatement['else'] {
  const { then, else: otherwise } = s;
  let rest = otherwise;
  f.begin(s.condition.span);
  const lowerThen = (): void => {
    lowerBlock(f, then);
    f.b.breakTo(done);
  };
  f.b.if(f.value(s.condition), lowerThen, () => {
    if (most > 1 && otherwise?.kind === 'IfStatement') rest = lowerBranches(f, otherwise, done, most - 1);
  });
  return rest;
}

/** Passes no safepoint itself: nothing happens until the statement runs, at an exit. */
function lowerDefer(f: FunctionLowering, s: ast.DeferStatement): void {
  const { scope } = f;
  f.exits.add(() => {
    const { scope: outerScope, loop: outerLoop } = f;
    f.scope = scope;
    f.loop = undefined;
    lowerStatement(f, s.statement);
    f.scope = outerScope;
    f.loop = outerLoop;
  });
}

function lowerJump(f: FunctionLowering, s: ast.BreakStatement | ast.ContinueStatement): void {
  const { loop } = f;
  f.begin(s.span);
  if (!loop) return;
  if (f.exits.depth > loop.exitDepth) {
    f.b.nop(); // the jump's own stop, before the exit actions
    f.exits.run(loop.exitDepth);
  }
  if (s.kind === 'BreakStatement') loop.leave();
  else loop.repeat();
}

/** The value is evaluated first, then the exit actions run, so that they cannot change it. */
function lowerReturn(f: FunctionLowering, s: ast.ReturnStatement): void {
  f.begin(s.span);
  const values = s.value ? returnedValues(f, s.value) : [];
  if (f.exits.depth === 0) return f.b.return(values);
  if (!s.value) f.b.nop(); // the return's own stop, before the exit actions
  const types = s.value ? resultTypes(f.typeOf(s.value)) : [];
  const kept = types.map((type, i) => (f.results[i] ??= f.b.register('result', type)));
  kept.forEach((local, i) => f.b.set(local, values[i] as ir.Expression));
  f.exits.run(0);
  f.b.return(kept.map(read));
}

function returnedValues(f: FunctionLowering, e: ast.Expression): ir.Expression[] {
  switch (categoryOf(f.typeOf(e))) {
    case 'none':
      f.effect(e);
      return [];
    case 'scalar':
      return [f.value(e)];
    case 'slice': {
      const { data, count } = settle(f, f.slice(e));
      return [data, count];
    }
    case 'aggregate':
      if (f.resultPlace) f.into(e, f.resultPlace);
      return [];
  }
}
