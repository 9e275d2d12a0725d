// `run` begins the program as its files are then: the main one and all that it imports.
import assert from 'node:assert/strict';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Conversation } from '../../../language/cli/debug/conversation';
import { recite } from '../../../language/cli/debug/lines';
import { openDialogue } from '../../../language/cli/debug/opening';
import { Screen } from '../../../language/cli/debug/terminal';

const MEBIBYTE = 1024 * 1024;
const MAIN = 'import a "a.rw";\nfn main() {\n    print("{}\\n", a.f());\n}\n';

/** A program of two files, and a conversation about it. */
function opened() {
  const folder = mkdtempSync(join(tmpdir(), 'ropewalk-rereading-'));
  const write = (name: string, text: string): void => writeFileSync(join(folder, name), text);
  write('main.rw', MAIN);
  write('a.rw', 'fn f() i32 {\n    return 1;\n}\n');
  let text = '';
  const screen = new Screen({ write: (more) => (text += more), color: false });
  const size = { memoryLimit: 16 * MEBIBYTE, historyBudget: 16 * MEBIBYTE };
  const opening = openDialogue({ file: join(folder, 'main.rw'), programArguments: [], ...size }, screen);
  assert.ok(opening.ok);
  const conversation = new Conversation(opening.dialogue);
  const say = async (...commands: string[]): Promise<string> => {
    text = '';
    await recite(conversation, commands);
    return text;
  };
  return { write, say };
}

describe('a new run in the terminal', () => {
  it('reads the files again, and keeps the breakpoints', async () => {
    const { write, say } = opened();
    assert.match(await say('break a.rw:2', 'run', 'print 2 * 3'), /Breakpoint 1, a.f at a.rw:2/);
    write('a.rw', '-- A line more.\nfn f() i32 {\n    x := 40;\n    return x + 2;\n}\n');
    write('main.rw', `-- A line more.\n${MAIN}`);
    const shown = await say('run', 'list', 'next', 'print x', 'finish', 'continue');
    assert.match(shown, /Breakpoint 1, a.f at a.rw:3/);
    assert.match(shown, /x = 40/);
    assert.match(shown, /main at main.rw:4/);
    assert.match(shown, /^42$/m);
  });

  it('keeps the old run when the files have errors', async () => {
    const { write, say } = opened();
    await say('break a.f', 'run');
    write('a.rw', 'fn f() i32 { return "x"; }\n');
    const shown = await say('run', 'backtrace');
    assert.match(shown, /a.rw:1:21: error: /);
    assert.match(shown, /not begun anew/);
    assert.match(shown, /#0 {2}a.f at a.rw:2/);
  });
});
