// What is given for compile-time parameters: types and constants, checked where they stand; and the scope in
// which an instance knows them by the names of its parameters.
import type * as ast from '../syntax/ast';
import { copyTree } from '../syntax/copy-tree';
import type { Span } from '../syntax/source';
import type { Checking } from './checking';
import { checkNothing, checkValue } from './conversions';
import { constantValue, declare } from './declare';
import type { CompileTimeValue, Instance } from './instances';
import { symbolOfType } from './imports';
import { reportNotConstant } from './initializers';
import { resolveStored } from './stored-types';
import { type GenericSymbol, newConstant, newTypeSymbol, Scope, type Symbol } from './symbol';
import { hasPayloads, I8, INVALID, sliceOf, type Type } from './types';
import { counted, given, quote, typeText } from './wording';
import { typeId } from '../syntax/node-id';

/** True for `T: type`. */
export const isTypeParameter = (parameter: ast.CompileTimeParameter): boolean =>
  parameter.type.kind === 'MetaType';

/** The expression as a type, if it has the form of one. */
export function asType(e: ast.Expression): ast.TypeExpression | undefined {
  switch (e.kind) {
    case 'TypeArgument':
      return e.type;
    case 'CallExpression':
      return namedType(e.callee, e.span, e.arguments);
    default:
      return namedType(e, e.span);
  }
}

/** `Name` and `module.Name`. */
function namedType(
  e: ast.Expression,
  span: Span,
  list?: ast.NamedType['arguments'],
): ast.NamedType | undefined {
  if (e.kind === 'NameExpression')
    return { kind: 'NamedType', id: typeId(), span, name: e.name, arguments: list };
  if (e.kind !== 'MemberExpression' || e.base.kind !== 'NameExpression') return undefined;
  return { kind: 'NamedType', id: typeId(), span, module: e.base.name, name: e.member, arguments: list };
}

/** True if the expression names a type, or something generic that makes types. */
export function denotesType(c: Checking, e: ast.Expression): boolean {
  const type = asType(e);
  if (type?.kind !== 'NamedType') return type !== undefined;
  const symbol = symbolOfType(c, type);
  return symbol?.kind === 'type' || (symbol !== undefined && isGenericType(symbol));
}

/** True for what is generic and makes types, not functions. */
export function isGenericType(symbol: Symbol): symbol is GenericType {
  return symbol.kind === 'generic' && symbol.declaration.kind === 'TypeDeclaration';
}

type GenericType = GenericSymbol & { readonly declaration: ast.TypeDeclaration };

/**
 * Checks what is given for the first parameters of something generic. Undefined when some of it is wrong,
 * which is reported.
 */
export function checkCompileTimeArguments(
  c: Checking,
  generic: GenericSymbol,
  list: ast.CompileTimeArguments,
): CompileTimeValue[] | undefined {
  const values: (CompileTimeValue | undefined)[] = [];
  const { compileTime } = generic.declaration;
  list.forEach((argument, i) => {
    const parameter = compileTime[i];
    if (!parameter) checkSuperfluous(c, argument);
    else if (isTypeParameter(parameter)) values.push(typeGiven(c, generic, parameter, argument));
    else values.push(constantGiven(c, generic, parameter, argument, values));
  });
  return values.every((value) => value !== undefined) ? values : undefined;
}

function checkSuperfluous(c: Checking, e: ast.Expression): void {
  const type = denotesType(c, e) ? asType(e) : undefined;
  if (type) c.resolveType(type);
  else checkNothing(c, e);
}

/** Reports that another number of arguments is given than the generic has parameters. */
export function reportCount(c: Checking, generic: GenericSymbol, count: number, span: Span): void {
  const { compileTime } = generic.declaration;
  const names = compileTime.map((parameter) => `\`${sourceOf(parameter)}\``).join(', ');
  const labels = [{ span: generic.span, message: `\`${generic.name}\` is declared here` }];
  const message = `\`${generic.name}\` takes ${counted(compileTime.length, 'compile-time argument')}, but ${given(count)}`;
  c.error('E0403', span, message, `it takes ${names}`, labels);
}

