// Memory of one moment, as values are read from it: the live memory of a stopped program, a rope that an
// evaluation left behind, or a few bytes that are a result.
//
// A view is closed when its moment is left; from then on it reads nothing, so that a handle which outlived
// its stop shows "unreadable" instead of another moment's bytes.

import type { Rope } from '../../history/rope';

export interface MemoryView {
  /** True if what is written there changes the program. */
  readonly isLive: boolean;
  /**
   * Bytes from `address` on; undefined unless all of them can be read. Not to be written to, and to be
   * used before the program moves.
   */
  read(address: number, count: number): Uint8Array | undefined;
}

/** A range of addresses, end exclusive. */
export interface AddressRange {
  readonly start: number;
  readonly end: number;
}

/** True for a range that lies inside the other. Anything that is no whole number lies nowhere. */
export function isInside(address: number, count: number, range: AddressRange): boolean {
  return (
    Number.isSafeInteger(address) && count >= 0 && address >= range.start && address + count <= range.end
  );
}

/** A view of the machine's memory, as long as it stands at one moment. */
export class LiveView implements MemoryView {
  readonly isLive = true;
  private open = true;
  private kept: Rope | undefined;

  constructor(
    private readonly memory: Uint8Array,
    private readonly range: AddressRange,
  ) {}

  get isOpen(): boolean {
    return this.open;
  }

  read(address: number, count: number): Uint8Array | undefined {
    if (!this.open || !isInside(address, count, this.range)) return undefined;
    if (this.kept) return copyOf(this.kept, address, count);
    return this.memory.subarray(address, address + count);
  }

  /** While the machine is used for something else, the moment is read from this rope. */
  keep(rope: Rope | undefined): void {
    this.kept = rope;
  }

  /** Its moment is over. */
  close(): void {
    this.open = false;
  }
}

/** A view of a memory as a value: what an evaluation left behind. */
export class RopeView implements MemoryView {
  readonly isLive = false;
  private open = true;

  /** @param rope taken over from the caller */
  constructor(
    private readonly rope: Rope,
    private readonly range: AddressRange,
  ) {}

  read(address: number, count: number): Uint8Array | undefined {
    if (!this.open || !isInside(address, count, this.range)) return undefined;
    return copyOf(this.rope, address, count);
  }

  close(): void {
    if (this.open) this.rope.release();
    this.open = false;
  }
}

function copyOf(rope: Rope, address: number, count: number): Uint8Array {
  const bytes = new Uint8Array(count);
  rope.read(address, bytes);
  return bytes;
}

/** A view of a few bytes that lie at `start`: the result of an expression. */
export function viewOfBytes(bytes: Uint8Array, start = 0): MemoryView {
  const range = { start, end: start + bytes.length };
  return {
    isLive: false,
    read: (address, count) =>
      isInside(address, count, range) ? bytes.subarray(address - start, address - start + count) : undefined,
  };
}
