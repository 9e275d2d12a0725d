// What threads do that compiled code does not do by itself: beginning, ending, waiting and being woken.
//
// Everything it knows is in the memory: the thread table, a few words of the state page, and the mutexes in
// the program's own memory. A thread that has to wait ends its slice; the driver then gives the turn
// to the next one, at the safepoint behind the statement that made it wait (translate/switch.ts).
import { FRAME_HEADER, frameLayout } from '../../ir/frame-layout';
import type * as ir from '../../ir/ir';
import { CONTROL, STATE, type MemoryLayout, type ThreadLayout } from '../memory-layout';
import type { PageTracker } from '../page-tracker';
import { resumeBefore } from '../translate/resume-points';
import { ExitSignal, trap } from '../trap';
import type { Fuel } from './fuel';
import type { LowestFrames } from './lowest-frames';
import { classOf, FIRST_FRAME_OFFSET, STACK_CLASSES, stackAt } from './stacks';
import {
  FIRST_THREAD,
  MUTEX,
  RECORD,
  RECORD_SIZE,
  recordAddress,
  THREAD_RECORDS,
  THREAD_STATE,
} from './thread-table';

/** A record's address. */
type RecordAddress = number;

/** What the scheduler asks about code. */
export interface CodeFacts {
  functionOf(id: ir.FunctionId): ir.Function | undefined;
  /** Site of a function's first safepoint. */
  firstSite(id: ir.FunctionId): number;
}

export interface Schedule {
  /** Steps of a slice, from 1 on. */
  readonly quantum: number;
  /** Not 0: slices and turns vary, as this number determines. */
  readonly seed: number;
}

/** Turns of a thousand steps, one thread after the other. */
export const DEFAULT_SCHEDULE: Schedule = { quantum: 1000, seed: 0 };

export class Scheduler {
  private readonly view: DataView;
  private readonly bytes: Uint8Array;
  private readonly table: number;

  constructor(
    private readonly layout: MemoryLayout,
    private readonly threads: ThreadLayout,
    memory: ArrayBuffer,
    private readonly pages: PageTracker,
    private readonly fuel: Fuel,
    private readonly contextSize: number,
    /** Bytes behind a stack's limit: a frame that begins below it may end above, and its callee's header behind it. */
    private readonly headroom: number,
    private readonly code: CodeFacts,
    private readonly lowest: LowestFrames,
  ) {
    this.view = new DataView(memory);
    this.bytes = new Uint8Array(memory);
    this.table = threads.table;
  }

  // --- beginning and ending -----------------------------------------------------------------------

  /**
   * Starts a thread.
   * @param entry pointer to a function that takes the address of the thread's copy of the block
   * @returns its number
   */
  spawn(entry: bigint, block: bigint, size: bigint): bigint {
    const fn = this.code.functionOf(Number(entry) - 1) as ir.Function;
    const record = this.takeRecord();
    const offset = this.takeStack();
    const id = this.get(record, RECORD.id);
    const stackStart = this.threads.registerStacks + offset;
    const dataStart = this.threads.dataStacks + offset;
    const { size: stackSize } = stackAt(offset);
    const argument = dataStart + this.contextSize;
    const dataPointer = Math.ceil((argument + Number(size)) / 16) * 16;
    if (dataPointer > dataStart + stackSize)
      throw trap('stack', `stack overflow: the arguments of a thread take ${size} bytes`);
    this.pages.writeRange(dataStart, dataPointer);
    this.bytes.fill(0, dataStart, dataPointer);
    this.view.setBigInt64(dataStart, BigInt(id), true);
    this.bytes.copyWithin(argument, Number(block), Number(block + size));

    const top = stackStart + FIRST_FRAME_OFFSET;
    const frame = frameLayout(fn);
    this.pages.writeRange(top, top + frame.registerSize);
    this.view.setUint32(top + FRAME_HEADER.function, fn.id, true);
    this.view.setUint32(top + FRAME_HEADER.resumePoint, resumeBefore(0), true);
    this.view.setBigInt64(top + (frame.offsets[0] as number), BigInt(argument), true);

    this.set(record, RECORD.topFrame, top);
    this.set(record, RECORD.dataPointer, dataPointer);
    this.set(record, RECORD.context, dataStart);
    this.set(record, RECORD.site, this.code.firstSite(fn.id));
    this.set(record, RECORD.topEnd, top + frame.registerSize);
    this.set(record, RECORD.stackStart, stackStart);
    this.set(record, RECORD.stackLimit, stackStart + stackSize - this.headroom);
    this.set(record, RECORD.dataLimit, dataStart + stackSize);
    this.view.setFloat64(record + RECORD.startedAt, this.fuel.nextMoment - 1, true);
    this.setState(STATE.alive, this.state(STATE.alive) + 1);
    this.makeReady(record);
    return BigInt(id);
  }

