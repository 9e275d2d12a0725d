// What a function does with its frame: taking it, writing it when it stops, and saying so.
import type * as ir from '../../ir/ir';
import { FRAME_HEADER } from '../../ir/frame-layout';
import { CONTROL, STATE } from '../memory-layout';
import type { Label } from '../wasm/code';
import { I32 } from '../wasm/encoder';
import { storeInstruction } from './accesses';
import { callTrapping, publishFuel } from './trapping';
import { FRAME, wasmType, type FunctionContext } from './context';
import { NO_FUEL, RESUME_ENTRY } from './resume-points';

/** A fresh call: looks whether there is native stack left; if not, suspends on entry. */
export function emitEnter(f: FunctionContext, suspend: Label): void {
  const { code } = f;
  code.get(FRAME).loadAt('i32.load', CONTROL.nativeLimit).op('i32.gt_u').if();
  publishFuel(f);
  code.i32(RESUME_ENTRY).set(f.resume);
  code.i32(0).i32(1).access('i32.store', CONTROL.pending);
  emitTop(f);
  code.br(suspend).end();
}

/** Takes the data frame from the data stack. */
export function emitTakeData(f: FunctionContext): void {
  const { code } = f;
  const pointer = f.module.layout.state + STATE.dataPointer;
  f.scratch(I32, (end) => {
    code.loadAt('i32.load', pointer).tee(f.data).i32(f.frame.dataSize).op('i32.add').tee(end);
    code.loadAt('i32.load', CONTROL.dataDirtyEnd).op('i32.gt_u').if();
    callTrapping(f, f.module.imports.growData, () => code.get(f.data).get(end));
    code.end();
    code.i32(0).get(end).access('i32.store', pointer);
  });
}

/** This frame is the top one. */
function emitTop(f: FunctionContext): void {
  f.code
    .i32(0)
    .get(FRAME)
    .access('i32.store', f.module.layout.state + STATE.topFrame);
}

/** What a function returns that has suspended. */
export function emitSuspended(f: FunctionContext): void {
  f.code.i32(NO_FUEL);
  for (const result of f.fn.results) f.code.zero(wasmType(result));
}

/** The top frame says that it is the top, and at which site it stands. */
export function emitStop(f: FunctionContext, firstSite: number): void {
  const { code } = f;
  publishFuel(f);
  emitTop(f);
  code.i32(0).get(FRAME).i32(f.frame.registerSize).op('i32.add').access('i32.store', CONTROL.topEnd);
  code.i32(0).get(f.resume).i32(2).op('i32.sub').i32(1).op('i32.shr_u').i32(firstSite).op('i32.add');
  code.access('i32.store', CONTROL.site);
}

/** Writes the frame: header and every register, so that its bytes depend on nothing but the moment. */
export function emitSpill(f: FunctionContext): void {
  const { code } = f;
  code.get(FRAME).i32(f.fn.id).access('i32.store', FRAME_HEADER.function);
  code.get(FRAME).get(f.resume).access('i32.store', FRAME_HEADER.resumePoint);
  code.get(FRAME).get(f.data).access('i32.store', FRAME_HEADER.data);
  eachHome(f, (local, type, offset) => emitSpillOne(f, local, type, offset));
  const used = f.frame.registerUsed;
  if (used < f.frame.registerSize) code.get(FRAME).i64(0n).access('i64.store', used);
}

/** Fills all of the home: bytes left over from an earlier frame would make moments differ that are the same. */
function emitSpillOne(f: FunctionContext, local: number, type: ir.ValueType, offset: number): void {
  const { code } = f;
  code.get(FRAME).get(local);
  if (wasmType(type) === I32) {
    code.op('i64.extend_i32_u').access('i64.store', offset);
  } else {
    code.access(storeInstruction(type), offset);
    if (type === 'f32')
      code
        .get(FRAME)
        .i32(0)
        .access('i32.store', offset + 4);
  }
}

/** Narrow values fill the first four bytes of their home; reading fewer gives the same value. */
export function spillInstruction(type: ir.ValueType) {
  const full = storeInstruction(type);
  return full === 'i32.store8' || full === 'i32.store16' ? 'i32.store' : full;
}

/** Calls `use` with each register that has a home. */
export function eachHome(
  f: FunctionContext,
  use: (local: number, type: ir.ValueType, offset: number) => void,
): void {
  f.fn.locals.forEach((local, id) => {
    if (local.kind === 'register' && !local.isScratch) {
      use(f.registers[id] as number, local.type, f.frame.offsets[id] as number);
    }
  });
}
