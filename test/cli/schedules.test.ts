// `ropewalk test`: finds schedules under which a program traps, and the command that it prints leads there.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { ropewalk, shell } from './command';

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

/** Which is only seen where the heap is checked. */
const GONE = `
shared: *i64;
fn look(k: i64) { for i in 0..k { if shared != nil { x := shared^; } } }
fn make_one() { p := heap cast(i64) 7; shared = p; free(p); }
fn main() { t := #async look(40); u := #async make_one(); join(t); join(u); }
`;
/** Sleeps are waited for: what comes behind them is looked at, too. */
const SLEEPY = `
import time "std/time.rw";
n: i64;
fn worker() { t := n; time.sleep(1000); n = t + 1; }
fn main() {
    a := #async worker();
    join(a);
    panic("awake");
}
`;

describe('ropewalk test', function () {
  this.timeout(120_000);

  let folder: string;
  before(() => (folder = mkdtempSync(join(tmpdir(), 'ropewalk-schedules-'))));
  after(() => rmSync(folder, { recursive: true }));
  const file = (text: string, name = 'a.rw'): string => {
    const path = join(folder, name);
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
      const at = /^(.*:\d+):\d+: trap: /m.exec(found.stderr)?.[1];
      assert.match(found.stderr, /\n {2}in thread \d+\n$/);
      const seed = /^ropewalk debug --seed (\d+) --quantum 20 /.exec(found.stdout)?.[1];
      assert(seed !== undefined, found.stdout);
      const again = ropewalk(['run', '--seed', seed, '--quantum', '20', path]);
      assert.equal(again.code, 134);
      assert.match(again.stderr, message);
      assert.equal(/^(.*:\d+):\d+: trap: /m.exec(again.stderr)?.[1], at);
      // A seed means the same whatever was run before it.
      for (let other = Math.max(1, Number(seed) - 4); other < Number(seed); other++)
        assert.equal(ropewalk(['run', '--seed', String(other), '--quantum', '20', path]).code, 0);
      const debugged = shell(found.stdout, 'run\nbacktrace\n').stdout;
      assert.match(debugged, message);
      assert.ok(debugged.includes(` at ${basename(`${at}`)}\n`), `${at} in ${debugged}`);
    });
  }

  it('prints a command that a shell takes as it stands, with all that the run depends on', () => {
    const path = file(GONE, "it's a race.rw");
    assert.equal(ropewalk(['run', '--memory-check', path]).code, 0);
    const options = ['--memory-check', '--memory', '64', '--quantum', '9'];
    const found = ropewalk(['test', '--schedules', '200', ...options, path, 'an argument']);
    assert.equal(found.code, 134, found.stderr);
    assert.match(
      found.stdout,
      /^ropewalk debug --seed \d+ --quantum 9 --memory-check --memory 64 '.*it'\\''s a race.rw' -- 'an argument'\n$/,
    );
    assert.match(shell(found.stdout, 'run\n').stdout, /Trap: use after free/);
    const byNpx = ropewalk(['test', ...options, path], '', { npm_command: 'exec' });
    assert.match(byNpx.stdout, /^npx ropewalk debug --seed /);
  });

  it('waits where the program sleeps', () => {
    const found = ropewalk(['test', '--schedules', '2', file(SLEEPY)]);
    assert.match(found.stderr, /under seed 1 the program traps\n.*trap: panic: awake/);
  });

  it('ends at the last seed that there is', () => {
    const path = file('fn idle() {} fn main() { #async idle(); }');
    const found = ropewalk(['test', '--schedules', '5', '--seed', String(2 ** 32 - 2), path]);
    assert.match(found.stdout, /^no trap under 2 schedules, seeds 4294967294 to 4294967295\n$/);
  });

  it('says so when there is none', () => {
    const found = ropewalk(['test', '--schedules', '5', file('fn idle() {} fn main() { #async idle(); }')]);
    assert.deepEqual(found, { stdout: 'no trap under 5 schedules, seeds 1 to 5\n', stderr: '', code: 0 });
  });

  it('runs a program of one thread once, without input', () => {
    const reader = `import io "std/io.rw";
fn main() { l := io.read_line(); print("{}\\n", l); }`;
    const found = ropewalk(['test', file(reader)], 'a line\n');
    const stdout = 'no trap; the program starts no threads, so that there is one schedule\n';
    assert.deepEqual(found, { stdout, stderr: '', code: 0 });
  });

  it('a program that does not end is something to debug', () => {
    const path = file(`go: bool;
fn worker() { while !go { yield(); } }
fn main() { t := #async worker(); join(t); }`);
    const found = ropewalk(['test', '--steps', '100000', path]);
    assert.equal(found.code, 124);
    assert.match(found.stderr, /^ropewalk: under seed 1 the program has not ended after 100000 steps\n$/);
    assert.match(found.stdout, /^ropewalk debug --seed 1 /);
  });

  it('a program that does not compile is not run', () => {
    const path = file(
      'fn f() i64 { a: [3]i64; i := 5; return a[i]; }\nX :: #run f();\nfn main() { print("{}", X); }',
    );
    const found = ropewalk(['test', path]);
    assert.equal(found.code, 1);
    assert.match(found.stderr, /this `#run` trapped: index 5 out of bounds for length 3/);
    assert.equal(found.stdout, '');
  });
});
