// Where breakpoints are, what becomes of them while the program runs, and the program's own ends.
import assert from 'node:assert/strict';
import { Session } from './session';

describe('breakpoint places', () => {
  const lineOf = (s: Session, line: number, column?: number) => {
    const [status] = s.debugger.setBreakpoints(s.source, [{ line, column }]);
    return { ...status, at: `${status?.start?.line}:${status?.start?.column}` };
  };

  it('move to the next line that has code, and say so', () => {
    const s = Session.of('calls.rw');
    const moved = lineOf(s, s.line('comment'));
    assert.equal(moved.at, `${s.line('recursive')}:5`);
    assert.match(moved.message ?? '', /moved to line/);
    assert.equal(lineOf(s, s.line('recursive')).message, undefined);
  });

  it('are the first statement of a line, or the one at the column', () => {
    const s = Session.of('calls.rw');
    const line = s.line('many');
    assert.equal(lineOf(s, line).at, `${line}:5`);
    assert.equal(lineOf(s, line, 8).at, `${line}:13`);
    assert.equal(lineOf(s, line, 13).at, `${line}:13`);
    assert.equal(lineOf(s, line, 999).at, `${line}:25`);
    const columns = s.debugger
      .breakpointLocations(s.source, { line, column: 1 }, { line, column: 99 })
      .map((l) => l.start.column);
    assert.deepEqual(columns, [5, 13, 25]);
  });

  it('in the middle of a statement are that statement, however it goes on', async () => {
    const text = `fn one(n: i32) i32 {
    if n == 1 { return 1; }
    return n
        * 2;
}
fn main() {
    x :=
        one(1)
        + one(2);
    while x
        > 3 {
        x -= 1;
    }
}
`;
    const s = Session.of(text);
    const moved = lineOf(s, 4);
    assert.equal(moved.at, '3:5');
    assert.equal(moved.message, 'moved to line 3, where the statement begins');
    assert.equal(lineOf(s, 8).at, '7:5');
    assert.equal(lineOf(s, 9).at, '9:11');
    assert.equal(lineOf(s, 11).at, '10:11');
    assert.equal(lineOf(s, 13).at, '14:1');
    await s.start();
    s.debugger.setBreakpoints(s.source, [{ line: 4 }]);
    assert.equal(await s.go(), 'breakpoint one:3');
  });

  it('are nowhere in a branch that is not taken', () => {
    const s = Session.of(`DEPTH :: 1;
#if DEPTH > 1 {
    fn deep() i32 {
        return 1;
    }
} else {
    fn flat() i32 { return 2; }
}
fn pick(B: bool)() i32 {
    #if B {
        return 3;
    } else {
        return 4;
    }
}
fn main() {
    #if DEPTH == 2 {
        print("two");
    }
    print("{} {}", flat(), pick(true)());
}
`);
    const why = 'this branch of the `#if` is not taken, so its code is not there';
    for (const line of [3, 4, 13, 18]) {
      const { verified, message } = lineOf(s, line);
      assert.deepEqual({ verified, message }, { verified: false, message: why });
    }
    assert.equal(lineOf(s, 11).at, '11:9');
    const [named] = s.debugger.setFunctionBreakpoints([{ name: 'deep' }]);
    assert.equal(named?.message, '`deep` stands in a branch of an `#if` that is not taken');
  });

  it('can be a call on a line of its own', async () => {
    const s = await Session.at('calls.rw');
    s.breakAt('second line of many');
    assert.equal(await s.go(), `breakpoint main:${s.line('second line of many')}`);
    assert.equal(await s.step('in'), `step two:${s.line('two')}`);
  });

  it('keep their ids while they stay what they are', () => {
    const s = Session.of('calls.rw');
    const first = s.debugger.setBreakpoints(s.source, [{ line: 5 }, { line: 6 }]);
    const second = s.debugger.setBreakpoints(s.source, [{ line: 6 }, { line: 5, condition: 'true' }]);
    assert.equal(second[0]?.id, first[1]?.id);
    assert.notEqual(second[1]?.id, first[0]?.id);
  });

  it('can be functions', async () => {
    const s = await Session.at('calls.rw');
    const names = ['two.twice', 'deep', 'nothing', 'one'];
    const statuses = s.debugger.setFunctionBreakpoints([
      ...names.map((name) => ({ name })),
      { name: 'deep', condition: 'n == 3' },
    ]);
    assert.deepEqual(
      statuses.map((status) => status.verified),
      [true, true, false, true, true],
    );
    assert.equal(await s.go(), `function breakpoint one:${s.line('one')}`);
    s.debugger.setFunctionBreakpoints([{ name: 'deep', condition: 'n == 3' }, { name: 'twice' }]);
    assert.match(await s.go(), /^function breakpoint two.twice/);
    s.debugger.setFunctionBreakpoints([{ name: 'deep', condition: 'n == 3' }]);
    assert.match(await s.go(), /^function breakpoint deep/);
    assert.equal(s.locals(), 'n=3');
  });

  it('can be functions that begin with a loop, which are entered once', async () => {
    const s = await Session.at('calls.rw');
    s.debugger.setFunctionBreakpoints([{ name: 'loop' }]);
    assert.equal(await s.go(), `function breakpoint loop:${s.line('in loop')}`);
    assert.equal(s.locals(), 'n=12');
    assert.match(await s.go(), /^end/);
    assert.equal(await s.back(), `function breakpoint loop:${s.line('in loop')}`);
    assert.equal(s.locals(), 'n=12');
    assert.match(await s.back(), /^entry/);
    s.debugger.setFunctionBreakpoints([{ name: 'loop', hitCondition: '2' }]);
    assert.match(await s.go(), /^end/);
  });

  it('that are disabled do not stop', async () => {
    const s = await Session.at('calls.rw');
    s.breakAt({ at: 'one', enabled: false });
    assert.match(await s.go(), /^end/);
  });
});

