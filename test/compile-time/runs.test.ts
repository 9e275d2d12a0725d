// What is left of a run besides its value: what it printed, the calls of one that failed, and its record.
import assert from 'node:assert/strict';
import { compile, type Compiled } from '../../language/compile';
import { SourceFile } from '../../language/syntax/source';

interface Run {
  readonly compiled: Compiled;
  readonly printed: string;
}

function compileText(text: string, steps?: number, memoryCheck = false): Run {
  let printed = '';
  const write = (bytes: Uint8Array): void => void (printed += Buffer.from(bytes).toString());
  const compiled = compile(new SourceFile('test.rw', text), { write, steps, memoryCheck });
  return { compiled, printed };
}

/** The calls that the only error shows, innermost first. */
function callsOf({ compiled }: Run): string[] {
  assert.equal(compiled.diagnostics.length, 1);
  return compiled.diagnostics
    .flatMap((d) => d.labels)
    .map(({ message, span }) => {
      return `${message}, line ${span.source.position(span.start).line}`;
    });
}

describe('runs while compiling', () => {
  it('print once each, in the order in which they are needed', () => {
    const { printed } = compileText(`
      #run print("statement {}\\n", A);
      fn f(n: i32) i32 { print("f {}\\n", n); return n; }
      A :: #run f(B + 1);
      B :: #run f(1);
      fn main() { #run print("main\\n"); x := #run f(9) + A + B; }`);
    assert.equal(printed, 'f 1\nf 2\nstatement 2\nmain\nf 9\n');
  });

  it('name the calls that were under way at a trap, from inside the library too', () => {
    const run = compileText(`
      fn outer() i32 { return inner(0) + 1; }
      fn inner(n: i32) i32 {
          free(cast(*none) 99);
          return 1 / n;
      }
      A :: #run outer();
      fn main() {}`);
    assert.deepEqual(callsOf(run), ['in `inner`, line 4', 'in `outer`, line 2']);
  });

  it('name the calls that were under way when the steps were used up', () => {
    const run = compileText(
      'fn f(n: i32) i32 {\n  while n > 0 {}\n  return f(n + 1);\n}\nA :: #run f(0);\nfn main() {}',
      1000,
    );
    assert.deepEqual(callsOf(run), ['in `f`, line 2', 'in `f`, line 3']);
  });

  it('use the heap rightly where the memory is checked, one after the other', () => {
    const text = `
      fn stale(n: i64) i64 {
          p := heap n;
          if n == 3 { free(p); }
          return p^;
      }
      A :: #run stale(1);
      B :: #run stale(A + 1) + #run stale(4);
      C :: #run stale(B - 3);
      D :: #run stale(5);
      fn main() {}`;
    assert.ok(compileText(text).compiled.ok);
    const run = compileText(text, undefined, true);
    assert.deepEqual(callsOf(run), ['in `stale`, line 5']);
    assert.match(run.compiled.diagnostics[0]?.message ?? '', /trapped: use after free: read of 8 bytes/);
  });

  it('show the two ends of a very long stack', () => {
    const run = compileText('fn f(n: i64) i64 {\n  return f(n + 1) + 1;\n}\nA :: #run f(0);\nfn main() {}');
    const calls = callsOf(run);
    assert.equal(calls.length, 10);
    assert.match(calls[8] as string, /^[0-9 ]+ calls further out, in `f`, line 2$/);
  });

  it('are recorded in the order in which they ended', () => {
    const { compiled } = compileText(`
      A :: #run outer();
      fn outer() i32 { return #run inner() + 1; }
      fn inner() i32 { return 1; }
      B :: #run bad(5);
      fn bad(i: i32) i32 { xs: [2]i32; return xs[i]; }
      fn main() {}`);
    const lines = compiled.runs.map(({ span, succeeded }) => ({
      line: span.source.position(span.start).line,
      succeeded,
    }));
    assert.deepEqual(lines, [
      { line: 3, succeeded: true },
      { line: 2, succeeded: true },
      { line: 5, succeeded: false },
    ]);
  });

  it('lower nothing that they do not need', () => {
    const { compiled } = compileText(`
      A :: #run f();
      fn f() i32 { return 1; }
      fn g() { print("{} {}\\n", 1.5, table); }
      table: [1000]i32;
      fn main() { g(); }`);
    const [run] = compiled.runs;
    assert.deepEqual(
      run?.program.functions.map((fn) => fn.name),
      ['start', 'compile time, #run at test.rw:2', 'f'],
    );
    // The result, and the context.
    assert.equal(run?.program.globals.size, 8 + (run?.program.context?.size ?? 0));
  });
});
