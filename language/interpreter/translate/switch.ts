// Changing threads, as compiled code: what is done at the end of each slice must cost little.
//
// The native stack is empty then, so every frame of the thread that leaves is complete in memory. Its
// registers of the state page go into its record; the next thread in the queue has them in its own. What
// it left above its top frame is cleared, and the pages of its frames are noted as written, so that
// nobody need know later which threads have run.
import { CONTROL, PageStatus, STATE, type MemoryLayout, type ThreadLayout } from '../memory-layout';
import { LOWEST_LIST, RECORD, RECORD_SIZE, THREAD_STATE } from '../threads/thread-table';
import { Code } from '../wasm/code';
import { F64, I32, type FunctionBody, type ModuleBuilder, type WasmType } from '../wasm/encoder';
import { LOOK } from './driver';
import { load, store } from './words';

export interface SwitchParts {
  readonly layout: MemoryLayout;
  readonly threads: ThreadLayout;
  readonly builder: ModuleBuilder;
  /** The import that notes that a page is written, and nothing behind it. */
  readonly note: number;
  /** Import: the running thread has ended. */
  readonly endThread: number;
  /** Import: with a seed, chooses the next thread; the length of its slice. */
  readonly drawThread: number;
}

// Parameter: 1 if the running thread's first function has returned.
const ENDED = 0;
const RECORD_AT = 1;
const END = 2;
const PAGE = 3;
const LENGTH = 4;
const TOTAL = 5;
/** How the driver is to look at where the next thread stands. */
const NEXT_LOOK = 6;
const LOWEST = 7;
/** Address of its thread's word. */
const WORD = 8;
const LOCALS: WasmType[] = Array<WasmType>(8).fill(I32);

/** (ended) → how to look at where the next thread stands (LOOK), or 0 when none can run. */
export function translateSwitch(parts: SwitchParts): FunctionBody {
  const code = new Code();
  const { state } = parts.layout;
  code.i32(LOOK.afterSwitch).set(NEXT_LOOK);
  load(code, state + STATE.running).set(RECORD_AT);
  emitNoteLowest(code, parts);
  field(code, RECORD.state).i32(THREAD_STATE.ending).op('i32.eq').get(ENDED).op('i32.or').if();
  emitEnd(code, parts);
  code.else();
  emitLeave(code, parts);
  code.end();
  emitEnter(code, parts);
  code.get(NEXT_LOOK);
  return { type: parts.builder.type([I32], [I32]), locals: LOCALS, code: code.bytes };
}

/** How low the frames of the thread came that leaves: see threads/lowest-frames.ts. */
function emitNoteLowest(code: Code, { threads }: SwitchParts): void {
  load(code, CONTROL.lowestFrame).tee(LOWEST).i32(-1).op('i32.ne').if();
  code.get(RECORD_AT).i32(threads.table).op('i32.sub').i32(RECORD_SIZE).op('i32.div_u');
  code.i32(2).op('i32.shl').i32(threads.lowest).op('i32.add').tee(WORD);
  code.access('i32.load', 0).op('i32.eqz').if();
  load(code, CONTROL.lowestCount)
    .i32(2)
    .op('i32.shl')
    .get(WORD)
    .access('i32.store', threads.lowest + LOWEST_LIST);
  store(code, CONTROL.lowestCount, () => load(code, CONTROL.lowestCount).i32(1).op('i32.add'));
  code.get(WORD).i32(-1).access('i32.store', 0).end();
  code.get(LOWEST).get(WORD).access('i32.load', 0).op('i32.lt_u').if();
  code.get(WORD).get(LOWEST).access('i32.store', 0).end();
  store(code, CONTROL.lowestFrame, () => code.i32(-1));
  code.end();
}

const field = (code: Code, offset: number) => code.get(RECORD_AT).access('i32.load', offset);
function setField(code: Code, offset: number, push: () => void): void {
  code.get(RECORD_AT);
  push();
  code.access('i32.store', offset);
}

/** A run that waits for a frame of the thread that has ended need not wait any longer. */
function emitEnd(code: Code, { endThread }: SwitchParts): void {
  field(code, RECORD.stackStart);
  load(code, CONTROL.stopLow).op('i32.eq');
  load(code, CONTROL.stopFrame).i32(0).op('i32.ne').op('i32.and').if();
  code.i32(LOOK.toStop).set(NEXT_LOOK).end();
  code.call(endThread);
}

function emitLeave(code: Code, parts: SwitchParts): void {
  const { state } = parts.layout;
  load(code, CONTROL.topEnd).set(END);
  load(code, CONTROL.dirtyHigh).get(END).op('i32.gt_u').if();
  code.get(END).i32(0);
  load(code, CONTROL.dirtyHigh).get(END).op('i32.sub').memoryFill();
  load(code, CONTROL.dirtyHigh).set(END).end();
  emitNotePages(code, parts);
  emitNoteRecord(code, parts);
  setField(code, RECORD.topFrame, () => load(code, state + STATE.topFrame));
  setField(code, RECORD.dataPointer, () => load(code, state + STATE.dataPointer));
  setField(code, RECORD.site, () => load(code, CONTROL.site));
  setField(code, RECORD.topEnd, () => load(code, CONTROL.topEnd));
  field(code, RECORD.state).i32(THREAD_STATE.running).op('i32.eq').if();
  emitEnqueue(code, parts);
  code.end();
}

