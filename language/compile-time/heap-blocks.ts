// The blocks of the heap as a run left it, read as the library's allocator keeps them (std/memory.rw): one
// behind the other, each with its size and whether it is live.
import type { Machine } from '../interpreter/machine';
import type { DebugInfo } from '../ir/lower/debug-info';

/** Bytes of a block's header, and where in it is what. */
const HEADER = 16;
const STATE = 8;
/** In the header of a block that is live, mixed with its payload's address. */
const LIVE = 0x5eed_a11c_0ffe_e123n;

interface Block {
  /** Of the payload. */
  readonly start: number;
  readonly end: number;
  readonly isLive: boolean;
}

export class HeapBlocks {
  private blocks: readonly Block[] | undefined;
  private readonly view: DataView;

  constructor(
    private readonly machine: Machine,
    private readonly debug: DebugInfo,
  ) {
    this.view = new DataView(machine.memory.buffer);
  }

  /** Why the bytes are no data of the program's, as the end of a sentence; undefined if they are. */
  whyNoData(start: number, end: number): string | undefined {
    const block = this.blockOf(start);
    if (!block || start < block.start) return 'points at no block of the heap';
    if (!block.isLive) return 'points into a block of the heap that has been freed';
    return end > block.end ? 'reaches past the end of its block of the heap' : undefined;
  }

  /** Where the block ends whose first byte this is; undefined if it is the first of none. */
  endOf(start: number): number | undefined {
    const block = this.blockOf(start);
    return block?.start === start ? block.end : undefined;
  }

  /** The last block that begins at or before an address, its header included. */
  private blockOf(address: number): Block | undefined {
    const blocks = (this.blocks ??= this.read());
    let low = 0;
    let high = blocks.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((blocks[middle] as Block).start - HEADER <= address) low = middle + 1;
      else high = middle;
    }
    return blocks[low - 1];
  }

  private read(): Block[] {
    const blocks: Block[] = [];
    const top = this.global('rt_heap_top');
    for (let at = this.global('rt_heap_start'); at < top;) {
      const start = at + HEADER;
      const size = this.view.getUint32(at, true);
      // A program that writes where it should not may have spoiled it; what lies behind is not known then.
      if (size < HEADER || at + size > top) break;
      const state = this.view.getBigUint64(at + STATE, true);
      blocks.push({ start, end: at + size, isLive: state === (LIVE ^ BigInt(start)) });
      at += size;
    }
    return blocks;
  }

  private global(name: string): number {
    for (const [symbol, offset] of this.debug.globals)
      if (symbol.name === name)
        return Number(this.view.getBigInt64(this.machine.layout.globals + offset, true));
    return 0;
  }
}
