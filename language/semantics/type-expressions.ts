// Type expressions: what `*T`, `[N]T`, `struct {…}` and names of types denote.
//
// A named struct may be used before its fields are known; `completeType` makes sure of them where a
// size or a field is needed.
import type * as ast from '../syntax/ast';
import type { Span } from '../syntax/source';
import type { Checking } from './checking';
import { checkExpression } from './expressions';
import { convert } from './conversions';
import { anonymousStruct } from './structs';
import { arrayOf, functionOf, I64, INVALID, NONE, pointerTo, sizeOf, sliceOf, type Type } from './types';
import { typeText, visibleNames } from './wording';

// Far more than a program's memory, and small enough that sizes stay exact and fit in 32 bits.
const MAX_TYPE_SIZE = 1 << 30;

/** The type that `node` denotes; reports and gives INVALID where it denotes none. */
export function resolveType(c: Checking, node: ast.TypeExpression): Type {
  const known = c.tables.typeNamed.get(node);
  if (known) return known;
  const type = denoted(c, node);
  c.tables.typeNamed.set(node, type);
  return type;
}

function denoted(c: Checking, node: ast.TypeExpression): Type {
  switch (node.kind) {
    case 'NamedType':
      return namedType(c, node);
    case 'PointerType':
      return pointerOrInvalid(resolveType(c, node.pointee));
    case 'SliceType': {
      const element = resolveElement(c, node.element);
      return element === INVALID ? INVALID : sliceOf(element);
    }
    case 'ArrayType':
      return arrayType(c, node);
    case 'StructType':
      return anonymousStruct(c, node);
    case 'FunctionType':
      return functionType(c, node);
    case 'ErrorType':
      return INVALID;
  }
}

const pointerOrInvalid = (pointee: Type): Type => (pointee === INVALID ? INVALID : pointerTo(pointee));

function namedType(c: Checking, node: ast.NamedType): Type {
  const symbol = c.lookup(node.name);
  if (!symbol) {
    const hint = c.suggest(
      node.name.text,
      visibleNames(c.scope, (s) => s.kind === 'type'),
    );
    c.error('E0203', node.span, `unknown type \`${node.name.text}\``, hint);
    return INVALID;
  }
  c.tables.symbolOf.set(node.name, symbol);
  if (symbol.kind !== 'type') {
    const labels = 'span' in symbol ? [{ span: symbol.span, message: 'declared here' }] : [];
    c.error('E0203', node.span, `\`${symbol.name}\` is a ${symbol.kind}, not a type`, undefined, labels);
    return INVALID;
  }
  return c.resolve(symbol, node.span) ? symbol.type : INVALID;
}

function resolveElement(c: Checking, node: ast.TypeExpression): Type {
  const type = resolveType(c, node);
  return rejectNone(c, type, node.span);
}

function arrayType(c: Checking, node: ast.ArrayType): Type {
  const length = arrayLength(c, node.length);
  const element = resolveElement(c, node.element);
  if (length === undefined || element === INVALID) return INVALID;
  // A struct's size may not be known yet, and behind a pointer need not be: `resolveStored` looks again.
  return checkSize(c, arrayOf(length, element), node.span);
}

function arrayLength(c: Checking, node: ast.Expression): number | undefined {
  const type = checkExpression(c, node, I64);
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
  const parameters = node.parameters.map((p) => rejectNone(c, resolveType(c, p), p.span));
  const result = node.result ? resolveType(c, node.result) : NONE;
  return parameters.includes(INVALID) || result === INVALID ? INVALID : functionOf(parameters, result);
}

/** The type of something that is stored (a variable, a field, an element): it has values and a size. */
export function resolveStored(c: Checking, node: ast.TypeExpression): Type {
  const type = rejectNone(c, resolveType(c, node), node.span);
  if (!completeType(c, type, node.span)) return INVALID;
  return type.kind === 'array' ? checkSize(c, type, node.span) : type;
}

function rejectNone(c: Checking, type: Type, span: Span): Type {
  if (type !== NONE) return type;
  c.error(
    'E0210',
    span,
    '`none` has no values, so nothing of that type can be stored',
    'did you mean `*none`?',
  );
  return INVALID;
}

/** Makes sure that the fields and the size of `type` are known. False when it contains itself. */
export function completeType(c: Checking, type: Type, span: Span): boolean {
  let inner = type;
  while (inner.kind === 'array') inner = inner.element;
  return inner.kind !== 'struct' || c.resolve(inner, span);
}

/** Gives `type`, or reports and gives INVALID when it is larger than any memory. */
export function checkSize(c: Checking, type: Type, span: Span): Type {
  if (sizeOf(type) <= MAX_TYPE_SIZE) return type;
  c.error('E0214', span, `this type takes more than ${MAX_TYPE_SIZE} bytes`);
  return INVALID;
}
