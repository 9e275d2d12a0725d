// Whole dialogues with the debugger, forwards and backwards, up to the edges of history.
import assert from 'node:assert/strict';
import { Session } from './session';

describe('a dialogue', () => {
  it('stops at breakpoints forwards, and at the same ones backwards', async () => {
    const s = await Session.at('loop.rw');
    s.breakAt('square', 'print');
    const q = `breakpoint square:${s.line('square')}`;
    const p = `breakpoint main:${s.line('print')}`;
    assert.deepEqual([await s.go(), await s.go(), await s.go(), await s.go(), await s.go()], [q, q, q, p, q]);
    assert.equal(await s.go(), `end main:${s.line('last')} 19`);
    assert.equal(s.output, 'total 14\n');
    assert.deepEqual(
      [await s.back(), await s.back(), await s.back(), await s.back(), await s.back()],
      [q, p, q, q, q],
    );
    assert.equal(await s.back(), `entry main:${s.line('first')}`);
    assert.match(s.debugger.stop?.note ?? '', /beginning/);
    assert.equal(s.output, 'total 14\n', 'what was printed is not printed again');
  });

  it('ends when it goes on from the end', async () => {
    const s = await Session.at('loop.rw');
    assert.match(await s.go(), /^end /);
    assert.equal(await s.go(), 'terminated 19');
    assert.equal(s.debugger.state, 'ended');
    assert.match(await s.go(), /^refused: the program has ended/);
  });

  it('shows frames, variables and globals of the stop', async () => {
    const s = await Session.at('loop.rw');
    s.breakAt('square');
    await s.go();
    await s.go();
    assert.deepEqual(s.stack(), [`square:${s.line('square')}`, `main:${s.line('body')}`]);
    assert.equal(s.locals(), 'n=2');
    assert.equal(s.locals(1), 'i=1 p=Point{x: 3, y: 4} xs=[1, 2, 3]');
    assert.equal(s.variable('total').text, '1');
    await s.step('over');
    assert.equal(s.locals(), 'n=2 r=4', 'r is there once it is declared');
  });

  it('steps over, into and out of calls, both ways', async () => {
    const s = await Session.at('loop.rw');
    const body = `step main:${s.line('body')}`;
    await s.step('over');
    await s.step('over');
    assert.equal(await s.step('over'), body);
    assert.equal(await s.step('in'), `step square:${s.line('square')}`);
    assert.equal(await s.step('out'), body, 'in the rest of the calling statement');
    assert.equal(await s.step('over'), `step main:${s.line('body') - 1}`);
    assert.equal(await s.step('over', 'backward'), body);
    assert.equal(s.variable('total').text, '0');
    await s.step('over');
    assert.equal(await s.step('in', 'backward'), `step square:${s.line('square') + 1}`);
    assert.equal(await s.step('out', 'backward'), body);
  });

  it('stops a step at a breakpoint in what it steps over, both ways', async () => {
    const s = await Session.at('loop.rw');
    s.breakAt('body');
    await s.go();
    s.breakAt('square');
    assert.equal(await s.step('over'), `breakpoint square:${s.line('square')}`);
    await s.step('out');
    await s.step('over');
    assert.equal(await s.step('over', 'backward'), `breakpoint square:${s.line('square')}`);
  });

  it('goes to a line, a time and the beginning of a frame', async () => {
    const s = await Session.at('loop.rw');
    const to = (mark: string, direction: 'forward' | 'backward') =>
      s.told(s.debugger.runTo(s.source, { line: s.line(mark), column: 1 }, direction));
    assert.equal(await to('print', 'forward'), `goto main:${s.line('print')}`);
    assert.equal(await to('square', 'backward'), `goto square:${s.line('square')}`);
    assert.equal(s.locals(), 'n=3');
    const { time } = s;
    await s.step('over');
    assert.equal(await s.told(s.debugger.restartFrame(0)), `step square:${s.line('square')}`);
    assert.equal(s.time, time);
    assert.match(await s.told(s.debugger.restartFrame(1)), /^step main/);
    assert.equal(await s.told(s.debugger.goToTime(time)), `goto square:${s.line('square')}`);
    assert.match(await s.told(s.debugger.goToTime(1e9)), /^goto /);
    assert.match(s.debugger.stop?.note ?? '', /newest moment/);
    assert.equal(await s.told(s.debugger.restart()), `entry main:${s.line('first')}`);
  });
});