  /** The present thread ends at the next safepoint. */
  exit(): void {
    this.set(this.running, RECORD.state, THREAD_STATE.ending);
    this.fuel.endSliceAfter(0);
  }

  /** The driver: the running thread has ended, its native stack is empty. What it had is free again. */
  end(): void {
    const record = this.running;
    this.lowest.ended();
    for (let waiting = this.get(record, RECORD.joinHead); waiting !== 0;) {
      const next = this.get(waiting, RECORD.next);
      this.makeReady(waiting, false);
      waiting = next;
    }
    const alive = this.state(STATE.alive) - 1;
    this.setState(STATE.alive, alive);
    if (alive === 0) throw new ExitSignal(0, true);
    const start = this.get(record, RECORD.stackStart);
    const high = Math.max(this.view.getUint32(CONTROL.dirtyHigh, true), start);
    this.pages.writeRange(start, high);
    this.bytes.fill(0, start, high);
    if (start >= this.threads.registerStacks) this.freeStack(start - this.threads.registerStacks);
    this.bytes.fill(0, record, record + RECORD_SIZE);
  }

  // --- waiting ------------------------------------------------------------------------------------

  /** Waits for a thread's end, if it has not ended. */
  join(id: bigint): void {
    if (id < 1n || id > BigInt(this.state(STATE.lastThread))) {
      throw trap('thread', `there has never been a thread ${id}`);
    }
    const target = this.recordOf(Number(id));
    if (target === undefined) return;
    const record = this.running;
    const tail = this.get(target, RECORD.joinTail);
    if (tail === 0) this.set(target, RECORD.joinHead, record);
    else this.set(tail, RECORD.next, record);
    this.set(target, RECORD.joinTail, record);
    this.wait(THREAD_STATE.joining, Number(id));
  }

  /** Lets the others have their turn. */
  yield(): void {
    if (this.state(STATE.readyHead) !== 0) this.fuel.endSliceAfter(0);
  }

  /** Takes a mutex that may be held, or waits for it. */
  lock(address: bigint): void {
    const mutex = Number(address);
    const me = this.state(STATE.thread);
    const holder = this.view.getUint32(mutex + MUTEX.holder, true);
    this.pages.writeRange(mutex, mutex + MUTEX.size);
    if (holder === 0) return this.view.setUint32(mutex + MUTEX.holder, me, true);
    if (holder === me) throw trap('relock', 'this thread holds the mutex already');
    const tail = this.waiting(mutex, MUTEX.tail);
    if (tail === undefined) this.view.setUint32(mutex + MUTEX.head, me, true);
    else this.set(tail, RECORD.next, this.running);
    this.view.setUint32(mutex + MUTEX.tail, me, true);
    this.wait(THREAD_STATE.locking, mutex);
  }

  /** Hands a mutex on to the thread that has waited for it longest. */
  unlock(address: bigint): void {
    const mutex = Number(address);
    this.pages.writeRange(mutex, mutex + MUTEX.size);
    const first = this.waiting(mutex, MUTEX.head);
    if (first === undefined) return void this.bytes.fill(0, mutex, mutex + MUTEX.size);
    const next = this.get(first, RECORD.next);
    this.view.setUint32(mutex + MUTEX.holder, this.get(first, RECORD.id), true);
    this.view.setUint32(mutex + MUTEX.head, next === 0 ? 0 : this.get(next, RECORD.id), true);
    if (next === 0) this.view.setUint32(mutex + MUTEX.tail, 0, true);
    this.makeReady(first);
  }

