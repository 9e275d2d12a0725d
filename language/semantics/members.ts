// Parts of values: fields, payloads, elements and slices, also through a pointer.
import type * as ast from '../syntax/ast';
import type { Checking } from './checking';
import type { ConstantValue } from './constant';
import { countOf, elementOf, fieldOf, sliceOfValue } from './constant-parts';
import { integerValue } from './constants';
import { TAG_MEMBER } from './checked';
import { checkInferred } from './conversions';
import { findTag } from './enums';
import { checkInteger } from './integers';
import { checkModuleMember } from './names';
import { noteAddress, placeOf } from './places';
import { completeType } from './stored-types';
import { checkQualifiedTag } from './tags';
import { type EnumType, I64, INVALID, pointerTo, sliceOf, type StructType, type Type } from './types';
import { described, excerpt, fieldsHint, suffixed, typeText } from './wording';

/** The type whose parts are meant: a pointer's target, else the type itself. */
export const lookThrough = (type: Type): Type => (type.kind === 'pointer' ? type.pointee : type);

const DATA = 0;
const COUNT = 1;

export function checkMember(c: Checking, e: ast.MemberExpression, expected?: Type): Type {
  const qualified = checkModuleMember(c, e) ?? checkQualifiedTag(c, e, expected);
  if (qualified) return qualified;
  const baseType = checkInferred(c, e.base);
  const type = lookThrough(baseType);
  const name = e.member.text;
  if (type === INVALID) return INVALID;
  if (type.kind === 'struct') return checkField(c, e, type);
  if (type.kind === 'enum') return checkEnumMember(c, e, type);
  if (type.kind === 'slice' && name === 'data') return partOf(c, e, DATA, pointerTo(type.element));
  if (type.kind === 'slice' && name === 'count') {
    const count = countOf(c.constantOf(e.base), baseType);
    fold(c, e, count === undefined ? undefined : integerValue(BigInt(count)));
    return partOf(c, e, COUNT, I64);
  }
  if (type.kind === 'array' && name === 'count') {
    c.tables.constantOf.set(e, integerValue(BigInt(type.length)));
    return partOf(c, e, COUNT, I64);
  }
  const known = type.kind === 'slice' ? ['data', 'count'] : type.kind === 'array' ? ['count'] : [];
  const habit =
    ['len', 'length', 'size'].includes(name) && known.length > 0 ? 'did you mean `count`?' : undefined;
  reportNoField(c, e, baseType, habit ?? c.suggest(name, known));
  return INVALID;
}

function partOf(c: Checking, e: ast.MemberExpression, index: number, type: Type): Type {
  c.tables.fieldIndexOf.set(e, index);
  return type;
}

function checkField(c: Checking, e: ast.MemberExpression, struct: StructType): Type {
  if (!completeType(c, struct, e.span)) return INVALID;
  const index = fieldIndex(struct, e.member.text);
  const field = struct.fields[index];
  if (field) {
    fold(c, e, fieldOf(c.constantOf(e.base), struct, index));
    return partOf(c, e, index, field.type);
  }
  const names = struct.fields.map((each) => each.name);
  reportNoField(c, e, struct, c.suggest(e.member.text, names) ?? fieldsHint(struct), struct);
  return INVALID;
}

function fieldIndex({ fields }: StructType, name: string): number {
  for (let i = 0; i < fields.length; i++) if (fields[i]?.name === name) return i;
  return -1;
}

// `s.tag`, or the payload of one of the tags.
function checkEnumMember(c: Checking, e: ast.MemberExpression, type: EnumType): Type {
  if (e.member.text === 'tag') {
    if (!completeType(c, type, e.span)) return INVALID;
    const value = c.constantOf(e.base);
    if (value?.kind === 'integer') fold(c, e, value);
    else if (value?.kind === 'tagged') fold(c, e, integerValue(BigInt(value.tag)));
    return partOf(c, e, TAG_MEMBER, type.tagType);
  }
  const index = findTag(c, type, e.member);
  const tag = index === undefined ? undefined : type.tags[index];
  if (index === undefined || !tag) return INVALID;
  if (tag.payload) {
    const value = c.constantOf(e.base);
    if (value?.kind === 'tagged' && value.tag === index) fold(c, e, value.payload);
    return partOf(c, e, index, tag.payload);
  }
  const labels = [{ span: tag.span, message: `\`${tag.name}\` is declared here` }];
  const hint = `ask for the tag with \`${excerpt(e.base)} is ${tag.name}\``;
  c.error('E0333', e.member.span, `the tag \`${tag.name}\` has no payload`, hint, labels);
  return INVALID;
}

