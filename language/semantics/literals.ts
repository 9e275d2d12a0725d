// Struct and array literals: their type, from what they say or from where they stand, and their parts.
import type * as ast from '../syntax/ast';
import type { Checking } from './checking';
import { fits } from './constants';
import {
  checkCopied,
  checkNothing,
  checkValue,
  convert,
  isUntyped,
  settleDefault,
  type Labels,
} from './conversions';
import { checkSize, completeType } from './stored-types';
import { structWith, type UnplacedField } from './structs';
import {
  arrayOf,
  F64,
  type Field,
  I32,
  I64,
  INVALID,
  NONE,
  type StructType,
  type Type,
  typeName,
} from './types';
import { counted, fieldsHint, given, typeText } from './wording';

export function checkStructLiteral(c: Checking, e: ast.StructLiteral, expected: Type | undefined): Type {
  const type = e.type ? c.resolveType(e.type) : (expected ?? NONE);
  if (type === NONE || (!e.type && type.kind === 'pointer' && type.pointee === NONE))
    return checkAnonymous(c, e);
  if (type.kind !== 'struct') {
    for (const field of e.fields) checkNothing(c, field.value);
    if (type === INVALID) return INVALID;
    const hint =
      type.kind === 'array' || type.kind === 'slice' ? 'an array literal is written `[1, 2]`' : undefined;
    c.error('E0319', e.span, `a struct literal cannot be a value of type \`${typeName(type)}\``, hint);
    return INVALID;
  }
  if (!completeType(c, type, e.span)) return INVALID;
  if (isMixed(c, e)) return type;
  const values = e.fields[0]?.name ? namedFields(c, e, type) : positionalFields(c, e, type);
  c.tables.fieldsOf.set(e, values);
  return type;
}

// All fields by name or all by position.
function isMixed(c: Checking, e: ast.StructLiteral): boolean {
  const isNamed = e.fields[0]?.name !== undefined;
  const other = e.fields.find((field) => (field.name !== undefined) !== isNamed);
  if (!other) return false;
  c.error('E0318', other.span, 'a literal gives its fields either all by name or all by position');
  for (const field of e.fields) checkNothing(c, field.value);
  return true;
}

function namedFields(c: Checking, e: ast.StructLiteral, type: StructType): (ast.Expression | undefined)[] {
  const values: (ast.Expression | undefined)[] = type.fields.map(() => undefined);
  for (const { name, value } of e.fields) {
    const index = type.fields.findIndex((field) => field.name === name?.text);
    const field = type.fields[index];
    if (!name || !field) {
      if (name) reportUnknownField(c, name, type);
      checkNothing(c, value);
      continue;
    }
    if (values[index]) c.error('E0318', name.span, `the field \`${name.text}\` is given twice`);
    checkField(c, value, field);
    values[index] = value;
  }
  return values;
}

function positionalFields(
  c: Checking,
  e: ast.StructLiteral,
  type: StructType,
): (ast.Expression | undefined)[] {
  const { fields } = type;
  e.fields.forEach(({ value }, i) => {
    const field = fields[i];
    if (field) checkField(c, value, field);
    else checkNothing(c, value);
  });
  const missing = fields.slice(e.fields.length).filter((field) => field.initial === undefined);
  const isEmpty = e.fields.length === 0;
  if (e.fields.length > fields.length || (missing.length > 0 && !isEmpty)) reportFieldCount(c, e, type);
  return fields.map((_, i) => e.fields[i]?.value);
}

function checkField(c: Checking, value: ast.Expression, field: Field): void {
  checkValue(c, value, field.type, () => {
    const message = `the field \`${field.name}\` has the type \`${typeName(field.type)}\``;
    return field.type === INVALID ? [] : [{ span: field.span, message }];
  });
}

function reportFieldCount(c: Checking, e: ast.StructLiteral, type: StructType): void {
  const labels = type.span ? [{ span: type.span, message: 'declared here' }] : [];
  const message = `\`${typeName(type)}\` has ${counted(type.fields.length, 'field')}, but ${given(e.fields.length)}`;
  c.error('E0318', e.span, message, fieldsHint(type), labels);
}

