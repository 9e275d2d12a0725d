// Threads in the debugger: each has a stack of its own, steps stay on their thread, and every way back leads
// along the moments of the way there.
import assert from 'node:assert/strict';
import type { DebuggerApi } from '../../language/debugger/api';
import { debugFixture, fixtureSource, place } from '../language/debugged-fixture';

const TEXT = 'threads.rw';

async function stoppedIn(name: string): Promise<DebuggerApi> {
  const api = debugFixture(fixtureSource(TEXT));
  api.setFunctionBreakpoints([{ name }]);
  await api.start();
  await api.continue('forward');
  assert(api.frames(api.stop?.thread ?? 0, 0, 1).frames[0]?.name === name, place(api));
  return api;
}

describe('threads', () => {
  it('are listed with what they wait for, each with its stack', async () => {
    const api = await stoppedIn('worker');
    assert.deepEqual(api.threads(), [
      { id: 1, name: 'main', state: 'waits for the end of thread 2' },
      { id: 2, name: 'worker' },
      { id: 3, name: 'worker' },
    ]);
    assert.equal(api.stop?.thread, 2);
    const main = api.frames(1, 0, 10).frames;
    assert.deepEqual(
      main.map(({ name }) => name),
      ['join', 'main'],
    );
    const frame = main[1]?.index ?? 0;
    const [a] = api.variables(frame, 'locals').filter(({ name }) => name === 'a');
    assert.equal(a?.text, '2');
    const sum = await api.evaluate({ expression: 'cast(i64) a + cast(i64) b', frame });
    assert(sum.ok && sum.value.text === '5');
  });

  it('steps stay on their thread, there and back', async () => {
    const api = await stoppedIn('worker');
    api.setFunctionBreakpoints([]);
    const there = [place(api)];
    for (let i = 0; i < 12; i++) {
      await api.step({ kind: 'over', direction: 'forward', granularity: 'statement' });
      assert.equal(api.stop?.thread, 2);
      there.push(place(api));
    }
    const back = [place(api)];
    for (let i = 0; i < 12; i++) {
      await api.step({ kind: 'over', direction: 'backward', granularity: 'statement' });
      back.push(place(api));
    }
    assert.deepEqual(back.reverse(), there);
  });

  it('before the first statement of a thread comes the one that started it', async () => {
    const api = await stoppedIn('worker');
    await api.step({ kind: 'over', direction: 'backward', granularity: 'statement' });
    assert.equal(api.stop?.thread, 1);
    assert.match(place(api), / main /);
  });

  it('another thread than the one that stopped can be stepped', async () => {
    const api = await stoppedIn('worker');
    api.setFunctionBreakpoints([]);
    await api.step({ kind: 'over', direction: 'forward', granularity: 'line', thread: 3 });
    assert.equal(api.stop?.thread, 3);
  });

  it('a condition chooses a thread', async () => {
    const api = debugFixture(fixtureSource(TEXT));
    api.setFunctionBreakpoints([{ name: 'worker', condition: 'context.thread == 3' }]);
    await api.start();
    await api.continue('forward');
    assert.equal(api.stop?.thread, 3);
    await api.continue('forward');
    assert.equal(api.stop?.reason, 'end');
    await api.continue('backward');
    assert.equal(api.stop?.thread, 3);
  });
});