const ENDLESS = `total: i64;
fn work() { total += 1; }
fn main() {
    while true {
        work();
    }
}
`;

const soon = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

describe('while the program runs', () => {
  it('it can be paused, and goes on and back from there', async () => {
    const s = await Session.at(ENDLESS);
    const running = s.go();
    assert.equal(s.debugger.state, 'running');
    await soon(30);
    assert.match(await s.go(), /^refused: the program is running/);
    assert.match(await s.value('total'), /running/);
    s.debugger.pause();
    assert.match(await running, /^pause /);
    const { time } = s;
    assert.ok(time > 1000);
    await s.step('over');
    await s.step('over', 'backward');
    assert.match(await s.told(s.debugger.goToTime(time - 5)), /^goto/);
    assert.equal(s.time, time - 5);
  });

  it('a breakpoint that is set takes effect at once', async () => {
    const s = await Session.at(ENDLESS);
    const running = s.go();
    await soon(20);
    const [status] = s.debugger.setBreakpoints(s.source, [{ line: 2, condition: 'total % 1000 == 7' }]);
    assert.ok(status?.verified);
    assert.equal(await running, 'breakpoint work:2');
    assert.match(s.variable('total').text, /007$/);
  });

  it('a breakpoint that is removed does not stop it again, in either direction', async () => {
    const s = await Session.at(ENDLESS);
    s.debugger.setBreakpoints(s.source, [{ line: 2, condition: 'total == 300' }]);
    assert.equal(await s.go(), 'breakpoint work:2');
    s.debugger.setBreakpoints(s.source, []);
    const running = s.go();
    await soon(60);
    s.debugger.pause();
    assert.match(await running, /^pause/);
    s.debugger.setBreakpoints(s.source, [{ line: 2, condition: 'total == 20' }]);
    const back = s.back();
    s.debugger.setBreakpoints(s.source, []);
    assert.match(await back, /^entry/);
  });

  it('the session can be ended', async () => {
    const s = await Session.at(ENDLESS);
    const running = s.go();
    await soon(10);
    s.debugger.terminate();
    assert.match(await running, /^terminated/);
    assert.equal(s.debugger.state, 'ended');
    assert.match(await s.go(), /^refused/);
    assert.deepEqual(s.debugger.threads(), []);
  });

  it('a search backwards can be paused, and tells how far it is', async () => {
    const s = await Session.at(ENDLESS);
    const running = s.go();
    await soon(1200);
    s.debugger.pause();
    await running;
    const { time } = s;
    s.debugger.setBreakpoints(s.source, [{ line: 2, condition: 'total < 0' }]);
    const back = s.back();
    await soon(700);
    s.debugger.pause();
    assert.match(await back, /^(pause|entry) /);
    assert.ok(s.time < time);
    if (s.progress.length > 0)
      assert.deepEqual([s.progress[0], s.progress.at(-1)], ['Searching backwards', '']);
  });
});

