// Breakpoints and targeted movements with the real debugger: conditions, counts, messages, functions,
// traps, and changes while the program runs.
import assert from 'node:assert/strict';
import { launch } from '../../language/debugger/launch';
import { launched, lineOf } from './conversation';
import type { Body, DapClient } from './dap-client';

const thread = { threadId: 1 };

const COUNT = `n: i64;
fn twice(x: i64) i64 {
    return x * 2;                        -- bp: twice
}
fn half(x: i64) i64 {
    return x / 2;
}
fn main() {
    for i in 0..10 {
        n = half(twice(cast(i64) i));    -- bp: loop
    }
    k := n;                              -- bp: after
}
`;

const ENDLESS = `n: i64;
fn main() {
    while true {
        n += 1;                          -- bp: inc
    }
}
`;

async function set(client: DapClient, program: string, ...breakpoints: object[]): Promise<Body[]> {
  return (await client.ask('setBreakpoints', { source: { path: program }, breakpoints })).breakpoints;
}

async function evaluate(client: DapClient, expression: string): Promise<string> {
  const [frame] = (await client.ask('stackTrace', { ...thread, levels: 1 })).stackFrames;
  return (await client.ask('evaluate', { expression, frameId: frame.id })).result;
}

async function go(client: DapClient, command: string, args: object = {}): Promise<Body> {
  await client.ask(command, { ...thread, ...args });
  return client.event('stopped');
}

async function line(client: DapClient): Promise<number> {
  return (await client.ask('stackTrace', { ...thread, levels: 1 })).stackFrames[0].line;
}

describe('adapter: breakpoints of a real program', () => {
  it('with a condition and with a count, both ways', async () => {
    const { client, program } = await launched(launch, COUNT);
    const loop = lineOf(COUNT, 'loop');
    await set(client, program, { line: loop, condition: 'i % 4 == 3' });
    await client.ask('configurationDone');
    await client.event('stopped');
    assert.equal(await evaluate(client, 'i'), '3');
    await go(client, 'continue');
    assert.equal(await evaluate(client, 'i'), '7');
    assert.equal((await go(client, 'continue')).reason, 'end');
    await set(client, program, { line: loop, hitCondition: '% 5' });
    await go(client, 'reverseContinue');
    assert.equal(await evaluate(client, 'i'), '9');
    await go(client, 'reverseContinue');
    assert.equal(await evaluate(client, 'i'), '4');
    assert.equal((await go(client, 'reverseContinue')).reason, 'entry');
  });

  it('whose conditions cannot be compiled say so', async () => {
    const { client, program } = await launched(launch, COUNT);
    const statuses = await set(
      client,
      program,
      { line: lineOf(COUNT, 'loop'), condition: 'nothing > 1' },
      { line: lineOf(COUNT, 'loop'), condition: 'i' },
      { line: lineOf(COUNT, 'after'), hitCondition: 'often' },
    );
    for (const { verified, message } of statuses)
      assert.deepEqual([verified, typeof message], [false, 'string']);
    await client.ask('configurationDone');
    assert.equal((await client.event('stopped')).reason, 'end');
  });

  it('with a message print it, and do not stop', async () => {
    const { client, program } = await launched(launch, COUNT);
    await set(client, program, { line: lineOf(COUNT, 'twice'), logMessage: 'x is {x}, twice {x * 2}' });
    await client.ask('configurationDone');
    for (let i = 0; i < 10; i++) {
      const { category, output, source } = await client.event('output');
      assert.deepEqual([category, output, source.path], ['console', `x is ${i}, twice ${i * 2}\n`, program]);
    }
    assert.equal((await client.event('stopped')).reason, 'end');
    assert.equal((await go(client, 'reverseContinue')).reason, 'entry');
  });

  it('at a function', async () => {
    const { client } = await launched(launch, COUNT);
    const set = { breakpoints: [{ name: 'half', condition: 'x == 8' }, { name: 'nowhere' }] };
    const statuses = (await client.ask('setFunctionBreakpoints', set)).breakpoints;
    assert.deepEqual(
      statuses.map((s: Body) => s.verified),
      [true, false],
    );
    await client.ask('configurationDone');
    const stop = await client.event('stopped');
    assert.deepEqual([stop.reason, stop.hitBreakpointIds], ['function breakpoint', [statuses[0].id]]);
    assert.equal(await evaluate(client, 'x'), '8');
  });

  it('move to the next line that has code', async () => {
    const text = 'fn main() {\n\n    -- nothing here\n    x := 1;\n}\n';
    const { client, program } = await launched(launch, text);
    const [status] = await set(client, program, { line: 2 });
    assert.deepEqual([status.verified, status.line], [true, 4]);
    const { breakpoints } = await client.ask('breakpointLocations', {
      source: { path: program },
      line: 1,
      endLine: 9,
    });
    assert.ok(breakpoints.some((b: Body) => b.line === 4 && b.column === 5));
  });

  it('may be set and removed while the program runs', async () => {
    const { client, program } = await launched(launch, ENDLESS);
    await client.ask('configurationDone');
    await new Promise((resolve) => setTimeout(resolve, 30));
    const [status] = await set(client, program, { line: lineOf(ENDLESS, 'inc') });
    assert.equal(status.verified, true);
    assert.deepEqual((await client.event('stopped')).hitBreakpointIds, [status.id]);
    await go(client, 'continue');
    await client.ask('continue', thread);
    await client.event('stopped');
    await set(client, program);
    await client.ask('continue', thread);
    await client.silence(50);
    await client.ask('pause', thread);
    assert.equal((await client.event('stopped')).reason, 'pause');
    await client.ask('disconnect');
  });

  it('of traps stop where their filter and condition say', async () => {
    const text = 'fn f(i: i32) i32 { return 10 / i; }\nfn main() i32 { return f(0); }\n';
    for (const [filters, filterOptions, reason] of [
      [['bounds'], [], 'end'],
      [['division'], [], 'exception'],
      [[], [{ filterId: 'all', condition: 'i == 0' }], 'exception'],
      [[], [{ filterId: 'all', condition: 'i == 1' }], 'end'],
    ] as const) {
      const { client } = await launched(launch, text);
      await client.ask('setExceptionBreakpoints', { filters, filterOptions });
      await client.ask('configurationDone');
      assert.equal((await client.event('stopped')).reason, reason, JSON.stringify([filters, filterOptions]));
    }
  });
});

