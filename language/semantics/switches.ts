// `switch`: what each case chooses, whether any is given twice or missing, and payloads named in place.
//
// Tags, bools and integers are looked at alike: as numbers, of which each case has some ranges.
import type * as ast from '../syntax/ast';
import { checkBlock } from './blocks';
import { CaseRanges } from './case-ranges';
import type { CaseRange } from './checked';
import type { Checking } from './checking';
import { fits, rangeOf } from './constants';
import { checkInferred, checkValue, isUntyped, settle } from './conversions';
import { declareLocal } from './declare';
import { findTag, isTagged } from './enums';
import { placeOf } from './places';
import { Scope } from './symbol';
import {
  type EnumType,
  F64,
  I64,
  INVALID,
  type IntegerType,
  type Tag,
  taggedBy,
  type Type,
  typeName,
} from './types';
import { excerpt, listed, quote, suffixed, typeText } from './wording';

/** What a switch is over, while its cases are checked. */
interface Subject {
  readonly type: Type;
  /** The enum whose tags are the cases. */
  readonly enum?: EnumType;
  readonly ranges: CaseRanges;
  /** True once a case was wrong, so that what seems missing may be meant. */
  hasErrors: boolean;
}

/** True when control can pass behind the switch. */
export function checkSwitch(c: Checking, s: ast.SwitchStatement): boolean {
  const type = checkSubject(c, s.subject);
  const subject: Subject = {
    type,
    enum: taggedBy(type),
    ranges: new CaseRanges(),
    hasErrors: type === INVALID,
  };
  let passes = false;
  for (const one of s.cases) {
    const isPassed = checkCase(c, s, one, subject);
    passes ||= isPassed;
  }
  const covers = subject.hasErrors || subject.ranges.count === domainSize(subject);
  if (s.else) return checkBlock(c, s.else) || passes;
  if (subject.enum && !covers) warnMissing(c, s, subject.enum, subject.ranges);
  return passes || !covers || s.cases.length === 0;
}

function checkSubject(c: Checking, e: ast.Expression): Type {
  const type = checkInferred(c, e);
  if (type === INVALID || type.kind === 'integer' || type.kind === 'bool' || isTagged(type)) return type;
  const isBehind = type.kind === 'pointer' && isTagged(type.pointee);
  const hint = isBehind ? `read what it points at: \`${suffixed(e, '^')}\`` : undefined;
  const message = `a \`switch\` is on an enum, an integer or a bool, but ${quote(e)} is ${typeText(type)}`;
  c.error('E0335', e.span, message, hint);
  return INVALID;
}

/** How many different values there are. */
function domainSize({ type, enum: of }: Subject): bigint {
  if (of) return BigInt(of.tags.length);
  return type.kind === 'integer' ? 1n << BigInt(type.bits) : 2n;
}

function warnMissing(c: Checking, s: ast.SwitchStatement, type: EnumType, ranges: CaseRanges): void {
  const missing = type.tags.filter((_, i) => !ranges.find({ low: BigInt(i), high: BigInt(i + 1) }));
  const labels = type.span ? [{ span: type.span, message: `\`${typeName(type)}\` is declared here` }] : [];
  const names = missing.map((tag) => tag.name);
  const message = `this \`switch\` misses ${listed('the tag', names)}`;
  c.warning('W0302', s.header, message, 'add the cases, or `else {}`', labels);
}

/** True when control can pass behind the case. */
function checkCase(c: Checking, s: ast.SwitchStatement, one: ast.SwitchCase, subject: Subject): boolean {
  const scope = new Scope(c.scope, c.owner, one.span);
  c.tables.scopeOf.set(one, scope);
  for (const item of one.items) {
    const range = subject.type === INVALID ? undefined : checkItem(c, item, subject);
    if (range) noteRange(c, item, range, subject);
    else subject.hasErrors = true;
  }
  return c.within(scope, c.owner, () => {
    for (const item of one.items) if (item.payload) checkPayloadName(c, s, one, item, item.payload, subject);
    return checkBlock(c, one.body);
  });
}

function noteRange(c: Checking, item: ast.CaseItem, range: CaseRange, subject: Subject): void {
  c.tables.rangeOf.set(item, range);
  const earlier = subject.ranges.add(range, item.low.span);
  if (!earlier) return;
  subject.hasErrors = true;
  const isSame = earlier.low === range.low && earlier.high === range.high;
  const both = earlier.low > range.low ? earlier.low : range.low;
  const message = isSame
    ? `the case ${quote(item.low)} is given twice`
    : `this case overlaps an earlier one: both choose ${both}`;
  c.error('E0337', item.span, message, undefined, [{ span: earlier.span, message: 'the first one is here' }]);
}

