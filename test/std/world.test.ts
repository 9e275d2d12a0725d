// std/io.rw and std/time.rw under the debugger: the outside world is asked, and changed, once, however often a program is
// gone through; and it sees the same each time.
import assert from 'node:assert/strict';
import { launch } from '../../language/debugger/launch';
import type { DebuggerApi } from '../../language/debugger/api';
import type { Files, Host } from '../../language/interpreter/host';
import { SourceFile } from '../../language/syntax/source';

/** A world that keeps account of what it is asked, and never says the same twice. */
class CountingWorld implements Files {
  readonly asked: string[] = [];
  readonly contents = new Map<string, string>();
  private ticks = 0n;

  constructor(private readonly input: string) {}

  read(path: string): Uint8Array | 'missing' {
    this.asked.push(`read ${path}`);
    const text = this.contents.get(path);
    return text === undefined ? 'missing' : Buffer.from(text);
  }
  write(path: string, bytes: Uint8Array): undefined {
    this.asked.push(`write ${path}`);
    this.contents.set(path, Buffer.from(bytes).toString());
  }
  append(path: string, bytes: Uint8Array): undefined {
    this.asked.push(`append ${path}`);
    this.contents.set(path, (this.contents.get(path) ?? '') + Buffer.from(bytes).toString());
  }
  exists(path: string): boolean {
    this.asked.push(`exists ${path}`);
    return this.contents.has(path);
  }

  host(): Host {
    let input: Uint8Array = Buffer.from(this.input);
    const tick = (what: string): bigint => {
      this.asked.push(what);
      return (this.ticks += 1000n);
    };
    return {
      write: () => undefined,
      read: (limit) => {
        if (input.length === 0) return 'end';
        const taken = input.slice(0, Math.min(limit, 3));
        input = input.subarray(taken.length);
        return taken;
      },
      whenReadable: () => Promise.resolve(),
      now: () => tick('now'),
      monotonic: () => tick('monotonic'),
      arguments: ['one', 'two words', ''],
      environment: (name) => {
        this.asked.push(`environment ${name}`);
        return name === 'HOME' ? '/home/walk' : undefined;
      },
      files: this,
    };
  }
}

const PROGRAM = `
import io "std/io.rw";
import time "std/time.rw";

count: i64;

fn main() {
    print("{}\\n", io.arguments());
    print("{} {}\\n", io.environment("HOME"), io.environment("away"));
    print("{} {}\\n", io.read_line(), io.read_line());
    print("[{}] {}\\n", io.read_all(), io.read_line());
    print("{} {}\\n", time.now(), time.monotonic());
    print("{} {}\\n", io.write_file("a", "hello"), io.append_file("a", " world"));
    text := io.read_file("a");
    print("{} {} {}\\n", text, io.exists("a"), io.exists("b"));
    print("{}\\n", io.read_file("b"));
    count += 1;
}
`;

const EXPECTED = `[one, two words, ]
ok(/home/walk) error(not set)
ok(first) ok()
[the rest
and more] error(end of input)
1000 2000
ok(5) ok(6)
ok(hello world) true false
error(no such file)
`;

interface Session {
  readonly debugged: DebuggerApi;
  readonly world: CountingWorld;
  readonly output: () => string;
}

/** @param files null for none */
function open(program: string, files?: null): Session {
  const world = new CountingWorld('first\r\n\nthe rest\nand more');
  const host = world.host();
  const output: Buffer[] = [];
  const launched = launch(
    new SourceFile('world.rw', program),
    {
      stopOnEntry: true,
      stopAtEnd: true,
      justMyCode: true,
      memoryLimit: 2 ** 24,
      historyBudget: 2 ** 24,
      arguments: [...host.arguments],
    },
    files === null ? { ...host, files: undefined } : host,
    {
      onOutput: (_stream, bytes) => output.push(Buffer.from(bytes)),
      onLog: () => undefined,
      onProgress: () => undefined,
      onBreakpointChanged: () => undefined,
    },
  );
  assert.ok(launched.ok, JSON.stringify(!launched.ok && launched.diagnostics.map((d) => d.message)));
  return { debugged: launched.debugger, world, output: () => Buffer.concat(output).toString() };
}

describe('the world around a program', () => {
  it('is asked once, and seen the same again', async () => {
    const { debugged, world, output } = open(PROGRAM);
    await debugged.start();
    await debugged.continue('forward');
    assert.equal(output(), EXPECTED);
    const { asked } = world;
    const before = [...asked];
    const { start, end } = debugged.history();
    const look = (): unknown => debugged.variables(0, 'locals').map(({ name, text }) => [name, text]);
    await debugged.goToTime(end - 20);
    const seen = look();
    world.contents.set('a', 'changed since');
    await debugged.goToTime(start);
    await debugged.continue('forward');
    for (let time = end - 20; time > start; time = Math.floor((time + start) / 2))
      await debugged.goToTime(time);
    await debugged.goToTime(end - 20);
    assert.deepEqual(look(), seen);
    assert.deepEqual(asked, before, 'nothing is asked a second time');
    assert.equal(output(), EXPECTED);
    assert.equal(world.contents.get('a'), 'changed since', 'nothing is written a second time');
    debugged.terminate();
  });

  it('is left alone by an expression that is only looked at, and changed by one that is printed', async () => {
    const program = `
      import io "std/io.rw";
      fn log(text: string) i64 { return io.append_file("log", text).ok; }
      fn main() { log("program "); print("end\\n"); }`;
    const { debugged, world } = open(program);
    await debugged.start();
    await debugged.step({ kind: 'over', direction: 'forward' });
    assert.equal(world.contents.get('log'), 'program ');
    const look = async (showsOutput: boolean): Promise<string> => {
      const found = await debugged.evaluate({ expression: 'log("look ")', frame: 0, showsOutput });
      return found.ok ? found.value.text : found.message;
    };
    assert.equal(await look(false), '5');
    assert.equal(world.contents.get('log'), 'program ');
    assert.equal(await look(true), '5');
    assert.equal(world.contents.get('log'), 'program look ');
    debugged.terminate();
  });

  it('may have no files', async () => {
    const program = `
      import io "std/io.rw";
      fn main() { print("{} {} {}\\n", io.read_file("a"), io.write_file("a", ""), io.exists("a")); }`;
    const { debugged, output } = open(program, null);
    await debugged.start();
    await debugged.continue('forward');
    const none = 'error(there are no files here)';
    assert.equal(output(), `${none} ${none} false\n`);
    debugged.terminate();
  });

  it('waits while the program sleeps, once', async () => {
    const program = `
      import time "std/time.rw";
      fn main() {
          for i in 0..3 { time.sleep(40 * time.MILLISECOND); }
          time.sleep(-1);
          print("awake\\n");
      }`;
    const { debugged, output } = open(program);
    await debugged.start();
    const begun = performance.now();
    await debugged.continue('forward');
    const slept = performance.now() - begun;
    assert.ok(slept >= 120, `it slept for ${slept} ms`);
    assert.equal(output(), 'awake\n');
    const again = performance.now();
    await debugged.continue('backward');
    await debugged.continue('forward');
    assert.ok(performance.now() - again < 100, 'it does not sleep again');
    debugged.terminate();
  });
});
