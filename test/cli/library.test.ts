// The library's way to the outside world, as processes: files of a disk, arguments, the environment.
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ropewalk } from './command';

const PROGRAM = `
import io "std/io.rw";
fn main() {
    list := io.arguments();
    folder := list[0];
    print("{} {}\\n", list[1..], io.environment("ROPEWALK_TEST"));
    print("{} {}\\n", io.exists(folder), io.read_file(folder));
    path := list[1];
    print("{} {}\\n", io.write_file(path, "one\\ntwo"), io.append_file(path, "\\n\\xFF\\0"));
    text := io.read_file(path);
    print("{} {}\\n", text.ok.count, io.exists(path));
    print("{} {}\\n", io.read_file("/no/such/file"), io.write_file("/no/such/file", ""));
    print("{}\\n", io.append_file(folder, "text"));
    line := io.read_line();
    while line is ok { print("<{}>", line.ok); line = io.read_line(); }
    io.write_error("done\\n");
    io.exit(7);
}`;

const EXPECTED = (path: string): string => `[${path}, -x, ] ok(set)
true error(it is a folder)
ok(7) ok(3)
10 true
error(no such file) error(no such file)
error(it is a folder)
<a><b>`;

describe('the library on the command line', () => {
  let folder: string;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'ropewalk-library-'));
    writeFileSync(join(folder, 'program.rw'), PROGRAM);
    mkdirSync(join(folder, 'folder'));
    process.env['ROPEWALK_TEST'] = 'set';
  });
  after(() => {
    rmSync(folder, { recursive: true });
    delete process.env['ROPEWALK_TEST'];
  });

  it('reaches files, arguments, environment and streams', () => {
    const out = join(folder, 'out.txt');
    const args = ['run', join(folder, 'program.rw'), join(folder, 'folder'), out, '--', '-x', ''];
    const { stdout, stderr, code } = ropewalk(args, 'a\r\nb');
    assert.equal(stdout, EXPECTED(out));
    assert.deepEqual([stderr, code], ['done\n', 7]);
    assert.deepEqual([...readFileSync(out)], [...Buffer.from('one\ntwo\n'), 0xff, 0]);
  });

  it('writes once under the debugger, however often it goes back and on again', () => {
    const out = join(folder, 'log.txt');
    const program = join(folder, 'log.rw');
    const text =
      'import io "std/io.rw";\nfn main() { for i in 0..3 { io.append_file(io.arguments()[0], "x"); } }';
    writeFileSync(program, text);
    const script = join(folder, 'script');
    writeFileSync(script, 'run\nreverse-continue\ncontinue\ngoto 20\ncontinue\n');
    const { code, stdout } = ropewalk(['debug', program, out, '--script', script]);
    assert.equal(code, 0, stdout);
    assert.equal(readFileSync(out, 'utf8'), 'xxx');
  });
});
