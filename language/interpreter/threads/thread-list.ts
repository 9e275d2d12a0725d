// The threads at the present moment, read from the memory: for deadlocks, and for debuggers.
import { STATE, type MemoryLayout } from '../memory-layout';
import type { FrameAddress, Time } from '../recordable';
import { stackAt } from './stacks';
import { FIRST_THREAD, MUTEX, RECORD, RECORD_SIZE, THREAD_RECORDS, THREAD_STATE } from './thread-table';

export interface ThreadFacts {
  readonly id: number;
  /** The frame in which it stands. */
  readonly topFrame: FrameAddress;
  /** Where its register stack begins. */
  readonly stackStart: FrameAddress;
  /** Address of its context. */
  readonly context: number;
  /** End of its data frames. */
  readonly dataPointer: number;
  /** The time of the statement that started it; for the first thread 0. */
  readonly startedAt: Time;
  readonly state: 'running' | 'ready' | 'locking' | 'joining' | 'ending';
  /** While locking: the mutex's address, and who holds it, 0 for nobody who is known. While joining: whose end it waits for. */
  readonly mutex?: number;
  readonly waitsFor?: number;
}

const NAMES = new Map<number, ThreadFacts['state']>(
  Object.entries(THREAD_STATE).map(([name, number]) => [number, name as ThreadFacts['state']]),
);

export class ThreadList {
  private readonly view: DataView;

  constructor(
    private readonly layout: MemoryLayout,
    memory: ArrayBuffer,
  ) {
    this.view = new DataView(memory);
  }

  /** Number of the thread that runs. */
  get running(): number {
    return this.state(STATE.thread);
  }

  /** How many have not ended. */
  get count(): number {
    return this.state(STATE.alive);
  }

  /** All that have not ended, by number. */
  all(): ThreadFacts[] {
    const { threads } = this.layout;
    if (!threads) return [this.onlyOne()];
    const list: ThreadFacts[] = [];
    const most = Math.min(this.state(STATE.lastThread), THREAD_RECORDS - 1);
    for (let i = 1; i <= most; i++) {
      const record = threads.table + i * RECORD_SIZE;
      if (this.word(record, RECORD.id) !== 0) list.push(this.factsOf(record));
    }
    return list.sort((a, b) => a.id - b.id);
  }

  find(id: number): ThreadFacts | undefined {
    const { threads } = this.layout;
    if (!threads) return id === FIRST_THREAD ? this.onlyOne() : undefined;
    const record = threads.table + (id % THREAD_RECORDS) * RECORD_SIZE;
    return id !== 0 && this.word(record, RECORD.id) === id ? this.factsOf(record) : undefined;
  }

  private onlyOne(): ThreadFacts {
    const { registerStack: stackStart } = this.layout;
    return { id: FIRST_THREAD, stackStart, startedAt: 0, state: 'running', ...this.registers() };
  }

  private factsOf(record: number): ThreadFacts {
    const id = this.word(record, RECORD.id);
    const state = NAMES.get(this.word(record, RECORD.state)) ?? 'ready';
    const waitsFor = this.word(record, RECORD.waitsFor);
    return {
      id,
      stackStart: this.word(record, RECORD.stackStart),
      startedAt: this.view.getFloat64(record + RECORD.startedAt, true),
      state,
      ...(id === this.running ? this.registers() : this.saved(record)),
      ...(state === 'joining' ? { waitsFor } : undefined),
      ...(state === 'locking' ? { mutex: waitsFor, waitsFor: this.word(waitsFor, MUTEX.holder) } : undefined),
    };
  }

  private registers(): Pick<ThreadFacts, 'topFrame' | 'context' | 'dataPointer'> {
    return {
      topFrame: this.state(STATE.topFrame),
      context: this.state(STATE.context),
      dataPointer: this.state(STATE.dataPointer),
    };
  }

  private saved(record: number): Pick<ThreadFacts, 'topFrame' | 'context' | 'dataPointer'> {
    return {
      topFrame: this.word(record, RECORD.topFrame),
      context: this.word(record, RECORD.context),
      dataPointer: this.word(record, RECORD.dataPointer),
    };
  }

  private word(record: number, field: number): number {
    return this.view.getUint32(record + field, true);
  }

  private state(field: number): number {
    return this.view.getUint32(this.layout.state + field, true);
  }
}

/** The register stack on which a frame lies; `end` is exclusive. Frames of other threads lie on others. */
export function stackOf(
  layout: MemoryLayout,
  frame: FrameAddress,
): { readonly start: FrameAddress; readonly end: FrameAddress } {
  const { threads } = layout;
  if (!threads || frame < threads.registerStacks) return { start: 0, end: threads?.table ?? layout.base };
  const { start, size } = stackAt(frame - threads.registerStacks);
  return { start: threads.registerStacks + start, end: threads.registerStacks + start + size };
}