function reportNoField(
  c: Checking,
  e: ast.MemberExpression,
  type: Type,
  hint?: string,
  struct?: StructType,
): void {
  const labels = struct?.span ? [{ span: struct.span, message: `${typeText(struct)} is declared here` }] : [];
  const what = struct ? typeText(type) : described(e.base, type);
  c.error('E0311', e.member.span, `${what} has no field \`${e.member.text}\``, hint, labels);
}

/** A part of a constant is constant, too. */
function fold(c: Checking, e: ast.Expression, value: ConstantValue | undefined): void {
  if (value) c.tables.constantOf.set(e, value);
}

export function checkIndex(c: Checking, e: ast.IndexExpression): Type {
  const baseType = checkInferred(c, e.base);
  const index = checkInteger(c, e.index, 'an index');
  const type = lookThrough(baseType);
  if (type === INVALID) return INVALID;
  if (type.kind !== 'array' && type.kind !== 'slice') {
    c.error('E0312', e.span, `${described(e.base, baseType)} cannot be indexed`, pointerHint(e, baseType));
    return INVALID;
  }
  const length = type.kind === 'array' ? type.length : (countOf(c.constantOf(e.base), baseType) ?? Infinity);
  if (index !== undefined && (index < 0n || Number(index) >= length)) {
    const why =
      length === Infinity ? 'is out of bounds: it is negative' : `is out of bounds for length ${length}`;
    c.error('E0308', e.index.span, `index ${index} ${why}`);
    return INVALID;
  }
  if (index !== undefined) fold(c, e, elementOf(c.constantOf(e.base), baseType, Number(index)));
  return type.element;
}

function pointerHint(e: { base: ast.Expression }, type: Type): string | undefined {
  if (type.kind !== 'pointer') return undefined;
  return `a pointer points at one value, \`${suffixed(e.base, '^')}\`; several are a slice`;
}

export function checkSlice(c: Checking, e: ast.SliceExpression): Type {
  const baseType = checkInferred(c, e.base);
  const low = e.low && checkInteger(c, e.low, 'a bound');
  const high = e.high && checkInteger(c, e.high, 'a bound');
  const type = lookThrough(baseType);
  if (type === INVALID) return INVALID;
  if (type.kind !== 'array' && type.kind !== 'slice') {
    c.error('E0312', e.span, `${described(e.base, baseType)} cannot be sliced`, pointerHint(e, baseType));
    return INVALID;
  }
  const base = c.constantOf(e.base);
  const length = type.kind === 'array' ? type.length : countOf(base, baseType);
  if (!checkBounds(c, e, low, high, length === undefined ? undefined : BigInt(length))) return INVALID;
  const [first, end] = [e.low ? low : 0n, e.high ? high : length];
  if (first !== undefined && end !== undefined)
    fold(c, e, sliceOfValue(base, baseType, Number(first), Number(end)));
  const place = baseType.kind === 'array' ? placeOf(c, e.base) : undefined;
  if (place?.kind === 'variable' && !noteAddress(c, place.symbol, e.base)) return INVALID;
  return sliceOf(type.element);
}

/** False if a bound that is known is wrong, which is reported. */
function checkBounds(
  c: Checking,
  e: ast.SliceExpression,
  low: bigint | undefined,
  high: bigint | undefined,
  length: bigint | undefined,
): boolean {
  const end = high ?? (e.high ? undefined : length);
  const wrong = (node: ast.Expression | undefined, message: string): false => {
    c.error('E0308', (node ?? e).span, message);
    return false;
  };
  if (low !== undefined && low < 0n) return wrong(e.low, `bound ${low} is negative`);
  if (high !== undefined && high < 0n) return wrong(e.high, `bound ${high} is negative`);
  if (length !== undefined && high !== undefined && high > length)
    return wrong(e.high, `bound ${high} is out of bounds for length ${length}`);
  if (low !== undefined && end !== undefined && low > end)
    return wrong(e.low, `a slice cannot begin at ${low} and end at ${end}`);
  return true;
}
