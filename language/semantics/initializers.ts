// Values that must be known while compiling: initial values of globals and fields, and constants.
import type * as ast from '../syntax/ast';
import type { Label } from '../syntax/diagnostic';
import { referentOf } from './checked';
import type { Checking } from './checking';
import type { ConstantValue } from './constant';
import { elementsOf } from './constant-parts';
import { checkValue } from './conversions';
import { runInitializer } from './runs';
import type { VariableSymbol } from './symbol';
import { INVALID, sizeOf, type Type } from './types';
import { excerpt, quote } from './wording';

/** Checks `e` as an initial value of type `type`. Undefined when it is wrong or not constant, which is reported. */
export function checkInitializer(c: Checking, e: ast.Expression, type: Type): ConstantValue | undefined {
  return checkValue(c, e, type) ? evaluate(c, e) : undefined;
}

/** The initial value of a global. What is no plain constant is run, as if by `#run`. */
export function evaluateInitial(
  c: Checking,
  e: ast.Expression,
  global: VariableSymbol,
): ConstantValue | undefined {
  let isPlain = true;
  const otherwise = (_: Checking, part: ast.Expression): undefined => {
    if (c.evaluator) isPlain = false;
    else reportNotConstant(c, part);
  };
  const value = evaluate(c, e, { otherwise, isCopied: c.evaluator !== undefined });
  return isPlain ? value : runInitializer(c, e, global);
}

/** How the parts of an expression get their values. */
interface Way {
  /** What is done about one that is no plain constant. */
  readonly otherwise: (c: Checking, e: ast.Expression) => ConstantValue | undefined;
  /** Whether slices of constant arrays and texts show copies, which the program may write to. */
  readonly isCopied: boolean;
}

const AS_CONSTANT: Way = { otherwise: reportNotConstant, isCopied: false };

/**
 * The value of a checked expression, with its implicit conversion.
 * @returns undefined when it has none
 */
export function evaluate(c: Checking, e: ast.Expression, way: Way = AS_CONSTANT): ConstantValue | undefined {
  if (c.tables.conversionOf.get(e)?.kind === 'slice') return arrayAsSlice(c, e, way);
  const value = c.constantOf(e);
  if (value) return way.isCopied && isPartOfConstant(e, value) ? way.otherwise(c, e) : value;
  const tag = c.tables.tagOf.get(e);
  if (tag !== undefined) return taggedValue(c, e, tag, way);
  switch (e.kind) {
    case 'StructLiteral':
      return structValue(c, e, way);
    case 'ArrayLiteral':
      return aggregate(e.elements.map((element) => evaluate(c, element, way)));
    case 'UnaryExpression':
      return e.operator === '&' ? address(c, e, way) : way.otherwise(c, e);
    case 'SliceExpression':
      return sliceOfGlobal(c, e, way);
    case 'CastExpression':
      return c.typeOf(e).kind === 'pointer' ? evaluate(c, e.operand, way) : way.otherwise(c, e);
    default:
      return way.otherwise(c, e);
  }
}

function structValue(c: Checking, e: ast.StructLiteral, way: Way): ConstantValue | undefined {
  const type = c.typeOf(e);
  const given = c.tables.fieldsOf.get(e);
  if (type.kind !== 'struct' || !given) return undefined;
  return aggregate(
    type.fields.map((field, i) => {
      const value = given[i];
      return value ? evaluate(c, value, way) : (field.initial ?? { kind: 'zero' });
    }),
  );
}

/** A value of an enum that has payloads. */
function taggedValue(c: Checking, e: ast.Expression, tag: number, way: Way): ConstantValue | undefined {
  if (e.kind === 'IsExpression') return way.otherwise(c, e);
  const [argument] = e.kind === 'CallExpression' ? e.arguments : [];
  if (!argument) return { kind: 'tagged', tag };
  const payload = evaluate(c, argument, way);
  return payload && { kind: 'tagged', tag, payload };
}

function aggregate(parts: readonly (ConstantValue | undefined)[]): ConstantValue | undefined {
  const elements: ConstantValue[] = [];
  for (const part of parts) {
    if (!part) return undefined;
    elements.push(part);
  }
  return { kind: 'aggregate', elements };
}

function address(c: Checking, e: ast.UnaryExpression, way: Way): ConstantValue | undefined {
  const place = globalPlace(c, e.operand);
  return place ? { kind: 'address', ...place } : way.otherwise(c, e);
}