  private wait(state: number, waitsFor: number): void {
    const record = this.running;
    this.set(record, RECORD.state, state);
    this.set(record, RECORD.waitsFor, waitsFor);
    this.set(record, RECORD.next, 0);
    this.fuel.endSliceAfter(0);
  }

  /** The first or last thread that waits for a mutex; the program may have written anything there. */
  private waiting(mutex: number, end: typeof MUTEX.head | typeof MUTEX.tail): RecordAddress | undefined {
    const record = this.recordOf(this.view.getUint32(mutex + end, true));
    if (record === undefined || this.get(record, RECORD.state) !== THREAD_STATE.locking) return undefined;
    return this.get(record, RECORD.waitsFor) === mutex ? record : undefined;
  }

  // --- turns --------------------------------------------------------------------------------------

  /** @param isUnderWay whether a statement of the running thread is, which may have had no end of its slice so far */
  private makeReady(record: RecordAddress, isUnderWay = true): void {
    const wasAlone = this.state(STATE.readyHead) === 0;
    this.set(record, RECORD.state, THREAD_STATE.ready);
    this.set(record, RECORD.waitsFor, 0);
    this.set(record, RECORD.next, 0);
    const tail = this.state(STATE.readyTail);
    if (tail === 0) this.setState(STATE.readyHead, record);
    else this.set(tail, RECORD.next, record);
    this.setState(STATE.readyTail, record);
    if (wasAlone && isUnderWay) this.fuel.endSliceAfter(this.sliceLength());
  }

  /**
   * The driver, when there is a seed: moves the thread whose turn it shall be to the queue's beginning.
   * @returns how long its slice is to be
   */
  draw(): number {
    let count = 0;
    for (let at = this.state(STATE.readyHead); at !== 0; at = this.get(at, RECORD.next)) count++;
    let before = 0;
    let chosen = this.state(STATE.readyHead);
    for (let skip = count > 1 ? this.random() % count : 0; skip > 0; skip--) {
      before = chosen;
      chosen = this.get(chosen, RECORD.next);
    }
    if (before !== 0) {
      this.set(before, RECORD.next, this.get(chosen, RECORD.next));
      if (this.state(STATE.readyTail) === chosen) this.setState(STATE.readyTail, before);
      this.set(chosen, RECORD.next, this.state(STATE.readyHead));
      this.setState(STATE.readyHead, chosen);
    }
    return this.sliceLength();
  }

  private sliceLength(): number {
    const quantum = this.state(STATE.quantum);
    return this.state(STATE.seed) === 0 ? quantum : 1 + (this.random() % (2 * quantum));
  }

  /** Xorshift (Marsaglia, 2003); its state is the seed. */
  private random(): number {
    let x = this.state(STATE.seed);
    x ^= x << 13;
    x ^= x >>> 17;
    x ^= x << 5;
    this.setState(STATE.seed, x >>> 0);
    return x >>> 0;
  }

  // --- records and stacks -------------------------------------------------------------------------

  private get running(): RecordAddress {
    return this.state(STATE.running);
  }

  private recordOf(id: number): RecordAddress | undefined {
    const record = recordAddress(this.table, id);
    return id !== 0 && this.get(record, RECORD.id) === id ? record : undefined;
  }

  private takeRecord(): RecordAddress {
    for (let id = this.state(STATE.lastThread) + 1; ; id++) {
      const record = recordAddress(this.table, id);
      if (id % THREAD_RECORDS === 0 || this.get(record, RECORD.id) !== 0) continue;
      this.set(record, RECORD.id, id);
      this.setState(STATE.lastThread, id);
      return record;
    }
  }

  /** The largest stacks that are free, by their offset in the pools. */
  private takeStack(): number {
    for (let i = 0; i < STACK_CLASSES.length; i++) {
      const { start, size, count } = STACK_CLASSES[i] as (typeof STACK_CLASSES)[number];
      const free = this.state(STATE.stacksFree + 4 * i);
      if (free !== 0) {
        const offset = start + (free - 1) * size;
        const link = this.threads.registerStacks + offset;
        this.setState(STATE.stacksFree + 4 * i, this.view.getUint32(link, true));
        this.pages.writeRange(link, link + 4);
        this.view.setUint32(link, 0, true);
        return offset;
      }
      const used = this.state(STATE.stacksUsed + 4 * i);
      if (used === count) continue;
      this.setState(STATE.stacksUsed + 4 * i, used + 1);
      return start + used * size;
    }
    const alive = this.state(STATE.alive);
    throw trap('thread', `too many threads: ${alive} have not ended`);
  }

