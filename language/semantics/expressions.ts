// Expressions: one entry for all of them, and the small ones.
import type * as ast from '../syntax/ast';
import { checkCall } from './calls';
import { checkCast } from './casts';
import type { Checking } from './checking';
import { floatValue, integerValue } from './constants';
import { checkInferred, convert, isUntyped, settleDefault } from './conversions';
import { checkCopy } from './mutexes';
import { checkInteger } from './integers';
import { checkArrayLiteral, checkStructLiteral } from './literals';
import { checkIndex, checkMember, checkSlice } from './members';
import { checkName } from './names';
import { checkBinary, checkUnary } from './operators';
import { checkParts } from './parts';
import { checkRun } from './runs';
import { checkAsync } from './threads';
import { resolveStored } from './stored-types';
import { checkIs, checkTag } from './tags';
import {
  BOOL,
  I8,
  INVALID,
  NIL,
  NONE,
  pointerTo,
  sizeOf,
  sliceOf,
  type Type,
  UNTYPED_FLOAT,
  UNTYPED_INTEGER,
} from './types';
import { described } from './wording';
import { isLink, leftOf, type Link, rungsBelow } from '../syntax/chains';

/** The type of an expression of any kind, its parts checked (`Checking.checkExpression`). */
export function typeOfExpression(c: Checking, e: ast.Expression, expected: Type | undefined): Type {
  switch (e.kind) {
    case 'NameExpression':
      return checkName(c, e);
    case 'BinaryExpression':
      return e.links === undefined ? checkBinary(c, e, expected) : checkRung(c, e, expected);
    case 'UnaryExpression':
      return checkUnary(c, e, expected);
    case 'CallExpression':
      return e.links === undefined ? checkCall(c, e, expected) : checkRung(c, e, expected);
    case 'MemberExpression':
      return checkMember(c, e, expected);
    case 'TagExpression':
      return checkTag(c, e, expected);
    case 'IsExpression':
      return checkIs(c, e);
    case 'IndexExpression':
      return checkIndex(c, e);
    case 'SliceExpression':
      return checkSlice(c, e);
    case 'DereferenceExpression':
      return checkDereference(c, e);
    case 'CastExpression':
      return checkCast(c, e);
    case 'HeapExpression':
      return checkHeap(c, e, expected);
    case 'MakeExpression':
      return checkMake(c, e);
    case 'SizeofExpression':
      return checkSizeof(c, e);
    case 'RunExpression':
      return checkRun(c, e, expected);
    case 'AsyncExpression':
      return checkAsync(c, e);
    case 'StructLiteral':
      return checkStructLiteral(c, e, expected);
    case 'ArrayLiteral':
      return checkArrayLiteral(c, e, expected);
    case 'TypeArgument':
      return rejectType(c, e);
    case 'ErrorExpression':
      checkParts(c, e);
      return INVALID;
    default:
      return checkSimpleLiteral(c, e);
  }
}

/** A rung of a long chain: those below it are checked first, so that no recursion comes further down than to the next. */
function checkRung(c: Checking, rung: Link, expected: Type | undefined): Type {
  const known = c.ahead.get(rung);
  if (known) {
    c.ahead.delete(rung);
    return known;
  }
  const below = rungsBelow(rung, (one) => c.ahead.has(one));
  if (below.length > 0) checkBelow(c, rung, below, expected);
  return rung.kind === 'BinaryExpression' ? checkBinary(c, rung, expected) : checkCall(c, rung, expected);
}

/** @param below the rungs that are to be checked first, the lowest first */
function checkBelow(c: Checking, rung: Link, below: readonly Link[], expected: Type | undefined): void {
  const expectations = new Map<Link, Type | undefined>();
  let wanted = expected;
  for (let at: ast.Expression = rung; isLink(at); at = leftOf(at)) {
    if (at.links !== undefined) expectations.set(at, wanted);
    wanted = wantedOnTheLeft(at, wanted);
  }
  for (const one of below) c.ahead.set(one, c.checkExpression(one, expectations.get(one)));
}

