// Threads over the protocol: who there is and what each waits for, whose frames are whose, breakpoints in both
// directions, and what a client sees of it when time goes backwards.
import assert from 'node:assert/strict';
import { launch } from '../../language/debugger/launch';
import { initialize, launched, lineOf, programFile } from './conversation';
import type { Body } from './dap-client';
import { BANK, ThreadTalk } from './thread-talk';
import { inMemory } from './transports';

/** Seats that lock in a circle. */
const DEADLOCK = `left: mutex;
right: mutex;
fn both(a: *mutex, b: *mutex) {
    #sync(a^) {
        yield();
        #sync(b^) { print("never\\n"); }         -- bp: second
    }
}
fn main() {
    one := #async both(&left, &right);
    two := #async both(&right, &left);
    join(one);
    join(two);
}
`;

describe('adapter: threads', () => {
  it('are listed with what each waits for, in both directions', async () => {
    const session = await ThreadTalk.with(BANK, { schedule: { quantum: 3 } });
    await session.breakAt(['added'], 'm._first == 3');
    const { threadId } = await session.start();
    assert.equal(threadId, 2);
    assert.deepEqual(await session.threads(), [
      '1 main (waits for the end of thread 2)',
      '2 worker #2',
      '3 worker #3 (waits for a mutex that thread 2 holds)',
    ]);
    await session.breakAt(['end']);
    await session.move('continue', 1);
    assert.deepEqual(await session.threads(), ['1 main']);
    await session.breakAt(['start again']);
    await session.move('reverseContinue', 1);
    assert.deepEqual(await session.threads(), ['1 main', '2 worker #2 (not begun)']);
    await session.move('stepBack', 1);
    assert.deepEqual(await session.threads(), ['1 main']);
    const gone = /There is no thread 2/;
    for (const command of ['stackTrace', 'next', 'stepBack', 'stepOut', 'exceptionInfo'])
      assert.match(await session.client.askInVain(command, { threadId: 2 }), gone);
    await session.move('next', 1);
    assert.deepEqual(await session.threads(), ['1 main', '2 worker #2 (not begun)']);
    await session.client.silence();
  });

  it('have a stack each, with scopes, variables and a context of its own', async () => {
    const session = await ThreadTalk.with(BANK, { schedule: { quantum: 3 } });
    await session.breakAt(['added'], 'm._first == 3');
    assert.equal((await session.start()).threadId, 2);
    const { client } = session;
    const seen: Record<number, string[]> = {};
    for (const thread of [1, 2, 3]) seen[thread] = (await session.stack(thread)).map(({ name }) => name);
    assert.deepEqual(seen, { 1: ['join', 'main'], 2: ['add', 'worker'], 3: ['rt_lock', 'worker'] });
    for (const [thread, mine] of [
      [2, '10'],
      [3, '20'],
    ] as const) {
      const [, frame] = await session.stack(thread);
      const [locals] = (await client.ask('scopes', { frameId: frame?.id })).scopes;
      const { variables } = await client.ask('variables', {
        variablesReference: locals.variablesReference,
      });
      const shown = variables.map((v: { name: string; value: string }) => `${v.name} = ${v.value}`);
      assert.deepEqual(shown, ['i = 0', `id = ${thread - 1}`, `mine = ${mine}`]);
      const id = frame?.id ?? 0;
      assert.equal(await session.evaluate('mine + id', id), String(Number(mine) + thread - 1));
      assert.equal(await session.evaluate('context.thread', id), String(thread));
      assert.equal(await session.evaluate('cast(i64) context.thread == mine / 10 + 1', id), 'true');
      await client.ask('setExpression', {
        expression: 'mine',
        value: 'cast(i64) context.thread * 100',
        frameId: id,
      });
      await client.ask('setExpression', {
        expression: 'context.user',
        value: 'cast(*none) &total',
        frameId: id,
      });
      const { targets } = await client.ask('completions', { text: 'mi', column: 3, frameId: id });
      assert.deepEqual(
        targets.map((t: { label: string }) => t.label),
        ['mine'],
      );
    }
    for (const [thread, expected] of [
      [1, 'false'],
      [2, 'true'],
      [3, 'true'],
    ] as const) {
      const [, frame] = await session.stack(thread);
      assert.equal(await session.evaluate('context.user != nil', frame?.id ?? 0), expected);
    }
    const [, other] = await session.stack(2);
    assert.equal(await session.evaluate('mine', other?.id ?? 0), '200');
  });

  it('does not let other threads run while an expression is evaluated', async () => {
    const session = await ThreadTalk.with(BANK, { schedule: { quantum: 3 } });
    await session.breakAt(['sync'], 'm.holder == 3');
    await session.start();
    const frame = (await session.stack(1)).find(({ name }) => name === 'main');
    const frameId = frame?.id ?? 0;
    const { client } = session;
    const total = await session.evaluate('total', frameId);
    const waits = await client.askInVain('evaluate', { expression: 'worker(1)', frameId });
    assert.match(waits, /it would have to wait for a mutex that thread 3 holds/);
    const joins = await client.askInVain('evaluate', { expression: 'join(b)', frameId });
    assert.match(joins, /it would have to wait for the end of thread 3/);
    assert.equal(await session.evaluate('total', frameId), total);
  });

  it('tells that an expression ended its thread, whoever waits for that', async () => {
    const text = `fn quit() bool { exit_thread(); return true; }
fn worker(id: i64) {
    yield();                                     -- bp: worker
}
fn main() {
    a := #async worker(1);
    b := #async worker(2);
    join(a);
    WAIT
}                                                -- bp: end
`;
    // Woken, the first thread would go on to wait for the next one, or return as if it were the expression.
    for (const wait of ['join(b);', '']) {
      const session = await ThreadTalk.with(text.replace('WAIT', wait));
      await session.breakAt(['worker'], 'quit()');
      for (const thread of [2, 3]) {
        const stop = await (thread === 2 ? session.start() : session.move('continue', 2));
        assert.equal(stop.threadId, thread);
        assert.match(stop.description ?? '', /`quit\(\)` failed: the expression ended the thread/);
        const [frame] = await session.stack(thread);
        const asked = { expression: 'quit()', frameId: frame?.id };
        const message = await session.client.askInVain('evaluate', asked);
        assert.match(message, /the expression ended the thread/);
        const { threads } = await session.client.ask('threads');
        assert.ok(threads.some(({ id }: { id: number }) => id === thread));
      }
    }
    const alone = await ThreadTalk.with(
      'fn quit() i32 { exit_thread(); return 1; }\nfn main() { quit(); }\n',
      {
        stopOnEntry: true,
      },
    );
    await alone.start();
    const [frame] = await alone.stack(1);
    const asked = { expression: 'quit()', frameId: frame?.id };
    assert.match(await alone.client.askInVain('evaluate', asked), /the expression ended the thread/);
  });

  it('breakpoints stop in the right thread, backwards in the opposite order', async () => {
    for (const schedule of [{}, { quantum: 5 }, { quantum: 20, seed: 7 }]) {
      const session = await ThreadTalk.with(BANK, { schedule });
      await session.breakAt(['add']);
      const there: string[] = [];
      const note = async ({ threadId }: Body): Promise<void> => {
        const [, frame] = await session.stack(threadId);
        there.push(`${threadId}: ${await session.evaluate('total', frame?.id ?? 0)}`);
      };
      await note(await session.start());
      for (let i = 1; i < 6; i++) await note(await session.move('continue', 1));
      assert.equal((await session.move('continue', 1)).reason, 'end');
      const forwards = there.splice(0);
      assert.equal(forwards.filter((hit) => hit.startsWith('2')).length, 3);
      for (let i = 0; i < 6; i++) await note(await session.move('reverseContinue', 1));
      assert.deepEqual(there.reverse(), forwards);
      assert.equal((await session.move('reverseContinue', 1)).reason, 'entry');
    }
  });

  it('a condition chooses a thread, whichever way one comes', async () => {
    const session = await ThreadTalk.with(BANK, { schedule: { quantum: 5 } });
    await session.breakAt(['add'], 'context.thread == 2');
    const threads = [(await session.start()).threadId];
    for (let i = 0; i < 2; i++) threads.push((await session.move('continue', 1)).threadId);
    assert.equal((await session.move('continue', 1)).reason, 'end');
    for (let i = 0; i < 3; i++) threads.push((await session.move('reverseContinue', 1)).threadId);
    assert.deepEqual(threads, [2, 2, 2, 2, 2, 2]);
  });

  it('a watched local of another thread is that call’s own', async () => {
    const session = await ThreadTalk.with(BANK);
    await session.breakAt(['add'], 'context.thread == 3 and total > 0');
    await session.start();
    await session.breakAt([]);
    const { client } = session;
    const worker = (await session.stack(2)).find(({ name }) => name === 'worker');
    const { dataId, description } = await client.ask('dataBreakpointInfo', {
      name: 'mine',
      frameId: worker?.id,
    });
    assert.equal(description, 'mine in worker');
    await client.ask('setDataBreakpoints', { breakpoints: [{ dataId }] });
    const seen: string[] = [];
    let stop = await session.move('continue', 3);
    for (; stop.reason === 'data breakpoint'; stop = await session.move('continue', 3))
      seen.push(`${stop.threadId} ${stop.description}`);
    assert.equal(stop.reason, 'end');
    assert.ok(seen.length > 0 && seen.every((hit) => hit.startsWith('2 mine: ')), seen.join('\n'));
    const back: string[] = [];
    for (stop = await session.move('reverseContinue', 1); back.length < seen.length;) {
      back.push(`${stop.threadId} ${stop.description}`);
      stop = await session.move('reverseContinue', 1);
    }
    assert.deepEqual(back.reverse(), seen);
  });

  it('a deadlock is an exception that names the cycle', async () => {
    const session = await ThreadTalk.with(DEADLOCK);
    const stop = await session.start();
    assert.equal(stop.reason, 'exception');
    const info = await session.client.ask('exceptionInfo', { threadId: stop.threadId });
    assert.equal(info.exceptionId, 'deadlock');
    const line = lineOf(DEADLOCK, 'second');
    const waits = (thread: number, holder: number): string =>
      `thread ${thread} \\(both at program\\d+\\.rw:${line}\\) waits for a mutex that thread ${holder} holds`;
    const [first, second] = [stop.threadId === 3 ? 2 : 3, stop.threadId as number];
    const cycle = [waits(first, second), waits(second, first)];
    assert.match(
      info.description,
      new RegExp(`^deadlock: (${cycle.join('; ')}|${cycle.reverse().join('; ')})$`),
    );
    assert.equal(info.details.typeName, 'deadlock');
    assert.match(info.details.stackTrace, /in both/);
    assert.ok((await session.threads()).includes('1 main (waits for the end of thread 2)'));
    // From there one can go back to where it could still have been avoided.
    await session.breakAt(['second']);
    assert.equal((await session.move('reverseContinue', 1)).reason, 'breakpoint');
  });

  it('a schedule is what the configuration says, and a wrong one is told', async () => {
    const { client } = inMemory(launch);
    const program = programFile(BANK);
    await initialize(client);
    const wrong: [unknown, RegExp][] = [
      [{ quantum: 0 }, /`schedule\.quantum` must be a whole number from 1 to/],
      [{ quantum: 1.5 }, /`schedule\.quantum` must be/],
      [{ quantum: 1e12 }, /`schedule\.quantum` must be/],
      [{ quantum: '10' }, /`schedule\.quantum` must be/],
      [{ seed: -1 }, /`schedule\.seed` must be a whole number/],
      [{ seed: 2 ** 32 }, /`schedule\.seed` must be/],
      [{ seed: 'x' }, /`schedule\.seed` must be/],
      ['fast', /`schedule` must be an object/],
      [[], /`schedule` must be an object/],
    ];
    for (const [schedule, expected] of wrong)
      assert.match(await client.askInVain('launch', { program, schedule }), expected);
    await client.ask('launch', { program, schedule: { quantum: 1, seed: 2 ** 32 - 1 } });
    await client.ask('configurationDone');
    assert.match(await client.output('stdout'), /9\n$/);
    assert.equal((await client.event('stopped')).reason, 'end');
  });

  it('a search backwards can be paused by any thread’s number', async () => {
    const text = `n: i64;
fn spin() { while true { n += 1; } }
fn main() { t := #async spin(); join(t); }
`;
    const { client } = await launched(launch, text);
    await client.ask('configurationDone');
    await client.ask('pause', { threadId: 77 });
    assert.equal((await client.event('stopped')).reason, 'pause');
    await client.ask('disconnect');
  });

  it('ten thousand threads are listed, stepped, and gone again', async function () {
    this.timeout(120_000);
    const text = `m: mutex;
n: i64;
go: bool;
fn worker(id: i64) {
    while !go { yield(); }
    #sync(m) { n += id; }                        -- bp: locked
}
fn main() {
    ts := make(thread, 10000);
    for i in 0..10000 { ts[i] = #async worker(cast(i64) i); }
    go = true;                                   -- bp: go
    for t in ts { join(t); }
    print("{}\\n", n);                            -- bp: end
}
`;
    const session = await ThreadTalk.with(text);
    await session.breakAt(['go']);
    await session.start();
    const threads = await session.threads();
    assert.deepEqual([threads.length, threads[9_999]], [10_001, '10000 worker #10000 (not begun)']);
    const [frame] = (await session.stack(9_000)).filter(({ name }) => name === 'worker');
    assert.equal(await session.evaluate('cast(i64) context.thread - id', frame?.id ?? 0), '2');
    await session.breakAt(['locked'], 'context.thread == 5000');
    assert.equal((await session.move('continue', 1)).threadId, 5000);
    await session.breakAt(['end']);
    await session.move('continue', 1);
    assert.deepEqual(await session.threads(), ['1 main']);
    await session.breakAt(['locked'], 'context.thread == 5000');
    assert.equal((await session.move('reverseContinue', 1)).threadId, 5000);
  });
});
