// Steps in both directions, by line and by statement: into the right call, over what is to be passed, and
// back to where they came from.
import assert from 'node:assert/strict';
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
});
