// The checker's entrances: a whole program, and an expression inside a program that is paused.
import type * as ast from '../syntax/ast';
import type { Diagnostics } from '../syntax/diagnostic';
import type { Offset } from '../syntax/source';
import type { CheckedProgram, Tables } from './checked';
import { Checking } from './checking';
import { convert, isUntyped, settleDefault } from './conversions';
import type { Evaluator } from './evaluator';
import { Findings } from './findings';
import { Instances } from './instances';
import { ProgramCheck, type ProgramFiles } from './program-check';
import { RULES } from './rules';
import { checkAssignment as checkAssignmentIn } from './statements';
import { completeType } from './stored-types';
import type { FunctionSymbol, Scope } from './symbol';
import { INVALID, type Type } from './types';

/**
 * Checks a whole program. Mistakes go to `diagnostics`, which holds those of the syntax already; the result is
 * whole only when there are no errors.
 * @param evaluator runs code while compiling; without one, `#run` is an error
 */
export function check(files: ProgramFiles, diagnostics: Diagnostics, evaluator?: Evaluator): CheckedProgram {
  const { list } = diagnostics;
  const everything = new Findings(diagnostics);
  const checking = new ProgramCheck(files, list, everything, evaluator);
  checking.declare();
  for (const symbol of checking.functions) checking.checkBody(symbol);
  checking.finish();
  checking.conclude((symbol) => everything.uses(symbol));
  const { program } = checking;
  return {
    ...program,
    functions: inTextOrder(program.functions, program.units),
    main: diagnostics.hasErrors ? undefined : checking.main,
  };
}

function inTextOrder(
  functions: readonly FunctionSymbol[],
  units: readonly ast.SourceUnit[],
): FunctionSymbol[] {
  const order = new Map(units.map((unit, i) => [unit.source, i]));
  const unitOf = (f: FunctionSymbol): number => order.get(f.span.source) ?? 0;
  return [...functions].sort((a, b) => unitOf(a) - unitOf(b) || a.span.start - b.span.start);
}

/** What is found out about an expression or assignment that is no part of the program's text. */
export interface CheckedFragment {
  /** INVALID when there are errors; `none` for a call without a result. */
  readonly type: Type;
  /** Of this fragment alone. */
  readonly tables: Tables;
}

/**
 * Checks an expression as if it stood in the program, and changes nothing of the program.
 * @param scope whose names it sees
 * @param at locals that are declared behind this offset are not seen; absent: all of the scope's
 * @param owner the function that it stands in; absent at the top level
 * @param expected the type to convert it to; absent: its own
 */
export function checkExpression(
  program: CheckedProgram,
  expression: ast.Expression,
  scope: Scope,
  at: Offset | undefined,
  owner: FunctionSymbol | undefined,
  diagnostics: Diagnostics,
  expected?: Type,
): CheckedFragment {
  const c = evaluation(program, scope, at, owner, diagnostics);
  const type = c.checkExpression(expression, expected);
  if (expected) return { type: convert(c, expression, expected) ? expected : INVALID, tables: c.tables };
  if (isUntyped(type) || type.kind === 'nil') settleDefault(c, expression);
  return { type: c.typeOf(expression), tables: c.tables };
}

/** What a type stands for as if it stood in the program; undefined, and reported, if it stands for none. */
export function checkType(
  program: CheckedProgram,
  type: ast.TypeExpression,
  scope: Scope,
  at: Offset | undefined,
  owner: FunctionSymbol | undefined,
  diagnostics: Diagnostics,
): Type | undefined {
  const c = evaluation(program, scope, at, owner, diagnostics);
  const found = c.resolveType(type);
  return found !== INVALID && completeType(c, found, type.span) ? found : undefined;
}

/** Checks `target = value` as if it stood in the program; loop variables may be set, too. Gives the target's type. */
export function checkAssignment(
  program: CheckedProgram,
  target: ast.Expression,
  value: ast.Expression,
  scope: Scope,
  at: Offset | undefined,
  owner: FunctionSymbol | undefined,
  diagnostics: Diagnostics,
): CheckedFragment {
  const c = evaluation(program, scope, at, owner, diagnostics);
  const type = checkAssignmentIn(c, { kind: 'Assignment', span: target.span, target, value });
  return { type: diagnostics.hasErrors ? INVALID : type, tables: c.tables };
}

function evaluation(
  program: CheckedProgram,
  scope: Scope,
  at: Offset | undefined,
  owner: FunctionSymbol | undefined,
  diagnostics: Diagnostics,
): Checking {
  const c = new Checking(new Findings(diagnostics), RULES, scope, at, true, new Instances(program.instances));
  c.owner = owner;
  // So that an anonymous struct of the program's own shape is of the program's own type.
  c.structs.push(...program.structs);
  return c;
}
