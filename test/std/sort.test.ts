// Sorting: the same order as JavaScript's stable sort, for whatever the elements are, and never many more comparisons
// than n * log(n).
import assert from 'node:assert/strict';
import { runProgram } from '../language/run-program';
import { random } from './floats';

const PROGRAM = `
import list "std/list.rw";
import sort "std/sort.rw";
fn read(fd: i32, data: *none, count: i64) i64;

type Item struct { key: i32, place: i32 }
comparisons: i64;

fn by_key(a: Item, b: Item) bool {
    comparisons += 1;
    return a.key < b.key;
}

fn main() {
    items: list.List(Item);
    keys: list.List(i32);
    key: i32;
    while read(0, &key, 4) == 4 {
        list.push(&items, {key, cast(i32) items.count});
        list.push(&keys, key);
    }
    sort.sort_by(items.items, by_key);
    print("{}\\n", comparisons);
    for item in items.items { print("{}:{} ", item.key, item.place); }
    print("\\n");
    sort.sort(keys.items);
    assert(sort.is_sorted(keys.items) and sort.is_sorted_by(items.items, by_key), "sorted");
    for x in keys.items {
        at := sort.binary_search(keys.items, x);
        assert(keys.items[at] == x and (at == 0 or keys.items[at - 1] != x), "found");
        assert(at == sort.lower_bound(keys.items, x), "bound");
    }
    for x, i in keys.items { assert(x == items.items[i].key, "the same keys"); }
}
`;

const numbers = (count: number, below: number): number[] => [...random(count, 0, below)].map(Math.floor);
const counted = (count: number, key: (i: number) => number): number[] =>
  Array.from({ length: count }, (_, i) => key(i));

const CASES: Record<string, number[]> = {
  nothing: [],
  one: [7],
  two: [2, 1],
  'a run and one more': counted(13, (i) => -i),
  'random ones': numbers(3000, 1e6),
  'many equal ones': numbers(3000, 5),
  'all equal': counted(2000, () => 1),
  sorted: counted(3000, (i) => i),
  backwards: counted(3000, (i) => -i),
  'up and down': counted(3001, (i) => Math.min(i, 3000 - i)),
  'a saw': counted(3000, (i) => i % 17),
};

describe('std/sort.rw', () => {
  for (const [name, keys] of Object.entries(CASES)) {
    it(`sorts ${name}`, () => {
      const { stdout, end } = runProgram('sort.rw', PROGRAM, Buffer.from(new Int32Array(keys).buffer));
      assert.equal(end.kind, 'exit', JSON.stringify(end));
      const [comparisons, order] = stdout.split('\n') as [string, string];
      const expected = keys.map((key, place) => ({ key, place })).sort((a, b) => a.key - b.key);
      assert.equal(order, expected.map(({ key, place }) => `${key}:${place} `).join(''));
      assert.ok(Number(comparisons) <= keys.length * (Math.log2(keys.length + 1) + 6), comparisons);
    });
  }
});
