// A program that reads: it waits for its input, can be paused meanwhile, and reads the same again when it
// has been taken back.
import assert from 'node:assert/strict';
import { SourceFile } from '../../language/syntax/source';
import type { Host } from '../../language/interpreter/host';
import { Session } from './session';

const PROGRAM = `fn read(fd: i32, to: *none, count: i64) i64;

fn main() {
    buffer: [8]i8;
    n := read(0, &buffer, 8);
    m := read(0, &buffer[4], 4);
    print("{} {} {}\\n", n, m, buffer[..]);
}
`;

/** Input that comes when the test says so. */
class LateInput implements Pick<Host, 'read' | 'whenReadable'> {
  asked = 0;
  private waiting: Uint8Array[] = [];
  private wake: () => void = () => undefined;

  read(): Uint8Array | 'end' | 'wait' {
    this.asked++;
    return this.waiting.shift() ?? 'wait';
  }
  whenReadable(): Promise<void> {
    return new Promise((resolve) => (this.wake = resolve));
  }
  type(text: string): void {
    this.waiting.push(new TextEncoder().encode(text));
    this.wake();
  }
}

function reading(): { s: Session; input: LateInput } {
  const input = new LateInput();
  const host: Host = {
    write: () => undefined,
    read: () => input.read(),
    whenReadable: () => input.whenReadable(),
    now: () => 0n,
    monotonic: () => 0n,
    arguments: [],
  };
  return { s: new Session(new SourceFile('reads.rw', PROGRAM), {}, host), input };
}

const soon = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

describe('a program that reads', () => {
  it('waits, can be paused and stepped back, and goes on when there is input', async () => {
    const { s, input } = reading();
    await s.start();
    let running = s.go();
    await soon(20);
    assert.equal(s.debugger.state, 'running');
    s.debugger.pause();
    assert.equal(await running, 'pause main:5');
    const value = s.value('read(0, &buffer, 8)');
    await soon(10);
    s.debugger.pause();
    assert.equal(await value, 'refused: it was cancelled');
    assert.equal(await s.step('over', 'backward'), 'step main:4');
    running = s.go();
    await soon(10);
    input.type('abc');
    await soon(10);
    input.type('defg');
    assert.equal(await running, 'end main:8 0');
    assert.equal(s.output, '3 4 abc\0defg\n'.replace('\\0', '\0'));
    const { asked } = input;
    await s.told(s.debugger.restart());
    assert.equal(await s.go(), 'end main:8 0');
    assert.equal(input.asked, asked, 'what was read is not asked for again');
    assert.equal(s.locals().includes('n=3'), true);
  });
});
