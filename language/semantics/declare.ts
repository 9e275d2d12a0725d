// Declarations: the names of one scope, which may stand in any order and refer to each other.
//
// First every name is declared, then each is resolved; what another one needs is resolved on the way.
import type * as ast from '../syntax/ast';
import type { Span } from '../syntax/source';
import type { Checking } from './checking';
import { declareCondition } from './conditions';
import type { ConstantValue } from './constant';
import { checkCopied, checkValue, isUntyped, settle, settleDefault } from './conversions';
import { declareDefault, resolveDefaults } from './defaults';
import { declareEnum } from './enums';
import { evaluate, evaluateInitial, reportNotConstant } from './initializers';
import type { Instance } from './instances';
import type { Resolvable } from './resolution';
import { checkParameterCount, completeType, resolveStored } from './stored-types';
import { declareStruct } from './structs';
import {
  type ConstantSymbol,
  type Declared,
  type Edge,
  type FunctionSymbol,
  type GenericDeclaration,
  type GenericSymbol,
  newConstant,
  newTypeSymbol,
  newVariable,
  type Symbol,
  type TypeSymbol,
  type VariableSymbol,
} from './symbol';
import { LONGEST_TYPE_NAME, NAMED_TYPES } from './named-types';
import { F64, functionOf, I64, INVALID, NONE, type Type } from './types';

type TopLevel = ast.Statement | ast.Declaration;

/** Declares the types, constants and functions among the statements of a block. */
export function declareLocals(c: Checking, statements: readonly ast.Statement[]): void {
  // Each is resolved where it stands or is needed first, when the locals before it are known.
  declareNames(c, statements, false);
}

/** Finds out about all that `declareNames` gave for the statements of a top level, and gives the functions. */
export function findOutAbout(
  c: Checking,
  statements: readonly TopLevel[],
  declared: readonly Declared[],
): readonly FunctionSymbol[] {
  const symbols = takenBranches(c, declared);
  for (const { symbol, span } of symbols) if (symbol.kind !== 'condition') resolveDeclared(c, symbol, span);
  for (const statement of takenStatements(c, statements))
    if (statement.kind === 'CompileTimeAssert' || statement.kind === 'ExpressionStatement')
      c.checkStatement(statement);
  const functions: FunctionSymbol[] = [];
  for (const { symbol } of symbols) {
    if (symbol.kind !== 'function') continue;
    functions.push(symbol);
    resolveDefaults(c, symbol);
  }
  return functions;
}

/** The statements, with those of the branch that is taken in the place of each `#if`. */
function takenStatements(c: Checking, statements: readonly TopLevel[]): readonly TopLevel[] {
  if (!c.hasConditions) return statements;
  return statements.flatMap((s) =>
    s.kind === 'CompileTimeIf' ? takenStatements(c, c.tables.branchOf.get(s)?.statements ?? []) : [s],
  );
}

/** Declares the names of the statements in the current scope, with `globals` also those of variables. */
export function declareNames(
  c: Checking,
  statements: readonly TopLevel[],
  globals: boolean,
): readonly Declared[] {
  let declared: Declared[] | undefined;
  for (const statement of statements) {
    const symbol = declareStatement(c, statement, globals);
    if (symbol) (declared ??= []).push({ symbol, span: statement.span });
  }
  return declared ?? NOTHING;
}

/** Most blocks declare nothing but variables. */
const NOTHING: readonly Declared[] = [];

/** The declarations, with those of the branches that are taken in the place of each `#if`. */
function takenBranches(c: Checking, declared: readonly Declared[]): readonly Declared[] {
  if (!c.hasConditions) return declared;
  return declared.flatMap((one) => {
    if (one.symbol.kind !== 'condition') return [one];
    c.resolve(one.symbol, one.span);
    return takenBranches(c, one.symbol.declared);
  });
}

/** Finds out about a declared symbol, if it is not known yet. */
export function resolveDeclared(c: Checking, symbol: Symbol, span: Span): void {
  if (!('resolution' in symbol)) return;
  c.resolve(symbol, span);
  if (symbol.kind === 'type') completeType(c, symbol.type, span);
}

function declareStatement(c: Checking, s: TopLevel, globals: boolean): Declared['symbol'] | undefined {
  switch (s.kind) {
    case 'TypeDeclaration':
      return isGeneric(s) ? declareGeneric(c, s) : declareType(c, s);
    case 'ConstantDeclaration':
      return declareConstant(c, s);
    case 'FunctionDeclaration':
      return isGeneric(s) ? declareGeneric(c, s) : declareFunction(c, s);
    case 'VariableDeclaration':
      return globals ? declareGlobal(c, s) : undefined;
    case 'CompileTimeIf':
      return declareBranches(c, s, globals);
    default:
      return undefined;
  }
}

