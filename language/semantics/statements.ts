// Statements, and whether what follows them can be reached.
//
// Each check says whether control can pass behind the statement. `while true` without a `break` is the
// only loop known never to end; other conditions are not looked at.
import type * as ast from '../syntax/ast';
import type { Label } from '../syntax/diagnostic';
import { checkBlock } from './blocks';
import type { Checking } from './checking';
import { checkCompileTimeAssert } from './compile-time-assert';
import { checkCompound } from './compound';
import { checkCopied, checkNothing, checkValue, isUntyped, settle, settleDefault } from './conversions';
import { declareLocal, resolveDeclared } from './declare';
import { checkFunction } from './functions';
import { checkForEach, checkForRange, checkWhile } from './loops';
import { checkCondition } from './operators';
import { checkParts } from './parts';
import { checkAssignable } from './places';
import { resolveStored } from './stored-types';
import { checkSwitch } from './switches';
import { checkDefer, rejectExit } from './defers';
import { INVALID, NONE, type Type, typeName } from './types';
import { checkSync } from './threads';
import { excerpt, quote } from './wording';

/** Checks a statement of any kind (`Checking.checkStatement`). True when control can pass behind it. */
export function checkAnyStatement(c: Checking, s: ast.Statement): boolean {
  switch (s.kind) {
    case 'Block':
      return checkBlock(c, s);
    case 'ExpressionStatement':
      return checkExpressionStatement(c, s);
    case 'Assignment':
      checkAssignment(c, s);
      return true;
    case 'VariableDeclaration':
      checkLocal(c, s);
      return true;
    case 'FunctionDeclaration':
    case 'TypeDeclaration':
    case 'ConstantDeclaration':
      checkDeclared(c, s);
      return true;
    case 'IfStatement':
      return checkIf(c, s);
    case 'WhileStatement':
      return checkWhile(c, s);
    case 'ForRangeStatement':
      return checkForRange(c, s);
    case 'ForEachStatement':
      return checkForEach(c, s);
    case 'SwitchStatement':
      return checkSwitch(c, s);
    case 'BreakStatement':
    case 'ContinueStatement':
      return checkJump(c, s);
    case 'ReturnStatement':
      if (c.deferred) return rejectExit(c, s, c.deferred);
      checkReturn(c, s);
      return false;
    case 'DeferStatement':
      checkDefer(c, s);
      return true;
    case 'SyncStatement':
      return checkSync(c, s);
    case 'CompileTimeAssert':
      checkCompileTimeAssert(c, s);
      return true;
    case 'ErrorStatement':
      checkParts(c, s);
      return true;
    case 'CompileTimeIf': // its statements are checked in its place (blocks.ts)
      return true;
  }
}

// Its name is known since the block began; what it means is found out here at the latest.
function checkDeclared(
  c: Checking,
  s: ast.FunctionDeclaration | ast.TypeDeclaration | ast.ConstantDeclaration,
): void {
  const symbol = c.tables.declared.get(s.name);
  if (!symbol) return;
  resolveDeclared(c, symbol, s.name.span);
  if (symbol.kind === 'function') checkFunction(c, symbol);
}

function checkExpressionStatement(c: Checking, s: ast.ExpressionStatement): boolean {
  checkNothing(c, s.expression);
  if (c.tables.tagOf.has(s.expression)) {
    const what = `this makes a value of type \`${typeName(c.typeOf(s.expression))}\` that nothing uses`;
    c.error('E0811', s.expression.span, what, 'give it to a variable, or leave it out');
  } else if (c.constantOf(s.expression)?.kind === 'function') {
    const hint = `call it: \`${excerpt(s.expression)}()\``;
    c.error(
      'E0408',
      s.expression.span,
      `${quote(s.expression)} is a function, and does nothing by itself`,
      hint,
    );
  }
  if (s.expression.kind !== 'CallExpression' || s.expression.callee.kind !== 'NameExpression') return true;
  const callee = c.tables.symbolOf.get(s.expression.callee.name);
  return callee?.kind !== 'builtin' || callee.name !== 'panic';
}

/** Checks `target = value` and `target op= value`. Gives the type of the target. */
export function checkAssignment(c: Checking, s: ast.Assignment): Type {
  c.checkExpression(s.target);
  // A wrong target (a constant, `nil`) still gets a type, and its mistake is reported once.
  const before = c.typeOf(s.target);
  const isPlace = before !== INVALID && checkAssignable(c, s.target);
  if (!isPlace) {
    checkNothing(c, s.target);
    checkNothing(c, s.value, before);
    return INVALID;
  }
  if (s.operator) checkCompound(c, s, s.operator, before);
  else checkValue(c, s.value, before);
  return before;
}

function checkLocal(c: Checking, s: ast.VariableDeclaration): void {
  const { type, initializer } = s;
  const declared = type && resolveStored(c, type);
  if (declared && initializer) checkValue(c, initializer, declared);
  const inferred = !declared && initializer ? checkCopied(c, initializer) : INVALID;
  const variable = declareLocal(c, s.name, declared ?? inferred, s.span);
  c.locals?.push(variable);
}

/** With all that stands behind its `else`. */
function checkIf(c: Checking, s: ast.IfStatement): boolean {
  let passes = false;
  let otherwise: ast.IfStatement['else'] = s;
  for (; otherwise?.kind === 'IfStatement'; otherwise = otherwise.else) {
    checkCondition(c, otherwise.condition, 'a condition');
    passes = checkBlock(c, otherwise.then) || passes;
  }
  return otherwise ? c.checkStatement(otherwise) || passes : true;
}

function checkJump(c: Checking, s: ast.BreakStatement | ast.ContinueStatement): boolean {
  const loop = c.loops.at(-1);
  const word = s.kind === 'BreakStatement' ? 'break' : 'continue';
  if (!loop && c.deferred) return rejectExit(c, s, c.deferred);
  if (!loop) c.error('E0327', s.span, `there is no loop here for \`${word}\``);
  else if (word === 'break') loop.isLeft = true;
  return false;
}

function checkReturn(c: Checking, s: ast.ReturnStatement): void {
  const { owner } = c;
  const result = owner?.type.result ?? INVALID;
  const where = owner?.declaration.result ?? owner?.declaration.name;
  const labels = (): Label[] =>
    where ? [{ span: where.span, message: `\`${owner?.name}\` is declared here` }] : [];
  if (!s.value) {
    if (result === NONE || result === INVALID) return;
    c.error(
      'E0326',
      s.span,
      `\`${owner?.name}\` must return a value of type \`${typeName(result)}\``,
      undefined,
      labels(),
    );
  } else if (result === NONE) {
    const found = c.checkExpression(s.value);
    const type = isUntyped(found) ? settleDefault(c, s.value) : found;
    if (found.kind === 'nil') settle(c, s.value, INVALID);
    const isValue = found.kind !== 'nil' && type !== INVALID && type !== NONE;
    const hint = isValue
      ? `write the type of its result: \`fn ${owner?.name}(…) ${typeName(type)}\``
      : undefined;
    c.error('E0326', s.value.span, `\`${owner?.name}\` returns no value`, hint, labels());
  } else {
    checkValue(c, s.value, result, owner?.declaration.result ? labels : []);
  }
}