/** A slice of a constant array, or of a part of a text. */
function isPartOfConstant(e: ast.Expression, value: ConstantValue): boolean {
  return e.kind === 'SliceExpression' && (value.kind === 'elements' || value.kind === 'string');
}

function arrayAsSlice(c: Checking, e: ast.Expression, way: Way): ConstantValue | undefined {
  const type = c.typeOf(e);
  if (type.kind !== 'array') return undefined;
  const place = globalPlace(c, e);
  if (place) return { kind: 'slice', ...place, count: type.length };
  const value = c.constantOf(e);
  if (value) return way.isCopied ? way.otherwise(c, e) : elementsOf(value, type, 0, type.length);
  const hint = 'give the array a name of its own, `values := […];`, and slice that: `values[..]`';
  c.error('E0208', e.span, `${quote(e)} has no place in memory that a slice could show`, hint);
  return undefined;
}

function sliceOfGlobal(c: Checking, e: ast.SliceExpression, way: Way): ConstantValue | undefined {
  const type = c.typeOf(e.base);
  const place = globalPlace(c, e.base);
  const low = e.low ? indexValue(c, e.low) : 0;
  const high = e.high ? indexValue(c, e.high) : type.kind === 'array' ? type.length : undefined;
  if (!place || type.kind !== 'array' || low === undefined || high === undefined) return way.otherwise(c, e);
  const offset = place.offset + low * sizeOf(type.element);
  return { kind: 'slice', symbol: place.symbol, offset, count: Math.max(0, high - low) };
}

function indexValue(c: Checking, e: ast.Expression): number | undefined {
  const value = c.constantOf(e);
  return value?.kind === 'integer' ? Number(value.value) : undefined;
}

/** The global that `e` is (a part of), with the part's offset in bytes. */
function globalPlace(c: Checking, e: ast.Expression): { symbol: VariableSymbol; offset: number } | undefined {
  const symbol = referentOf(c.tables, e);
  if (symbol) {
    return symbol?.kind === 'variable' && symbol.storage === 'global' ? { symbol, offset: 0 } : undefined;
  }
  if (e.kind !== 'MemberExpression' && e.kind !== 'IndexExpression') return undefined;
  const type = c.typeOf(e.base);
  const base = globalPlace(c, e.base);
  if (!base) return undefined;
  if (e.kind === 'MemberExpression') {
    const field = type.kind === 'struct' ? type.fields[c.tables.fieldIndexOf.get(e) ?? -1] : undefined;
    return field && { symbol: base.symbol, offset: base.offset + field.offset };
  }
  const index = indexValue(c, e.index);
  if (type.kind !== 'array' || index === undefined) return undefined;
  return { symbol: base.symbol, offset: base.offset + index * sizeOf(type.element) };
}

/** Reports that `e` is known only when the program runs; says nothing if a mistake in it was reported. */
export function reportNotConstant(c: Checking, e: ast.Expression): ConstantValue | undefined {
  const culprit = unknownPart(c, e);
  if (c.typeOf(culprit) === INVALID) return undefined;
  const symbol = referentOf(c.tables, culprit);
  const labels = symbol?.kind === 'variable' ? variableLabels(symbol, culprit, e) : [];
  const hint =
    symbol?.kind === 'variable'
      ? 'a constant is declared with `NAME :: value;`'
      : `compute it while compiling: \`#run ${excerpt(e)}\``;
  c.error('E0208', e.span, `${quote(e)} is not known while compiling`, hint, labels);
  return undefined;
}

function variableLabels(symbol: VariableSymbol, use: ast.Expression, whole: ast.Expression): Label[] {
  const message = `\`${symbol.name}\` is a variable`;
  const declared = { span: symbol.span, message };
  return use === whole
    ? [declared]
    : [
        { span: use.span, message },
        { ...declared, message: 'declared here' },
      ];
}

/** The innermost part of `e` that is not known, or wrong. */
function unknownPart(c: Checking, e: ast.Expression): ast.Expression {
  let innermost = e;
  for (;;) {
    const part = operandsOf(innermost).find((operand) => !c.constantOf(operand));
    if (!part) return innermost;
    innermost = part;
  }
}

function operandsOf(e: ast.Expression): readonly ast.Expression[] {
  switch (e.kind) {
    case 'BinaryExpression':
      return [e.left, e.right];
    case 'UnaryExpression':
      return e.operator === '&' ? [] : [e.operand];
    case 'CastExpression':
    case 'IsExpression':
      return [e.operand];
    default:
      return [];
  }
}