// Apart from the above, for a function inside a function is made, with all that it names, each time that one is called.
function declareBranches(c: Checking, s: ast.CompileTimeIf, globals: boolean): Declared['symbol'] {
  return declareCondition(c, s, globals, (taken) => declareNames(c, taken, globals));
}

/**
 * Puts a symbol into the current scope; a name that is taken is reported with both places. Those of the built-in types
 * are not to be had: whoever reads `i32` knows what it is.
 */
export function declare(c: Checking, symbol: Exclude<Symbol, { kind: 'builtin' }>, name: ast.Name): void {
  c.tables.declared.set(name, symbol);
  if (name.text.length <= LONGEST_TYPE_NAME && NAMED_TYPES.has(name.text)) {
    c.error('E0216', name.span, `\`${name.text}\` is a built-in type, and nothing else can have its name`);
    return;
  }
  const earlier = c.scope.declare(symbol);
  if (!earlier) return;
  let [first, second] = ['span' in earlier ? earlier.span : undefined, name.span];
  // Functions and types are declared before the variables around them.
  if (first && first.source === second.source && first.start > second.start)
    [first, second] = [second, first];
  const labels = first ? [{ span: first, message: 'it is first declared here' }] : [];
  c.error('E0202', second, `\`${name.text}\` is already declared in this scope`, undefined, labels);
}

function reportCycle(c: Checking, symbol: ConstantSymbol | TypeSymbol | VariableSymbol) {
  return (cycle: readonly Resolvable[]): void => {
    const labels = cycle.slice(1).flatMap((member) => {
      if (!('span' in member) || !member.span || !member.name) return [];
      return [{ span: member.span, message: `which needs \`${member.name}\`` }];
    });
    if (symbol.span)
      c.error('E0206', symbol.span, `\`${symbol.name}\` is defined in terms of itself`, undefined, labels);
    symbol.type = INVALID;
  };
}

function declareType(c: Checking, s: ast.TypeDeclaration): TypeSymbol {
  const symbol = newType(c, s);
  declare(c, symbol, s.name);
  return symbol;
}

/** What a declaration makes in the current scope, which does not know its name yet. */
export function newType(c: Checking, s: ast.TypeDeclaration, instance?: Instance): TypeSymbol {
  const name = instance?.name ?? s.name.text;
  const symbol = newTypeSymbol(name, s.name.span, INVALID);
  if (s.type.kind === 'StructType') {
    symbol.type = declareStruct(c, name, s.name.span, s.type, instance);
  } else if (s.type.kind === 'EnumType') {
    symbol.type = declareEnum(c, name, s.name.span, s.type, instance);
  } else {
    c.defer(symbol, () => (symbol.type = c.resolveType(s.type)), reportCycle(c, symbol));
  }
  return symbol;
}

function declareGeneric(c: Checking, declaration: GenericDeclaration): GenericSymbol {
  const { scope, owner: parent } = c;
  const { text: name, span } = declaration.name;
  const symbol: GenericSymbol = { kind: 'generic', name, span, declaration, scope, parent };
  declare(c, symbol, declaration.name);
  c.generics.push(symbol);
  return symbol;
}

function isGeneric(s: ast.FunctionDeclaration | ast.TypeDeclaration): s is GenericDeclaration {
  return s.compileTime !== undefined;
}

function declareConstant(c: Checking, s: ast.ConstantDeclaration): ConstantSymbol {
  const { name } = s;
  const symbol = newConstant(name.text, name.span, INVALID, { kind: 'zero' });
  declare(c, symbol, name);
  c.defer(symbol, () => resolveConstant(c, symbol, s.value), reportCycle(c, symbol));
  return symbol;
}

function resolveConstant(c: Checking, symbol: ConstantSymbol, e: ast.Expression): void {
  let type = c.checkExpression(e);
  if (!isUntyped(type)) type = settleDefault(c, e);
  const value = type === INVALID ? undefined : constantValue(c, e);
  if (value) {
    symbol.type = type;
    symbol.value = value;
  }
  // The symbol stays untyped and exact; the tables hold a concrete type for the text.
  if (isUntyped(type)) settle(c, e, type.kind === 'untyped float' ? F64 : I64);
}

/**
 * The value of a checked expression. An address is known only when the program is laid out, so it is a constant only
 * as the result of a `#run`.
 */
export function constantValue(c: Checking, e: ast.Expression): ConstantValue | undefined {
  const value = evaluate(c, e);
  return value && e.kind !== 'RunExpression' && holdsAddress(value) ? reportNotConstant(c, e) : value;
}

