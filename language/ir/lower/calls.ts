// Calls: of functions, of externals, and through pointers. A call is a statement; its result comes in
// registers, or in memory whose address is the hidden first argument.
import type * as ast from '../../syntax/ast';
import { referentOf } from '../../semantics/checked';
import type { Symbol } from '../../semantics/symbol';
import type { FunctionType } from '../../semantics/types';
import { functionTarget, read } from '../expressions';
import type * as ir from '../ir';
import { hold } from './access';
import { lowerArguments, lowerOperands } from './arguments';
import { callBuiltin, builtinValue } from './builtins';
import { comparisonOf } from './comparers';
import type { FunctionLowering } from './context';
import { callIntrinsic, isIntrinsic } from './intrinsics';
import { addressOf, plainSlice, type MemoryPlace, type SliceValue } from './place';
import { isPure } from './purity';
import { categoryOf, resultTypes, signatureOf } from './value-types';

export function callForScalar(f: FunctionLowering, e: ast.CallExpression): ir.Expression {
  const builtin = builtinValue(f, e);
  if (builtin) return builtin;
  return read(callForRegisters(f, e)[0] as ir.LocalId);
}

/** A call whose result goes straight into a register. */
export function callForRegister(f: FunctionLowering, e: ast.CallExpression, local: ir.LocalId): void {
  if (!builtinValue(f, e, local)) callInto(f, e, [local]);
}

export function callForSlice(f: FunctionLowering, e: ast.CallExpression): SliceValue {
  const [data, count] = callForRegisters(f, e) as readonly [ir.LocalId, ir.LocalId];
  return plainSlice(read(data), read(count));
}

function callForRegisters(f: FunctionLowering, e: ast.CallExpression): readonly ir.LocalId[] {
  const results = f.temporaries(resultTypes(f.ownType(e)));
  callInto(f, e, results);
  return results;
}

/** A call whose result nobody wants. */
export function callForEffect(f: FunctionLowering, e: ast.CallExpression): void {
  const symbol = calleeOf(f, e);
  if (symbol?.kind === 'builtin') return callBuiltin(f, e, symbol.name);
  if (symbol?.kind === 'function' && isIntrinsic(symbol)) return callIntrinsic(f, e, symbol);
  // Somebody who debugs the program may want it.
  if (categoryOf(f.ownType(e)) === 'aggregate') callInto(f, e, [], f.temporaryMemory(f.ownType(e)));
  else callForRegisters(f, e);
}

/** A call whose result goes to memory that nothing else can see yet. */
export function callForAggregate(f: FunctionLowering, e: ast.CallExpression, place: MemoryPlace): void {
  callInto(f, e, [], place);
}

/** What the callee names, when it is a name (or a constant that is a function). */
export function calleeOf(f: FunctionLowering, e: ast.CallExpression): Symbol | undefined {
  const constant = f.constantOf(e.callee);
  if (constant?.kind === 'function') return constant.symbol;
  return referentOf(f.tables, e.callee);
}

/**
 * The call itself.
 * @param results registers for the results; may be variables
 * @param hidden where an aggregate result is stored
 */
export function callInto(
  f: FunctionLowering,
  e: ast.CallExpression,
  results: readonly ir.LocalId[],
  hidden?: MemoryPlace,
): void {
  const { target, operands } = e.isPiped && !isPure(f, e.callee) ? pipedParts(f, e) : parts(f, e);
  f.b.call(target, hidden ? [addressOf(hidden), ...operands] : operands, results, e.span);
}

/** What a call needs, each evaluated in the order of the text. */
interface CallParts {
  readonly target: ir.CallTarget;
  readonly operands: readonly ir.Expression[];
}

function parts(f: FunctionLowering, e: ast.CallExpression): CallParts {
  const target = targetOf(f, e);
  return { target, operands: lowerArguments(f, e) };
}

/** `x |> table()[0](y)`: the first argument is evaluated before the function pointer is. */
function pipedParts(f: FunctionLowering, e: ast.CallExpression): CallParts {
  const [first, ...others] = e.arguments as [ast.Expression, ...ast.Expression[]];
  const [passed, callee, ...rest] = lowerOperands(f, [first, e.callee, ...others]);
  const pointer = callee?.[0] as ir.Expression;
  const signature = signatureOf(f.typeOf(e.callee) as FunctionType);
  return { target: { kind: 'pointer', pointer, signature }, operands: [...(passed ?? []), ...rest.flat()] };
}

function targetOf(f: FunctionLowering, e: ast.CallExpression): ir.CallTarget {
  const symbol = calleeOf(f, e);
  if (symbol?.kind === 'function') {
    const comparison = comparisonOf(symbol);
    if (comparison) return functionTarget(f.program.comparer(comparison.what, comparison.type));
    if (symbol.isExternal) return { kind: 'external', id: f.program.externalId(symbol) };
    return functionTarget(f.program.functionId(symbol));
  }
  const pointer = f.value(e.callee);
  const isHeld = !e.arguments.every((argument) => isPure(f, argument));
  return {
    kind: 'pointer',
    pointer: isHeld ? hold(f, 'ptr', pointer) : pointer,
    signature: signatureOf(f.typeOf(e.callee) as FunctionType),
  };
}