/** What a link wants what it continues to be. */
function wantedOnTheLeft(e: Link, expected: Type | undefined): Type | undefined {
  if (e.kind === 'CallExpression') return undefined; // its parameter, which no link depends on
  switch (e.operator) {
    case 'and':
    case 'or':
      return BOOL;
    case '==':
    case '!=':
    case '<':
    case '<=':
    case '>':
    case '>=':
      return undefined;
    default:
      return expected;
  }
}

type SimpleLiteral =
  | ast.IntegerLiteral
  | ast.CharacterLiteral
  | ast.FloatLiteral
  | ast.StringLiteral
  | ast.BooleanLiteral
  | ast.NilLiteral;

function checkSimpleLiteral(c: Checking, e: SimpleLiteral): Type {
  const { constantOf } = c.tables;
  switch (e.kind) {
    case 'IntegerLiteral':
      constantOf.set(e, integerValue(e.value));
      return UNTYPED_INTEGER;
    case 'CharacterLiteral':
      constantOf.set(e, integerValue(BigInt(e.value)));
      return I8;
    case 'FloatLiteral':
      constantOf.set(e, floatValue(e.value, e.single));
      return UNTYPED_FLOAT;
    case 'StringLiteral':
      constantOf.set(e, { kind: 'string', bytes: e.bytes });
      return sliceOf(I8);
    case 'BooleanLiteral':
      constantOf.set(e, { kind: 'boolean', value: e.value });
      return BOOL;
    case 'NilLiteral':
      constantOf.set(e, { kind: 'nil' });
      return NIL;
  }
}

function rejectType(c: Checking, e: ast.TypeArgument): Type {
  const { source, start, end } = e.span;
  const text = source.text.slice(start, end);
  const hint = e.type.kind === 'PointerType' ? 'what a pointer points at is written `p^`' : undefined;
  c.error('E0204', e.span, `\`${text}\` is a type, not a value`, hint);
  return INVALID;
}

function checkDereference(c: Checking, e: ast.DereferenceExpression): Type {
  const type = checkInferred(c, e.operand);
  if (type === INVALID) return INVALID;
  if (type.kind !== 'pointer') {
    c.error('E0313', e.span, `${described(e.operand, type)} is not a pointer`);
    return INVALID;
  }
  if (type.pointee !== NONE) return type.pointee;
  const hint = 'cast it to a pointer to what is there, as in `(cast(*i32) p)^`';
  c.error('E0313', e.span, 'a `*none` does not say what it points at', hint);
  return INVALID;
}

function checkHeap(c: Checking, e: ast.HeapExpression, expected: Type | undefined): Type {
  const wanted = expected?.kind === 'pointer' && expected.pointee !== NONE ? expected.pointee : undefined;
  const found = c.checkExpression(e.operand, wanted);
  const takesWanted = wanted && (isUntyped(found) || found.kind === 'nil');
  if (takesWanted && !convert(c, e.operand, wanted)) return INVALID;
  const type = takesWanted ? wanted : settleDefault(c, e.operand);
  return type === INVALID || !checkCopy(c, e.operand) ? INVALID : pointerTo(type);
}

function checkMake(c: Checking, e: ast.MakeExpression): Type {
  const element = resolveStored(c, e.element);
  checkInteger(c, e.count, 'the number of elements');
  const count = c.constantOf(e.count);
  if (count?.kind === 'integer' && count.value < 0n) {
    c.error('E0308', e.count.span, `cannot make ${count.value} elements`);
  }
  return element === INVALID ? INVALID : sliceOf(element);
}

function checkSizeof(c: Checking, e: ast.SizeofExpression): Type {
  const type = resolveStored(c, e.type);
  if (type === INVALID) return INVALID;
  c.tables.constantOf.set(e, integerValue(BigInt(sizeOf(type))));
  return UNTYPED_INTEGER;
}