function holdsAddress(value: ConstantValue): boolean {
  if (value.kind === 'aggregate') return value.elements.some(holdsAddress);
  if (value.kind === 'elements') return holdsAddress(value.of);
  if (value.kind === 'tagged') return value.payload !== undefined && holdsAddress(value.payload);
  return value.kind === 'address' || value.kind === 'slice';
}

function declareGlobal(c: Checking, s: ast.VariableDeclaration): VariableSymbol {
  const symbol = newVariable(s.name, INVALID, 'global', undefined, s.span);
  declare(c, symbol, s.name);
  c.globals.push(symbol);
  c.defer(symbol, () => resolveGlobal(c, symbol, s), reportCycle(c, symbol));
  return symbol;
}

function resolveGlobal(c: Checking, symbol: VariableSymbol, s: ast.VariableDeclaration): void {
  const before = c.mistakes;
  c.unfinished.add(symbol);
  if (s.type) symbol.type = resolveStored(c, s.type);
  // With its type written, a global may be used in its own initial value (`p: *none = &p;`), and in others'.
  if (s.type && s.initializer) c.settled(symbol);
  c.isInitial = true;
  if (s.initializer) resolveInitial(c, symbol, s.initializer, s.type !== undefined);
  c.isInitial = false;
  c.unfinished.delete(symbol);
  if (c.mistakes > before) c.wrong.add(symbol);
}

function resolveInitial(c: Checking, symbol: VariableSymbol, e: ast.Expression, isTyped: boolean): void {
  const before = c.mistakes;
  const isSound = isTyped ? checkValue(c, e, symbol.type) : (symbol.type = checkCopied(c, e)) !== INVALID;
  // With a mistake inside, as in the arguments of a call, there is nothing that could be run.
  if (isSound && c.mistakes === before) symbol.initial = evaluateInitial(c, e, symbol);
}

function declareFunction(c: Checking, s: ast.FunctionDeclaration): FunctionSymbol {
  const symbol = newFunction(c, s);
  declare(c, symbol, s.name);
  return symbol;
}

/** What a declaration makes in the current function, and whose name the current scope does not know yet. */
export function newFunction(
  c: Checking,
  s: ast.FunctionDeclaration,
  name: string = s.name.text,
): FunctionSymbol {
  const parent = c.owner;
  const symbol: FunctionSymbol = {
    kind: 'function',
    name,
    qualifiedName: qualified(parent?.qualifiedName ?? c.scope.module, name),
    plainName: qualified(parent?.plainName ?? c.scope.module, s.name.text),
    span: s.name.span,
    type: functionOf([], NONE),
    declaration: s,
    parameters: [],
    defaults: [],
    parent,
    defaultOf: undefined,
    isExternal: s.body === undefined,
    isRun: false,
    resolution: undefined,
  };
  c.functions.push(symbol);
  c.bodies.set(symbol, { scope: c.scope, owner: c.owner, state: 'waiting' });
  c.defer(
    symbol,
    () => resolveSignature(c, symbol),
    () => undefined,
  );
  return symbol;
}

const qualified = (outer: string, name: string): string => (outer ? `${outer}.${name}` : name);

function resolveSignature(c: Checking, symbol: FunctionSymbol): void {
  const { parameters, result } = symbol.declaration;
  checkParameterCount(c, parameters);
  symbol.parameters = parameters.map((parameter) => declareParameter(c, symbol, parameter));
  symbol.defaults = parameters.map((node, i) => {
    const type = symbol.parameters[i]?.type ?? INVALID;
    return node.initializer && declareDefault(c, symbol, node, node.initializer, type);
  });
  const resultType = result ? resolveResult(c, result) : NONE;
  symbol.type = functionOf(
    symbol.parameters.map((parameter) => parameter.type),
    resultType,
  );
}

function resolveResult(c: Checking, node: ast.TypeExpression): Type {
  const type = c.resolveType(node);
  return type === NONE ? NONE : resolveStored(c, node);
}

function declareParameter(c: Checking, owner: FunctionSymbol, node: ast.Parameter): VariableSymbol {
  const type = resolveStored(c, node.type);
  const symbol = newVariable(node.name, type, 'parameter', owner, node.span);
  c.tables.declared.set(node.name, symbol);
  return symbol;
}

/**
 * Makes a local variable of the current function, in the current scope.
 * @param visibleFrom the edge of what declares it from which on it is seen, the end if absent
 */
export function declareLocal(
  c: Checking,
  name: ast.Name,
  type: Type,
  declaredBy: Span,
  visibleFrom?: Edge,
  isLoopVariable?: boolean,
): VariableSymbol {
  const symbol = newVariable(name, type, 'local', c.owner, declaredBy, visibleFrom, isLoopVariable);
  declare(c, symbol, name);
  return symbol;
}
