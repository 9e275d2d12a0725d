// The functions that are part of the language: print, assert, panic, malloc and free.
import type * as ast from '../syntax/ast';
import type { Checking } from './checking';
import { checkNothing, checkValue, settle, settleDefault } from './conversions';
import { checkInteger } from './integers';
import { checkCondition } from './operators';
import { checkPrint } from './print-format';
import type { BuiltinName } from './symbol';
import { I64, I8, INVALID, NONE, pointerTo, sliceOf, type Type } from './types';
import { castText, counted, described, quote, typeText } from './wording';

export function checkBuiltin(c: Checking, e: ast.CallExpression, name: BuiltinName): Type {
  const result = name === 'malloc' ? pointerTo(NONE) : NONE;
  if (!hasCount(c, e, name)) {
    for (const argument of e.arguments) checkNothing(c, argument);
    return result;
  }
  const [first, second] = e.arguments as [ast.Expression, ast.Expression | undefined];
  switch (name) {
    case 'print':
      checkPrint(c, e);
      break;
    case 'assert':
      checkCondition(c, first, 'what is asserted');
      if (second) checkText(c, second);
      break;
    case 'panic':
      checkValue(c, first, sliceOf(I8));
      break;
    case 'malloc':
      checkSizeArgument(c, first);
      break;
    case 'free':
      checkFree(c, first);
      break;
  }
  return result;
}

function hasCount(c: Checking, e: ast.CallExpression, name: BuiltinName): boolean {
  const count = e.arguments.length;
  const most = name === 'print' ? Infinity : name === 'assert' ? 2 : 1;
  if (count >= 1 && count <= most) return true;
  if (e.isDamaged) return false;
  const wanted = name === 'print' ? 'a format' : name === 'assert' ? '1 or 2 arguments' : '1 argument';
  c.error(
    'E0310',
    e.span,
    `\`${name}\` takes ${wanted}, but ${counted(count, 'argument')} ${count === 1 ? 'is' : 'are'} given`,
  );
  return false;
}

/** Checks that the text of an assertion is a literal. */
export function checkText(c: Checking, e: ast.Expression): void {
  if (!checkValue(c, e, sliceOf(I8)) || c.constantOf(e)?.kind === 'string') return;
  c.error('E0324', e.span, `the text of an assertion must be a string literal, but ${quote(e)} is computed`);
}

function checkSizeArgument(c: Checking, e: ast.Expression): void {
  const size = checkInteger(c, e, 'the size');
  if (size !== undefined && size < 0n) c.error('E0308', e.span, `cannot allocate ${size} bytes`);
  else if (c.typeOf(e).kind === 'integer') checkWidth(c, e);
}

function checkWidth(c: Checking, e: ast.Expression): void {
  if (c.typeOf(e) === I64) return;
  const message = `cannot use ${described(e, c.typeOf(e))} as \`i64\``;
  c.error('E0301', e.span, message, `write \`${castText(I64, e)}\``);
}

function checkFree(c: Checking, e: ast.Expression): void {
  c.checkExpression(e, pointerTo(NONE));
  if (c.typeOf(e).kind === 'nil') settle(c, e, pointerTo(NONE));
  const type = settleDefault(c, e);
  if (type === INVALID || type.kind === 'pointer' || type.kind === 'slice') return;
  c.error('E0301', e.span, `\`free\` takes a pointer or a slice, but ${quote(e)} is ${typeText(type)}`);
}
