// A table of what is found out about nodes, with the interface of a `Map`. A node's number says where its entry is:
// numbers of one class lie in runs, and a run's entries lie in a page, which is made when the first is set. The
// nodes of a declaration are asked about one after the other, so the page that was used last is mostly the right one.
import { type NodeId, RUN } from '../syntax/node-id';

type Page<V> = (V | undefined)[];

const NO_PAGE: Page<never> = [];
const EMPTY_PAGE: readonly undefined[] = new Array<undefined>(RUN).fill(undefined);

const RUN_BITS = Math.log2(RUN);
/** The pages of so many neighbouring runs are found in one list. */
const CHUNK = 512;
/** A greater number cannot be shifted. It takes days of typing to come to it. */
const MOST_SHIFTED = 0x7fffffff;

/** `undefined` is no value. */
export class NodeTable<K extends { readonly id: NodeId }, V> {
  private readonly chunks: (Page<V>[] | undefined)[] = [];
  private lastRun = -1;
  private last: Page<V> = NO_PAGE;

  get({ id }: K): V | undefined {
    const run = runOf(id);
    return (run === this.lastRun ? this.last : this.page(run))[id % RUN];
  }

  has(key: K): boolean {
    return this.get(key) !== undefined;
  }

  set({ id }: K, value: V): void {
    const run = runOf(id);
    let page = run === this.lastRun ? this.last : this.page(run);
    if (page === NO_PAGE) page = this.newPage(run);
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
    return (this.last = this.chunks[Math.floor(run / CHUNK)]?.[run % CHUNK] ?? NO_PAGE);
  }

  private newPage(run: number): Page<V> {
    const at = Math.floor(run / CHUNK);
    const chunk = (this.chunks[at] ??= new Array<Page<V>>(CHUNK).fill(NO_PAGE));
    return (chunk[run % CHUNK] = this.last = EMPTY_PAGE.slice());
  }
}

function runOf(id: NodeId): number {
  return id <= MOST_SHIFTED ? id >> RUN_BITS : Math.floor(id / RUN);
}
