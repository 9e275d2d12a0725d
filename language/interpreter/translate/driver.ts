// The driver: the loop inside the engine that resumes the top frame, again and again.
//
// It is compiled code itself, so that a breakpoint whose condition is false, or a hit that is only to be
// recorded, never leaves the engine. When a frame's function returns, the driver goes on with its caller;
// when it has stopped at a safepoint, the driver looks why.
import { FRAME_HEADER } from '../../ir/frame-layout';
import { CONTROL, PageStatus, STATE, type MemoryLayout } from '../memory-layout';
import { PAGE_SIZE } from '../recordable';
import { Code, type Label } from '../wasm/code';
import { FIRST_FRAME_OFFSET } from '../threads/stacks';
import { FIRST_THREAD, RECORD, THREAD_STATE } from '../threads/thread-table';
import { F64, I32, type FunctionBody, type ModuleBuilder, type WasmType } from '../wasm/encoder';
import { load, store } from './words';

/** Why the driver came back. */
export const DRIVE_END = {
  steps: 0,
  breakpoint: 1,
  frame: 2,
  /** The thread's first function has returned. */
  done: 3,
  stackOverflow: 4,
  wait: 5,
  /** No thread can run. */
  deadlock: 8,
} as const;

/** `CONTROL.reason` when the driver itself is to go on at once, and when another thread's turn has come. */
const GO_ON = 6;
const SWITCH = 7;

/** Cost of passing a safepoint that nothing marks, and of one that does: more than the fuel can be. */
export const UNMARKED = 1;
export const MARKED = 0x4000_0001;
/** `CONTROL.mode` */
export const MODE = { stop: 0, record: 1 } as const;

/**
 * Register-frame bytes that may lie on the native stack at once. A native frame takes at most some ten
 * times as much, and V8's stack has a little under 1 MiB.
 */
const NATIVE_BUDGET = 48 * 1024;

export interface DriverParts {
  readonly layout: MemoryLayout;
  readonly builder: ModuleBuilder;
  /** Table of the functions' resumptions, by function id, and of the conditions. */
  readonly resumptionTable: number;
  readonly conditionTable: number;
  /** The import that notes that a page is written, and nothing behind it. */
  readonly note: number;
  /** Bytes of the largest register frame. */
  readonly largestFrame: number;
  /** Of a program that starts threads: the number of the function that changes them (switch.ts). */
  readonly switchThreads?: number;
}

// Parameters and locals of both functions.
/** Not 0 to look at the safepoint where the top frame stands before passing it, whose step has not been counted: a LOOK. */
const FIRST = 0;
const FP = 1;
const VALUE = 2;
const REACHED = 3;
const HIT = 4;
const PAGE = 5;
/** The frame at which execution was to stop may lie on the native stack: it must be left. */
const LEAVE = 6;
const LOCALS: WasmType[] = [I32, I32, I32, I32, I32, I32];

/** What looks first: the run that begins there; a thread whose turn has come; the same, and the run is to stop there. */
export const LOOK = { atStart: 1, afterSwitch: 2, toStop: 3 } as const;

/** Translates the driver: (look first) → one of DRIVE_END. `look` is the number of the function below. */
export function translateDriver(parts: DriverParts, look: number): FunctionBody {
  const code = new Code();
  const next = code.loop();
  code.get(FIRST).if();
  code.get(FIRST).i32(0).set(FIRST).call(look).op('i32.eqz').brIf(next);
  code.else();
  emitResume(code, parts, next);
  code.end();
  if (parts.switchThreads !== undefined) {
    load(code, CONTROL.reason).i32(SWITCH).op('i32.eq').if();
    emitSwitch(code, parts.switchThreads, false, next);
    code.end();
  }
  load(code, CONTROL.reason).i32(GO_ON).op('i32.eq').brIf(next);
  load(code, CONTROL.reason).op('return');
  code.end().op('unreachable');
  return { type: parts.builder.type([I32], [I32]), locals: LOCALS, code: code.bytes };
}

