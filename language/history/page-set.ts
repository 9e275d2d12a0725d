// Sets of pages, as ascending lists: small beside the pages themselves, and quick to unite.

/** Ascending, without repeats. */
export type PageSet = Uint32Array;

export const NO_PAGES: PageSet = new Uint32Array();

/** @param pages ascending, without repeats */
export function pageSet(pages: readonly number[]): PageSet {
  return Uint32Array.from(pages);
}

export function unite(a: PageSet, b: PageSet): PageSet {
  if (a.length === 0) return b;
  if (b.length === 0) return a;
  const merged = new Uint32Array(a.length + b.length);
  let count = 0;
  for (let i = 0, j = 0; i < a.length || j < b.length;) {
    const x = i < a.length ? (a[i] as number) : Infinity;
    const y = j < b.length ? (b[j] as number) : Infinity;
    merged[count++] = Math.min(x, y);
    if (x <= y) i++;
    if (y <= x) j++;
  }
  return merged.slice(0, count);
}

/** True if some page from `first` to `last`, both inclusive, is in the set. */
export function meets(pages: PageSet, first: number, last: number): boolean {
  let low = 0;
  let high = pages.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((pages[middle] as number) < first) low = middle + 1;
    else high = middle;
  }
  return low < pages.length && (pages[low] as number) <= last;
}
