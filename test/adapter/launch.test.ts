// Launch configurations, and programs that cannot be started.
import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, truncateSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type { Launch } from '../../adapter/launcher';
import { LAUNCH_ATTRIBUTES, launchArguments } from '../../adapter/launch-arguments';
import { initialize, programFile, talk } from './conversation';
import { inMemory } from './transports';

const script = { moments: [{ line: 1 }] };

describe('adapter: launch attributes', () => {
  it('have defaults', () => {
    const args = launchArguments(
      { program: '/a/b.rw', name: 'x', request: 'launch', __sessionId: 3 },
      resolve,
    );
    assert.deepEqual(
      [args.program, args.stopOnEntry, args.stopAtEnd, args.justMyCode, args.input],
      ['/a/b.rw', false, true, true, { text: '' }],
    );
    assert.deepEqual([args.memoryLimit, args.historyBudget], [256 * 2 ** 20, 256 * 2 ** 20]);
    assert.equal(
      launchArguments({ program: 'b.rw', cwd: '/a', stdin: { file: 'in' } }, resolve).program,
      '/a/b.rw',
    );
    assert.equal(launchArguments({ program: '/a.rw', noDebug: true }, resolve).stopAtEnd, false);
  });

  it('of a wrong kind are told by name', async () => {
    const { client, program } = talk(script);
    await initialize(client);
    const wrong: [object, RegExp][] = [
      [{}, /`program` must be the path of a \.rw file/],
      [{ program: 5 }, /`program` must be/],
      [{ program: '' }, /`program` must be/],
      [{ program: 'a\0b' }, /`program` must be/],
      [{ program, args: 'x' }, /`args` must be a list of strings/],
      [{ program, args: [1] }, /`args` must be a list of strings/],
      [{ program, cwd: 5 }, /`cwd` must be the path of a folder/],
      [{ program, env: { A: 1 } }, /`env\.A` must be a string or null/],
      [{ program, stdin: 5 }, /`stdin` must be a text/],
      [{ program, stdin: { path: 'x' } }, /`stdin` must be a text/],
      [{ program, stopOnEntry: 'yes' }, /`stopOnEntry` must be true or false/],
      [{ program, memoryLimit: -1 }, /`memoryLimit` must be a number of MiB from 1 to/],
      [{ program, memoryLimit: '1' }, /`memoryLimit` must be/],
      [{ program, historyBudget: 1e12 }, /`historyBudget` must be/],
    ];
    for (const [args, message] of wrong) assert.match(await client.askInVain('launch', args), message);
    await client.ask('launch', { program });
  });

  it('are all described in the documentation', () => {
    const text = readFileSync(join(__dirname, '..', '..', 'docs', 'adapter.md'), 'utf8');
    for (const name of LAUNCH_ATTRIBUTES) assert.match(text, new RegExp(`\\| \`${name}\` `), name);
  });
});

describe('adapter: programs that cannot be started', () => {
  it('say why', async () => {
    const { client, program } = talk(script);
    const folder = dirname(program);
    const huge = programFile('', 'huge.rw');
    truncateSync(huge, 100 * 1024 * 1024);
    mkdirSync(join(folder, 'folder.rw'));
    await initialize(client);
    const wrong: [string, RegExp][] = [
      [join(folder, 'none.rw'), /there is no such file/],
      [join(program, 'x.rw'), /not a folder/],
      [join(folder, 'folder.rw'), /it is a folder/],
      ['/dev/null', /not a regular file/],
      [programFile('a\0b', 'zero.rw'), /not a text file/],
      [huge, /100 MiB, more than the 16 MiB/],
      [`/${'x'.repeat(5000)}`, /its name is too long/],
    ];
    for (const [path, message] of wrong)
      assert.match(await client.askInVain('launch', { program: path }), message);
    assert.match(
      await client.askInVain('launch', { program, stdin: { file: 'none' } }),
      /none: there is no such file/,
    );
    await client.ask('launch', { program });
  });

  it('with errors list them with their places, and can be launched again', async () => {
    const launch: Launch = (source) => {
      const span = { source, start: 3, end: 4 };
      const error = {
        code: 'E0001',
        severity: 'error',
        span,
        message: 'expected `;`',
        hint: 'Add it.',
      } as const;
      return {
        ok: false,
        diagnostics: [
          { ...error, labels: [{ span, message: 'here' }] },
          { ...error, labels: [] },
        ],
      };
    };
    const { client } = inMemory(launch);
    const program = programFile('a\nbcd\n', 'errors.rw');
    await initialize(client);
    for (let again = 0; again < 2; again++) {
      client.send('launch', { program });
      const first = await client.event('output');
      assert.deepEqual([first.category, first.line, first.column], ['stderr', 2, 2]);
      assert.match(first.output, /errors\.rw:2:2: error: expected `;`\n/);
      assert.match(first.output, /note: here\n[^]*hint: Add it\.\n$/);
      await client.event('output');
      assert.match(
        await client.failure('launch'),
        /errors\.rw was not started: it has 2 errors\. errors\.rw:2: expected `;`/,
      );
    }
    await client.ask('disconnect');
  });
});

describe('adapter: errors', () => {
  it('have numbers of their own, all of them documented', () => {
    const read = (...path: string[]) => readFileSync(join(__dirname, '..', '..', ...path), 'utf8');
    const ids = [...read('adapter', 'errors.ts').matchAll(/new RequestError\(\s*(\d+)/g)].map(([, id]) => id);
    const rows = [...read('docs', 'adapter.md').matchAll(/^\| (\d{4}) /gm)].map(([, id]) => id);
    assert.ok(ids.length > 10);
    assert.deepEqual([...ids].sort(), rows);
  });
});
