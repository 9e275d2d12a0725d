// Generic functions and types: their instances, and what is wrong with them whatever they are given.
//
// An instance is a copy of the declaration's tree, checked in a scope around it in which the compile-time
// parameters are types and constants. So everything that goes by the identity of nodes and symbols, down to
// safepoints and scopes, works for instances as for any other function; places in the text are shared by all.
//
// A declaration is also checked by itself, with parameters of which nothing is known. What is wrong there is
// wrong in every instance, and told once, without one.
import type * as ast from '../syntax/ast';
import { copyTree } from '../syntax/copy-tree';
import type { Span } from '../syntax/source';
import type { Checking } from './checking';
import {
  checkCompileTimeArguments,
  constantType,
  isGenericType,
  isTypeParameter,
  parameterScope,
  reportCount,
} from './compile-time-arguments';
import { newFunction, newType, resolveDeclared } from './declare';
import { checkFunction } from './functions';
import {
  type CompileTimeValue,
  type Instance,
  instanceName,
  MAX_INSTANCE_DEPTH,
  MAX_INSTANCES,
} from './instances';
import type { FunctionSymbol, GenericSymbol, TypeSymbol } from './symbol';
import { INVALID, type Type } from './types';

/** `List(i32)`: the type that a generic one makes of what it is given. INVALID, and reported, if that is wrong. */
export function instanceType(
  c: Checking,
  generic: GenericSymbol,
  list: ast.CompileTimeArguments,
  span: Span,
): Type {
  const values = checkCompileTimeArguments(c, generic, list);
  if (list.length !== generic.declaration.compileTime.length) {
    reportCount(c, generic, list.length, span);
    return INVALID;
  }
  const symbol = values && instantiate(c, generic, values, span);
  return symbol?.kind === 'type' && c.resolve(symbol, span) ? symbol.type : INVALID;
}

/** The instance for these values of all parameters. Undefined, and reported, when there would be no end of them. */
export function instantiate(
  c: Checking,
  generic: GenericSymbol,
  values: readonly CompileTimeValue[],
  span: Span,
): FunctionSymbol | TypeSymbol | undefined {
  const known = c.instances.find(generic, values);
  if (known) {
    c.asksFor?.(known.instance);
    return known.symbol;
  }
  const from = c.scope.instance;
  const name = instanceName(generic, values);
  const instance: Instance = { generic, name, values, span, from, depth: (from?.depth ?? 0) + 1 };
  if (!isWithinLimits(c, instance)) return undefined;
  c.asksFor?.(instance);
  const declaration = copyTree(generic.declaration);
  const scope = parameterScope(c, generic, values, instance);
  return c.within(scope, generic.parent, () => {
    const symbol =
      declaration.kind === 'FunctionDeclaration'
        ? newFunction(c, declaration, name)
        : newType(c, declaration, instance);
    c.instances.add({ instance, symbol });
    c.later(() => c.within(scope, generic.parent, () => finish(c, symbol)));
    return symbol;
  });
}

function finish(c: Checking, symbol: FunctionSymbol | TypeSymbol): void {
  resolveDeclared(c, symbol, symbol.span as Span);
  if (symbol.kind === 'function') checkFunction(c, symbol);
}

function isWithinLimits(c: Checking, instance: Instance): boolean {
  const { instances } = c;
  if (instances.isExhausted) return false;
  if (instance.depth <= MAX_INSTANCE_DEPTH && instances.count < MAX_INSTANCES) return true;
  instances.isExhausted = true;
  const { name } = instance.generic;
  let first = instance;
  const way = [instance.name];
  for (let at = instance.from; at; at = at.from) {
    first = at;
    if (at.generic === instance.generic) way.push(at.name);
  }
  const shown = way.slice(-3).reverse();
  const message = `\`${name}\` is instantiated endlessly: ${shown.map((each) => `\`${each}\``).join(', ')}, …`;
  const hint = 'an instance may ask only for instances that come to an end';
  c.diagnostics.error(
    'E0405',
    instance.span,
    message,
    [{ span: first.span, message: `it begins here, with \`${first.name}\`` }],
    hint,
  );
  return false;
}

/** Checks the declarations of everything generic by themselves; what that makes is no part of the program. */
export function checkDeclarations(c: Checking): void {
  const lists = [c.functions, c.globals, c.structs, c.enums];
  const lengths = lists.map((list) => list.length);
  for (let i = 0; i < c.generics.length; i++) {
    const generic = c.generics[i] as GenericSymbol;
    // Inside an instance there are copies of what is checked by itself already.
    if (!generic.scope.instance) checkDeclaration(c, generic);
    c.checkWaiting();
  }
  lists.forEach((list, i) => (list.length = lengths[i] as number));
}

function checkDeclaration(c: Checking, generic: GenericSymbol): void {
  const { declaration, parent } = generic;
  for (const parameter of declaration.compileTime)
    if (!isTypeParameter(parameter)) constantType(c, generic, parameter, []);
  c.within(parameterScope(c, generic, []), parent, () => {
    finish(
      c,
      isGenericType(generic)
        ? newType(c, generic.declaration)
        : newFunction(c, declaration as ast.FunctionDeclaration),
    );
  });
}
