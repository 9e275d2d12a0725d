// How many threads there can be, and how much each can put on its stack.
import assert from 'node:assert/strict';
import { STACK_CLASSES } from '../../language/interpreter/threads/stacks';
import { runProgram } from '../language/run-program';

const MOST_THREADS = STACK_CLASSES.reduce((sum, { count }) => sum + count, 0);

/** So many threads that are alive at once, and end one after the other. */
const crowd = (count: number): string => `
  total: i64;
  m: mutex;
  fn worker(n: i64) { #sync(m) { total += n; } }
  fn main() {
      ts := make(thread, ${count});
      #sync(m) { for i in 0..${count} { ts[i] = #async worker(cast(i64) i); } }
      for t in ts { join(t); }
      print("{}\\n", total);
  }`;

function trapOf(text: string): string {
  const { end } = runProgram('limit.rw', text);
  return end.kind === 'trap' ? end.trap.message : `no trap: ${end.kind}`;
}

describe('threads', () => {
  it('may be 10,000, and a good deal more', () => {
    assert.equal(runProgram('limit.rw', crowd(10_000)).stdout, '49995000\n');
    assert.equal(
      runProgram('limit.rw', crowd(MOST_THREADS)).stdout,
      `${(MOST_THREADS * (MOST_THREADS - 1)) / 2}\n`,
    );
  });

  it('may not be more than there are stacks', () => {
    assert.ok(MOST_THREADS > 12_000);
    // The first thread has a stack of its own, and is alive as well.
    assert.equal(trapOf(crowd(MOST_THREADS + 1)), `too many threads: ${MOST_THREADS + 1} have not ended`);
  });

  it('make room for others when they end', () => {
    const text = `fn idle() {} fn main() { for i in 0..${2 * MOST_THREADS} { join(#async idle()); } print("done\\n"); }`;
    assert.equal(runProgram('limit.rw', text).stdout, 'done\n');
  });
});

describe('the stack of a thread', () => {
  /** Threads that stay, then one whose variables take so many bytes. */
  const large = (before: number, bytes: number): string => `
    stay := true;
    fn waits() { while stay { yield(); } }
    fn large() { xs: [${bytes}]i8; xs[${bytes - 1}] = 7; print("{}\\n", xs[${bytes - 1}]); }
    fn main() {
        for i in 0..${before} { #async waits(); }
        join(#async large());
    }`;

  let before = 0;
  for (const { size, count } of STACK_CLASSES) {
    const earlier = before;
    before += count;
    it(`holds ${size / 1024} KiB if ${earlier} others are alive`, () => {
      // Some of it is taken by what the thread begins with, and by what it calls.
      assert.equal(runProgram('limit.rw', large(earlier, size - 4096)).stdout, '7\n');
      const message = trapOf(large(earlier, size + 1));
      if (size < 64 << 10) assert.equal(message, 'stack overflow');
      else assert.match(message, /^stack overflow: the variables of one function take \d+ bytes$/);
    });
  }

  it('holds the arguments that it begins with', () => {
    const given = (before: number): string => `
      large: [5000000]i8;
      fn waits() { while true { yield(); } }
      fn takes(xs: *[5000000]i8) { print("{}\\n", xs^[4999999]); }
      fn copies(xs: [5000000]i8) { takes(&xs); }
      fn main() {
          for i in 0..${before} { #async waits(); }
          large[4999999] = 7;
          join(#async copies(large));
      }`;
    assert.equal(runProgram('limit.rw', given(1)).stdout, '7\n');
    assert.match(trapOf(given(2)), /^stack overflow: the arguments of a thread take 5\d{6} bytes$/);
  });
});
