// Calls of generic functions, and their instances as values.
//
// `max(i32)(1, 2)` gives the compile-time parameters, `max(1, 2)` leaves them to be inferred; the first of them
// may be given and the others inferred. `max(i32)` by itself is a function's value. Whether `f(x)` is that or a
// call of what is inferred is told by its arguments: an instance is given types, or constants that no argument
// could tell.
import type * as ast from '../syntax/ast';
import type { Label } from '../syntax/diagnostic';
import type { Checking } from './checking';
import {
  checkCompileTimeArguments,
  denotesType,
  isTypeParameter,
  reportCount,
} from './compile-time-arguments';
import { fits } from './constants';
import { checkNothing, isUntyped } from './conversions';
import { instantiate } from './generics';
import { lastName, symbolNamed } from './imports';
import { Inference, mentions } from './inference';
import { valueText, type CompileTimeValue } from './instances';
import type { FunctionSymbol, GenericSymbol } from './symbol';
import { F64, I32, I64, INVALID, type Type } from './types';
import { counted, exampleFor, given } from './wording';

/** The instance that a call calls. */
export interface GenericCallee {
  /** Absent when there is none, which is reported. */
  readonly symbol?: FunctionSymbol;
  /** Arguments that were checked on the way, but not converted. */
  readonly checked: ReadonlySet<ast.Expression>;
  /** Says why the parameters have the types that they have. */
  readonly reasons: () => readonly Label[];
}

type GenericFunction = GenericSymbol & { readonly declaration: ast.FunctionDeclaration };

/** The generic function that an expression names. */
function genericNamed(c: Checking, e: ast.Expression): GenericFunction | undefined {
  const symbol = symbolNamed(c, e);
  if (symbol?.kind !== 'generic' || symbol.declaration.kind !== 'FunctionDeclaration') return undefined;
  return symbol as GenericFunction;
}

/** The type of `max(i32)`, the value of an instance; undefined if the call is something else. */
export function checkInstance(c: Checking, e: ast.CallExpression): Type | undefined {
  const generic = genericNamed(c, e.callee);
  if (!generic || !isInstance(c, generic, e.arguments)) return undefined;
  const values = checkCompileTimeArguments(c, generic, e.arguments);
  const count = e.arguments.length;
  if (count !== generic.declaration.compileTime.length) {
    reportCount(c, generic, count, e.span);
    return INVALID;
  }
  const symbol = values && instantiate(c, generic, values, e.span);
  return symbol?.kind === 'function' ? named(c, e, symbol) : INVALID;
}

/** Makes `e` stand for an instance. */
function named(c: Checking, e: ast.Expression, symbol: FunctionSymbol): Type {
  c.resolve(symbol, e.span);
  const name = e.kind === 'CallExpression' ? e.callee : e;
  if (name.kind === 'NameExpression' || name.kind === 'MemberExpression')
    c.tables.symbolOf.set(lastName(name), symbol);
  c.tables.constantOf.set(e, { kind: 'function', symbol });
  c.tables.typeOf.set(e, symbol.type);
  return symbol.type;
}

function isInstance(c: Checking, generic: GenericFunction, list: readonly ast.Expression[]): boolean {
  if (list.some((argument) => denotesType(c, argument))) return true;
  const { compileTime, parameters } = generic.declaration;
  if (compileTime.some(isTypeParameter)) return false;
  return compileTime.some(({ name }) => {
    const names = new Set([name.text]);
    return !parameters.some(({ type }) => mentions(type, names));
  });
}

/** What a call calls, if that is an instance: `max(1, 2)` and `max(i32)(1, 2)`. */
export function genericCallee(c: Checking, e: ast.CallExpression): GenericCallee | undefined {
  const { callee } = e;
  const inferred = genericNamed(c, callee);
  if (inferred) return inferCallee(c, e, inferred, []);
  const generic = callee.kind === 'CallExpression' ? genericNamed(c, callee.callee) : undefined;
  if (!generic || callee.kind !== 'CallExpression') return undefined;
  const values = checkCompileTimeArguments(c, generic, callee.arguments);
  if (callee.arguments.length > generic.declaration.compileTime.length)
    reportCount(c, generic, callee.arguments.length, callee.span);
  else if (values) return inferCallee(c, e, generic, values);
  return { checked: new Set(), reasons: () => [] };
}

function inferCallee(
  c: Checking,
  e: ast.CallExpression,
  generic: GenericFunction,
  values: readonly CompileTimeValue[],
): GenericCallee {
  const inference = new Inference(c, generic, values);
  const checked = inference.isComplete ? new Set<ast.Expression>() : inferFrom(c, e, generic, inference);
  const reasons = (): Label[] => reasonsOf(inference);
  if (!inference.isComplete) {
    reportUnknown(c, e, generic, inference, checked);
    return { checked, reasons };
  }
  const symbol = instantiate(c, generic, inference.values as CompileTimeValue[], e.callee.span);
  if (symbol?.kind !== 'function') return { checked, reasons };
  named(c, e.callee, symbol);
  return { symbol, checked, reasons };
}

/**
 * Checks arguments until everything is known: first those that have a type by themselves, then literals, whose
 * parts may take theirs from what is known by then; a constant without a type decides where nothing else does.
 */
