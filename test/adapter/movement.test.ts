// Movements in both directions: the answer first, then what happens on the way, then the stop.
import assert from 'node:assert/strict';
import { atEntry, initialize, talk } from './conversation';

const script = {
  moments: [
    { line: 1 },
    { line: 2, output: 'two' },
    { line: 3 },
    { line: 4, trap: 'index 9 out of bounds for length 3' },
  ],
};
const thread = { threadId: 1 };

describe('adapter: movements', () => {
  it('steps there and back', async () => {
    const session = talk(script);
    const { client, calls } = session;
    await atEntry(session);
    const wanted: [string, object, string, string][] = [
      ['next', {}, 'over', 'forward'],
      ['stepIn', { targetId: 0, granularity: 'instruction' }, 'in', 'forward'],
      ['stepBack', { granularity: 'line' }, 'over', 'backward'],
      ['stepOut', {}, 'out', 'forward'],
    ];
    for (const [command, args] of wanted) {
      await client.ask(command, { ...thread, ...args });
      const stop = await client.event('stopped');
      assert.deepEqual([stop.reason, stop.threadId, stop.allThreadsStopped], ['step', 1, true]);
    }
    const steps = calls
      .filter(([name]) => name === 'step')
      .map(([, step]) => step as Record<string, unknown>);
    assert.deepEqual(
      steps.map((step) => [step.kind, step.direction]),
      wanted.map(([, , kind, direction]) => [kind, direction]),
    );
    assert.equal(steps[1]?.target, 0);
    assert.deepEqual(
      steps.map((step) => step.granularity),
      ['statement', 'statement', 'line', 'statement'],
    );
  });

  it('tells of our own movements that the program goes on', async () => {
    const session = talk(script);
    const { client, calls } = session;
    await atEntry(session);
    for (const command of ['ropewalk/reverseStepIn', 'ropewalk/reverseStepOut']) {
      await client.ask(command, thread);
      assert.equal((await client.event('continued')).allThreadsContinued, true);
      assert.equal((await client.event('stopped')).reason, 'step');
    }
    await client.ask('ropewalk/goToTime', { time: 2 });
    await client.event('continued');
    assert.equal((await client.event('stopped')).reason, 'goto');
    const { now, end } = await client.ask('ropewalk/history');
    assert.deepEqual([now, end], [2, 3]);
    assert.match(await client.askInVain('ropewalk/goToTime', { time: 99 }), /No such moment/);
    assert.match(await client.askInVain('ropewalk/goToTime', { time: -1 }), /`time` must be a whole number/);
    await client.silence();
    assert.deepEqual(
      calls.filter(([name]) => name === 'step').map(([, s]) => (s as { kind: string }).kind),
      ['in', 'out'],
    );
  });

  it('stops at a trap and knows what it was', async () => {
    const session = talk(script);
    const { client } = session;
    await atEntry(session);
    assert.match(await client.askInVain('exceptionInfo', thread), /not stopped at a trap/);
    await client.ask('continue', thread);
    assert.equal(await client.output('stdout'), 'two');
    const stop = await client.event('stopped');
    assert.deepEqual([stop.reason, stop.text], ['exception', 'index 9 out of bounds for length 3']);
    const info = await client.ask('exceptionInfo', thread);
    assert.deepEqual([info.exceptionId, info.description], ['index', 'index 9 out of bounds for length 3']);
    assert.match(info.details.stackTrace, /in inner \(.*:4\)/);
  });

  it('keeps the program where it is when the debugger says no', async () => {
    const session = talk(script);
    await atEntry(session);
    assert.match(await session.client.askInVain('reverseContinue', thread), /beginning of history/);
    await session.client.ask('stackTrace', thread);
    await session.client.silence();
  });

  it('answers before anything that the movement causes', async () => {
    const session = talk({ moments: [{ line: 1 }, { line: 2, output: 'x'.repeat(100_000) }, { line: 3 }] });
    await atEntry(session);
    // `ask` fails if output comes before the response.
    await session.client.ask('continue', thread);
    assert.equal((await session.client.output('stdout')).length, 100_000);
    await session.client.event('stopped');
  });

  it('joins characters that the output cut apart', async () => {
    const bytes = Buffer.from('héß😀\n');
    const moments = [...bytes].map((byte) => ({ line: 1, output: Uint8Array.of(byte) }));
    const session = talk({ moments: [{ line: 1 }, ...moments] });
    await atEntry(session);
    await session.client.ask('continue', thread);
    assert.equal(await session.client.output('stdout'), 'héß😀\n');
  });

  it('offers a line forwards and backwards, the likely direction first', async () => {
    const session = talk(script);
    const { client, calls } = session;
    await atEntry(session);
    const source = { path: session.program };
    const ahead = (await client.ask('gotoTargets', { source, line: 3 })).targets;
    assert.match(ahead[0].label, /Run forwards to line 3: -- line 3/);
    await client.ask('goto', { ...thread, targetId: ahead[0].id });
    assert.equal((await client.event('stopped')).reason, 'goto');
    const behind = (await client.ask('gotoTargets', { source, line: 2 })).targets;
    assert.match(behind[0].label, /Run backwards to line 2/);
    await client.ask('goto', { ...thread, targetId: behind[0].id });
    await client.event('stopped');
    assert.deepEqual(
      calls.filter(([name]) => name === 'runTo'),
      [
        ['runTo', 3, 'forward'],
        ['runTo', 2, 'backward'],
      ],
    );
    assert.deepEqual((await client.ask('gotoTargets', { source, line: 1000 })).targets, []);
    assert.match(await client.askInVain('goto', { ...thread, targetId: 5000 }), /no goto target 5000/);
  });

  it('restarts a frame, and knows stale ones', async () => {
    const session = talk(script);
    const { client } = session;
    await atEntry(session);
    const [frame] = (await client.ask('stackTrace', thread)).stackFrames;
    assert.deepEqual(
      (await client.ask('stepInTargets', { frameId: frame.id })).targets.map(
        (t: { label: string }) => t.label,
      ),
      ['f(1)'],
    );
    await client.ask('restartFrame', { frameId: frame.id });
    await client.event('stopped');
    assert.match(
      await client.askInVain('restartFrame', { frameId: frame.id }),
      /no frame .* anew at every stop/,
    );
  });

  it('pauses for a progress that is cancelled', async () => {
    const session = talk({ ...script, endless: true });
    const { client, program, calls } = session;
    await initialize(client, { supportsProgressReporting: true });
    await client.ask('launch', { program });
    await client.ask('configurationDone');
    await client.ask('cancel', { progressId: 'unknown' });
    assert.ok(!calls.some(([name]) => name === 'pause'));
  });

  it('reports long work as progress', async () => {
    const session = talk({
      ...script,
      during: (events) => {
        events.onProgress({ title: 'Searching backwards', fraction: 0.25, done: false });
        events.onProgress({ title: 'Searching backwards', fraction: 0.2500001, done: false });
        events.onProgress({ title: 'Searching backwards', fraction: 0.5, done: false });
      },
    });
    const { client, program } = session;
    await initialize(client, { supportsProgressReporting: true });
    await client.ask('launch', { program, stopOnEntry: true });
    await client.ask('configurationDone');
    const start = await client.event('progressStart');
    assert.deepEqual([start.title, start.percentage, start.cancellable], ['Searching backwards', 25, true]);
    assert.equal((await client.event('progressUpdate')).percentage, 50);
    assert.equal((await client.event('progressEnd')).progressId, start.progressId);
    await client.event('stopped');
  });
});
