// Starting threads with `#async`, and holding mutexes with `#sync`.
import type * as ast from '../syntax/ast';
import type { Label } from '../syntax/diagnostic';
import { checkBlock } from './blocks';
import type { Checking } from './checking';
import { checkNothing, settleDefault } from './conversions';
import { symbolNamed } from './imports';
import { isMutex } from './mutexes';
import { checkAddressable, placeOf } from './places';
import { INVALID, THREAD, type Type } from './types';
import { quote, typeText } from './wording';

/** The type of `#async f(…)`, its call checked. */
export function checkAsync(c: Checking, e: ast.AsyncExpression): Type {
  const { call } = e;
  if (call.kind !== 'CallExpression') {
    checkNothing(c, call);
    if (call.kind === 'ErrorExpression') return INVALID;
    const hint = `write \`#async f(…)\``;
    c.error('E0701', call.span, `\`#async\` starts a call, but ${quote(call)} is not one`, hint);
    return INVALID;
  }
  const named = symbolNamed(c, call.callee);
  checkNothing(c, call);
  if (named?.kind === 'builtin' || c.tables.tagOf.has(call)) {
    const what = named?.kind === 'builtin' ? 'is part of the language' : 'makes a value';
    const hint = 'start a function of your own that does it';
    c.error('E0701', call.span, `${quote(call.callee)} ${what}, and no thread can begin with it`, hint);
    return INVALID;
  }
  for (const argument of c.tables.argumentsOf.get(call) ?? call.arguments) warnOfFrame(c, argument);
  if (c.owner && !c.isUnevaluated) c.starters.add(c.owner);
  return THREAD;
}

/** The thread may go on when the frame that the argument, or a part of it, points into is gone. */
function warnOfFrame(c: Checking, e: ast.Expression): void {
  for (const part of partsOf(c, e)) warnOfFrame(c, part);
  const target = pointedPlace(c, e);
  const place = target && placeOf(c, target);
  if (place?.kind === 'variable' && place.symbol.storage !== 'global') {
    const { name, span } = place.symbol;
    const message = 'this lies in the frame of the function that starts the thread';
    warn(c, e, `\`${name}\`, which may be gone while it runs`, [{ span, message }]);
  } else if (place?.kind === 'none' && isTemporary(place.root)) {
    warn(
      c,
      e,
      'this value, which lies in the frame of the function that starts it, and may be gone while it runs',
    );
  }
}

function warn(c: Checking, e: ast.Expression, what: string, labels: readonly Label[] = []): void {
  const hint = 'give it a pointer to the heap or to a global, or join it first';
  c.warning('W0701', e.span, `the thread gets a pointer to ${what}`, hint, labels);
}

/** What a value is put together of. */
function partsOf(c: Checking, e: ast.Expression): readonly ast.Expression[] {
  if (e.kind === 'StructLiteral') return e.fields.map((field) => field.value);
  if (e.kind === 'ArrayLiteral') return e.elements;
  return e.kind === 'CallExpression' && c.tables.tagOf.has(e) ? e.arguments : [];
}

/** What is made where it stands; a constant that has a name lies elsewhere. */
const isTemporary = ({ kind }: ast.Expression): boolean =>
  kind === 'ArrayLiteral' || kind === 'StructLiteral' || kind === 'CallExpression';

/** What an expression points at, if that can be seen. */
function pointedPlace(c: Checking, e: ast.Expression): ast.Expression | undefined {
  if (e.kind === 'CastExpression') return pointedPlace(c, e.operand);
  if (e.kind === 'UnaryExpression' && e.operator === '&') return e.operand;
  if (e.kind === 'SliceExpression') return c.typeOf(e.base).kind === 'array' ? e.base : undefined;
  return c.typeOf(e).kind === 'array' && c.tables.conversionOf.get(e)?.kind === 'slice' ? e : undefined;
}

/** True when control can pass behind it. */
export function checkSync(c: Checking, s: ast.SyncStatement): boolean {
  c.checkExpression(s.mutex);
  const type = settleDefault(c, s.mutex);
  if (type !== INVALID && !(type.kind === 'pointer' && isMutex(type.pointee))) {
    if (isMutex(type)) checkAddressable(c, s.mutex);
    else
      c.error('E0702', s.mutex.span, `\`#sync\` takes a mutex, but ${quote(s.mutex)} is ${typeText(type)}`);
  }
  return checkBlock(c, s.body);
}