/**
 * What a function calls when the fuel says stop, standing complete in its frame: (first) → 1 to suspend, for
 * `CONTROL.reason`, or 0 to go on where it stands. A false condition comes back from here, and the
 * native stack stays as it is.
 */
export function translateLook(parts: DriverParts): FunctionBody {
  const code = new Code();
  emitLook(code, parts);
  return { type: parts.builder.type([I32], [I32]), locals: LOCALS, code: code.bytes };
}

/** Another thread's turn: its safepoint is to be looked at before it runs. */
function emitSwitch(code: Code, switchThreads: number, hasEnded: boolean, next: Label): void {
  code
    .i32(hasEnded ? 1 : 0)
    .call(switchThreads)
    .tee(FIRST)
    .brIf(next);
  code.i32(DRIVE_END.deadlock).op('return');
}

/** Resumes the top frame; falls through when it has stopped at a safepoint. */
function emitResume(code: Code, parts: DriverParts, next: Label): void {
  const top = parts.layout.state + STATE.topFrame;
  load(code, top).set(FP);
  for (const low of [CONTROL.lowestFrame, CONTROL.dirtyLow]) {
    code.get(FP);
    load(code, low).op('i32.lt_u').if();
    store(code, low, () => code.get(FP));
    code.end();
  }
  emitArm(code);
  emitNativeLimit(code);
  emitMarkDataFrame(code, parts);

  code.get(FP).get(FP).access('i32.load', FRAME_HEADER.function);
  code.callIndirect(parts.builder.type([I32], [I32]), parts.resumptionTable);
  code.op('i32.eqz').if();
  code.get(FP).access('i32.load', FRAME_HEADER.caller).tee(VALUE).op('i32.eqz').if();
  emitThreadEnd(code, parts, next);
  code.i32(DRIVE_END.done).op('return').end();
  store(code, top, () => code.get(VALUE));
  code.br(next).end();

  load(code, top).set(FP);
  emitDirtyHigh(code, parts);
  load(code, CONTROL.pending).if();
  store(code, CONTROL.pending, () => code.i32(0));
  code.get(FP);
  load(code, CONTROL.stackLimit).op('i32.gt_u').if();
  code.i32(DRIVE_END.stackOverflow).op('return').end();
  code.br(next).end();
}

/** A function without a caller has returned: perhaps it was a thread's, other than the first one. */
function emitThreadEnd(code: Code, parts: DriverParts, next: Label): void {
  const { layout, switchThreads } = parts;
  if (!layout.threads || switchThreads === undefined) return;
  load(code, layout.state + STATE.thread)
    .i32(FIRST_THREAD)
    .op('i32.ne');
  load(code, layout.state + STATE.running)
    .access('i32.load', RECORD.stackStart)
    .i32(FIRST_FRAME_OFFSET)
    .op('i32.add');
  code.get(FP).op('i32.eq').op('i32.and').if();
  load(code, CONTROL.armed).if();
  store(code, CONTROL.armed, () => code.i32(0));
  store(code, CONTROL.fuel, () => load(code, CONTROL.savedFuel));
  code.end();
  emitAskAtSliceEnd(code, parts);
  emitSwitch(code, switchThreads, true, next);
  code.end();
}

/** A frame at or below `stopFrame` is about to run: the next safepoint stops. */
function emitArm(code: Code): void {
  emitIsWithinStop(code);
  load(code, CONTROL.armed).op('i32.eqz').op('i32.and').if();
  store(code, CONTROL.armed, () => code.i32(1));
  store(code, CONTROL.savedFuel, () => load(code, CONTROL.fuel));
  store(code, CONTROL.fuel, () => code.i32(0));
  code.end();
}

/** Whether the frame is at or below `stopFrame` on the same stack. */
function emitIsWithinStop(code: Code): void {
  code.get(FP);
  load(code, CONTROL.stopFrame).op('i32.le_u').get(FP);
  load(code, CONTROL.stopLow).op('i32.ge_u').op('i32.and');
}

