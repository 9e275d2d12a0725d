// The adapter as a process: over real standard input and output, and over TCP.
import assert from 'node:assert/strict';
import type { ChildProcess } from 'node:child_process';
import { commandLine } from '../../adapter/node/command-line';
import { initialize, programFile } from './conversation';
import { exitOf, overStdio, overTcp, spawnAdapter } from './transports';

const HELLO = 'fn main() i32 {\n    print("hello\\n");\n    return 4;\n}\n';
const ENDLESS = 'fn main() {\n    while true { }\n}\n';

async function run(client: ReturnType<typeof overStdio>['client'], program: string): Promise<void> {
  await initialize(client);
  await client.ask('launch', { program });
  await client.ask('configurationDone');
}

/** The port that an adapter says it listens on. */
function portOf(child: ChildProcess): Promise<number> {
  return new Promise((resolve) => {
    let said = '';
    child.stderr?.on('data', (text) => {
      said += String(text);
      const found = /listening on 127\.0\.0\.1:(\d+)/.exec(said);
      if (found) resolve(Number(found[1]));
    });
  });
}

describe('adapter: as a process', function () {
  this.slow(5000);

  it('debugs over standard input and output, and exits after disconnect', async () => {
    const { client, exit } = overStdio();
    await run(client, programFile(HELLO));
    assert.equal(await client.output('stdout'), 'hello\n');
    assert.equal((await client.event('stopped')).reason, 'end');
    await client.ask('continue', { threadId: 1 });
    assert.deepEqual(await client.event('exited'), { exitCode: 4 });
    await client.event('terminated');
    await client.ask('disconnect');
    assert.equal(await exit, 0);
  });

  it('exits when its client vanishes, whatever runs', async () => {
    const { process: child, client, exit } = overStdio();
    await run(client, programFile(ENDLESS));
    child.stdin?.destroy();
    child.stdout?.destroy();
    assert.equal(await exit, 0);
  });

  it('exits on bytes that are no messages', async () => {
    const { process: child, client, exit } = overStdio();
    child.stdin?.write('GET / HTTP/1.1\r\nHost: x\r\n\r\n');
    await client.event('output');
    assert.equal(await exit, 0);
  });

  it('serves several clients on a port, each with its own session', async () => {
    const child = spawnAdapter('--port', '0');
    try {
      const port = await portOf(child);
      const first = overTcp(port);
      const second = overTcp(port);
      await run(first.client, programFile(ENDLESS));
      await run(second.client, programFile(HELLO));
      assert.equal(await second.client.output('stdout'), 'hello\n');
      await second.client.event('stopped');
      second.socket.destroy();
      await first.client.ask('pause', { threadId: 1 });
      await first.client.event('stopped');
      await first.client.ask('disconnect');
      await new Promise((resolve) => first.socket.on('close', resolve));
      const third = overTcp(port);
      await initialize(third.client);
      third.socket.destroy();
    } finally {
      child.kill();
      await exitOf(child);
    }
  });

  it('understands its arguments', () => {
    assert.deepEqual(commandLine([]), { kind: 'stdio' });
    assert.deepEqual(commandLine(['--port', '4711']), { kind: 'port', port: 4711 });
    assert.deepEqual(commandLine(['--port=0']), { kind: 'port', port: 0 });
    assert.deepEqual(commandLine(['--version']), { kind: 'version' });
    for (const wrong of [['--port'], ['--port', 'x'], ['--port', '70000'], ['--port', '1', '2'], ['x']]) {
      assert.equal(commandLine(wrong).kind, 'wrong', wrong.join(' '));
    }
  });
});