function reportUnknownField(c: Checking, name: ast.Name, type: StructType): void {
  const labels = type.span ? [{ span: type.span, message: `\`${typeName(type)}\` is declared here` }] : [];
  const names = type.fields.map((field) => field.name);
  const hint = c.suggest(name.text, names) ?? fieldsHint(type);
  c.error('E0318', name.span, `\`${typeName(type)}\` has no field \`${name.text}\``, hint, labels);
}

// `{1, 2}` where nothing says what it is: a struct with the fields `_0` and `_1`, or those it names.
function checkAnonymous(c: Checking, e: ast.StructLiteral): Type {
  if (isMixed(c, e)) return INVALID;
  const fields: UnplacedField[] = e.fields.map(({ name, value, span }, i) => ({
    name: name?.text ?? `_${i}`,
    type: checkCopied(c, value),
    span,
  }));
  const twice = e.fields.find(
    ({ name }, i) => name && fields.findIndex((field) => field.name === name.text) < i,
  );
  if (twice) c.error('E0318', twice.span, `the field \`${twice.name?.text}\` is given twice`);
  if (twice || fields.some((field) => field.type === INVALID)) return INVALID;
  c.tables.fieldsOf.set(
    e,
    e.fields.map((field) => field.value),
  );
  return checkSize(c, structWith(c, fields, e.span), e.span);
}

export function checkArrayLiteral(c: Checking, e: ast.ArrayLiteral, expected: Type | undefined): Type {
  if (expected?.kind !== 'array' && expected?.kind !== 'slice') return inferArray(c, e);
  const { element } = expected;
  let isGood = true;
  for (const value of e.elements) isGood = checkValue(c, value, element) && isGood;
  if (expected.kind === 'array' && expected.length !== e.elements.length) {
    const message = `\`${typeName(expected)}\` has ${counted(expected.length, 'element')}, but ${given(e.elements.length)}`;
    c.error('E0320', e.span, message);
    return INVALID;
  }
  return isGood ? arrayOf(e.elements.length, element) : INVALID;
}

function inferArray(c: Checking, e: ast.ArrayLiteral): Type {
  if (e.elements.length === 0) {
    c.error(
      'E0321',
      e.span,
      'the type of an empty array cannot be told here',
      'write the type, as in `xs: [0]i32 = [];`',
    );
    return INVALID;
  }
  let expected: Type | undefined;
  let labels: Labels = [];
  for (const value of e.elements) {
    const type = c.checkExpression(value, expected);
    if (expected || isUntyped(type) || type.kind === 'nil' || type === INVALID) continue;
    expected = type;
    labels = () => [{ span: value.span, message: `the first element with a type is ${typeText(type)}` }];
  }
  const element = expected ?? untypedElement(c, e);
  if (element === NONE) return settleAll(c, e);
  let isGood = element !== INVALID;
  for (const value of e.elements) isGood = convert(c, value, element, labels) && isGood;
  return isGood ? checkSize(c, arrayOf(e.elements.length, element), e.span) : INVALID;
}

function settleAll(c: Checking, e: ast.ArrayLiteral): Type {
  for (const value of e.elements) settleDefault(c, value);
  return INVALID;
}

// The type that holds all of the constants. Without any, each says for itself what is wrong with it.
function untypedElement(c: Checking, e: ast.ArrayLiteral): Type {
  const types = e.elements.map((value) => c.typeOf(value));
  if (types.includes(INVALID)) return INVALID;
  if (types.some((type) => !isUntyped(type))) return NONE;
  if (types.some((type) => type.kind === 'untyped float')) return F64;
  const isSmall = e.elements.every((value) => {
    const constant = c.constantOf(value);
    return constant?.kind !== 'integer' || fits(constant.value, I32);
  });
  return isSmall ? I32 : I64;
}