function emitNativeLimit(code: Code): void {
  code.get(FP).i32(NATIVE_BUDGET).op('i32.add').set(VALUE);
  store(code, CONTROL.nativeLimit, () => {
    code.get(VALUE);
    load(code, CONTROL.stackLimit);
    code.get(VALUE);
    load(code, CONTROL.stackLimit).op('i32.lt_u').op('select');
  });
}

/** The pages of the frame's own data, which it writes without looking. */
function emitMarkDataFrame(code: Code, parts: DriverParts): void {
  const end = parts.layout.state + STATE.dataPointer;
  code.get(FP).access('i32.load', FRAME_HEADER.data).tee(VALUE).if();
  code.get(VALUE).i32(12).op('i32.shr_u').set(PAGE);
  const round = code.loop();
  code.get(PAGE).access('i32.load8_u', parts.layout.pageStatus);
  code.i32(PageStatus.clean).op('i32.eq').if();
  code.get(PAGE).call(parts.note).end();
  code.get(PAGE).i32(1).op('i32.add').tee(PAGE).i32(12).op('i32.shl');
  load(code, end).op('i32.lt_u').brIf(round);
  code.end();
  load(code, end)
    .i32(PAGE_SIZE - 1)
    .op('i32.add')
    .i32(-PAGE_SIZE)
    .op('i32.and')
    .tee(VALUE);
  load(code, CONTROL.dataDirtyEnd).op('i32.gt_u').if();
  store(code, CONTROL.dataDirtyEnd, () => code.get(VALUE));
  code.end().end();
}

function emitDirtyHigh(code: Code, parts: DriverParts): void {
  code.get(FP).i32(parts.largestFrame).op('i32.add').tee(VALUE);
  load(code, CONTROL.dirtyHigh).op('i32.gt_u').if();
  store(code, CONTROL.dirtyHigh, () => code.get(VALUE));
  code.end();
}

/** Ends `look`: the function is to suspend. */
function emitSuspend(code: Code, reason: number): void {
  store(code, CONTROL.reason, () => code.i32(reason));
  code.i32(1).op('return');
}

/** Stands at a safepoint: puts the fuel right, then decides whether to go on. */
function emitLook(code: Code, parts: DriverParts): void {
  load(code, parts.layout.state + STATE.topFrame).set(FP);
  emitDirtyHigh(code, parts);
  load(code, CONTROL.hostWaits).if();
  store(code, CONTROL.hostWaits, () => code.i32(0));
  emitSuspend(code, DRIVE_END.wait);
  code.end();
  load(code, CONTROL.site).i32(2).op('i32.shl').access('i32.load', parts.layout.marks).set(VALUE);
  code.get(FIRST).op('i32.eqz').if();
  store(code, CONTROL.fuel, () => load(code, CONTROL.fuel).get(VALUE).op('i32.add'));
  code.end();
  emitDisarm(code);
  emitSliceEnd(code, parts);
  code.get(FIRST).i32(LOOK.afterSwitch).op('i32.ge_u').if();
  emitIsWithinStop(code);
  code.get(FIRST).i32(LOOK.toStop).op('i32.eq').op('i32.or').set(REACHED);
  load(code, CONTROL.changedIn).if();
  emitFound(code);
  store(code, CONTROL.changedIn, () => code.i32(0));
  code.end().end();
  // Where a recording run's steps end, nobody asks: the run that begins there does.
  code.get(VALUE).i32(UNMARKED).op('i32.ne');
  load(code, CONTROL.mode).op('i32.eqz');
  load(code, CONTROL.fuel).i32(0).op('i32.ne').op('i32.or').op('i32.and').if();
  emitHit(code, parts);
  code.end();
  code.get(REACHED).if();
  emitSuspend(code, DRIVE_END.frame);
  code.end();
  load(code, CONTROL.fuel).op('i32.eqz').if();
  emitSuspend(code, DRIVE_END.steps);
  code.end();
  store(code, CONTROL.fuel, () => load(code, CONTROL.fuel).i32(1).op('i32.sub'));
  code.get(LEAVE).if();
  emitSuspend(code, GO_ON);
  code.end().i32(0);
}

