// Steps in both directions, by line and by statement: into the right call, over what is to be passed, and
// back to where they came from.
import assert from 'node:assert/strict';
import type { Direction } from '../../language/debugger/api';
import { Session } from './session';

async function at(mark: string, program = 'calls.rw'): Promise<Session> {
  const s = await Session.at(program);
  s.breakAt(mark);
  if (s.here !== `main:${s.line(mark)}`) {
    assert.match(await s.go(), /^breakpoint/);
  }
  s.breakAt();
  return s;
}

describe('stepping', () => {
  it('out of a call leaves the other calls of the statement to be entered', async () => {
    const s = await at('nested');
    assert.equal(await s.step('in'), `step one:${s.line('one')}`);
    assert.equal(await s.step('out'), `step main:${s.line('nested')}`);
    assert.equal(await s.step('in'), `step two:${s.line('two')}`);
    assert.equal(await s.step('out'), `step main:${s.line('nested')}`);
    assert.match(await s.step('in'), /^step add/);
    assert.equal(await s.step('over'), `step main:${s.line('many')}`);
  });

  it('over the end of a call does not walk into the next one', async () => {
    const s = await at('nested');
    await s.step('in');
    assert.equal(await s.step('over'), `step main:${s.line('many')}`);
  });

  it('goes by line or by statement', async () => {
    const s = await at('many');
    const lines = [s.line('many'), s.line('first line of many') - 1];
    assert.equal(await s.step('over', 'forward', 'statement'), `step main:${lines[0]}`);
    assert.equal(await s.step('over', 'forward', 'line'), `step main:${lines[1]}`);
    assert.equal(await s.step('over', 'backward', 'statement'), `step main:${lines[0]}`);
    assert.equal(s.variable('z').text, '4');
    assert.equal(
      await s.step('over', 'backward', 'line'),
      `step main:${lines[0]}`,
      'to the line’s beginning',
    );
    assert.ok(!s.locals().includes('y='));
    assert.equal(await s.step('over', 'backward', 'line'), `step main:${s.line('nested')}`);
  });

  it('into one of the calls of a statement', async () => {
    const s = await at('nested');
    const targets = s.debugger.stepInTargets(0);
    assert.deepEqual(
      targets.map((t) => t.label),
      ['one', 'two', 'add'],
    );
    const enter = (target: number | undefined) =>
      s.told(s.debugger.step({ kind: 'in', direction: 'forward', target }));
    assert.equal(await enter(targets[1]?.id), `step two:${s.line('two')}`);
    assert.equal(await s.step('in', 'backward'), `step one:${s.line('one')}`);
    await s.step('out', 'backward');
    assert.match(await enter(targets[2]?.id), /^step add/);
    assert.equal(s.locals(), 'a=1 b=2');
  });

  it('tells what the calls gave that it left or stepped over', async () => {
    const s = await at('nested');
    const told = () => s.debugger.returned().map(({ name, text }) => `${name}=${text}`);
    await s.step('over');
    assert.deepEqual(told(), ['(return) one=1', '(return) two=2', '(return) add=3']);
    assert.match(s.locals(), /^\(return\) one=1 \(return\) two=2 \(return\) add=3 x=3/);
    await s.step('over', 'backward');
    assert.deepEqual(told(), [], 'backwards nothing has returned');
    await s.step('in');
    await s.step('out');
    assert.deepEqual(told(), ['(return) one=1']);
    await s.step('in');
    assert.deepEqual(told(), [], 'into the next call');
    await s.step('over');
    const expected = ['(return) one=1', '(return) two.twice=2', '(return) two=2', '(return) add=3'];
    assert.deepEqual(told(), expected, 'over the end of the function and what follows in its caller');
    const t = await at('print');
    await t.step('over');
    assert.deepEqual(t.debugger.returned(), [], 'the library is nobody’s');
    const u = await at('recursive');
    await u.step('over');
    assert.deepEqual(
      u.debugger.returned().map(({ name }) => name),
      ['(return) even'],
    );
    for (const value of s.debugger.returned()) assert.equal(value.canSet, false);
  });

  it('passes the library by', async () => {
    const s = await at('print');
    assert.equal(await s.step('in'), `step main:${s.line('recursive')}`);
    assert.equal(await s.step('in', 'backward'), `step main:${s.line('print')}`);
    const t = await at('library');
    assert.equal(await t.step('in'), `step main:${t.line('deep call')}`);
  });

  it('goes into the library when it is wanted', async () => {
    const s = await Session.at('calls.rw', { justMyCode: false });
    s.breakAt('library');
    await s.go();
    assert.match(await s.step('in'), /^step rt_make/);
    assert.match(await s.step('out'), /main/);
  });

  it('through pointers, nested functions and recursion', async () => {
    const s = await at('pointer');
    assert.match(await s.step('in'), /^step apply/);
    assert.match(await s.step('in'), /^step loop/);
    const t = await at('recursive');
    t.breakAt('even');
    for (const n of [4, 2, 0]) {
      await t.go();
      assert.equal(t.variable('n').text, String(n));
    }
    assert.equal(t.stack().length, 6);
    t.breakAt();
    assert.match(await t.step('out'), /^step odd/);
    assert.match(await t.step('out', 'backward'), /^step even/);
    assert.equal(t.variable('n').text, '2');
    const u = await at('twice');
    assert.deepEqual(u.stack().slice(0, 2), [`two.twice:${u.line('twice')}`, `two:${u.line('two')}`]);
  });

  it('out of main runs to the end, and back out of it to the beginning', async () => {
    const s = await at('many');
    assert.match(await s.step('out'), /^end main/);
    assert.match(await s.step('out', 'backward'), /^entry main/);
    assert.match(await s.step('over', 'backward'), /^entry main/);
  });

  it('over a deep recursion, both ways', async () => {
    const s = await at('deep call');
    assert.equal(await s.step('over'), `step main:${s.line('last')}`);
    const { time } = s;
    assert.equal(await s.step('over', 'backward'), `step main:${s.line('deep call')}`);
    s.breakAt({ at: 'deep', condition: 'n == 0' });
    assert.match(await s.step('over'), /^breakpoint deep/);
    assert.equal(s.debugger.frames(1, 0, 1).total, 2002);
    assert.equal(s.debugger.frames(1, 1995, 100).frames.length, 7);
    assert.equal(s.locals(2000), 'n=2000');
    s.breakAt();
    await s.told(s.debugger.restartFrame(2000));
    assert.equal(s.stack().length, 2);
    assert.ok(time > s.time);
  });

  it('past the end of a loop that runs long, and back to before it, at full speed', async () => {
    const s = await Session.at(LONG_LOOP);
    await s.step('over');
    await s.step('over');
    assert.equal(s.here, `main:${s.line('loop')}`);
    await s.step('over');
    const begun = performance.now();
    assert.equal(await s.step('past'), `step main:${s.line('behind')}`);
    assert.equal(s.variable('n').text, '6000000');
    assert.ok(s.time > 1e7);
    assert.equal(await s.step('past', 'backward'), `step main:${s.line('loop')}`);
    assert.ok(s.time > 1e7, 'the last time that it was looked at');
    assert.equal(await s.step('past', 'backward'), `step main:${s.line('limit')}`);
    assert.equal(s.time, 2);
    assert.ok(performance.now() - begun < 5000, 'not iteration by iteration');
    assert.equal(await s.step('past', 'backward'), `step main:${s.line('before')}`);
  });

  it('past a loop can be paused, both ways, and stops at breakpoints', async () => {
    const s = await Session.at(LONG_LOOP.replace('6000000', '4000000000'));
    await s.step('over');
    await s.step('over');
    await s.step('over');
    // Back over what took half a second, one is not done at once, however busy the computer is.
    const pausedAfter = async (ms: number, direction: Direction): Promise<void> => {
      const movement = s.step('past', direction);
      setTimeout(() => s.debugger.pause(), ms);
      assert.match(await movement, /^pause/);
    };
    const stepTo = async (mark: string): Promise<void> => {
      while (s.here !== `main:${s.line(mark)}`) await s.step('over', 'backward');
    };
    await pausedAfter(60, 'forward');
    await stepTo('body');
    await pausedAfter(500, 'forward');
    await stepTo('loop');
    const { time } = s;
    assert.ok(time > 1e5);
    await pausedAfter(5, 'backward');
    assert.ok(s.time > 3 && s.time < time);
    await stepTo('loop');
    s.breakAt({ at: 'body', condition: 'i == 1000' });
    assert.match(await s.step('past', 'backward'), /^breakpoint main/);
    assert.equal(s.variable('n').text, '1000');
    s.breakAt({ at: 'body', condition: 'i == 2000' });
    assert.match(await s.step('past'), /^breakpoint main/);
    assert.equal(s.variable('n').text, '2000');
  });
});

const LONG_LOOP = `
fn one(i: i64) i64 {
    return 1;
}
fn main() {
    n: i64 = 0;                    -- bp: before
    limit: i64 = 6000000;         -- bp: limit
    for i in 0..limit {            -- bp: loop
        n += one(i);               -- bp: body
    }
    print("{}\\n", n);              -- bp: behind
}
`;
