// Lowering: from the checked syntax tree to the IR. This is the only place where both meet.
//
// The user's functions, texts and globals come first, so that their ids and offsets do not depend on the
// library; then the library; then what the compiler makes itself.
import type { CheckedProgram } from '../../semantics/checked';
import type { FunctionSymbol } from '../../semantics/symbol';
import { canStartThreads } from '../../semantics/thread-starters';
import type * as ast from '../../syntax/ast';
import type * as ir from '../ir';
import { callForEffect } from './calls';
import type { ExpressionLowering, FunctionLowering } from './context';
import type { DebugFunction, DebugInfo } from './debug-info';
import { lowerFunction } from './functions';
import { buildAggregate, lowerInto } from './into';
import { makeComparer } from './comparers';
import { makePrinter, makeStart, makeWrapper } from './made-functions';
import { lowerPlace } from './places';
import { ProgramLowering } from './program';
import { isCall } from './purity';
import { lowerSlice } from './slices';
import { categoryOf } from './value-types';
import { lowerEffect, lowerValue } from './values';
import { settle } from './access';

/** The ways to lower an expression, brought together. */
export const WAYS: ExpressionLowering = {
  value: lowerValue,
  slice: lowerSlice,
  place: lowerPlace,
  into: lowerInto,
  build: buildAggregate,
  effect,
};

function effect(f: FunctionLowering, e: ast.Expression): void {
  if (isCall(f, e)) return callForEffect(f, e);
  switch (categoryOf(f.typeOf(e))) {
    case 'none':
      return;
    case 'scalar':
      return lowerEffect(f, e);
    case 'slice':
      return void settle(f, f.slice(e));
    case 'aggregate':
      return void f.place(e);
  }
}

export interface Lowered {
  readonly program: ir.Program;
  readonly debug: DebugInfo;
}

/** Lowers a program without errors: `checked.main` is there. */
export function lower(checked: CheckedProgram): Lowered {
  const { main } = checked;
  if (!main) throw new Error('ropewalk: a program without main cannot be lowered');
  const program: ProgramLowering = new ProgramLowering(
    checked,
    (symbol, id) => makeWrapper(program, symbol, id),
    (type, id) => makePrinter(program, WAYS, type, id),
    (what, type, id) => makeComparer(program, WAYS, what, type, id),
  );
  program.usesThreads = canStartThreads(checked);
  const functions = userFirst(checked.functions, (fn) => fn.span).filter((fn) => !fn.isExternal);
  for (const symbol of functions) program.declare(symbol);
  program.placeGlobals(userFirst(checked.globals, (g) => g.span));
  program.placeTagNames(checked.enums);
  program.scopeId(checked.scope);
  const debugFunctions = new Map<ir.FunctionId, DebugFunction>();
  for (const symbol of functions) {
    const { fn, debug } = lowerFunction(program, WAYS, symbol);
    program.functions[fn.id] = fn;
    debugFunctions.set(fn.id, debug);
  }
  const start = program.addMade((id) => makeStart(program, main, id));
  program.makePending();
  return { program: finish(program, start), debug: debugInfo(program, debugFunctions) };
}

function userFirst<T>(list: readonly T[], spanOf: (item: T) => FunctionSymbol['span']): T[] {
  const isUser = (item: T) => !spanOf(item).source.isLibrary;
  return [...list.filter(isUser), ...list.filter((item) => !isUser(item))];
}

export function finish(program: ProgramLowering, main: ir.FunctionId): ir.Program {
  return {
    functions: program.functions,
    externals: program.externals,
    main,
    safepoints: program.safepoints,
    rodata: program.rodata.finish(),
    context: program.contextPlace(),
    globals: program.globals.finish(),
  };
}

export function debugInfo(program: ProgramLowering, functions: DebugInfo['functions']): DebugInfo {
  return {
    checked: program.checked,
    usesThreads: program.usesThreads,
    functions,
    scopes: program.scopes,
    globals: program.globalOffsets,
    memories: program.memories,
    tagNames: program.namesOfTags,
    functionIds: program.functionIds,
    printers: program.knownPrinters,
    wrappers: program.knownWrappers,
  };
}
