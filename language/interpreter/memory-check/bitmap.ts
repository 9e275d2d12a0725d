// A bit for each byte of the program's memory, kept in the machine's memory. Compiled code reads it for
// itself; it is written only here, where the pages that change are marked as written.
import type { PageTracker } from '../page-tracker';

export class Bitmap {
  /** @param start where the bits lie: bit `a & 7` of the byte at `start + (a >> 3)` is that of the address `a` */
  constructor(
    private readonly memory: Uint8Array,
    private readonly start: number,
    private readonly pages: PageTracker,
  ) {}

  /** Sets the bits of the addresses from `from` up to `to`. */
  set(from: number, to: number): void {
    this.change(from, to, 0xff);
  }

  clear(from: number, to: number): void {
    this.change(from, to, 0);
  }

  has(address: number): boolean {
    return ((this.memory[this.start + (address >>> 3)] as number) & (1 << (address & 7))) !== 0;
  }

  /** The first address from `from` up to `to` whose bit is set; undefined if there is none. */
  first(from: number, to: number): number | undefined {
    let at = from;
    while (at < to) {
      const byte = this.memory[this.start + (at >>> 3)] as number;
      if (byte === 0) at = (at | 7) + 1;
      else if (byte & (1 << (at & 7))) return at;
      else at++;
    }
    return undefined;
  }

  /** Copies the bits of `size` addresses; the two ranges may overlap. */
  copy(to: number, from: number, size: number): void {
    const isFirst = this.first(from, from + size) !== undefined;
    if (!isFirst && this.first(to, to + size) === undefined) return;
    const bits = Array.from({ length: size }, (_, i) => this.has(from + i));
    for (let i = 0; i < size;) {
      const begin = i;
      while (i < size && bits[i] === bits[begin]) i++;
      this.change(to + begin, to + i, bits[begin] ? 0xff : 0);
    }
  }

  private change(from: number, to: number, value: 0 | 0xff): void {
    if (from >= to) return;
    const first = this.start + (from >>> 3);
    const last = this.start + ((to - 1) >>> 3);
    this.pages.writeRange(first, last + 1);
    const head = (0xff << (from & 7)) & 0xff;
    const tail = 0xff >> (7 - ((to - 1) & 7));
    if (first === last) return this.blend(first, value, head & tail);
    this.blend(first, value, head);
    this.memory.fill(value, first + 1, last);
    this.blend(last, value, tail);
  }

  private blend(at: number, value: number, mask: number): void {
    this.memory[at] = ((this.memory[at] as number) & ~mask) | (value & mask);
  }
}
