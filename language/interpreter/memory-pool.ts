// Memories of machines that are gone, for machines to come. A new memory costs more than all else that a short
// run does, so what runs while compiling hands one on from run to run.
import { PAGE_SIZE } from './recordable';

/** Bytes. A memory of which more was written is left to the garbage collector: clearing it costs as much. */
const MOST_CLEARED = 32 * 2 ** 20;

export class MemoryPool {
  private readonly free: WebAssembly.Memory[] = [];

  /**
   * A memory whose bytes are all zero.
   * @param size in bytes, a multiple of 64 KiB
   */
  take(size: number): WebAssembly.Memory {
    const at = this.free.findIndex((memory) => memory.buffer.byteLength === size);
    const [found] = at < 0 ? [] : this.free.splice(at, 1);
    const pages = size / 65536;
    return found ?? new WebAssembly.Memory({ initial: pages, maximum: pages });
  }

  /**
   * Takes a memory back.
   * @param engineEnd bytes at its beginning that may be anything
   * @param written the pages behind them that may not be zero
   */
  give(memory: WebAssembly.Memory, engineEnd: number, written: readonly number[]): void {
    if (written.length * PAGE_SIZE > MOST_CLEARED) return;
    const bytes = new Uint8Array(memory.buffer);
    bytes.fill(0, 0, engineEnd);
    for (const page of written) bytes.fill(0, page * PAGE_SIZE, (page + 1) * PAGE_SIZE);
    this.free.push(memory);
  }
}