/** The pages from the lowest frame that ran to the end of the highest. */
function emitNotePages(code: Code, { layout, note }: SwitchParts): void {
  load(code, CONTROL.dirtyLow).i32(12).op('i32.shr_u').set(PAGE);
  const done = code.block();
  const round = code.loop();
  code.get(PAGE).i32(12).op('i32.shl').get(END).op('i32.ge_u').brIf(done);
  code.get(PAGE).access('i32.load8_u', layout.pageStatus).i32(PageStatus.clean).op('i32.eq').if();
  code.get(PAGE).call(note).end();
  code.get(PAGE).i32(1).op('i32.add').set(PAGE).br(round);
  code.end().end();
}

/** A record's page is about to be written. */
function emitNoteRecord(
  code: Code,
  { layout, note }: SwitchParts,
  push = () => void code.get(RECORD_AT),
): void {
  push();
  code.i32(12).op('i32.shr_u').access('i32.load8_u', layout.pageStatus);
  code.i32(PageStatus.clean).op('i32.eq').if();
  push();
  code.i32(12).op('i32.shr_u').call(note).end();
}

function emitEnqueue(code: Code, parts: SwitchParts): void {
  const { state } = parts.layout;
  setField(code, RECORD.state, () => code.i32(THREAD_STATE.ready));
  setField(code, RECORD.next, () => code.i32(0));
  load(code, state + STATE.readyTail).if();
  emitNoteRecord(code, parts, () => void load(code, state + STATE.readyTail));
  load(code, state + STATE.readyTail)
    .get(RECORD_AT)
    .access('i32.store', RECORD.next);
  code.else();
  store(code, state + STATE.readyHead, () => code.get(RECORD_AT));
  code.end();
  store(code, state + STATE.readyTail, () => code.get(RECORD_AT));
}

/** The queue's first thread becomes the running one, and gets a slice. */
function emitEnter(code: Code, parts: SwitchParts): void {
  const { state } = parts.layout;
  load(code, state + STATE.readyHead)
    .op('i32.eqz')
    .if();
  code.i32(0).op('return').end();
  load(code, state + STATE.seed).if(I32);
  code.call(parts.drawThread);
  code.else();
  load(code, state + STATE.quantum);
  code.end().set(LENGTH);
  load(code, state + STATE.readyHead).set(RECORD_AT);
  store(code, state + STATE.readyHead, () => field(code, RECORD.next));
  load(code, state + STATE.readyHead)
    .op('i32.eqz')
    .if();
  store(code, state + STATE.readyTail, () => code.i32(0));
  code.end();
  emitNoteRecord(code, parts);
  setField(code, RECORD.state, () => code.i32(THREAD_STATE.running));
  setField(code, RECORD.next, () => code.i32(0));
  store(code, state + STATE.running, () => code.get(RECORD_AT));
  for (const [to, from] of [
    [state + STATE.thread, RECORD.id],
    [state + STATE.topFrame, RECORD.topFrame],
    [state + STATE.dataPointer, RECORD.dataPointer],
    [state + STATE.context, RECORD.context],
    [CONTROL.site, RECORD.site],
    [CONTROL.topEnd, RECORD.topEnd],
    [CONTROL.dirtyHigh, RECORD.topEnd],
    [CONTROL.stackLimit, RECORD.stackLimit],
    [CONTROL.dataLimit, RECORD.dataLimit],
  ] as const) {
    store(code, to, () => field(code, from));
  }
  store(code, CONTROL.dirtyLow, () => code.i32(-1));
  store(code, CONTROL.dataDirtyEnd, () => code.i32(0));
  emitSlice(code, parts);
}

/** Steps of the slice, and those beyond it. Alone, a thread runs without end. */
function emitSlice(code: Code, { layout }: SwitchParts): void {
  const sliceEnd = layout.state + STATE.sliceEnd;
  load(code, CONTROL.fuel);
  load(code, CONTROL.beyond).op('i32.add').set(TOTAL);
  load(code, layout.state + STATE.readyHead)
    .op('i32.eqz')
    .if();
  code.i32(0).float(F64, Infinity).access('f64.store', sliceEnd);
  code.get(TOTAL).set(LENGTH).else();
  code.i32(0).loadAt('f64.load', CONTROL.deadline).get(TOTAL).op('f64.convert_i32_s').op('f64.sub');
  code.get(LENGTH).op('f64.convert_i32_s').op('f64.add').access('f64.store', sliceEnd);
  code.get(LENGTH).get(TOTAL).get(LENGTH).get(TOTAL).op('i32.lt_s').op('select').set(LENGTH);
  code.end();
  store(code, CONTROL.fuel, () => code.get(LENGTH));
  store(code, CONTROL.beyond, () => code.get(TOTAL).get(LENGTH).op('i32.sub'));
}
