// A map of the library against JavaScript's, through thousands of random changes: the same keys, the same values, and
// the same answers on the way. Keys whose hashes meet are among them, since there are few slots.
import assert from 'node:assert/strict';
import { runProgram } from '../language/run-program';
import { random } from './floats';

const COUNT = process.env['ROPEWALK_LONG'] ? 100_000 : 8_000;

/** Each change is three numbers: what to do, the key, the value. */
const PROGRAM = `
import map "std/map.rw";
import strings "std/strings.rw";
fn read(fd: i32, data: *none, count: i64) i64;

type Change struct { what: i32, key: i32, value: i64 }

fn main() {
    m: map.Map(KEY, i64);
    c: Change;
    while read(0, &c, sizeof(Change)) == sizeof(Change) {
        key := make_key(c.key);
        switch c.what {
            case 0, 1, 2 { map.put(&m, key, c.value); }
            case 3 { print("{}\\n", map.remove(&m, key)); }
            case 4 { print("{}\\n", map.get_or(&m, key, -1)); }
            case 5 { map.at(&m, key)^ += c.value; }
            case 6 { print("{} {}\\n", map.has(&m, key), m.count); }
            case 7 { if c.value == 0 { map.clear(&m); } }
            else { map.reserve(&m, c.value); }
        }
        assert(m.entries.count == m.count and m._slots.count >= 2 * m.count, "counts");
    }
    for e in m.entries { print("{}={}\\n", show(e.key), e.value); }
    map.free(&m);
    assert(m._slots.count == 0 and !map.has(&m, make_key(1)), "free");
}
`;

/** Kinds of keys: the type, how one is made of a number, and that number again. */
const KEYS = {
  i32: 'fn make_key(n: i32) i32 { return n; } fn show(k: i32) i32 { return k; }',
  bool: 'fn make_key(n: i32) bool { return n % 2 == 1; } fn show(k: bool) bool { return k; }',
  string:
    'fn make_key(n: i32) string { return strings.concat("key ", strings.from_int(cast(i64) n)); } fn show(k: string) string { return k[4..]; }',
  Point: `type Point struct { x: i8, name: string, f: f64 }
    fn make_key(n: i32) Point { return {cast(i8) (n % 3), strings.from_int(cast(i64) n), cast(f64) n / 2.0}; }
    fn show(k: Point) string { return k.name; }`,
  Tagged: `type Tagged enum { few: i8, many: [2]i32, none_at_all }
    fn make_key(n: i32) Tagged { if n < 20 { return .few(cast(i8) n); } return .many([n, 7]); }
    fn show(k: Tagged) i32 { if k is few { return cast(i32) k.few; } return k.many[0]; }`,
};

describe('std/map.rw', () => {
  for (const [type, functions] of Object.entries(KEYS)) {
    it(`keeps what is put under keys of type ${type}`, () => {
      const program = `${PROGRAM.replace('KEY', type)}${functions}`;
      const changes = [...randomChanges()];
      const bytes = Buffer.alloc(16 * changes.length);
      changes.forEach(([what, key, value], i) => {
        bytes.writeInt32LE(what, 16 * i);
        bytes.writeInt32LE(key, 16 * i + 4);
        bytes.writeBigInt64LE(BigInt(value), 16 * i + 8);
      });
      const { stdout, end } = runProgram('map.rw', program, bytes);
      assert.equal(end.kind, 'exit', JSON.stringify(end));
      const { printed, left } = inJavaScript(
        changes,
        type === 'bool' ? (key) => key % 2 === 1 : (key) => key,
      );
      const lines = stdout.trim().split('\n');
      assert.deepEqual(lines.slice(0, printed.length), printed);
      assert.deepEqual(lines.slice(printed.length).sort(), left.sort());
    });
  }
});

type Change = readonly [what: number, key: number, value: number];

/** Phases with few keys and with many. */
function* randomChanges(): Generator<Change> {
  const numbers = random(4 * COUNT, 0, 1);
  const below = (n: number) => Math.floor((numbers.next().value as number) * n);
  for (let i = 0; i < COUNT; i++) {
    const keys = i % 2000 < 1000 ? 40 : 700;
    yield [below(9), below(keys), below(50)];
  }
}

function inJavaScript(
  changes: readonly Change[],
  keyOf: (n: number) => unknown,
): { printed: string[]; left: string[] } {
  const map = new Map<unknown, number>();
  const printed: string[] = [];
  for (const [what, number, value] of changes) {
    const key = keyOf(number);
    if (what <= 2) map.set(key, value);
    else if (what === 3) printed.push(String(map.delete(key)));
    else if (what === 4) printed.push(String(map.get(key) ?? -1));
    else if (what === 5) map.set(key, (map.get(key) ?? 0) + value);
    else if (what === 6) printed.push(`${map.has(key)} ${map.size}`);
    else if (what === 7 && value === 0) map.clear();
  }
  return { printed, left: [...map].map(([key, value]) => `${String(key)}=${value}`) };
}
