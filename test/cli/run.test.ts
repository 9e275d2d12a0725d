// `ropewalk run` and `ropewalk check`, as processes: exit codes, and what goes to which stream.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { version } from '../../package.json';
import { ropewalk } from './command';

describe('ropewalk', () => {
  let folder: string;
  before(() => (folder = mkdtempSync(join(tmpdir(), 'ropewalk-cli-'))));
  after(() => rmSync(folder, { recursive: true }));

  const file = (text: string | Buffer, name = 'a.rw'): string => {
    const path = join(folder, name);
    writeFileSync(path, text);
    return path;
  };

  it('runs a program, whose result is the exit code', () => {
    const path = file('fn main() i32 { print("hello {}\\n", 6 * 7); return 3; }');
    assert.deepEqual(ropewalk(['run', path]), { stdout: 'hello 42\n', stderr: '', code: 3 });
  });

  it('runs a program with warnings, unless they count as errors', () => {
    const path = file('type E enum { a, b }\nfn main() { e := E.a; switch e { case a { print("a\\n"); } } }');
    const warned = ropewalk(['run', path]);
    assert.deepEqual([warned.stdout, warned.code], ['a\n', 0]);
    assert.match(warned.stderr, /a\.rw:2:23: warning: this `switch` misses the tag b/);
    assert.equal(ropewalk(['check', path]).code, 0);
    for (const command of ['run', 'check']) {
      const refused = ropewalk([command, '--warnings-as-errors', path]);
      assert.deepEqual([refused.stdout, refused.code], ['', 1]);
      assert.match(refused.stderr, /ropewalk: 1 warning counts as an error\n$/);
    }
  });

  it('prints what is printed while compiling to standard error', () => {
    const path = file('#run print("compiling\\n");\nfn main() { print("running\\n"); }');
    assert.deepEqual(ropewalk(['run', path]), { stdout: 'running\n', stderr: 'compiling\n', code: 0 });
    assert.deepEqual(ropewalk(['check', path]), { stdout: '', stderr: 'compiling\n', code: 0 });
  });

  it('gives up what takes too long while compiling', () => {
    const path = file('fn f() { while true {} }\n#run f();\nfn main() {}');
    for (const command of ['run', 'check']) {
      const { stderr, code } = ropewalk([command, '--compile-steps=1000', path]);
      assert.equal(code, 1);
      assert.match(stderr, /a\.rw:2:1: error: this `#run` took more than 1 000 steps\n/);
      assert.match(stderr, /note: in `f`\n {3}\S+a\.rw:1:16\n/);
    }
  });

  it('gives the program its input', () => {
    const path = file(`
      fn getchar() i32;
      fn main() {
          count := 0;
          while getchar() >= 0 { count += 1; }
          print("{}\\n", count);
      }`);
    assert.equal(ropewalk(['run', path], 'x'.repeat(100_000)).stdout, '100000\n');
    assert.equal(ropewalk(['run', path], '').stdout, '0\n');
  });

  it('loses no output, however much there is', () => {
    const path = file('fn main() { for i in 0..100000 { print("{}\\n", i); } }');
    const { stdout, code } = ropewalk(['run', path]);
    assert.equal(code, 0);
    assert.equal(stdout.split('\n').length, 100_001);
  });

  it('tells a trap with its place and the stack, behind the output', () => {
    const path = file(
      'fn f(xs: []i32) {\n    xs[7] = 1;\n}\nfn main() {\n    print("before\\n");\n    f(make(i32, 3));\n}\n',
    );
    const { stdout, stderr, code } = ropewalk(['run', path]);
    assert.equal(code, 134);
    assert.equal(stdout, 'before\n');
    assert.equal(
      stderr,
      `${path}:2:5: trap: index 7 out of bounds for length 3\n` +
        `    2 |     xs[7] = 1;\n` +
        `      |     ^^^^^^^^^^\n` +
        `  in f (${path}:2)\n` +
        `  in main (${path}:6)\n`,
    );
  });

  it('stops at a wrong use of the heap, if it is told to look', () => {
    const path = file(
      'fn main() i32 {\n    p := heap 7;\n    free(p);\n    print("before\\n");\n    return p^;\n}\n',
    );
    assert.equal(ropewalk(['run', path]).stdout, 'before\n');
    const { stdout, stderr, code } = ropewalk(['run', '--memory-check', path]);
    assert.deepEqual([stdout, code], ['before\n', 134]);
    assert.equal(
      stderr,
      `${path}:5:5: trap: use after free: read of 4 bytes, at the beginning of a freed block of 4 bytes\n` +
        `    5 |     return p^;\n` +
        `      |     ^^^^^^^^^^\n` +
        `  in main (${path}:5)\n` +
        `  the block was allocated in main (${path}:2)\n` +
        `  the block was freed in main (${path}:3)\n`,
    );
  });

  it('tells a trap after reading input', () => {
    const path = file(
      'fn getchar() i32;\nfn main() i32 {\n    a := getchar();\n    return 1 / (getchar() - a);\n}\n',
    );
    const { stderr, code } = ropewalk(['run', path], 'xx');
    assert.equal(code, 134);
    assert.match(stderr, /:4:\d+: trap: division by zero\n/);
  });

  it('shortens the stack of a deep recursion', () => {
    const path = file('fn deep(n: i32) i32 { return deep(n + 1) + 1; }\nfn main() i32 { return deep(0); }\n');
    const { stderr, code } = ropewalk(['run', path, '--memory', '8']);
    assert.equal(code, 134);
    assert.match(stderr, /trap: stack overflow/);
    assert.match(stderr, /… \d+ more …/);
    assert.ok(stderr.split('\n').length < 40);
  });

  it('shows what does not compile, and nothing of itself', () => {
    const path = file('fn main() {\n    x: i32 = "a";\n}\n');
    for (const command of ['run', 'check']) {
      const { stdout, stderr, code } = ropewalk([command, path]);
      assert.equal(code, 1);
      assert.equal(stdout, '');
      assert.match(stderr, /a\.rw:2:14: error: /);
      assert.doesNotMatch(stderr, /\.js:|\.ts:/);
    }
  });

  it('checks without running', () => {
    const path = file('fn main() { print("no\\n"); }');
    assert.deepEqual(ropewalk(['check', path]), { stdout: '', stderr: '', code: 0 });
  });

  it('says why a file cannot be read', () => {
    const cases: [string, RegExp][] = [
      [join(folder, 'none.rw'), /there is no such file/],
      [folder, /it is a folder/],
      [file('fn main\0', 'zero.rw'), /it is not a text file/],
      [file(Buffer.from([0x2d, 0x2d, 0xff, 0xfe]), 'latin.rw'), /not UTF-8/],
    ];
    for (const [path, message] of cases) {
      const { stderr, code } = ropewalk(['run', path]);
      assert.equal(code, 1);
      assert.match(stderr, message);
      assert.equal(stderr.split('\n').length, 2, stderr);
    }
  });

  it('needs a right command line', () => {
    const { stderr, code } = ropewalk(['walk']);
    assert.equal(code, 2);
    assert.match(stderr, /^ropewalk: there is no command `walk`\n\nUsage:/);
    assert.equal(ropewalk([]).code, 2);
  });

  it('tells its version and how it is used', () => {
    assert.deepEqual(ropewalk(['--version']), { stdout: `ropewalk ${version}\n`, stderr: '', code: 0 });
    assert.match(ropewalk(['--help']).stdout, /^Usage:/);
  });
});
