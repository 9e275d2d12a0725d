// One IR function becomes one WebAssembly function
//
//   (frame, fuel, parameters…) → (fuel, results…)
//
// The fuel is handed from function to function and so stays in a register; it is written to the control block
// only when compiled code is left. Fuel below zero says, on the way in, that the frame is to be resumed
// where its header says, with the fuel of the control block; on the way out, that the function has suspended.
//
// The frames in memory are the truth; the native stack is only a cache. At a safepoint where execution is
// to stop the function writes all its registers to their homes in its register frame and returns
// `suspended`; its caller sees that and does the same. So any stop leaves every frame complete in memory and the
// native stack empty. The driver later calls the top frame's function with the resume point that it left.
//
// Resume points are numbered in resume-points.ts.
import type * as ir from '../../ir/ir';
import { FRAME_HEADER } from '../../ir/frame-layout';
import { CONTROL } from '../memory-layout';
import { Code, type Label } from '../wasm/code';
import { I32, type FunctionBody, type WasmType } from '../wasm/encoder';
import { loadInstruction } from './accesses';
import {
  FRAME,
  FunctionContext,
  functionType,
  FUEL,
  signatureOf,
  wasmType,
  type ModuleContext,
} from './context';
import { emitExpression } from './expressions';
import {
  eachHome,
  emitEnter,
  emitSpill,
  emitStop,
  emitSuspended,
  emitTakeData,
  spillInstruction,
} from './frames';
import { NO_FUEL, RESUME_ENTRY } from './resume-points';
import type { SafepointRun } from './runs';
import { StatementTranslation } from './statements';

export interface TranslatedFunction {
  readonly body: FunctionBody;
  /** The function's safepoints in the order of their numbers. */
  readonly safepoints: readonly ir.SafepointId[];
  readonly runs: readonly SafepointRun[];
}

/**
 * @param firstSite number of the function's first safepoint among all sites
 * @param countRuns whether runs of safepoints are counted at once; their words are the caller's to fill in
 */
export function translateFunction(
  module: ModuleContext,
  fn: ir.Function,
  firstSite: number,
  countRuns: boolean,
  isCondition = false,
): TranslatedFunction {
  const f = new FunctionContext(module, fn, emitExpression);
  f.isCondition = isCondition;
  const { code } = f;
  const suspend = code.block();
  emitPrologue(f, suspend);
  const again = code.loop();
  const stop = code.block();
  const statements = new StatementTranslation(f, { suspend, stop }, firstSite, countRuns);
  statements.function(fn.body).write(code, f.resume);
  code.op('unreachable').end();
  emitStop(f, firstSite);
  emitSpill(f);
  // Most often nothing is to be done here: the registers are as they were, and the region leads back.
  code.i32(0).call(module.imports.look);
  code.loadAt('i32.load', CONTROL.fuel).set(FUEL).op('i32.eqz').brIf(again);
  emitSuspended(f);
  code.op('return').end().end();
  emitSpill(f);
  emitSuspended(f);
  const type = functionType(module, signatureOf(fn));
  return {
    body: { type, locals: f.localTypes, code: code.bytes },
    safepoints: statements.safepoints,
    runs: statements.runs,
  };
}

/** Fresh: enters. Resumed: reads the registers back from their homes. */
function emitPrologue(f: FunctionContext, suspend: Label): void {
  const { code } = f;
  code.get(FUEL).i32(0).op('i32.ge_s').if();
  emitEnter(f, suspend);
  code.else();
  code.loadAt('i32.load', CONTROL.fuel).set(FUEL);
  code.get(FRAME).access('i32.load', FRAME_HEADER.resumePoint).set(f.resume);
  eachHome(f, (local, type, offset) => code.get(FRAME).access(loadInstruction(type), offset).set(local));
  code.end();
  if (f.frame.dataSize > 0) emitDataFrame(f);
}

/** Takes the data frame from the data stack, or finds again the one that was taken. */
function emitDataFrame(f: FunctionContext): void {
  const { code } = f;
  code.get(f.resume).i32(RESUME_ENTRY).op('i32.le_u').if();
  emitTakeData(f);
  code.else().get(FRAME).access('i32.load', FRAME_HEADER.data).set(f.data).end();
}

/**
 * The form in which the driver resumes any function: (frame) → 1 if it suspended. Parameters are in their
 * homes; results go through the control block to the caller's resumption.
 */
export function translateResumption(module: ModuleContext, fn: ir.Function, index: number): FunctionBody {
  const code = new Code();
  const signature = signatureOf(fn);
  const locals: WasmType[] = [I32, ...signature.results.map(wasmType)];
  const fuel = FRAME + 1;
  code.get(FRAME).i32(NO_FUEL);
  for (const parameter of signature.parameters) code.zero(wasmType(parameter));
  code.call(index);
  for (let i = locals.length; i-- > 0;) code.set(fuel + i);
  code.get(fuel).i32(0).op('i32.lt_s').if();
  code.i32(1).op('return').end();
  code.i32(0).get(fuel).access('i32.store', CONTROL.fuel);
  signature.results.forEach((type, i) => {
    code
      .i32(0)
      .get(fuel + 1 + i)
      .access(spillInstruction(type), CONTROL.results + 8 * i);
  });
  code.i32(0);
  return { type: module.builder.type([I32], [I32]), locals, code: code.bytes };
}
