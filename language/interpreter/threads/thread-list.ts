// The threads at the present moment, read from the memory: for deadlocks, and for debuggers.
import { STATE, type MemoryLayout } from '../memory-layout';
import type { FrameAddress, Time } from '../recordable';
import { stackAt } from './stacks';
import { FIRST_THREAD, MUTEX, RECORD, recordAddress, THREAD_RECORDS, THREAD_STATE } from './thread-table';

export interface ThreadFacts {
  readonly id: number;
  /** The frame in which it stands. */
  readonly topFrame: FrameAddress;
  /** Address of its context. */
  readonly context: number;
  /** The time of the statement that started it; for the first thread 0. */
  readonly startedAt: Time;
  readonly state: 'running' | 'ready' | 'locking' | 'joining' | 'ending';
  /** While locking: who holds the mutex, 0 for nobody who is known. While joining: whose end it waits for. */
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
      const record = recordAddress(threads.table, i);
      if (this.word(record, RECORD.id) !== 0) list.push(this.factsOf(record));
    }
    return list.sort((a, b) => a.id - b.id);
  }

  find(id: number): ThreadFacts | undefined {
    const { threads } = this.layout;
    if (!threads) return id === FIRST_THREAD ? this.onlyOne() : undefined;
    const record = recordAddress(threads.table, id);
    return id !== 0 && this.word(record, RECORD.id) === id ? this.factsOf(record) : undefined;
  }

  /** The thread in whose data stack an address lies; undefined if it lies in none, or that thread has ended. */
  ofData(address: number): ThreadFacts | undefined {
    const { threads, dataStack, dataStackEnd, heap } = this.layout;
    if (address >= dataStack && address < dataStackEnd) return this.find(FIRST_THREAD);
    if (!threads || address < threads.dataStacks || address >= heap) return undefined;
    // Both pools are laid out alike.
    const start = threads.registerStacks + stackAt(address - threads.dataStacks).start;
    return this.all().find(({ topFrame }) => stackOf(this.layout, topFrame).start === start);
  }

  /** The thread on whose stack a frame lies; undefined if that one has ended. */
  of(frame: FrameAddress): ThreadFacts | undefined {
    const { start } = stackOf(this.layout, frame);
    const running = this.find(this.running);
    if (running && stackOf(this.layout, running.topFrame).start === start) return running;
    return this.all().find(({ topFrame }) => stackOf(this.layout, topFrame).start === start);
  }

  private onlyOne(): ThreadFacts {
    const [topFrame, context] = [this.state(STATE.topFrame), this.state(STATE.context)];
    return { id: FIRST_THREAD, topFrame, context, startedAt: 0, state: 'running' };
  }

  private factsOf(record: number): ThreadFacts {
    const id = this.word(record, RECORD.id);
    const state = NAMES.get(this.word(record, RECORD.state)) ?? 'ready';
    const waitsFor = this.word(record, RECORD.waitsFor);
    return {
      id,
      startedAt: this.view.getFloat64(record + RECORD.startedAt, true),
      state,
      topFrame: id === this.running ? this.state(STATE.topFrame) : this.word(record, RECORD.topFrame),
      context: this.word(record, RECORD.context),
      ...(state === 'joining' ? { waitsFor } : undefined),
      ...(state === 'locking' ? { waitsFor: this.word(waitsFor, MUTEX.holder) } : undefined),
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
  const { threads, registerStack } = layout;
  if (!threads || frame < threads.registerStacks) {
    return { start: registerStack, end: threads?.table ?? layout.base };
  }
  const { start, size } = stackAt(frame - threads.registerStacks);
  return { start: threads.registerStacks + start, end: threads.registerStacks + start + size };
}
