// A person at a terminal: keys go in, and what they would see comes out.
import assert from 'node:assert/strict';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { Conversation } from '../../../language/cli/debug/conversation';
import { talk } from '../../../language/cli/debug/lines';
import { openDialogue } from '../../../language/cli/debug/opening';
import { Screen } from '../../../language/cli/debug/terminal';

const CTRL_C = '\u0003';
const CTRL_D = '\u0004';
const ENDLESS = 'fn main() {\n    counter := 0;\n    while true {\n        counter += 1;\n    }\n}\n';
const MEBIBYTE = 1024 * 1024;

/** Without the sequences that move the cursor. */
function plain(text: string): string {
  // eslint-disable-next-line no-control-regex
  return text.replace(/\u001b\[[0-9;]*[A-Za-z]/g, '').replace(/\r/g, '');
}

/** A terminal whose keys are given by the test. */
class Keyboard {
  private readonly input = new PassThrough();
  private readonly output = new PassThrough();
  private seen = '';
  /** Settles when the conversation is over. */
  readonly over: Promise<void>;

  constructor(text: string) {
    this.output.on('data', (bytes: Buffer) => (this.seen += plain(bytes.toString())));
    const screen = new Screen({ write: (more) => this.output.write(more), color: false });
    const file = join(mkdtempSync(join(tmpdir(), 'ropewalk-talk-')), 'endless.rw');
    writeFileSync(file, text);
    const size = { memoryLimit: 16 * MEBIBYTE, historyBudget: 64 * MEBIBYTE };
    const opened = openDialogue({ file, programArguments: [], ...size }, screen);
    assert.ok(opened.ok);
    this.over = talk(new Conversation(opened.dialogue), { input: this.input, output: this.output });
    void this.over.then(() => opened.dialogue.end());
  }

  type(keys: string): void {
    // One by one: what comes all at once is taken for pasted text, in which Tab is Tab.
    for (const key of keys) this.input.write(key);
  }

  /** Waits until something new is seen. */
  async see(pattern: RegExp): Promise<void> {
    const start = Date.now();
    for (;;) {
      const match = pattern.exec(this.seen);
      if (match) {
        this.seen = this.seen.slice(match.index + match[0].length);
        return;
      }
      assert.ok(Date.now() - start < 10_000, `${String(pattern)} is not in ${JSON.stringify(this.seen)}`);
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  }
}

describe('a person at the terminal', () => {
  it('pauses a running program by Ctrl-C, looks, goes back and quits', async () => {
    const person = new Keyboard(ENDLESS);
    await person.see(/\(ropewalk\) $/);
    person.type('run\r');
    await new Promise((resolve) => setTimeout(resolve, 50));
    person.type(CTRL_C);
    await person.see(/Paused\.\nmain at endless\.rw:[345][^]*\(ropewalk\) $/);
    person.type('print counter > 0\r');
    await person.see(/counter > 0 = true\n/);
    person.type('goto start\r');
    await person.see(/\[t=1, backwards\]\n/);
    person.type('quit\r');
    await person.over;
  });

  it('completes commands and names by Tab, and repeats by an empty line', async () => {
    const person = new Keyboard(ENDLESS);
    person.type('tbr\t4\r');
    await person.see(/Temporary breakpoint 1: endless\.rw:4\n/);
    person.type('run\r');
    await person.see(/\[t=\d+\]\n/);
    person.type('print coun\t\r');
    await person.see(/counter = 0\n/);
    person.type('next\r');
    await person.see(/ 3 .*\[t=\d+\]\n/);
    person.type('\r');
    await person.see(/ 4 .*\[t=\d+\]\n/);
    person.type(CTRL_D);
    await person.over;
  });

  it('gives up a line by Ctrl-C', async () => {
    const person = new Keyboard(ENDLESS);
    person.type('fly me');
    person.type(CTRL_C);
    await person.see(/`quit` ends the debugger/);
    person.type('print 1\r');
    await person.see(/1 = 1\n/);
    person.type(CTRL_D);
    await person.over;
  });
});