  /** Free stacks of a size are a list, each with the next one's number plus 1 in its first word. */
  private freeStack(offset: number): void {
    const { start, size, number: i } = classOf(offset);
    this.view.setUint32(this.threads.registerStacks + offset, this.state(STATE.stacksFree + 4 * i), true);
    this.setState(STATE.stacksFree + 4 * i, (offset - start) / size + 1);
  }

  private get(record: RecordAddress, field: number): number {
    return this.view.getUint32(record + field, true);
  }

  private set(record: RecordAddress, field: number, value: number): void {
    this.pages.writeRange(record, record + RECORD_SIZE);
    this.view.setUint32(record + field, value, true);
  }

  private state(field: number): number {
    return this.view.getUint32(this.layout.state + field, true);
  }

  private setState(field: number, value: number): void {
    this.view.setUint32(this.layout.state + field, value, true);
  }
}

/** How threads are to take turns: of a program that has not run yet. */
export function writeSchedule({ state }: MemoryLayout, view: DataView, { quantum, seed }: Schedule): void {
  view.setUint32(state + STATE.quantum, quantum, true);
  view.setUint32(state + STATE.seed, seed, true);
}

/** The first thread's record, of a program that starts others, and the words of the state page that all have. */
export function layOutFirstThread(
  layout: MemoryLayout,
  view: DataView,
  schedule: Schedule,
  context: number,
): void {
  const state = (field: number, value: number) => view.setUint32(layout.state + field, value, true);
  state(STATE.thread, FIRST_THREAD);
  state(STATE.lastThread, FIRST_THREAD);
  state(STATE.alive, 1);
  state(STATE.context, context);
  writeSchedule(layout, view, schedule);
  view.setFloat64(layout.state + STATE.sliceEnd, Infinity, true);
  if (!layout.threads) return;
  const record = recordAddress(layout.threads.table, FIRST_THREAD);
  state(STATE.running, record);
  view.setUint32(record + RECORD.id, FIRST_THREAD, true);
  view.setUint32(record + RECORD.state, THREAD_STATE.running, true);
  view.setUint32(record + RECORD.context, context, true);
  view.setUint32(record + RECORD.stackStart, layout.registerStack, true);
  view.setUint32(record + RECORD.stackLimit, layout.registerStackLimit, true);
  view.setUint32(record + RECORD.dataLimit, layout.dataStackEnd, true);
}

/** The scheduler of a program that starts threads. */
export function schedulerOf(
  program: ir.Program,
  layout: MemoryLayout,
  memory: ArrayBuffer,
  pages: PageTracker,
  fuel: Fuel,
  sites: ReadonlyMap<ir.FunctionId, { readonly firstSite: number }>,
  lowest: LowestFrames,
): Scheduler | undefined {
  if (!layout.threads) return undefined;
  const contextSize = Math.ceil((program.context?.size ?? 0) / 16) * 16;
  const largest = Math.max(...program.functions.map((fn) => frameLayout(fn).registerSize));
  return new Scheduler(
    layout,
    layout.threads,
    memory,
    pages,
    fuel,
    contextSize,
    largest + FRAME_HEADER.size,
    {
      functionOf: (id) => program.functions[id],
      firstSite: (id) => sites.get(id)?.firstSite ?? 0,
    },
    lowest,
  );
}

/** Tells the engine how far the running thread's stacks reach, which it knows no more after travelling. */
export function setLimits(layout: MemoryLayout, view: DataView): void {
  const record = layout.threads && view.getUint32(layout.state + STATE.running, true);
  const limit = (field: number, otherwise: number): number =>
    record === undefined ? otherwise : view.getUint32(record + field, true);
  view.setUint32(CONTROL.stackLimit, limit(RECORD.stackLimit, layout.registerStackLimit), true);
  view.setUint32(CONTROL.dataLimit, limit(RECORD.dataLimit, layout.dataStackEnd), true);
}
