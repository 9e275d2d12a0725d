// A map of few entries, as a list of them: most scopes declare a handful of names, most functions have a handful of
// variables, and to make a `Map` takes longer than all that is ever looked up in it. What grows gets one.

interface Entry<K, V> {
  readonly key: K;
  value: V;
  next: Entry<K, V> | undefined;
}

/** More entries than this are looked up by an index. */
const MOST_UNINDEXED = 8;

/** Its entries are in the order in which they were added. */
export class ListMap<K, V> {
  private first: Entry<K, V> | undefined;
  private last: Entry<K, V> | undefined;
  private size = 0;
  private index: Map<K, Entry<K, V>> | undefined;

  get(key: K): V | undefined {
    return this.entry(key)?.value;
  }

  has(key: K): boolean {
    return this.entry(key) !== undefined;
  }

  set(key: K, value: V): void {
    const known = this.entry(key);
    if (known) known.value = value;
    else this.add({ key, value, next: undefined });
  }

  *[Symbol.iterator](): Iterator<[K, V]> {
    for (let entry = this.first; entry; entry = entry.next) yield [entry.key, entry.value];
  }

  private entry(key: K): Entry<K, V> | undefined {
    if (this.index) return this.index.get(key);
    let entry = this.first;
    while (entry && entry.key !== key) entry = entry.next;
    return entry;
  }

  private add(entry: Entry<K, V>): void {
    if (this.last) this.last.next = entry;
    else this.first = entry;
    this.last = entry;
    if (this.index) this.index.set(entry.key, entry);
    else if (++this.size > MOST_UNINDEXED) this.makeIndex();
  }

  private makeIndex(): void {
    this.index = new Map();
    for (let entry = this.first; entry; entry = entry.next) this.index.set(entry.key, entry);
  }
}
