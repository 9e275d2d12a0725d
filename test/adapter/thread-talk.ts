// A conversation about a program with threads: stops, and where each thread stands.
import assert from 'node:assert/strict';
import { launch } from '../../language/debugger/launch';
import { launched, lineOf } from './conversation';
import type { Body, DapClient } from './dap-client';

export const BANK = `m: mutex;
total: i64;

fn add(n: i64) i64 {
    total += n;                                  -- bp: add
    return total;                                -- bp: added
}

fn worker(id: i64) {
    mine := id * 10;                             -- bp: worker
    for i in 0..3 {
        #sync(m) { mine += add(id); }            -- bp: sync
        yield();
    }
    print("{} done\\n", id);
}

fn main() {
    a := #async worker(1);                       -- bp: start
    b := #async worker(2);                       -- bp: start again
    join(a);                                     -- bp: join
    join(b);
    print("{}\\n", total);                        -- bp: end
}
`;

const LIBRARY = ['join', 'yield', 'rt_lock'];

interface Frame {
  readonly id: number;
  readonly name: string;
  readonly line: number;
}

export class ThreadTalk {
  private constructor(
    readonly client: DapClient,
    readonly program: string,
    private readonly text: string,
  ) {}

  /** Launched, with breakpoints at these marks. */
  static async with(text: string, attributes: object = {}): Promise<ThreadTalk> {
    const { client, program } = await launched(launch, text, attributes);
    return new ThreadTalk(client, program, text);
  }

  /** @param condition of all of them */
  async breakAt(marks: readonly string[], condition?: string): Promise<void> {
    const breakpoints = marks.map((mark) => ({ line: lineOf(this.text, mark), condition }));
    await this.client.ask('setBreakpoints', { source: { path: this.program }, breakpoints });
  }

  async start(): Promise<Body> {
    await this.client.ask('configurationDone');
    return this.stop();
  }

  async move(command: string, threadId: number, more: object = {}): Promise<Body> {
    await this.client.ask(command, { threadId, ...more });
    if (command.startsWith('ropewalk/')) await this.client.event('continued');
    return this.stop();
  }

  /** The next stop, behind whatever the program prints. */
  private async stop(): Promise<Body> {
    await this.client.output('stdout');
    const stop = await this.client.event('stopped');
    assert.equal(stop.allThreadsStopped, true);
    return stop;
  }

  async threads(): Promise<string[]> {
    const { threads } = await this.client.ask('threads');
    return threads.map(({ id, name }: { id: number; name: string }) => `${id} ${name}`);
  }

  async stack(threadId: number): Promise<Frame[]> {
    return (await this.client.ask('stackTrace', { threadId })).stackFrames;
  }

  /** Where a thread stands: function and mark, or line, of its innermost frame that is the user's. */
  async place(threadId: number): Promise<string> {
    const [frame] = (await this.stack(threadId)).filter(({ name }) => !LIBRARY.includes(name));
    const line = this.text.split('\n')[(frame?.line ?? 1) - 1] ?? '';
    return `${frame?.name} ${/-- bp: (.*)$/.exec(line)?.[1] ?? frame?.line}`;
  }

  async evaluate(expression: string, frameId: number): Promise<string> {
    return String((await this.client.ask('evaluate', { expression, frameId })).result);
  }
}
