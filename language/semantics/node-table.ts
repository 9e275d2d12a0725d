// A table of what is found out about nodes, with the interface of a `Map`. A node's number says where its entry is:
// numbers of one class lie in runs, and a run's entries lie in a page, which is made when the first is set. The
// nodes of a declaration are asked about one after the other, so the page that was used last is mostly the right one.
import { type NodeId, RUN } from '../syntax/node-id';

type Page<V> = (V | undefined)[];

const NO_PAGE: Page<never> = [];

/** `undefined` is no value. */
export class NodeTable<K extends { readonly id: NodeId }, V> {
  private readonly pages = new Map<number, Page<V>>();
  private lastRun = -1;
  private last: Page<V> = NO_PAGE;

  get({ id }: K): V | undefined {
    // Not a shift, which would take only 32 bits.
    const run = Math.floor(id / RUN);
    return (run === this.lastRun ? this.last : this.page(run))[id % RUN];
  }

  has(key: K): boolean {
    return this.get(key) !== undefined;
  }

  set({ id }: K, value: V): void {
    const run = Math.floor(id / RUN);
    let page = run === this.lastRun ? this.last : this.page(run);
    if (page === NO_PAGE) {
      page = new Array<V | undefined>(RUN).fill(undefined);
      this.pages.set(run, page);
      this.last = page;
    }
    page[id % RUN] = value;
  }

  /** True if there was an entry. */
  delete(key: K): boolean {
    const had = this.has(key);
    if (had) this.last[key.id % RUN] = undefined;
    return had;
  }

  private page(run: number): Page<V> {
    this.lastRun = run;
    return (this.last = this.pages.get(run) ?? NO_PAGE);
  }
}
