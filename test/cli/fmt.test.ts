// `ropewalk fmt`, as people run it.
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ropewalk } from './command';

describe('ropewalk fmt', () => {
  let folder: string;
  const file = (name: string, text: string): string => {
    const path = join(folder, name);
    writeFileSync(path, text);
    return path;
  };
  before(() => (folder = mkdtempSync(join(tmpdir(), 'ropewalk-fmt-'))));
  after(() => rmSync(folder, { recursive: true }));

  it('writes files in place', () => {
    const [a, b] = [file('a.rw', 'x:=1;'), file('b.rw', 'fn main(){}')];
    assert.deepEqual(ropewalk(['fmt', a, b]), { stdout: '', stderr: '', code: 0 });
    assert.equal(readFileSync(a, 'utf8'), 'x := 1;\n');
    assert.equal(readFileSync(b, 'utf8'), 'fn main() {}\n');
  });

  it('does not write a file that is well already', () => {
    const path = file('same.rw', 'x := 1;\n');
    utimesSync(path, 1000, 1000);
    assert.equal(ropewalk(['fmt', path]).code, 0);
    assert.equal(statSync(path).mtimeMs, 1_000_000);
  });

  it('only looks with --check', () => {
    const [a, b] = [file('a.rw', 'x:=1;'), file('b.rw', 'x := 1;\n')];
    const { code, stderr } = ropewalk(['fmt', '--check', a, b]);
    assert.equal(code, 1);
    assert.equal(stderr, `ropewalk: ${a} would change\n`);
    assert.equal(readFileSync(a, 'utf8'), 'x:=1;');
    assert.equal(ropewalk(['fmt', '--check', b]).code, 0);
  });

  it('formats standard input', () => {
    assert.deepEqual(ropewalk(['fmt', '-'], 'x:=1;'), { stdout: 'x := 1;\n', stderr: '', code: 0 });
  });

  it('leaves a file with syntax errors alone, and formats the others', () => {
    const [bad, good] = [file('bad.rw', 'fn f( {'), file('good.rw', 'x:=1;')];
    const { code, stderr } = ropewalk(['fmt', bad, good, join(folder, 'none.rw')]);
    assert.equal(code, 1);
    assert.match(stderr, /bad\.rw:1:\d+: error: /);
    assert.match(stderr, /bad\.rw is left as it is: it has syntax errors/);
    assert.match(stderr, /cannot read .*none\.rw: there is no such file/);
    assert.equal(readFileSync(bad, 'utf8'), 'fn f( {');
    assert.equal(readFileSync(good, 'utf8'), 'x := 1;\n');
  });
});
