// A function's straight copy: what a call runs, as long as nothing has to stop.
//
// It is entered at its beginning only, so nothing in it leads to resume points, and what the compiler below knows
// of its registers holds everywhere. Runs of safepoints are counted at once; where that cannot be,
// because a mark is in one or the fuel is short, the frame is written and the resumable copy (function.ts)
// goes on in this one's place. That is all it takes to change over, since the frames are the truth.
import type * as ir from '../../ir/ir';
import type { FunctionBody } from '../wasm/encoder';
import { I32 } from '../wasm/encoder';
import { publishFuel } from './trapping';
import { FRAME, FunctionContext, functionType, signatureOf, wasmType, type ModuleContext } from './context';
import { emitExpression } from './expressions';
import { emitEnter, emitSpill, emitStop, emitSuspended, emitTakeData } from './frames';
import { NO_FUEL } from './resume-points';
import { StatementTranslation } from './statements';

/** @param resumable number of the function's resumable copy */
export function translateStraight(
  module: ModuleContext,
  fn: ir.Function,
  firstSite: number,
  resumable: number,
): FunctionBody {
  const f = new FunctionContext(module, fn, emitExpression);
  const { code } = f;
  const asks = f.newLocal(I32);
  const suspend = code.block();
  emitEnter(f, suspend);
  if (f.frame.dataSize > 0) emitTakeData(f);
  const leave = code.block();
  const stop = code.block();
  const statements = new StatementTranslation(f, { suspend, stop, leave }, firstSite, true);
  statements.function(fn.body).write(code, f.resume);
  code.op('unreachable').end();
  emitStop(f, firstSite);
  code.i32(1).set(asks).end();
  publishFuel(f);
  emitSpill(f);
  code.get(asks).if();
  code.i32(0).call(module.imports.look).if();
  emitSuspended(f);
  code.op('return').end().end();
  code.get(FRAME).i32(NO_FUEL);
  for (const parameter of signatureOf(fn).parameters) code.zero(wasmType(parameter));
  code.returnCall(resumable).end();
  emitSpill(f);
  emitSuspended(f);
  return { type: functionType(module, signatureOf(fn)), locals: f.localTypes, code: code.bytes };
}