/** The values that an item chooses; undefined, and reported, if it is wrong. */
function checkItem(c: Checking, item: ast.CaseItem, subject: Subject): CaseRange | undefined {
  if (subject.enum) return checkTagItem(c, item, subject.enum);
  const { type } = subject;
  // That there are no payloads here is said of the payload's name, and is all that need be said.
  if (item.payload) {
    c.silently(() => {
      checkInferred(c, item.low);
    });
    return undefined;
  }
  if (type.kind === 'integer') return checkIntegerItem(c, item, type);
  if (item.high) {
    c.error('E0336', item.span, 'there are no ranges of bools');
    return undefined;
  }
  if (!checkValue(c, item.low, type)) return undefined;
  const value = c.constantOf(item.low);
  if (value?.kind !== 'boolean') {
    rejectVariable(c, item.low);
    return undefined;
  }
  return value.value ? { low: 1n, high: 2n } : { low: 0n, high: 1n };
}

function checkTagItem(c: Checking, item: ast.CaseItem, type: EnumType): CaseRange | undefined {
  const { low } = item;
  if (item.high || low.kind !== 'NameExpression') return rejectTagItem(c, item, type);
  return rangeOfTag(findTag(c, type, low.name));
}

/** A tag with its type's name before it chooses what is meant, so that its payload is known in what follows. */
function rejectTagItem(
  c: Checking,
  { low, high, payload, span }: ast.CaseItem,
  type: EnumType,
): CaseRange | undefined {
  if (low.kind === 'ErrorExpression') return undefined;
  const meant = low.kind === 'MemberExpression' ? low.member.text : undefined;
  const example = meant ?? type.tags[0]?.name ?? 'tag';
  const hint = `write \`case ${example}${payload ? `(${payload.text})` : ''}\``;
  c.error('E0336', span, `a case over \`${typeName(type)}\` is the name of a tag`, hint);
  return high ? undefined : rangeOfTag(type.tags.findIndex((tag) => tag.name === meant));
}

function rangeOfTag(index: number | undefined): CaseRange | undefined {
  return index === undefined || index < 0 ? undefined : { low: BigInt(index), high: BigInt(index + 1) };
}

function checkIntegerItem(c: Checking, item: ast.CaseItem, type: IntegerType): CaseRange | undefined {
  const low = constantValue(c, item.low, type);
  if (!item.high) return low === undefined ? undefined : { low, high: low + 1n };
  const high = upperBound(c, item.high, type);
  if (low === undefined || high === undefined) return undefined;
  if (low < high) return { low, high };
  c.error('E0336', item.span, `the range ${low}..${high} is empty`);
  return undefined;
}

function constantValue(c: Checking, e: ast.Expression, type: IntegerType): bigint | undefined {
  if (!checkValue(c, e, type)) return undefined;
  const value = c.constantOf(e);
  if (value?.kind === 'integer') return value.value;
  rejectVariable(c, e);
  return undefined;
}

/** A range ends before its bound, which may so be one more than the type's largest value. */
function upperBound(c: Checking, e: ast.Expression, type: IntegerType): bigint | undefined {
  const isOpen = isUntyped(c.checkExpression(e, type));
  const value = c.constantOf(e);
  if (!isOpen || value?.kind !== 'integer' || value.value !== rangeOf(type).high + 1n)
    return constantValue(c, e, type);
  settle(c, e, fits(value.value, I64) ? I64 : F64);
  return value.value;
}

function rejectVariable(c: Checking, e: ast.Expression): void {
  const hint = 'compare what is known only when the program runs with `if`';
  c.error('E0336', e.span, `a case must be a constant, but ${quote(e)} is not one`, hint);
}

/** `case circle(r)`: declares `r`, which is the payload itself. */
function checkPayloadName(
  c: Checking,
  s: ast.SwitchStatement,
  one: ast.SwitchCase,
  item: ast.CaseItem,
  name: ast.Name,
  subject: Subject,
): void {
  const index = c.tables.rangeOf.get(item)?.low;
  const tag = index === undefined ? undefined : subject.enum?.tags[Number(index)];
  const problem = payloadProblem(s, one, tag, subject);
  if (problem) c.error('E0336', name.span, problem.message, problem.hint);
  const place = placeOf(c, s.subject);
  const root = place.kind === 'variable' ? place.symbol : undefined;
  const type = problem ? INVALID : (tag?.payload ?? INVALID);
  const symbol = declareLocal(c, name, type, one.body.span, 'start', root?.isLoopVariable);
  // The name reaches into the subject as a pointer would.
  symbol.addressTaken = true;
  if (root) root.addressTaken = true;
}

function payloadProblem(
  s: ast.SwitchStatement,
  one: ast.SwitchCase,
  tag: Tag | undefined,
  { type, enum: of }: Subject,
): { message: string; hint?: string } | undefined {
  if (type === INVALID) return undefined;
  if (!of) return { message: `only the tags of an enum have payloads, and this is ${typeText(type)}` };
  if (type.kind === 'tag') {
    const { subject } = s;
    const hint =
      subject.kind === 'MemberExpression' ? `write \`switch ${excerpt(subject.base)}\`` : undefined;
    return { message: 'a tag by itself has no payload', hint };
  }
  if (one.items.length > 1) return { message: 'a case that names a payload has one tag' };
  if (!tag || tag.payload) return undefined;
  return { message: `the tag \`${tag.name}\` has no payload`, hint: `write \`case ${tag.name}\`` };
}
