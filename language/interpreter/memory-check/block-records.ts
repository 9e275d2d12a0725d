// What is known of the heap's blocks beyond their headers: how many bytes were asked for, and when each
// was allocated and freed. A record stays when its block is freed, until the place is used again, so that
// one can say of a stray pointer what it once pointed at.
//
// Blocks begin at multiples of 16 and at least 32 bytes apart, so there is one record for each 32 bytes. They
// are written by compiled code (translate/checker-code.ts) and read here.
import type { Block } from './finding';
import { BLOCK_SPACING, RECORD_SIZE, type ShadowLayout } from './shadow-layout';

/** Offsets in a record; moments are kept plus one (f64), so that zero is none. */
export const RECORD = {
  size: 0,
  /** A multiple of 16; the lowest bit says whether the block begins in the middle of its 32 bytes. */
  capacity: 4,
  allocated: 8,
  freed: 16,
} as const;

export class BlockRecords {
  private readonly view: DataView;

  constructor(
    private readonly shadow: ShadowLayout,
    memory: ArrayBufferLike,
  ) {
    this.view = new DataView(memory);
  }

  /**
   * The block that an access to a byte was meant for, as far as one can tell: the last one that it belonged to,
   * else the nearest. It looks at all records, since those of blocks that are gone lie between.
   */
  nearest(address: number, heapTop: number): Block | undefined {
    const { shadow } = this;
    let best: { block: Block; gap: number } | undefined;
    const end = shadow.blocks + Math.ceil((heapTop - shadow.heap) / BLOCK_SPACING) * RECORD_SIZE;
    for (let at = shadow.blocks; at < end; at += RECORD_SIZE) {
      const block = this.read(at);
      if (!block) continue;
      const gap = Math.max(0, address + 1 - (block.address + block.capacity), block.address - address);
      const isBetter =
        !best || gap < best.gap || (gap === best.gap && isPreferred(block, best.block, address));
      if (isBetter) best = { block, gap };
    }
    return best?.block;
  }

  private read(at: number): Block | undefined {
    const { view, shadow } = this;
    const capacity = view.getUint32(at + RECORD.capacity, true);
    if (capacity === 0) return undefined;
    const allocated = view.getFloat64(at + RECORD.allocated, true);
    const freed = view.getFloat64(at + RECORD.freed, true);
    const half = capacity & 1 ? 16 : 0;
    return {
      address: shadow.heap + ((at - shadow.blocks) / RECORD_SIZE) * BLOCK_SPACING + half,
      size: view.getUint32(at + RECORD.size, true),
      capacity: capacity & ~1,
      allocated: allocated - 1,
      ...(freed !== 0 && { freed: freed - 1 }),
    };
  }
}

/** Of two blocks as near as each other: the one before the access, then the one allocated last. */
function isPreferred(block: Block, other: Block, address: number): boolean {
  const before = Number(block.address <= address) - Number(other.address <= address);
  return before === 0 ? block.allocated > other.allocated : before > 0;
}
