// The checker's entrances: a whole program, and an expression inside a program that is paused.
import type * as ast from '../syntax/ast';
import type { Diagnostics } from '../syntax/diagnostic';
import type { Offset, Span } from '../syntax/source';
import type { CheckedProgram, Tables } from './checked';
import { Checking, type Rules } from './checking';
import { asType, denotesType } from './compile-time-arguments';
import { convert, isUntyped, settleDefault } from './conversions';
import { declareNames, findOutAbout } from './declare';
import { typeOfExpression } from './expressions';
import type { Evaluator } from './evaluator';
import { checkFunction } from './functions';
import { checkDeclarations } from './generics';
import { Instances } from './instances';
import { declareImports, warnUnused } from './imports';
import { findMain } from './main-function';
import type { Module } from './modules';
import { checkAnyStatement, checkAssignment as checkAssignmentIn } from './statements';
import { Scope, type FunctionSymbol } from './symbol';
import { typeDenoted } from './type-expressions';
import { INVALID, type Type } from './types';
import { createUniverse } from './universe';

const RULES: Rules = {
  expression: typeOfExpression,
  type: typeDenoted,
  statement: checkAnyStatement,
  body: checkFunction,
};

/** The files of a program, and those that every program has, whose names all others see. */
export interface ProgramFiles {
  readonly prelude: readonly ast.SourceUnit[];
  /** The main file first. */
  readonly modules: readonly Module[];
}

/**
 * Checks a whole program. Mistakes go to `diagnostics`; the result is whole only when there are no errors.
 * @param evaluator runs code while compiling; without one, `#run` is an error
 */
export function check(
  { prelude, modules }: ProgramFiles,
  diagnostics: Diagnostics,
  evaluator?: Evaluator,
): CheckedProgram {
  const c = new Checking(diagnostics, RULES, createUniverse());
  const preludeScope = new Scope(c.scope, undefined, spanOf(prelude));
  const scopes = new Map(
    modules.map((module) => [
      module,
      new Scope(preludeScope, undefined, spanOf([module.unit]), undefined, module.name),
    ]),
  );
  const [mainModule] = modules;
  const scope = (mainModule && scopes.get(mainModule)) ?? preludeScope;
  const units = [...prelude, ...modules.map((module) => module.unit)];
  const { functions, globals, structs, enums } = c;
  const { instances } = c;
  const program = {
    ...c.tables,
    units,
    functions,
    globals,
    structs,
    enums,
    instances,
    scope,
    scopes: [...scopes.values()],
    prelude: preludeScope,
  };
  Object.assign(c, { evaluator, program });
  // What is run while the modules are checked may use all of the prelude.
  checkPrelude(c, prelude, preludeScope);
  checkModules(c, scopes);
  c.checkWaiting();
  const main = findMain(c, scope, mainModule?.unit);
  checkDeclarations(c);
  return {
    ...program,
    functions: inTextOrder(functions, units),
    main: diagnostics.hasErrors ? undefined : main,
  };
}

function checkPrelude(c: Checking, units: readonly ast.SourceUnit[], scope: Scope): void {
  const declarations = units.flatMap((unit) => unit.declarations);
  c.within(scope, undefined, () => {
    const declared = declareNames(c, declarations, true);
    checkFunctions(c, findOutAbout(c, declarations, declared));
  });
}

/** The names of all modules are declared before any is found out about, since modules may need each other. */
function checkModules(c: Checking, scopes: ReadonlyMap<Module, Scope>): void {
  const inEach = [...scopes].map(([module, scope]) => {
    return c.within(scope, undefined, () => {
      const { declarations } = module.unit;
      const imports = declareImports(c, module, scopes);
      return { scope, imports, declarations, declared: declareNames(c, declarations, true) };
    });
  });
  const found = inEach.map(({ scope, declarations, declared }) => {
    return c.within(scope, undefined, () => ({ scope, functions: findOutAbout(c, declarations, declared) }));
  });
  for (const { scope, functions } of found) c.within(scope, undefined, () => checkFunctions(c, functions));
  if (!c.hasSyntaxErrors) for (const { imports } of inEach) warnUnused(imports, c.diagnostics);
}

function checkFunctions(c: Checking, functions: readonly FunctionSymbol[]): void {
  for (const symbol of functions) checkFunction(c, symbol);
}

// Names of the prelude come from several files; its span is that of the first.
function spanOf(units: readonly ast.SourceUnit[]): Span | undefined {
  const [unit] = units;
  return unit && { source: unit.source, start: 0, end: unit.source.text.length };
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

/** The type that an expression denotes as if it stood in the program, `T` or `List(i32)`; undefined if it is a value. */
export function checkType(
  program: CheckedProgram,
  expression: ast.Expression,
  scope: Scope,
  diagnostics: Diagnostics,
): Type | undefined {
  const c = evaluation(program, scope, undefined, undefined, diagnostics);
  const type = denotesType(c, expression) ? asType(expression) : undefined;
  return type && c.resolveType(type);
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
  const c = new Checking(diagnostics, RULES, scope, at, true, new Instances(program.instances));
  c.owner = owner;
  // So that an anonymous struct of the program's own shape is of the program's own type.
  c.structs.push(...program.structs);
  return c;
}