const sourceOf = ({ span }: ast.CompileTimeParameter): string => span.source.text.slice(span.start, span.end);

function typeGiven(
  c: Checking,
  generic: GenericSymbol,
  parameter: ast.CompileTimeParameter,
  e: ast.Expression,
): CompileTimeValue | undefined {
  const node = asType(e);
  const symbol = node?.kind === 'NamedType' ? symbolOfType(c, node) : undefined;
  const isMember = node?.kind === 'NamedType' && node.module && !symbol;
  if (!node || isMember || (symbol && symbol.kind !== 'type' && !isGenericType(symbol))) {
    checkNothing(c, e);
    const labels = [{ span: parameter.span, message: 'declared here' }];
    const message = `\`${parameter.name.text}\` of \`${generic.name}\` is a type, but ${quote(e)} is a value`;
    if (e.kind !== 'ErrorExpression') c.error('E0403', e.span, message, undefined, labels);
    return undefined;
  }
  const type = c.resolveType(node);
  return type === INVALID ? undefined : { kind: 'type', type };
}

function constantGiven(
  c: Checking,
  generic: GenericSymbol,
  parameter: ast.CompileTimeParameter,
  e: ast.Expression,
  earlier: readonly (CompileTimeValue | undefined)[],
): CompileTimeValue | undefined {
  const type = constantType(c, generic, parameter, earlier);
  const labels = [{ span: parameter.span, message: 'declared here' }];
  if (type === INVALID) checkNothing(c, e);
  else if (checkValue(c, e, type, labels)) {
    const value = constantValue(c, e);
    if (value && NAMEABLE.has(value.kind)) return { kind: 'constant', type, value };
    if (value) reportNotConstant(c, e);
  }
  return undefined;
}

/** Values that can be told apart, and written in an instance's name; a `#run` may leave others behind. */
const NAMEABLE: ReadonlySet<string> = new Set(['integer', 'float', 'boolean', 'string', 'function']);

/** The type of a parameter that is a constant; it may be named by the parameters before it. */
export function constantType(
  c: Checking,
  generic: GenericSymbol,
  parameter: ast.CompileTimeParameter,
  earlier: readonly (CompileTimeValue | undefined)[],
): Type {
  const scope = parameterScope(c, generic, earlier);
  const type = c.within(scope, generic.parent, () => resolveStored(c, copyTree(parameter.type)));
  if (type === INVALID || isConstantType(type)) return type;
  const hint = 'such a parameter is a type, an integer, a float, a bool, a text, a function or an enum';
  const message = `\`${parameter.name.text}\` cannot be a compile-time parameter: it is ${typeText(type)}`;
  c.error('E0406', parameter.type.span, message, hint);
  return INVALID;
}

/** Of values that can be told apart, and written in an instance's name. */
function isConstantType(type: Type): boolean {
  if (type.kind === 'enum') return !hasPayloads(type);
  return ['integer', 'float', 'bool', 'function'].includes(type.kind) || type === sliceOf(I8);
}

/**
 * The scope around an instance, in which its parameters are declared as types and constants.
 * @param values what is absent is unknown, and says nothing
 */
export function parameterScope(
  c: Checking,
  generic: GenericSymbol,
  values: readonly (CompileTimeValue | undefined)[],
  instance?: Instance,
): Scope {
  const { declaration, parent } = generic;
  const scope = new Scope(generic.scope, parent, declaration.span, instance);
  c.within(scope, parent, () => {
    declaration.compileTime.forEach(({ name }, i) => {
      const value = values[i];
      const { text, span } = name;
      if (value?.kind === 'constant') declare(c, newConstant(text, span, value.type, value.value), name);
      else if (value || isTypeParameter(declaration.compileTime[i] as ast.CompileTimeParameter))
        declare(c, newTypeSymbol(text, span, value?.type ?? INVALID), name);
      else declare(c, newConstant(text, span, INVALID, { kind: 'zero' }), name);
    });
  });
  return scope;
}