describe('adapter: targets in a real program', () => {
  it('steps into the call that is chosen', async () => {
    const { client, program } = await launched(launch, COUNT);
    await set(client, program, { line: lineOf(COUNT, 'loop') });
    await client.ask('configurationDone');
    await client.event('stopped');
    const [frame] = (await client.ask('stackTrace', thread)).stackFrames;
    const { targets } = await client.ask('stepInTargets', { frameId: frame.id });
    assert.deepEqual(targets.map((t: Body) => t.label.replace(/\(.*/, '')).sort(), ['half', 'twice']);
    const half = targets.find((t: Body) => t.label.startsWith('half'));
    await go(client, 'stepIn', { targetId: half.id });
    assert.equal((await client.ask('stackTrace', thread)).stackFrames[0].name, 'half');
  });

  it('runs to a line, forwards and backwards', async () => {
    const { client, program } = await launched(launch, COUNT, { stopOnEntry: true });
    await client.ask('configurationDone');
    await client.event('stopped');
    const source = { path: program };
    const after = lineOf(COUNT, 'after');
    const ahead = (await client.ask('gotoTargets', { source, line: after })).targets;
    assert.equal((await go(client, 'goto', { targetId: ahead[0].id })).reason, 'goto');
    assert.equal(await line(client), after);
    const behind = (await client.ask('gotoTargets', { source, line: lineOf(COUNT, 'loop') })).targets;
    await go(client, 'goto', { targetId: behind[0].id });
    assert.deepEqual([await line(client), await evaluate(client, 'i')], [lineOf(COUNT, 'loop'), '9']);
  });

  it('restarts a frame', async () => {
    const { client, program } = await launched(launch, COUNT);
    await set(client, program, { line: lineOf(COUNT, 'after') });
    await client.ask('configurationDone');
    await client.event('stopped');
    const [frame] = (await client.ask('stackTrace', thread)).stackFrames;
    await go(client, 'restartFrame', { frameId: frame.id });
    assert.equal(await evaluate(client, 'n'), '0');
  });

  it('goes to any moment and back', async () => {
    const { client } = await launched(launch, COUNT);
    await client.ask('configurationDone');
    await client.event('stopped');
    const { end, start, now } = await client.ask('ropewalk/history');
    assert.ok(start < now && now <= end);
    const values: Record<number, string> = {};
    const times = [now, start, Math.floor((Number(start) + Number(now)) / 2), Number(start) + 1];
    for (const time of [...times, ...times]) {
      await client.ask('ropewalk/goToTime', { time });
      await client.event('continued');
      await client.event('stopped');
      const value = `${await evaluate(client, 'n')} at line ${await line(client)}`;
      assert.equal((values[time] ??= value), value);
    }
    await client.ask('ropewalk/goToTime', { time: Number(end) + 1000 });
    await client.event('continued');
    assert.match((await client.event('stopped')).description, /newest moment/);
  });

  it('cancels an evaluation that does not end, and goes on', async () => {
    const text = 'fn spin() i64 { while true { } }\nfn main() { x := 1; y := 2; z := 3; }\n';
    const { client } = await launched(launch, text, { stopOnEntry: true });
    await client.ask('configurationDone');
    await client.event('stopped');
    const seq = client.send('evaluate', { expression: 'spin()' });
    await new Promise((resolve) => setTimeout(resolve, 20));
    const cancel = client.send('cancel', { requestId: seq });
    assert.equal(await client.failure('evaluate', seq), 'cancelled');
    await client.response('cancel', cancel);
    assert.equal((await go(client, 'next')).reason, 'step');
  });
});
