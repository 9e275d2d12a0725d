// `ropewalk test`: finds schedules under which a program traps, and the command that it prints leads there.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ropewalk } from './command';

const LOST_UPDATE = `
total: i64;
fn worker() { for i in 0..200 { t := total; total = t + 1; } }
fn main() {
    a := #async worker();
    b := #async worker();
    join(a);
    join(b);
    assert(total == 400, "an update is lost");
}
`;
const DEADLOCK = `
a: mutex;
b: mutex;
done: i64;
fn one() { for i in 0..20 { #sync(a) { #sync(b) { done += 1; } } } }
fn two() { for i in 0..20 { #sync(b) { #sync(a) { done += 1; } } } }
fn main() { t := #async one(); u := #async two(); join(t); join(u); }
`;
const RACE = `
slot: *i64;
fn fill() { for i in 0..50 { slot = heap cast(i64) i; old := slot; slot = nil; free(old); } }
fn look() { for i in 0..50 { if slot != nil { x := slot^; } } }
fn main() { t := #async fill(); u := #async look(); join(t); join(u); }
`;

describe('ropewalk test', function () {
  this.timeout(120_000);

  let folder: string;
  before(() => (folder = mkdtempSync(join(tmpdir(), 'ropewalk-schedules-'))));
  after(() => rmSync(folder, { recursive: true }));
  const file = (text: string): string => {
    const path = join(folder, 'a.rw');
    writeFileSync(path, text);
    return path;
  };

  for (const [what, text, message] of [
    ['a lost update', LOST_UPDATE, /assertion failed: an update is lost/],
    ['a deadlock', DEADLOCK, /deadlock: thread [23] \(.*\) waits for a mutex that thread [23] holds/],
    ['a race', RACE, /nil pointer dereference/],
  ] as const) {
    it(`finds ${what}, which every run is free of that takes long turns`, () => {
      const path = file(text);
      assert.equal(ropewalk(['run', '--quantum', '1000000', path]).code, 0);
      const found = ropewalk(['test', '--schedules', '400', '--quantum', '20', path]);
      assert.equal(found.code, 134);
      assert.match(found.stderr, message);
      const seed = /^ropewalk debug --seed (\d+) --quantum 20 /.exec(found.stdout)?.[1];
      assert(seed !== undefined, found.stdout);
      const again = ropewalk(['run', '--seed', seed, '--quantum', '20', path]);
      assert.equal(again.code, 134);
      assert.match(again.stderr, message);
    });
  }

  it('says so when there is none', () => {
    const found = ropewalk(['test', '--schedules', '5', file('fn main() {}')]);
    assert.deepEqual(found, { stdout: 'no trap under 5 schedules, seeds 1 to 5\n', stderr: '', code: 0 });
  });
});