describe('traps', () => {
  const PROGRAM = `fn get(xs: []i32, i: i32) i32 {
    return xs[i];
}
fn main() {
    ys := [1, 2, 3];
    n := 0;
    for i in 0..5 {
        n += get(ys[..], i);
    }
}
`;

  it('stop before the statement that traps, with what happened', async () => {
    const s = await Session.at(PROGRAM);
    assert.equal(await s.go(), 'trap get:2: index 3 out of bounds for length 3');
    assert.equal(s.debugger.stop?.trap?.kind, 'index');
    assert.equal(s.locals(), 'xs=[1, 2, 3] i=3');
    assert.match(await s.go(), /^trap/);
    assert.match(s.debugger.stop?.note ?? '', /cannot go on past this trap/);
    assert.equal(await s.step('over', 'backward'), 'step main:8');
    assert.equal(s.variable('n').text, '6');
    assert.match(await s.step('over'), /^trap get:2/);
  });

  it('can be repaired and gone on from', async () => {
    const s = await Session.at(PROGRAM);
    await s.go();
    await s.value('i = 0');
    assert.match(await s.go(), /^trap get:2: index 4/);
    await s.value('i = 0');
    assert.match(await s.go(), /^end main/);
    assert.equal(s.debugger.stop?.exitCode, 0);
  });

  it('are filtered by kind and condition', async () => {
    const s = await Session.at(PROGRAM);
    assert.ok(s.debugger.setTrapFilters([{ kind: 'divide' }]).ok);
    assert.equal(await s.go(), 'end get:2 134');
    assert.equal(s.debugger.stop?.trap?.kind, 'index');
    assert.equal(await s.go(), 'terminated 134');
    const t = await Session.at(PROGRAM);
    t.debugger.setTrapFilters([{ kind: 'index', condition: 'i == 3' }]);
    assert.match(await t.go(), /^trap/);
    assert.equal(t.debugger.setTrapFilters([{ kind: 'no such' }]).ok, false);
  });

  it('in the library are stepped back from into the user’s code', async () => {
    const s = await Session.at('fn main() {\n    p := malloc(8);\n    free(p);\n    free(p);\n}\n');
    assert.match(await s.go(), /^trap rt_/);
    assert.equal(s.debugger.stop?.trap?.span.start, s.source.lineStart(4) + 4);
    assert.equal(await s.step('over', 'backward'), 'step main:4');
    assert.equal(await s.step('over', 'backward'), 'step main:3');
    await s.go();
    assert.equal(await s.step('out', 'backward'), 'step main:4');
  });

  it('of endless recursion keep the whole stack', async () => {
    const s = await Session.at('fn f(n: i32) i32 {\n    return f(n + 1) + 1;\n}\nfn main() { f(0); }\n');
    assert.match(await s.go(), /^trap f:2: stack overflow/);
    const { total } = s.debugger.frames(1, 0, 1);
    assert.ok(total > 1000);
    assert.equal(s.debugger.frames(1, total - 1, 5).frames[0]?.name, 'main');
    assert.match(await s.step('over', 'backward'), /^step f:2/);
  });
});

describe('starting', () => {
  it('without an entry stop runs to the first breakpoint, even the first statement', async () => {
    const s = Session.of('loop.rw', { stopOnEntry: false });
    s.breakAt('first');
    assert.match(await s.go(), /refused: the program has not been started/);
    assert.equal(await s.start(), `breakpoint main:${s.line('first')}`);
    assert.match(await s.start(), /refused/);
  });

  it('without a stop at the end ends', async () => {
    const s = Session.of('loop.rw', { stopOnEntry: false, stopAtEnd: false });
    assert.equal(await s.start(), 'terminated 19');
    assert.equal(s.output, 'total 14\n');
  });
});
