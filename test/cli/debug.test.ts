// `ropewalk debug` as a process: where its commands come from, and its exit code.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ropewalk } from './command';

const FIB = 'test/fixtures/dialogues/fib.rw';

describe('ropewalk debug', () => {
  let folder: string;
  before(() => (folder = mkdtempSync(join(tmpdir(), 'ropewalk-debug-'))));
  after(() => rmSync(folder, { recursive: true }));

  const file = (text: string, name: string): string => {
    const path = join(folder, name);
    writeFileSync(path, text);
    return path;
  };

  it('takes its commands from a script, and echoes them', () => {
    const script = file('# twice the same\nstart\n\nnext\nquit\nprint 1\n', 'script');
    assert.deepEqual(ropewalk(['debug', FIB, '--script', script]), {
      stdout:
        '(ropewalk) start\nTemporary breakpoint 1, main at fib.rw:20\n   20      total := 0;   [t=1]\n' +
        '(ropewalk) next\n   21      for i in 0..5 {   [t=2]\n' +
        '(ropewalk) quit\n',
      stderr: '',
      code: 0,
    });
  });

  it('takes them from a pipe as well', () => {
    const { stdout, code } = ropewalk(['debug', FIB], 'break 28\nrun\nprint total\n');
    assert.match(stdout, /\(ropewalk\) print total\ntotal = 7\n$/);
    assert.equal(code, 0);
  });

  it('tells by its exit code that a command could not be done', () => {
    const { stdout, code } = ropewalk(['debug', FIB], 'fly\nstart\n');
    assert.match(stdout, /no command `fly`[^]*\[t=1\]\n$/);
    assert.equal(code, 1);
  });

  it('gives the program its arguments’ place and its input', () => {
    const input = file('a\nb\nc\n', 'input');
    const { stdout } = ropewalk(
      ['debug', 'test/fixtures/dialogues/input.rw', '--stdin', input, '--', 'x'],
      'run\n',
    );
    assert.match(stdout, /^3 lines$/m);
  });

  it('shows what does not compile', () => {
    const { stdout, stderr, code } = ropewalk(['debug', file('fn main() { x; }', 'wrong.rw')], 'run\n');
    assert.equal(stdout, '');
    assert.match(stderr, /wrong\.rw:1:13: error: /);
    assert.equal(code, 1);
  });

  it('says which file it cannot read', () => {
    for (const option of ['--script', '--stdin']) {
      const { stderr, code } = ropewalk(['debug', FIB, option, join(folder, 'none')]);
      assert.match(stderr, /^ropewalk: cannot read .*none: there is no such file\n$/);
      assert.equal(code, 1);
    }
  });
});
