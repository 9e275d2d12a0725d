// Bounds of what runs while compiling: runs inside runs, long lists and large arrays as results.
import assert from 'node:assert/strict';
import { compile } from '../../language/compile';
import { SourceFile } from '../../language/syntax/source';
import { runProgram } from '../language/run-program';

const codesOf = (text: string): string[] => {
  const { diagnostics } = compile(new SourceFile('limit.rw', text));
  return [...new Set(diagnostics.map((d) => d.code))];
};

/** Functions each of which runs the next one. */
function nested(depth: number): string {
  const functions = Array.from(
    { length: depth },
    (_, i) => `fn run${i}() i32 { return #run run${i + 1}(); }`,
  );
  return `${functions.join('\n')}\nfn run${depth}() i32 { return 7; }\nfn main() { print("{}\\n", run0()); }`;
}

describe('limits of what runs while compiling', () => {
  it('runs inside runs, some deep', () => {
    assert.equal(runProgram('limit.rw', nested(20)).stdout, '7\n');
  });

  it('runs inside runs, too deep', () => {
    assert.deepEqual(codesOf(nested(200)), ['E0330']);
  });

  it('a list of 200,000 blocks', () => {
    const { stdout } = runProgram(
      'limit.rw',
      `type Node struct { next: *Node }
       fn list(n: i32) *Node { head: *Node; for i in 0..n { head = heap Node{head}; } return head; }
       LIST :: #run list(200_000);
       fn main() {
           count := 0;
           node := LIST;
           while node != nil { count += 1; node = node.next; }
           print("{}\\n", count);
       }`,
    );
    assert.equal(stdout, '200000\n');
  });

  it('an array of a million elements by value, and eight million through a slice', () => {
    const { stdout } = runProgram(
      'limit.rw',
      `fn array() [1_000_000]i32 { xs: [1_000_000]i32; xs[999_999] = 5; return xs; }
       fn slice() []i64 { xs := make(i64, 8_000_000); xs[7_999_999] = 6; return xs; }
       ARRAY :: #run array();
       SLICE :: #run slice();
       fn main() { print("{} {}\\n", ARRAY[999_999], SLICE[7_999_999]); }`,
    );
    assert.equal(stdout, '5 6\n');
  });

  it('as many steps as are allowed, and no more', () => {
    const text = 'fn f() i32 { n := 0; for i in 0..1000 { n += 1; } return n; } N :: #run f(); fn main() {}';
    const ran = compile(new SourceFile('limit.rw', text)).runs[0]?.steps ?? 0;
    assert.ok(ran > 1000);
    const allowed = (steps: number): string[] =>
      compile(new SourceFile('limit.rw', text), { steps }).diagnostics.map(({ code }) => code);
    assert.deepEqual(allowed(ran), []);
    assert.deepEqual(allowed(ran - 1), ['E0603']);
  });

  it('what fits into its memory', () => {
    const text = (bytes: number): string =>
      `fn f() i64 { xs := make(i8, ${bytes}); return xs.count; } N :: #run f(); fn main() { print("{}\\n", N); }`;
    assert.equal(runProgram('limit.rw', text(150_000_000)).stdout, '150000000\n');
    const { diagnostics } = compile(new SourceFile('limit.rw', text(260_000_000)));
    assert.deepEqual(
      diagnostics.map(({ message }) => message),
      ['this `#run` trapped: out of memory: 260000000 bytes asked for'],
    );
  });
});
