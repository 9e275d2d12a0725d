// One function of the source: parameters and their homes, body, and the return at its closing brace.
import type { FunctionSymbol, VariableSymbol } from '../../semantics/symbol';
import { FunctionBuilder } from '../builder';
import { read } from '../expressions';
import type * as ir from '../ir';
import { copyAggregate, memoryOf, writeScalar, writeSlice } from './access';
import { FunctionLowering, isRegister, type ExpressionLowering } from './context';
import type { DebugFunction } from './debug-info';
import { memoryPlace, plainSlice, registerPlace } from './place';
import type { ProgramContext } from './program';
import { lowerBlock } from './statements';
import { categoryOf, resultTypes, valueType } from './value-types';

export interface LoweredFunction {
  readonly fn: ir.Function;
  readonly debug: DebugFunction;
}

export function lowerFunction(
  program: ProgramContext,
  ways: ExpressionLowering,
  symbol: FunctionSymbol,
): LoweredFunction {
  const id = program.functionId(symbol);
  const b = new FunctionBuilder(id, program.safepoints);
  const { declaration } = symbol;
  const scope = program.tables.scopeOf.get(declaration) ?? program.checked.scope;
  const f = new FunctionLowering(program, b, ways, scope);
  lowerParameters(f, symbol);
  if (declaration.body) {
    lowerBlock(f, declaration.body);
    f.inScope(declaration.body, () => lowerEnd(f, symbol));
  }
  const fn = b.finish({
    name: symbol.qualifiedName,
    isLibrary: symbol.span.source.isLibrary,
    span: declaration.span,
    results: resultTypes(symbol.type.result),
  });
  return { fn, debug: { id, symbol, homes: f.homes } };
}

/** Every parameter comes in registers; what lives in memory is copied there before the first safepoint. */
function lowerParameters(f: FunctionLowering, symbol: FunctionSymbol): void {
  if (categoryOf(symbol.type.result) === 'aggregate') {
    f.resultPlace = memoryPlace(read(f.b.parameter('result', 'ptr')), 'pointer');
  }
  const passed = symbol.parameters.map((parameter) => passParameter(f, parameter));
  symbol.parameters.forEach((parameter, i) => {
    const local = passed[i];
    if (local !== undefined && !isRegister(parameter)) copyParameter(f, parameter, local);
  });
}

/** Declares a parameter's registers and gives the first; it is the variable itself if that is in registers. */
function passParameter(f: FunctionLowering, parameter: VariableSymbol): ir.LocalId | undefined {
  const name = isRegister(parameter) ? parameter.name : `${parameter.name}.passed`;
  const first = passRegisters(f, name, parameter);
  if (first !== undefined && isRegister(parameter)) f.homes.set(parameter, registerPlace(first));
  return first;
}

function passRegisters(f: FunctionLowering, name: string, parameter: VariableSymbol): ir.LocalId | undefined {
  switch (categoryOf(parameter.type)) {
    case 'none':
      return undefined;
    case 'scalar':
      return f.b.parameter(name, valueType(parameter.type));
    case 'aggregate':
      return f.b.parameter(name, 'ptr');
    case 'slice': {
      const data = f.b.parameter(name, 'ptr');
      f.b.parameter(`${name}.count`, 'i64');
      return data;
    }
  }
}

function copyParameter(f: FunctionLowering, parameter: VariableSymbol, local: ir.LocalId): void {
  const place = f.declareVariable(parameter);
  switch (categoryOf(parameter.type)) {
    case 'scalar':
      return writeScalar(f, place, parameter.type, read(local));
    case 'slice':
      return writeSlice(f, place, plainSlice(read(local), read(local + 1)));
    case 'aggregate':
      return copyAggregate(f, memoryOf(place), memoryPlace(read(local), 'pointer'), parameter.type);
  }
}

/** Execution may fall off the end only of a function without a result. */
function lowerEnd(f: FunctionLowering, symbol: FunctionSymbol): void {
  const close = symbol.declaration.body?.close;
  if (!close || !f.b.isReachable) return;
  f.begin(close);
  if (symbol.type.result.kind === 'none') f.b.return([]);
  else f.b.trap('panic', missingReturn(f));
}

/** The checker lets no such function pass; should it ever, this says so. */
function missingReturn(f: FunctionLowering): ir.Expression[] {
  const bytes = new TextEncoder().encode('the function ended without a result');
  const length: ir.Expression = { op: 'constant', type: 'i64', value: BigInt(bytes.length) };
  return [f.program.textAddress(bytes), length];
}
