// The life of a session: initialize, launch, the end, and requests at the wrong moment.
import assert from 'node:assert/strict';
import { REQUESTS } from '../../adapter/router';
import { atEntry, initialize, programFile, talk } from './conversation';

const script = { moments: [{ line: 1 }, { line: 2, output: 'hello\n' }, { line: 3 }] };

describe('adapter: a session', () => {
  it('says what it can do, then that it is ready', async () => {
    const { client } = talk(script);
    const capabilities = await initialize(client);
    assert.equal(capabilities.supportsStepBack, true);
    assert.equal(capabilities.supportsConfigurationDoneRequest, true);
    assert.ok(capabilities.exceptionBreakpointFilters.some((f: { filter: string }) => f.filter === 'all'));
    await client.silence();
  });

  it('runs to the end, which is a stop, and then ends', async () => {
    const { client, program } = talk(script);
    await initialize(client);
    await client.ask('launch', { program });
    await client.ask('configurationDone');
    assert.equal(await client.output('stdout'), 'hello\n');
    const stop = await client.event('stopped');
    assert.equal(stop.reason, 'end');
    assert.equal(stop.description, 'Ended with exit code 0');
    await client.ask('continue', { threadId: 1 });
    assert.deepEqual(await client.event('exited'), { exitCode: 0 });
    await client.event('terminated');
    assert.match(await client.askInVain('next', { threadId: 1 }), /restart|launch/);
    await client.ask('disconnect');
    await client.silence();
  });

  it('does not stop at the end without debugging, and takes no breakpoints', async () => {
    const { client, program, calls } = talk(script);
    await initialize(client);
    await client.ask('launch', { program, noDebug: true, stopOnEntry: true });
    const { breakpoints } = await client.ask('setBreakpoints', {
      source: { path: program },
      breakpoints: [{ line: 2 }],
    });
    assert.equal(breakpoints[0].verified, false);
    assert.match(breakpoints[0].message, /without debugging/);
    await client.ask('configurationDone');
    assert.equal(await client.output('stdout'), 'hello\n');
    await client.event('exited');
    await client.event('terminated');
    assert.ok(!calls.some(([name]) => name === 'setBreakpoints'));
    await client.silence();
  });

  it('starts when configuration is done before the launch', async () => {
    const { client, program } = talk(script);
    await initialize(client);
    await client.ask('configurationDone');
    await client.ask('launch', { program, stopOnEntry: true });
    assert.equal((await client.event('stopped')).reason, 'entry');
  });

  it('terminates a running program, once', async () => {
    const { client, program } = talk({ ...script, endless: true });
    await initialize(client);
    await client.ask('launch', { program });
    await client.ask('configurationDone');
    await client.ask('terminate');
    await client.event('terminated');
    await client.ask('terminate');
    await client.silence();
  });

  it('terminates a stopped program', async () => {
    const session = talk(script);
    await atEntry(session);
    await session.client.ask('terminate');
    await session.client.event('terminated');
    assert.deepEqual(await session.client.ask('threads'), { threads: [] });
    await session.client.silence();
  });

  it('may launch again after an end', async () => {
    const session = talk(script);
    await atEntry(session);
    await session.client.ask('terminate');
    await session.client.event('terminated');
    await session.client.ask('launch', { program: session.program, stopOnEntry: true });
    await session.client.event('stopped');
  });

  it('closes after disconnect, and ends the program', async () => {
    const session = talk({ ...script, endless: true });
    const { client, program, calls } = session;
    await initialize(client);
    await client.ask('launch', { program });
    await client.ask('configurationDone');
    await client.ask('disconnect');
    await client.silence();
    assert.equal(session.closed(), true);
    assert.ok(calls.some(([name]) => name === 'terminate'));
  });

  it('ends the program when the client vanishes', async () => {
    const session = talk({ ...script, endless: true });
    await initialize(session.client);
    await session.client.ask('launch', { program: session.program });
    await session.client.ask('configurationDone');
    session.wire.end();
    await session.client.silence();
    assert.equal(session.closed(), true);
    assert.ok(session.calls.some(([name]) => name === 'terminate'));
  });

  describe('at the wrong moment', () => {
    it('refuses everything before initialize but disconnect', async () => {
      const { client } = talk(script);
      for (const command of REQUESTS.keys()) {
        if (command === 'initialize' || command === 'disconnect') continue;
        assert.match(await client.askInVain(command, {}), /initialize/);
      }
      await client.ask('disconnect');
    });

    it('refuses a second initialize and a second launch', async () => {
      const session = talk(script);
      await atEntry(session);
      assert.match(await session.client.askInVain('initialize', {}), /already/);
      assert.match(await session.client.askInVain('launch', { program: session.program }), /already/);
    });

    it('refuses to look at a running program, and says to pause it', async () => {
      const { client, program } = talk({ ...script, endless: true });
      await initialize(client);
      await client.ask('launch', { program });
      assert.match(await client.askInVain('stackTrace', { threadId: 1 }), /configurationDone/);
      await client.ask('configurationDone');
      assert.match(await client.askInVain('stackTrace', { threadId: 1 }), /pause/);
      assert.match(await client.askInVain('next', { threadId: 1 }), /pause/);
      assert.deepEqual(await client.ask('threads'), { threads: [{ id: 1, name: 'main' }] });
      await client.ask('pause', { threadId: 1 });
      assert.equal((await client.event('stopped')).reason, 'pause');
      assert.match(await client.askInVain('pause', { threadId: 1 }), /stopped already/);
    });

    it('needs a program for what needs one', async () => {
      const { client } = talk(script);
      await initialize(client);
      for (const command of ['next', 'variables', 'pause', 'terminate', 'restart', 'ropewalk/history']) {
        assert.match(await client.askInVain(command, { threadId: 1 }), /launch/);
      }
      assert.match(await client.askInVain('attach', {}), /launch/);
      assert.match(await client.askInVain('fly', {}), /knows no request `fly`/);
      await client.silence();
    });
  });

  describe('restart', () => {
    it('runs the program again, from its start', async () => {
      const session = talk(script);
      await atEntry(session);
      await session.client.ask('next', { threadId: 1 });
      await session.client.event('stopped');
      await session.client.ask('restart');
      await session.client.event('continued');
      assert.equal((await session.client.event('stopped')).reason, 'entry');
      assert.equal(session.calls.filter(([name]) => name === 'launch').length, 2);
    });

    it('ends a running program without telling of it', async () => {
      const { client, program, calls } = talk({ ...script, endless: true });
      await initialize(client);
      await client.ask('launch', { program });
      assert.match(await client.askInVain('restart'), /configurationDone/);
      await client.ask('configurationDone');
      await client.ask('restart');
      await client.silence();
      assert.equal(calls.filter(([name]) => name === 'terminate').length, 1);
      await client.ask('pause', { threadId: 1 });
      assert.equal((await client.event('stopped')).reason, 'pause');
    });

    it('keeps the old run when the new one cannot be had', async () => {
      const session = talk(script);
      await atEntry(session);
      assert.match(
        await session.client.askInVain('restart', { arguments: { program: '/none.rw' } }),
        /no such file/,
      );
      await session.client.ask('stackTrace', { threadId: 1 });
      await session.client.silence();
    });

    it('compiles anew what was edited, with its breakpoints', async () => {
      const session = talk(script);
      const { client, program, calls } = session;
      await atEntry(session);
      const set = { source: { path: program }, breakpoints: [{ line: 2 }] };
      const [{ id }] = (await client.ask('setBreakpoints', set)).breakpoints;
      programFile('-- one\n-- two\n-- three\n', program.split('/').pop());
      const seq = client.send('restart');
      // The breakpoint is where it was, so nothing is told of it.
      await client.response('restart', seq);
      await client.event('continued');
      assert.equal((await client.event('stopped')).reason, 'entry');
      assert.equal(calls.filter(([name]) => name === 'launch').length, 2);
      await client.ask('continue', { threadId: 1 });
      assert.deepEqual((await client.event('stopped')).hitBreakpointIds, [id]);
    });
  });
});
