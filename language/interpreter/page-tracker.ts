// Which pages have been written since they were last marked clean: the status byte of each page, and
// the log of those that are not clean. Compiled code looks at the status itself; this is the slow path.
import { CONTROL, PageStatus, type MemoryLayout } from './memory-layout';
import { PAGE_SIZE } from './recordable';

export class PageTracker {
  private readonly status: Uint8Array;
  private readonly log: Uint32Array;
  private readonly control: DataView;

  constructor(
    private readonly layout: MemoryLayout,
    memory: ArrayBuffer,
  ) {
    this.status = new Uint8Array(memory, layout.pageStatus, layout.pageCount);
    this.log = new Uint32Array(memory, layout.dirtyLog, layout.pageCount);
    this.control = new DataView(memory, 0, PAGE_SIZE);
    this.reset();
  }

  /** All pages clean again. */
  reset(): void {
    this.status.fill(PageStatus.clean);
    // The global section follows the read-only data on a page of its own.
    this.status.fill(PageStatus.readonly, this.layout.rodata / PAGE_SIZE, this.layout.globals / PAGE_SIZE);
    this.control.setUint32(CONTROL.dirtyCount, 0, true);
    this.control.setUint32(CONTROL.dataDirtyEnd, 0, true);
  }

  /** Clean again, at the cost of the pages that were not. */
  clean(): void {
    const count = this.count();
    for (let i = 0; i < count; i++) this.status[this.log[i] as number] = PageStatus.clean;
    this.control.setUint32(CONTROL.dirtyCount, 0, true);
    this.control.setUint32(CONTROL.dataDirtyEnd, 0, true);
  }

  /**
   * A store is about to go to this page.
   * @returns false when the page is read-only
   */
  write(page: number): boolean {
    if (this.status[page] === PageStatus.readonly) return false;
    this.note(page);
    // A store may cross into the next page, so a page is let through only together with it.
    if (this.status[page + 1] !== PageStatus.readonly) {
      this.note(page + 1);
      this.status[page] = PageStatus.dirty;
    }
    return true;
  }

  /** Bytes that are not read-only are about to be written, and none besides: stores go on looking at their pages. */
  writeRange(from: number, to: number): void {
    for (let page = Math.floor(from / PAGE_SIZE); page * PAGE_SIZE < to; page++) this.note(page);
  }

  /** The same of what lies in one page. */
  note(page: number): void {
    if (this.status[page] !== PageStatus.clean) return;
    const count = this.count();
    this.log[count] = page;
    this.control.setUint32(CONTROL.dirtyCount, count + 1, true);
    this.status[page] = PageStatus.logged;
  }

  /** The pages written, and these: ascending, without repeats. There may be tens of thousands. */
  writtenAnd(more: readonly number[]): number[] {
    const count = this.count();
    const all = new Uint32Array(count + more.length);
    all.set(this.log.subarray(0, count));
    all.set(more, count);
    all.sort();
    const pages: number[] = [];
    let last = -1;
    for (const page of all) if (page !== last) pages.push((last = page));
    return pages;
  }

  private count(): number {
    return this.control.getUint32(CONTROL.dirtyCount, true);
  }
}
