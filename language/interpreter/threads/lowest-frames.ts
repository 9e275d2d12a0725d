// How low the frames were that executed since the engine was last asked: the lowest of each stack.
//
// The driver keeps that of the running thread. When another one's turn comes, compiled code (translate/switch.ts) puts
// it into a table with a word for each record, and that word's address on a list, so that nobody need look
// at the words of threads which had no turn. All of it is the engine's own: no part of the state.
import { CONTROL, STATE, type MemoryLayout } from '../memory-layout';
import type { FrameAddress } from '../recordable';
import { LOWEST_LIST, RECORD, RECORD_SIZE } from './thread-table';

/** No frame. In the table it stands for a word that is on the list. */
const NONE = 0xffff_ffff;

export class LowestFrames {
  private readonly view: DataView;
  /** Of threads that have ended, by where their stacks begin. */
  private readonly gone = new Map<FrameAddress, FrameAddress>();

  constructor(
    private readonly layout: MemoryLayout,
    memory: ArrayBufferLike,
  ) {
    this.view = new DataView(memory);
  }

  /** At least one for each stack on which a frame has executed since `reset`: the lowest one is among them. */
  all(): FrameAddress[] {
    const found = [...this.words().map((at) => this.word(at)), ...this.gone.values()];
    found.push(this.word(CONTROL.lowestFrame));
    return found.filter((frame) => frame !== NONE);
  }

  reset(): void {
    this.set(CONTROL.lowestFrame, NONE);
    for (const at of this.words()) this.set(at, 0);
    this.set(CONTROL.lowestCount, 0);
    this.gone.clear();
  }

  /** The running thread has ended: what is in its word must not mix with that of the record's next owner. */
  ended(): void {
    const { threads, state } = this.layout;
    if (!threads) return;
    const record = this.word(state + STATE.running);
    const at = threads.lowest + ((record - threads.table) / RECORD_SIZE) * 4;
    const stack = this.word(record + RECORD.stackStart);
    const lowest = this.word(at) || NONE;
    this.gone.set(stack, Math.min(this.gone.get(stack) ?? NONE, lowest));
    if (lowest !== NONE) this.set(at, NONE);
  }

  /** Addresses of the words of threads that had a turn. */
  private words(): number[] {
    const { threads } = this.layout;
    if (!threads) return [];
    return Array.from({ length: this.word(CONTROL.lowestCount) }, (_, i) =>
      this.word(threads.lowest + LOWEST_LIST + 4 * i),
    );
  }

  private word(at: number): number {
    return this.view.getUint32(at, true);
  }

  private set(at: number, value: number): void {
    this.view.setUint32(at, value, true);
  }
}
