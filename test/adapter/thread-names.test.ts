// The list of threads over the protocol: what a client shows of each must tell them apart.
import assert from 'node:assert/strict';
import { launch } from '../../language/debugger/launch';
import { launched } from './conversation';
import type { DapClient } from './dap-client';

const TEXT = `total: i64;

fn worker(n: i64) {
    total += n;
}

fn main() {
    a := #async worker(1);
    b := #async worker(2);
    join(a);
    join(b);
}
`;

async function stopsAt(line: number, text = TEXT): Promise<DapClient> {
  const { client, program } = await launched(launch, text);
  await client.ask('setBreakpoints', { source: { path: program }, breakpoints: [{ line }] });
  await client.ask('configurationDone');
  await client.event('stopped');
  return client;
}

async function names(client: DapClient): Promise<string[]> {
  const { threads } = await client.ask('threads');
  return threads.map(({ name }: { name: string }) => name);
}

describe('adapter: the list of threads', () => {
  it('tells them apart by their numbers, with what each waits for', async () => {
    const client = await stopsAt(4);
    assert.deepEqual(await names(client), [
      'main (waits for the end of thread 2)',
      'worker #2',
      'worker #3 (not begun)',
    ]);
  });

  it('says which have not begun: these have no frames yet, and begin when they are stepped', async () => {
    const client = await stopsAt(4);
    assert.deepEqual((await client.ask('stackTrace', { threadId: 3 })).stackFrames, []);
    await client.ask('next', { threadId: 3 });
    const stop = await client.event('stopped');
    assert.equal(stop.threadId, 3);
    const { stackFrames } = await client.ask('stackTrace', { threadId: 3 });
    assert.deepEqual([stackFrames[0].name, stackFrames[0].line], ['worker', 4]);
  });

  it('needs no number for one that is alone', async () => {
    const client = await stopsAt(2, 'fn main() {\n    print("alone\\n");\n}\n');
    assert.deepEqual(await names(client), ['main']);
  });
});