/** Where a slice has ended, the moment is the next thread's, whatever else would stop here. */
function emitSliceEnd(code: Code, parts: DriverParts): void {
  const { layout, switchThreads } = parts;
  if (switchThreads === undefined) return;
  const end = layout.state + STATE.sliceEnd;
  load(code, CONTROL.fuel).op('i32.eqz').if();
  code.loadAt('f64.load', CONTROL.deadline);
  load(code, CONTROL.beyond).op('f64.convert_i32_s').op('f64.sub');
  code.loadAt('f64.load', end).op('f64.ge').if();
  load(code, layout.state + STATE.readyHead);
  load(code, layout.state + STATE.running).access('i32.load', RECORD.state);
  code.i32(THREAD_STATE.running).op('i32.ne').op('i32.or').if();
  emitAskAtSliceEnd(code, parts);
  emitSuspend(code, SWITCH);
  code.end();
  // It is alone, and goes on without end.
  code.i32(0).float(F64, Infinity).access('f64.store', end);
  store(code, CONTROL.fuel, () => load(code, CONTROL.beyond));
  store(code, CONTROL.beyond, () => code.i32(0));
  code.end().end();
}

/**
 * The last statement of a slice may have changed what is watched, which shows at the moment behind it: that is the next
 * thread's, but what the thread left is known only here. Where a recording run's steps end nobody asks, as everywhere.
 */
function emitAskAtSliceEnd(code: Code, { builder, conditionTable }: DriverParts): void {
  load(code, CONTROL.atSliceEnd).tee(VALUE).if();
  load(code, CONTROL.mode).op('i32.eqz');
  load(code, CONTROL.fuel);
  load(code, CONTROL.beyond).op('i32.add').i32(0).op('i32.ne').op('i32.or').if();
  store(code, CONTROL.inCondition, () => code.i32(1));
  code.get(FP).get(VALUE);
  code.callIndirect(builder.type([I32], [I32]), conditionTable).if();
  store(code, CONTROL.changedIn, () => code.get(FP));
  code.end();
  store(code, CONTROL.inCondition, () => code.i32(0));
  code.end().end();
}

/** Armed, and stopped by that: reached, unless the statement went into a call. */
function emitDisarm(code: Code): void {
  load(code, CONTROL.armed).if();
  store(code, CONTROL.armed, () => code.i32(0));
  store(code, CONTROL.fuel, () => load(code, CONTROL.savedFuel));
  code.get(FP);
  load(code, CONTROL.stopFrame).op('i32.le_u').tee(REACHED).op('i32.eqz').set(LEAVE);
  code.end();
}

/** At a mark: evaluates its condition; a hit stops, or is recorded. */
function emitHit(code: Code, parts: DriverParts): void {
  code.i32(1).set(HIT);
  load(code, CONTROL.site).i32(2).op('i32.shl').access('i32.load', parts.layout.conditions).tee(VALUE).if();
  store(code, CONTROL.inCondition, () => code.i32(1));
  code.get(FP).get(VALUE);
  code.callIndirect(parts.builder.type([I32], [I32]), parts.conditionTable).set(HIT);
  store(code, CONTROL.inCondition, () => code.i32(0));
  code.end();
  code.get(HIT).if();
  emitFound(code);
  code.end();
}

/** A hit stops, or is recorded. */
function emitFound(code: Code): void {
  load(code, CONTROL.mode).if();
  store(code, CONTROL.lastHitFuel, () => {
    load(code, CONTROL.fuel);
    load(code, CONTROL.beyond).op('i32.add');
  });
  code.else();
  emitSuspend(code, DRIVE_END.breakpoint);
  code.end();
}