function inferFrom(
  c: Checking,
  e: ast.CallExpression,
  { declaration }: GenericFunction,
  inference: Inference,
): Set<ast.Expression> {
  const checked = new Set<ast.Expression>();
  const learn = (accepts: (argument: ast.Expression) => boolean): void => {
    e.arguments.forEach((argument, i) => {
      const pattern = parameterFor(e, declaration, i)?.type;
      if (!pattern || checked.has(argument) || !accepts(argument)) return;
      const type = c.checkExpression(argument, inference.wanted(pattern));
      checked.add(argument);
      if (!isUntyped(type) && type.kind !== 'nil' && type.kind !== 'none')
        inference.match(pattern, type, argument.span);
    });
  };
  learn((argument) => !LITERALS.has(argument.kind) && !isTag(argument));
  if (!inference.isComplete) learn((argument) => argument.kind !== 'NilLiteral' && !isTag(argument));
  if (!inference.isComplete) inferDefaults(c, e, declaration, inference, checked);
  return checked;
}

/** The parameter that an argument is for, by its name or position. */
function parameterFor(
  { names }: ast.CallExpression,
  { parameters }: ast.FunctionDeclaration,
  position: number,
): ast.Parameter | undefined {
  const name = names?.[position];
  return name ? parameters.find((parameter) => parameter.name.text === name.text) : parameters[position];
}

/** What takes its type, or that of its parts, from where it stands. */
const LITERALS: ReadonlySet<string> = new Set([
  'StructLiteral',
  'ArrayLiteral',
  'HeapExpression',
  'NilLiteral',
]);

function isTag(e: ast.Expression): boolean {
  return e.kind === 'TagExpression' || (e.kind === 'CallExpression' && e.callee.kind === 'TagExpression');
}

/** A parameter for which there are only constants without a type is the type that holds them all. */
function inferDefaults(
  c: Checking,
  e: ast.CallExpression,
  declaration: ast.FunctionDeclaration,
  inference: Inference,
  checked: ReadonlySet<ast.Expression>,
): void {
  const constants = new Map<number, ast.Expression[]>();
  e.arguments.forEach((argument, i) => {
    const pattern = parameterFor(e, declaration, i)?.type;
    const index = pattern && inference.parameterOf(pattern);
    if (index === undefined || !checked.has(argument) || !isUntyped(c.typeOf(argument))) return;
    constants.set(index, [...(constants.get(index) ?? []), argument]);
  });
  for (const [index, list] of constants) {
    const type = typeHolding(c, list);
    const decisive = list.find((argument) => c.typeOf(argument).kind === 'untyped float') ?? list[0];
    if (decisive) inference.bind(index, { kind: 'type', type }, decisive.span);
  }
}

function typeHolding(c: Checking, list: readonly ast.Expression[]): Type {
  if (list.some((e) => c.typeOf(e).kind === 'untyped float')) return F64;
  const isSmall = list.every((e) => {
    const value = c.constantOf(e);
    return value?.kind !== 'integer' || fits(value.value, I32);
  });
  return isSmall ? I32 : I64;
}

function reasonsOf({ generic, values, origins }: Inference): Label[] {
  return [...origins].flatMap(([index, span]) => {
    const [parameter, value] = [generic.declaration.compileTime[index], values[index]];
    if (!parameter || !value) return [];
    return [{ span, message: `this makes \`${parameter.name.text}\` be \`${valueText(value)}\`` }];
  });
}

/** Says what is missing, unless an argument is wrong by itself. */
function reportUnknown(
  c: Checking,
  e: ast.CallExpression,
  generic: GenericFunction,
  { values }: Inference,
  checked: ReadonlySet<ast.Expression>,
): void {
  if (e.isDamaged) return;
  if (e.arguments.some((argument) => checked.has(argument) && c.typeOf(argument) === INVALID)) return;
  const { compileTime, parameters } = generic.declaration;
  const isMissing = parameters.slice(e.arguments.length).some(({ initializer }) => !initializer);
  if (isMissing || e.arguments.length > parameters.length) {
    const labels = [{ span: generic.span, message: `\`${generic.name}\` is declared here` }];
    const message = `\`${generic.name}\` takes ${counted(parameters.length, 'argument')}, but ${given(e.arguments.length)}`;
    c.error('E0310', e.span, message, undefined, labels);
    return;
  }
  const index = values.findIndex((value) => value === undefined);
  const missing = compileTime[index];
  if (!missing) return;
  const example = compileTime.map((parameter, i) => {
    const value = values[i];
    return value ? valueText(value) : exampleFor(parameter);
  });
  const hint = `give it, as in \`${generic.name}(${example.join(', ')})(…)\``;
  const labels = [{ span: missing.span, message: 'declared here' }];
  const message = `what \`${missing.name.text}\` of \`${generic.name}\` is cannot be told from the arguments`;
  c.error('E0404', e.callee.span, message, hint, labels);
}

/** Checks what a call without a callee was given, only for the mistakes in it. */
export function checkLeftOver(
  c: Checking,
  e: ast.CallExpression,
  checked: ReadonlySet<ast.Expression>,
): void {
  for (const argument of e.arguments) if (!checked.has(argument)) checkNothing(c, argument);
}
