// Loops: their conditions, variables and bodies.
import type * as ast from '../syntax/ast';
import { checkBlock } from './blocks';
import type { Checking } from './checking';
import { fits } from './constants';
import { checkInferred, convert, isUntyped, settle, settleDefault } from './conversions';
import { checkElementCopy } from './mutexes';
import { declareLocal } from './declare';
import { wideningHint } from './operands';
import { checkCondition } from './operators';
import { Scope } from './symbol';
import { I32, I64, INVALID, sliceOf, type Type } from './types';
import { excerpt, quote, suffixed, typeText } from './wording';

export function checkWhile(c: Checking, s: ast.WhileStatement): boolean {
  checkCondition(c, s.condition, 'a condition');
  const isLeft = checkLoopBody(c, s.body);
  const condition = c.constantOf(s.condition);
  return isLeft || condition?.kind !== 'boolean' || !condition.value;
}

/** Checks the body of a loop. True when a `break` leaves it. */
function checkLoopBody(c: Checking, body: ast.Block): boolean {
  const loop = { isLeft: false };
  c.loops.push(loop);
  checkBlock(c, body);
  c.loops.pop();
  return loop.isLeft;
}

export function checkForRange(c: Checking, s: ast.ForRangeStatement): boolean {
  const type = checkRange(c, s.low, s.high);
  inLoopScope(c, s, () => {
    // Seen from the loop's header on, where each round but the first stops.
    declareLocal(c, s.variable, type, s.header, 'start', true);
    checkLoopBody(c, s.body);
  });
  return true;
}

/** Brings both bounds to one integer type. */
function checkRange(c: Checking, low: ast.Expression, high: ast.Expression): Type {
  const lowType = c.checkExpression(low);
  const highType = c.checkExpression(high, lowType);
  if (isUntyped(lowType) && highType.kind === 'integer') convert(c, low, highType);
  else if (isUntyped(highType) && lowType.kind === 'integer') convert(c, high, lowType);
  else if (lowType.kind === 'untyped integer' && highType.kind === 'untyped integer')
    settleConstants(c, low, high);
  const [from, to] = [settleDefault(c, low), settleDefault(c, high)];
  if (!isBound(c, low, from) || !isBound(c, high, to)) return INVALID;
  if (from === to) return from;
  const message = `the bounds have two types, ${typeText(from)} and ${typeText(to)}`;
  const labels = [
    { span: low.span, message: `this is ${typeText(from)}` },
    { span: high.span, message: `this is ${typeText(to)}` },
  ];
  c.error('E0303', high.span, message, wideningHint(low, from, high, to), labels);
  return INVALID;
}

function settleConstants(c: Checking, low: ast.Expression, high: ast.Expression): void {
  const isSmall = [low, high].every((e) => {
    const value = c.constantOf(e);
    return value?.kind === 'integer' && fits(value.value, I32);
  });
  if (isSmall) return;
  for (const e of [low, high]) convert(c, e, I64);
}

function isBound(c: Checking, e: ast.Expression, type: Type): boolean {
  if (type.kind === 'integer' || type === INVALID) return type !== INVALID;
  c.error('E0329', e.span, `a bound of a range must be an integer, but ${quote(e)} is ${typeText(type)}`);
  return false;
}

export function checkForEach(c: Checking, s: ast.ForEachStatement): boolean {
  const element = checkIterable(c, s.iterable);
  checkElementCopy(c, element, s.variable.span, s.iterable);
  inLoopScope(c, s, () => {
    declareLocal(c, s.variable, element, s.header, 'start', true);
    if (s.index) declareLocal(c, s.index, I64, s.header, 'start', true);
    checkLoopBody(c, s.body);
  });
  return true;
}

/** The type of the elements; an array is iterated as a slice of itself. */
function checkIterable(c: Checking, e: ast.Expression): Type {
  const type = checkInferred(c, e);
  if (type === INVALID) return INVALID;
  if (type.kind === 'slice') return type.element;
  if (type.kind === 'array') {
    convert(c, e, sliceOf(type.element));
    return type.element;
  }
  const hint =
    type.kind === 'integer'
      ? `count with a range: \`0..${excerpt(e)}\``
      : type.kind === 'pointer'
        ? `iterate what it points at: \`${suffixed(e, '^')}\``
        : undefined;
  c.error(
    'E0328',
    e.span,
    `only slices and arrays can be iterated, but ${quote(e)} is ${typeText(type)}`,
    hint,
  );
  if (isUntyped(type)) settle(c, e, I64);
  return INVALID;
}

function inLoopScope(c: Checking, s: ast.ForRangeStatement | ast.ForEachStatement, body: () => void): void {
  const scope = new Scope(c.scope, c.owner, s.span);
  c.tables.scopeOf.set(s, scope);
  c.within(scope, c.owner, body);
}
