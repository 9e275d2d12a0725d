// Tags in expressions: `.circle(2.0)` and `Shape.circle(2.0)`, which make a value, and `s is circle`.
import type * as ast from '../syntax/ast';
import type { Label } from '../syntax/diagnostic';
import type { Checking } from './checking';
import { isGenericType } from './compile-time-arguments';
import { integerValue } from './constants';
import { checkInferred, checkNothing, checkValue } from './conversions';
import { findTag, isTagged } from './enums';
import { instanceType } from './generics';
import { lastName, symbolNamed } from './imports';
import { BOOL, type EnumType, hasPayloads, INVALID, type Tag, taggedBy, type Type, typeName } from './types';
import { described, given } from './wording';

/** `.circle` without a payload. */
export function checkTag(c: Checking, e: ast.TagExpression, expected: Type | undefined): Type {
  const type = wantedEnum(c, e, expected);
  return type ? checkNamedTag(c, e, type, e.tag, expected) : INVALID;
}

/** `Shape.circle` without a payload; undefined if the base is no name of an enum. */
export function checkQualifiedTag(
  c: Checking,
  e: ast.MemberExpression,
  expected: Type | undefined,
): Type | undefined {
  const type = enumNamed(c, e.base);
  if (type && e.member.text === 'tag') {
    c.error(
      'E0204',
      e.span,
      `\`${typeName(type)}.tag\` is a type, not a value`,
      'a value has its tag as `value.tag`',
    );
    return INVALID;
  }
  return type && checkNamedTag(c, e, type, e.member, expected);
}

/** `.circle(2.0)` and `Shape.circle(2.0)`; undefined if the call is none of these. */
export function checkConstruction(
  c: Checking,
  e: ast.CallExpression,
  expected: Type | undefined,
): Type | undefined {
  const { callee } = e;
  const isQualified = callee.kind === 'MemberExpression';
  const qualifier = isQualified ? enumNamed(c, callee.base) : undefined;
  if (callee.kind !== 'TagExpression' && !qualifier) return undefined;
  const type = qualifier ?? wantedEnum(c, callee as ast.TagExpression, expected);
  const name = isQualified ? callee.member : (callee as ast.TagExpression).tag;
  const index = type && findTag(c, type, name);
  const tag = index === undefined ? undefined : type?.tags[index];
  if (!type || index === undefined || !tag) return rejectArguments(c, e);
  checkPayload(c, e, type, tag);
  c.tables.tagOf.set(e, index);
  return type;
}

function rejectArguments(c: Checking, e: ast.CallExpression): Type {
  for (const argument of e.arguments) checkNothing(c, argument);
  return INVALID;
}

function checkPayload(c: Checking, e: ast.CallExpression, type: EnumType, tag: Tag): void {
  const { payload } = tag;
  const labels = (): Label[] => [{ span: tag.span, message: `\`${tag.name}\` is declared here` }];
  const [value] = e.arguments;
  if (payload && value && e.arguments.length === 1) {
    checkValue(c, value, payload, payload === INVALID ? [] : labels);
    return;
  }
  rejectArguments(c, e);
  if (payload === INVALID) return;
  const what = `\`${typeName(type)}.${tag.name}\``;
  if (payload) {
    const message = `${what} takes one payload of type \`${typeName(payload)}\`, but ${given(e.arguments.length)}`;
    c.error('E0333', e.span, message, undefined, labels());
  } else {
    c.error('E0333', e.span, `${what} has no payload`, `write \`${what.slice(1, -1)}\` alone`, labels());
  }
}

/** The enum that a name, or an instance like `Option(i32)`, denotes, if it is that of a type that is one. */
function enumNamed(c: Checking, e: ast.Expression): EnumType | undefined {
  if (e.kind === 'CallExpression') return enumInstance(c, e);
  if (e.kind !== 'NameExpression' && e.kind !== 'MemberExpression') return undefined;
  const symbol = symbolNamed(c, e);
  if (symbol?.kind !== 'type' || !c.resolve(symbol, e.span)) return undefined;
  if (symbol.type.kind !== 'enum') return undefined;
  c.tables.symbolOf.set(lastName(e), symbol);
  return symbol.type;
}

function enumInstance(c: Checking, e: ast.CallExpression): EnumType | undefined {
  if (e.callee.kind !== 'NameExpression' && e.callee.kind !== 'MemberExpression') return undefined;
  const generic = symbolNamed(c, e.callee);
  if (!generic || !isGenericType(generic) || generic.declaration.type.kind === 'StructType') return undefined;
  c.tables.symbolOf.set(lastName(e.callee), generic);
  const type = instanceType(c, generic, e.arguments, e.span);
  return type.kind === 'enum' ? type : undefined;
}

/** The enum of which a tag is meant where it stands alone; undefined, and reported, if the place wants none. */
function wantedEnum(c: Checking, e: ast.TagExpression, expected: Type | undefined): EnumType | undefined {
  const type = expected && taggedBy(expected);
  if (type) return type;
  const text = `.${e.tag.text}`;
  if (!expected) {
    const hint = `write the name of its type before it, as in \`Shape${text}\``;
    c.error('E0321', e.span, `the type of \`${text}\` cannot be told here`, hint);
  } else if (expected !== INVALID) {
    c.error('E0319', e.span, `\`${text}\` cannot be a value of type \`${typeName(expected)}\``);
  }
  return undefined;
}

function checkNamedTag(
  c: Checking,
  e: ast.TagExpression | ast.MemberExpression,
  type: EnumType,
  name: ast.Name,
  expected: Type | undefined,
): Type {
  const index = findTag(c, type, name);
  const tag = index === undefined ? undefined : type.tags[index];
  if (index === undefined || !tag) return INVALID;
  c.tables.tagOf.set(e, index);
  const isTagAlone = expected === type.tagType;
  if (isTagAlone || !hasPayloads(type)) c.tables.constantOf.set(e, integerValue(BigInt(index)));
  if (isTagAlone) return type.tagType;
  if (!tag.payload) return type;
  const hint = `write \`${typeName(type)}.${tag.name}(…)\`, with a value of type \`${typeName(tag.payload)}\``;
  const labels = [{ span: tag.span, message: `\`${tag.name}\` is declared here` }];
  if (tag.payload !== INVALID)
    c.error('E0333', e.span, `\`${typeName(type)}.${tag.name}\` needs a payload`, hint, labels);
  return INVALID;
}

export function checkIs(c: Checking, e: ast.IsExpression): Type {
  const type = checkInferred(c, e.operand);
  if (type === INVALID) return BOOL;
  const of = taggedBy(type);
  if (!of) {
    const isBehind = type.kind === 'pointer' && isTagged(type.pointee);
    const hint = isBehind ? 'read what it points at with `^`' : undefined;
    c.error('E0334', e.operand.span, `${described(e.operand, type)} is no enum, and has no tags`, hint);
    return BOOL;
  }
  const index = findTag(c, of, e.tag);
  if (index === undefined) return BOOL;
  c.tables.tagOf.set(e, index);
  const value = c.constantOf(e.operand);
  if (value?.kind === 'integer')
    c.tables.constantOf.set(e, { kind: 'boolean', value: value.value === BigInt(index) });
  else if (value?.kind === 'tagged')
    c.tables.constantOf.set(e, { kind: 'boolean', value: value.tag === index });
  return BOOL;
}
