// Default values of parameters. One that is no constant is a function of its own, without parameters, in
// the scope of the declaration: a call that leaves the argument out calls it, behind the arguments that it
// gives. So a default is evaluated at each call, can be stepped into, and may itself need defaults.
import type * as ast from '../syntax/ast';
import type { Checking } from './checking';
import { checkValue } from './conversions';
import { Scope, type DefaultValue, type FunctionSymbol } from './symbol';
import { functionOf, type Type } from './types';
import { expressionId, nameId, scopeId } from '../syntax/node-id';
import { endOf } from '../syntax/source';

/** The default value of a parameter of the function `owner`, whose scope is the current one. */
export function declareDefault(
  c: Checking,
  owner: FunctionSymbol,
  node: ast.Parameter,
  value: ast.Expression,
  type: Type,
): DefaultValue {
  const { span } = value;
  const statement: ast.Statement = { kind: 'ReturnStatement', span, value };
  const close = endOf(span);
  const body: ast.Block = { kind: 'Block', id: scopeId(), span, statements: [statement], close };
  const { kind, span: nameSpan } = node.name;
  const name: ast.Name = { kind, id: nameId(), span: nameSpan, text: `default of ${node.name.text}` };
  const symbol: FunctionSymbol = {
    kind: 'function',
    name: name.text,
    qualifiedName: `${owner.qualifiedName}: ${name.text}`,
    plainName: `${owner.plainName}: ${name.text}`,
    span,
    type: functionOf([], type),
    declaration: {
      kind: 'FunctionDeclaration',
      id: scopeId(),
      span,
      name,
      parameters: [],
      result: node.type,
      body,
    },
    parameters: [],
    defaults: [],
    parent: owner.parent,
    defaultOf: owner,
    isExternal: false,
    isRun: false,
    resolution: undefined,
  };
  const found: DefaultValue = { symbol, value, type, constant: undefined };
  c.defer(
    symbol,
    () => checkDefault(c, found, node),
    () => undefined,
  );
  return found;
}

/** Finds out about the defaults of a function, if they are not known yet. Its body is no part of that: it may be `#run`. */
export function resolveDefaults(c: Checking, { defaults }: FunctionSymbol): void {
  for (let i = 0; i < defaults.length; i++) {
    const symbol = defaults[i]?.symbol;
    if (symbol) c.resolve(symbol, symbol.span);
  }
}

function checkDefault(c: Checking, found: DefaultValue, node: ast.Parameter): void {
  const { symbol, value, type } = found;
  const { conversionOf, scopeOf } = c.tables;
  const scope = new Scope(c.scope, symbol, symbol.span);
  scopeOf.set(symbol.declaration, scope);
  const before = c.diagnostics.errorCount;
  const labels = [{ span: node.name.span, message: `the parameter \`${node.name.text}\` is declared here` }];
  c.withoutExits(undefined, () => c.within(scope, symbol, () => checkValue(c, value, type, labels)));
  if (c.typeOf(value).kind === 'array' && conversionOf.delete(value)) {
    // The array must outlive the default's function: the caller gets it, and makes the slice.
    symbol.type = functionOf([], c.typeOf(value));
  }
  found.constant = conversionOf.has(value) ? undefined : c.constantOf(value);
  if (!found.constant) c.functions.push(symbol);
  const state = c.diagnostics.errorCount > before ? 'wrong' : 'sound';
  c.bodies.set(symbol, { scope: c.scope, owner: c.owner, state });
}

/** What stands for an argument that a call leaves out: the constant, or a call of the default's function. */
export function defaultArgument(c: Checking, call: ast.CallExpression, found: DefaultValue): ast.Expression {
  const { symbol, value } = found;
  c.resolve(symbol, symbol.span);
  const { typeOf, constantOf, symbolOf, conversionOf } = c.tables;
  if (found.constant) {
    // In the debugger these are other tables than those of the declaration.
    typeOf.set(value, found.type);
    constantOf.set(value, found.constant);
    return value;
  }
  const { span } = call;
  const { kind, text } = symbol.declaration.name;
  const name: ast.Name = { kind, id: nameId(), span, text };
  const callee: ast.Expression = { kind: 'NameExpression', id: expressionId(), span, name };
  const argument: ast.Expression = {
    kind: 'CallExpression',
    id: expressionId(),
    span,
    callee,
    arguments: [],
  };
  symbolOf.set(name, symbol);
  typeOf.set(callee, symbol.type);
  constantOf.set(callee, { kind: 'function', symbol });
  typeOf.set(argument, symbol.type.result);
  if (symbol.type.result !== found.type) conversionOf.set(argument, found.type);
  return argument;
}
