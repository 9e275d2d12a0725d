// Type expressions: what `*T`, `[N]T`, `struct {…}`, `enum {…}` and names of types denote.
//
// A named struct or enum may be used before its parts are known; `completeType` makes sure of them where a
// size or a field is needed.
import { ownTypeName } from '../syntax/habits';
import type * as ast from '../syntax/ast';
import type { Checking } from './checking';
import { isGenericType } from './compile-time-arguments';
import { checkInferred, convert } from './conversions';
import { declareEnum } from './enums';
import { instanceType } from './generics';
import { findMember, moduleOfType } from './imports';
import { reportBare, reportMissing } from './names';
import {
  MAX_TYPE_SIZE,
  checkParameterCount,
  checkSize,
  completeType,
  rejectNone,
  resolveElement,
} from './stored-types';
import { anonymousStruct } from './structs';
import type { GenericSymbol, Symbol, TypeSymbol } from './symbol';
import { arrayOf, functionOf, I64, INVALID, NONE, pointerTo, sliceOf, type Type } from './types';
import { excerpt, typeText } from './wording';

/** What a type expression of any kind denotes (`Checking.resolveType`). */
export function typeDenoted(c: Checking, node: ast.TypeExpression): Type {
  switch (node.kind) {
    case 'NamedType':
      return namedType(c, node);
    case 'PointerType':
      return pointerOrInvalid(c.resolveType(node.pointee));
    case 'SliceType': {
      const element = resolveElement(c, node.element);
      return element === INVALID ? INVALID : sliceOf(element);
    }
    case 'ArrayType':
      return arrayType(c, node);
    case 'StructType':
      return anonymousStruct(c, node);
    case 'EnumType': {
      const type = declareEnum(c, undefined, node.span, node);
      return completeType(c, type, node.span) ? type : INVALID;
    }
    case 'FunctionType':
      return functionType(c, node);
    case 'TagTypeOf':
      return tagType(c, node);
    case 'TypeofType':
      return c.unevaluated(() => checkInferred(c, node.expression));
    case 'MetaType':
      return rejectMetaType(c, node);
    case 'ErrorType':
      return INVALID;
  }
}

const pointerOrInvalid = (pointee: Type): Type => (pointee === INVALID ? INVALID : pointerTo(pointee));

function namedType(c: Checking, node: ast.NamedType): Type {
  if (node.module) return typeOfModule(c, node, node.module);
  const symbol = c.lookup(node.name);
  if (!symbol) {
    const own = ownTypeName(node.name.text);
    const isMeant = (s: Symbol): boolean => s.kind === 'type' || isGenericType(s);
    reportMissing(c, 'E0203', node.name, 'type', isMeant, own && `write \`${own}\``);
    return INVALID;
  }
  c.tables.symbolOf.set(node.name, symbol);
  return typeOfSymbol(c, node, symbol);
}

function typeOfModule(c: Checking, node: ast.NamedType, name: ast.Name): Type {
  const module = moduleOfType(c, name);
  const symbol = module && findMember(c, module, node.name, (s) => s.kind === 'type' || isGenericType(s));
  return symbol ? typeOfSymbol(c, node, symbol) : INVALID;
}

function typeOfSymbol(c: Checking, node: ast.NamedType, symbol: Symbol): Type {
  if (isGenericType(symbol)) return namedInstance(c, node, symbol);
  if (symbol.kind !== 'type') {
    const hint = symbol.kind === 'variable' ? `its type is \`typeof(${symbol.name})\`` : undefined;
    const labels = 'span' in symbol ? [{ span: symbol.span, message: 'declared here' }] : [];
    c.error('E0203', node.name.span, `\`${symbol.name}\` is a ${symbol.kind}, not a type`, hint, labels);
    return INVALID;
  }
  if (node.arguments) return rejectArguments(c, node, symbol);
  return c.resolve(symbol, node.span) ? symbol.type : INVALID;
}

function tagType(c: Checking, node: ast.TagTypeOf): Type {
  const type = c.resolveType(node.base);
  if (type.kind === 'enum') return type.tagType;
  if (type !== INVALID) c.error('E0334', node.span, `${typeText(type)} is no enum, and has no tags`);
  return INVALID;
}

function namedInstance(c: Checking, node: ast.NamedType, generic: GenericSymbol): Type {
  if (node.arguments) return instanceType(c, generic, node.arguments, node.span);
  reportBare(c, generic, node.span);
  return INVALID;
}

function rejectArguments(c: Checking, node: ast.NamedType, symbol: TypeSymbol): Type {
  const labels = symbol.span ? [{ span: symbol.span, message: 'declared here' }] : [];
  const message = `\`${symbol.name}\` is not generic, and takes no compile-time arguments`;
  c.error('E0403', node.span, message, `write \`${symbol.name}\` alone`, labels);
  return INVALID;
}

function rejectMetaType(c: Checking, node: ast.MetaType): Type {
  const hint = 'parameters that are types stand in a list of their own: `fn max(T: type)(a: T, b: T) T`';
  c.error('E0407', node.span, 'types are values of compile-time parameters alone', hint);
  return INVALID;
}

function arrayType(c: Checking, node: ast.ArrayType): Type {
  const length = arrayLength(c, node.length);
  const element = resolveElement(c, node.element);
  if (length === undefined || element === INVALID) return INVALID;
  // A struct's size may not be known yet, and behind a pointer need not be: `resolveStored` looks again.
  return checkSize(c, arrayOf(length, element), node.span);
}

function arrayLength(c: Checking, node: ast.Expression): number | undefined {
  const type = c.checkExpression(node, I64);
  if (type === INVALID) return undefined;
  const value = c.constantOf(node);
  if (type.kind !== 'integer' && type.kind !== 'untyped integer') {
    c.error('E0209', node.span, `an array's length must be an integer, not ${typeText(type)}`);
    return undefined;
  }
  if (value?.kind !== 'integer') {
    const hint =
      node.kind === 'CallExpression'
        ? `compute it while compiling: \`#run ${excerpt(node)}\``
        : 'use `make(T, n)` for a slice whose length is known only when the program runs';
    c.error('E0208', node.span, "an array's length must be a constant", hint);
    return undefined;
  }
  if (value.value < 0n || value.value > BigInt(MAX_TYPE_SIZE)) {
    const why = value.value < 0n ? 'negative' : 'too large';
    c.error('E0209', node.span, `an array's length cannot be ${value.value}: that is ${why}`);
    return undefined;
  }
  if (type.kind === 'untyped integer') convert(c, node, I64);
  return Number(value.value);
}

function functionType(c: Checking, node: ast.FunctionType): Type {
  checkParameterCount(c, node.parameters);
  const parameters = node.parameters.map((p) => rejectNone(c, c.resolveType(p), p.span));
  const result = node.result ? c.resolveType(node.result) : NONE;
  return parameters.includes(INVALID) || result === INVALID ? INVALID : functionOf(parameters, result);
}
