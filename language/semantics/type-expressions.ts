// Type expressions: what `*T`, `[N]T`, `struct {…}`, `enum {…}` and names of types denote.
//
// A named struct or enum may be used before its parts are known; `completeType` makes sure of them where a
// size or a field is needed.
import type * as ast from '../syntax/ast';
import type { Checking } from './checking';
import { checkInferred, convert } from './conversions';
import { declareEnum } from './enums';
import { MAX_TYPE_SIZE, checkSize, completeType, rejectNone, resolveElement } from './stored-types';
import { reportMissing } from './names';
import { anonymousStruct } from './structs';
import { arrayOf, functionOf, I64, INVALID, NONE, pointerTo, sliceOf, type Type } from './types';
import { typeText } from './wording';

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
    case 'ErrorType':
      return INVALID;
  }
}

const pointerOrInvalid = (pointee: Type): Type => (pointee === INVALID ? INVALID : pointerTo(pointee));

function namedType(c: Checking, node: ast.NamedType): Type {
  const symbol = c.lookup(node.name);
  if (!symbol) {
    reportMissing(c, 'E0203', node.name, 'type', (s) => s.kind === 'type');
    return INVALID;
  }
  c.tables.symbolOf.set(node.name, symbol);
  if (symbol.kind !== 'type') {
    const hint = symbol.kind === 'variable' ? `its type is \`typeof(${symbol.name})\`` : undefined;
    const labels = 'span' in symbol ? [{ span: symbol.span, message: 'declared here' }] : [];
    c.error('E0203', node.span, `\`${symbol.name}\` is a ${symbol.kind}, not a type`, hint, labels);
    return INVALID;
  }
  return c.resolve(symbol, node.span) ? symbol.type : INVALID;
}

function tagType(c: Checking, node: ast.TagTypeOf): Type {
  const type = c.resolveType(node.base);
  if (type.kind === 'enum') return type.tagType;
  if (type !== INVALID) c.error('E0334', node.span, `${typeText(type)} is no enum, and has no tags`);
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
    const hint = 'use `make(T, n)` for a slice whose length is known only when the program runs';
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
  const parameters = node.parameters.map((p) => rejectNone(c, c.resolveType(p), p.span));
  const result = node.result ? c.resolveType(node.result) : NONE;
  return parameters.includes(INVALID) || result === INVALID ? INVALID : functionOf(parameters, result);
}
