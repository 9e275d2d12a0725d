// Frames, scopes, values, expressions and memory over the protocol.
import assert from 'node:assert/strict';
import { atEntry, talk } from './conversation';
import type { DapClient } from './dap-client';
import { value } from './scripted-debugger';

const list = value('list', '[0, 10, …]', { type: '[]i32', indexedChildren: 25_000, address: 4096 });
const script = {
  moments: [{ line: 1 }, { line: 2 }],
  locals: [list, value('fixed', '1', { canSet: false })],
};
const thread = { threadId: 1 };

async function scopes(client: DapClient) {
  const [frame] = (await client.ask('stackTrace', thread)).stackFrames;
  const [locals, globals] = (await client.ask('scopes', { frameId: frame.id })).scopes;
  return {
    frameId: frame.id as number,
    locals: locals.variablesReference as number,
    globals: globals.variablesReference as number,
  };
}

describe('adapter: values', () => {
  it('gives the stack in portions', async () => {
    const session = talk(script);
    await atEntry(session);
    const all = await session.client.ask('stackTrace', thread);
    assert.deepEqual(
      all.stackFrames.map((f: { name: string }) => f.name),
      ['inner', 'main'],
    );
    const page = await session.client.ask('stackTrace', {
      ...thread,
      startFrame: 1,
      levels: 5,
      format: { line: true },
    });
    assert.deepEqual([page.totalFrames, page.stackFrames.length, page.stackFrames[0].name], [2, 1, 'main:1']);
    assert.equal(page.stackFrames[0].id, all.stackFrames[1].id);
    assert.match(await session.client.askInVain('stackTrace', { threadId: 9 }), /no thread 9/);
  });

  it('gives scopes and variables of the moment of the stop', async () => {
    const session = talk(script);
    const { client } = session;
    await atEntry(session);
    const before = await scopes(client);
    await client.ask('next', thread);
    await client.event('stopped');
    const { locals, globals, frameId } = await scopes(client);
    const { variables } = await client.ask('variables', { variablesReference: locals });
    assert.deepEqual(
      variables.map((v: { name: string; value: string }) => [v.name, v.value]),
      [
        ['now', '1'],
        ['list', '[0, 10, …]'],
        ['fixed', '1'],
      ],
    );
    assert.deepEqual(
      [variables[0].type, variables[0].evaluateName, variables[0].variablesReference],
      ['i32', 'now', 0],
    );
    assert.deepEqual(variables[2].presentationHint.attributes, ['readOnly']);
    assert.equal((await client.ask('variables', { variablesReference: globals })).variables[0].name, 'total');
    assert.match(
      await client.askInVain('variables', { variablesReference: before.locals }),
      /anew at every stop/,
    );
    assert.match(await client.askInVain('scopes', { frameId: before.frameId }), /no frame/);
    assert.notEqual(frameId, before.frameId);
  });

  it('gives children in pages, and never more than it can', async () => {
    const session = talk(script);
    const { client } = session;
    await atEntry(session);
    const { locals } = await scopes(client);
    const { variables } = await client.ask('variables', { variablesReference: locals });
    const { variablesReference, indexedVariables, memoryReference } = variables[1];
    assert.deepEqual([indexedVariables, memoryReference], [25_000, '0x1000']);
    const names = async (args: object) =>
      (await client.ask('variables', { variablesReference, ...args })).variables.map(
        (v: { name: string }) => v.name,
      );
    assert.deepEqual(await names({ filter: 'indexed', start: 3, count: 2 }), ['[3]', '[4]']);
    assert.deepEqual(await names({ filter: 'named' }), []);
    assert.deepEqual(await names({ start: 24_999, count: 10 }), ['[24999]']);
    assert.deepEqual(await names({ start: 2_000_000_000, count: 10 }), []);
    const all = await client.ask('variables', { variablesReference });
    assert.equal(all.variables.length, 10_001);
    assert.match(all.variables[10_000].value, /15000 more/);
  });

  it('formats in hexadecimal', async () => {
    const session = talk({ moments: Array.from({ length: 20 }, () => ({ line: 1 })) });
    await atEntry(session);
    await session.client.ask('ropewalk/goToTime', { time: 15 });
    await session.client.event('continued');
    await session.client.event('stopped');
    const { locals } = await scopes(session.client);
    const { variables } = await session.client.ask('variables', {
      variablesReference: locals,
      format: { hex: true },
    });
    assert.equal(variables[0].value, '0xf');
  });

  it('sets variables, elements and expressions', async () => {
    const session = talk(script);
    const { client, calls } = session;
    await atEntry(session, { supportsInvalidatedEvent: true, supportsMemoryEvent: true });
    const { locals, frameId } = await scopes(client);
    assert.equal(
      (await client.ask('setVariable', { variablesReference: locals, name: 'now', value: '5' })).value,
      '5',
    );
    assert.deepEqual((await client.event('invalidated')).areas, ['variables']);
    assert.deepEqual(await client.event('memory'), { memoryReference: '0x40', offset: 0, count: 4 });
    const { variables } = await client.ask('variables', { variablesReference: locals });
    const element = { variablesReference: variables[1].variablesReference, name: '[7]', value: '1' };
    await client.ask('setVariable', element);
    await client.event('invalidated');
    await client.event('memory');
    assert.deepEqual(calls.filter(([name]) => name === 'setValue').pop(), ['setValue', '[7]', '1']);
    assert.match(
      await client.askInVain('setVariable', { ...element, name: '[25000]' }),
      /no variable \[25000\]/,
    );
    assert.match(
      await client.askInVain('setVariable', { variablesReference: locals, name: 'nix', value: '1' }),
      /no variable nix/,
    );
    assert.match(
      await client.askInVain('setVariable', { variablesReference: locals, name: 'now', value: 'no' }),
      /there is no `no`/,
    );
    await client.ask('setExpression', { expression: 'list[1]', value: '3', frameId });
    assert.deepEqual(calls.filter(([name]) => name === 'setValue').pop(), ['setValue', 'list[1]', '3']);
  });

  it('evaluates, and says why not', async () => {
    const session = talk(script);
    const { client } = session;
    await atEntry(session);
    const { frameId } = await scopes(client);
    for (const context of ['watch', 'hover', 'repl', 'clipboard']) {
      assert.equal((await client.ask('evaluate', { expression: '6 * 7', frameId, context })).result, '42');
    }
    // A message with braces comes through as it is.
    assert.equal(
      await client.askInVain('evaluate', { expression: 'wrong {', frameId }),
      'expected `}` after {',
    );
    const refused = client.sendRaw('evaluate', { expression: 'boom', frameId });
    const answer = await client.next();
    assert.deepEqual([answer.request_seq, answer.success], [refused, false]);
    assert.match(String(answer.message), /please report it: a fault inside/);
  });

  it('makes an evaluation give way: to cancel, to pause, and to a movement', async () => {
    const session = talk(script);
    const { client, calls } = session;
    await atEntry(session);
    const endless = { expression: 'endless()' };
    const first = client.send('evaluate', endless);
    const cancel = client.send('cancel', { requestId: first });
    assert.equal(await client.failure('evaluate', first), 'cancelled');
    await client.response('cancel', cancel);
    const second = client.send('evaluate', endless);
    const pause = client.send('pause', thread);
    await client.response('pause', pause);
    assert.match(await client.failure('evaluate', second), /interrupted|cancelled/);
    const third = client.send('evaluate', endless);
    const next = client.send('next', thread);
    assert.match(await client.failure('evaluate', third), /interrupted|cancelled/);
    await client.response('next', next);
    await client.event('stopped');
    assert.equal(calls.filter(([name]) => name === 'pause').length, 3);
    await client.ask('cancel', { requestId: 1 });
  });

  it("completes at the client's column", async () => {
    const session = talk(script);
    await atEntry(session, { columnsStartAt1: false });
    const { targets } = await session.client.ask('completions', { text: '1 + tot', column: 7 });
    assert.deepEqual(targets, [{ label: 'total', detail: 'i64', type: 'variable', start: 4, length: 3 }]);
    assert.deepEqual(session.calls.pop(), ['completions', '1 + tot', 8]);
  });

  it('reads and writes memory', async () => {
    const session = talk(script);
    const { client } = session;
    await atEntry(session);
    const read = await client.ask('readMemory', { memoryReference: '0x10', offset: -8, count: 4 });
    assert.deepEqual(read, { address: '0x8', data: Buffer.alloc(4, 7).toString('base64') });
    assert.deepEqual(await client.ask('readMemory', { memoryReference: '0xfe', count: 4 }), {
      address: '0xfe',
      data: 'Bwc=',
      unreadableBytes: 2,
    });
    assert.equal(
      (await client.ask('readMemory', { memoryReference: '0x1000', count: 4 })).unreadableBytes,
      4,
    );
    assert.equal(
      (await client.ask('readMemory', { memoryReference: '0x0', offset: -10, count: 4 })).unreadableBytes,
      4,
    );
    assert.equal(
      (await client.ask('writeMemory', { memoryReference: '0x10', data: 'AAAA' })).bytesWritten,
      3,
    );
    assert.match(
      await client.askInVain('writeMemory', { memoryReference: '0xfe', data: 'AAAA' }),
      /Only 2 of these 3/,
    );
    assert.equal(
      (await client.ask('writeMemory', { memoryReference: '0xfe', data: 'AAAA', allowPartial: true }))
        .bytesWritten,
      2,
    );
    assert.match(
      await client.askInVain('readMemory', { memoryReference: 'here', count: 4 }),
      /an address such as/,
    );
    assert.match(
      await client.askInVain('readMemory', { memoryReference: '0', count: 2 ** 31 - 1 }),
      /`count` must be/,
    );
    assert.match(await client.askInVain('writeMemory', { memoryReference: '0', data: '***' }), /base64/);
  });

  it('gives sources and the module', async () => {
    const session = talk(script);
    const { client, program } = session;
    await atEntry(session);
    assert.equal((await client.ask('loadedSources')).sources[0].path, program);
    assert.match(
      (await client.ask('source', { source: { path: program }, sourceReference: 0 })).content,
      /-- line 9/,
    );
    assert.match(await client.askInVain('source', { sourceReference: 8 }), /no source 8/);
    assert.equal((await client.ask('modules', {})).totalModules, 1);
  });
});
