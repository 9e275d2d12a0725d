// Steps of threads over the protocol: of any of them, whichever stopped, in both directions, until it ends.
import assert from 'node:assert/strict';
import { BANK, ThreadTalk } from './thread-talk';

describe('adapter: steps of threads', () => {
  it('are stepped whichever stopped, forwards and backwards', async () => {
    const session = await ThreadTalk.with(BANK, { schedule: { quantum: 3 } });
    await session.breakAt(['worker'], 'context.thread == 3');
    assert.equal((await session.start()).threadId, 3);
    await session.breakAt([]);
    const line = { granularity: 'line' };
    const walk: [string, number, string][] = [
      ['next', 3, 'worker 11'],
      ['next', 2, 'worker 13'],
      ['next', 3, 'worker sync'],
      ['stepIn', 3, 'add add'],
      ['stepBack', 3, 'worker sync'],
      ['stepBack', 2, 'add add'],
      ['stepBack', 2, 'worker sync'],
      ['stepBack', 2, 'worker 11'],
      ['ropewalk/reverseStepOut', 2, 'main start'],
      ['stepBack', 1, 'main start'],
    ];
    for (const [command, thread, expected] of walk) {
      const stop = await session.move(command, thread, line);
      assert.equal(stop.reason, 'step');
      if (!expected.startsWith('main')) assert.equal(stop.threadId, thread, `${command} ${thread}`);
      assert.equal(await session.place(stop.threadId), expected, `${command} ${thread}`);
    }
  });

  it('a step over what waits goes on until it waits no more', async () => {
    const session = await ThreadTalk.with(BANK);
    await session.breakAt(['join']);
    await session.start();
    await session.breakAt(['add'], 'context.thread == 2 and total > 4');
    const hit = await session.move('next', 1, { granularity: 'line' });
    assert.deepEqual([hit.reason, hit.threadId], ['breakpoint', 2]);
    await session.breakAt([]);
    const stop = await session.move('next', 1, { granularity: 'line' });
    assert.deepEqual([stop.reason, stop.threadId, await session.place(1)], ['step', 1, 'main 22']);
  });

  it('tells that the thread which was stepped has ended', async () => {
    const session = await ThreadTalk.with(BANK);
    await session.breakAt(['add'], 'context.thread == 2 and total > 4');
    await session.start();
    await session.breakAt([]);
    await session.move('stepOut', 2);
    const stop = await session.move('stepOut', 2);
    assert.deepEqual([stop.reason, stop.description], ['step', 'Thread 2 has ended.']);
    assert.ok(!(await session.threads()).some((thread) => thread.startsWith('2')));
    assert.match(await session.client.askInVain('next', { threadId: 2 }), /There is no thread 2/);
  });

  it('stops in the user’s code when a thread has ended, though the next one is in the library', async () => {
    const text = `total: i64;
fn worker(id: i64) {
    total += id;                                 -- bp: worker
}
fn main() {
    a := #async worker(1);
    b := #async worker(2);                       -- bp: start
    join(a);                                     -- bp: join
    join(b);                                     -- bp: behind
    print("{}\\n", total);
}
`;
    const session = await ThreadTalk.with(text);
    await session.breakAt(['worker'], 'id == 2');
    await session.start();
    await session.breakAt([]);
    const innermost = async () => {
      const [frame] = await session.stack(1);
      return `${frame?.name} ${(await session.place(1)).split(' ')[1]}`;
    };
    for (const command of ['stepOut', 'next']) {
      if (command === 'next') await session.move(command, 3);
      const stop = await session.move(command, 3);
      assert.deepEqual([stop.threadId, stop.description], [1, 'Thread 3 has ended.']);
      assert.equal(await innermost(), 'main behind');
      if (command === 'next') break;
      assert.equal((await session.move('stepBack', 1)).threadId, 1);
      assert.equal(await innermost(), 'main join');
      await session.breakAt(['worker'], 'id == 2');
      await session.move('continue', 1);
      await session.breakAt([]);
    }
    await session.move('stepBack', 1);
    await session.breakAt(['worker'], 'id == 2');
    assert.equal((await session.move('continue', 1)).threadId, 3);
    await session.breakAt([]);
    assert.equal((await session.move('ropewalk/reverseStepOut', 3)).threadId, 1);
    assert.equal(await innermost(), 'main start');
  });

  it('goes by threads that are the library’s alone, and into it where that is wanted', async () => {
    const text = `fn worker() {
    n := 1;                                      -- bp: worker
}
fn main() {
    a := #async worker();
    b := #async yield();
    join(a);
    join(b);                                     -- bp: behind
}
`;
    for (const [justMyCode, thread, name] of [
      [true, 1, 'main'],
      [false, 3, 'yield'],
    ] as const) {
      const session = await ThreadTalk.with(text, { justMyCode });
      await session.breakAt(['worker']);
      await session.start();
      const stop = await session.move('stepOut', 2);
      assert.deepEqual([stop.threadId, stop.description], [thread, 'Thread 2 has ended.']);
      assert.equal((await session.stack(thread))[0]?.name, name);
    }
  });

  it('a step stays behind when the first thread ends', async () => {
    const text = `fn worker() {
    for i in 0..5 { yield(); }
    print("on\\n");                              -- bp: on
}
fn main() {
    #async worker();
    exit_thread();                               -- bp: exit
}
`;
    const session = await ThreadTalk.with(text);
    await session.breakAt(['exit']);
    await session.start();
    const stop = await session.move('next', 1);
    assert.deepEqual([stop.threadId, stop.description], [2, 'Thread 1 has ended.']);
    assert.deepEqual(await session.threads(), ['2 worker #2']);
    assert.equal(await session.place(2), 'worker 2');
    await session.move('stepBack', 2);
    assert.deepEqual(await session.threads(), ['1 main', '2 worker #2 (not begun)']);
  });

  it('a line that loops is stepped on its own thread', async () => {
    const text = `n: i64;
fn twice(k: i64) i64 { return k * 2; }
fn worker() {
    for i in 0..1000 { n += twice(1); yield(); }
    n += 1;
}
fn main() {
    a := #async worker();
    b := #async worker();
    for i in 0..1000 { n += 1; }                 -- bp: loop
    join(a);                                     -- bp: behind
    join(b);
}
`;
    const session = await ThreadTalk.with(text, { schedule: { quantum: 10 } });
    await session.breakAt(['loop']);
    await session.start();
    await session.breakAt([]);
    for (const command of ['next', 'stepBack', 'stepIn', 'ropewalk/reverseStepIn']) {
      const stop = await session.move(command, 1, { granularity: 'line' });
      const expected = command.includes('tepBack') || command.includes('reverse') ? 'loop' : 'behind';
      assert.deepEqual([stop.threadId, await session.place(1)], [1, `main ${expected}`], command);
    }
  });

  it('restarts a frame of a thread that did not stop', async () => {
    const session = await ThreadTalk.with(BANK, { schedule: { quantum: 7 } });
    await session.breakAt(['add'], 'context.thread == 3 and total > 2');
    await session.start();
    await session.breakAt([]);
    const worker = (await session.stack(2)).find(({ name }) => name === 'worker');
    await session.client.ask('restartFrame', { frameId: worker?.id });
    const stop = await session.client.event('stopped');
    assert.deepEqual([stop.threadId, await session.place(2)], [2, 'worker worker']);
  });
});
