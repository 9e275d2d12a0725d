// Debugging what runs while compiling: one time line over all runs and the program, in both directions.
import assert from 'node:assert/strict';
import type { Outcome, Stop } from '../../language/debugger/api';
import { Session } from './session';

const PROGRAM = `A :: #run twice(3);
B :: #run twice(A) + 1;
start := twice(5);
fn twice(n: i32) i32 {
    m := n * 2;
    print("twice {}\\n", n);
    return m;
}
fn main() {
    x := twice(B);
    print("{} {}\\n", x, start);
}
`;

const TRAPPING = `A :: #run at(1);
B :: #run at(7);
C :: #run at(2);
fn at(i: i32) i32 {
    xs := [1, 2, 3];
    return xs[i];
}
fn main() {}
`;

function stopOf(outcome: Outcome): Stop {
  assert.equal(outcome.kind, 'stopped', JSON.stringify(outcome));
  return (outcome as { stop: Stop }).stop;
}

/** Where it stands: the line, the frames' names from outside on, and the moment. */
function placeOf({ debugger: debug }: Session): string {
  const { frames } = debug.frames(1, 0, 100);
  const [top] = frames;
  const line = top?.source.position(top.span.start).line;
  return `${line} ${[...frames]
    .reverse()
    .map((frame) => frame.name)
    .join(' > ')} t=${debug.stop?.time}`;
}

async function stepsFrom(session: Session, direction: 'forward' | 'backward'): Promise<string[]> {
  const places: string[] = [];
  for (let i = 0; i < 200; i++) {
    places.push(placeOf(session));
    const outcome = await session.debugger.step({ kind: 'in', direction, granularity: 'statement' });
    const stop = stopOf(outcome);
    if (stop.reason !== 'step') return places;
  }
  assert.fail('it does not end');
}

describe('debugging compile time', () => {
  const options = { compileTime: true };

  it('steps from run to run and into the program, and back the same way', async () => {
    const session = await Session.at(PROGRAM, options);
    assert.equal(placeOf(session), '1 compile time, #run at test.rw:1 t=1');
    const forward = await stepsFrom(session, 'forward');
    const backward = await stepsFrom(session, 'backward');
    // The last step leads to the end, which is where the first one back begins.
    assert.deepEqual(backward.slice(-forward.length).reverse(), forward);
    const times = forward.map((place) => Number(/t=(\d+)/.exec(place)?.[1]));
    assert.ok(times.every((time, i) => i === 0 || time > (times[i - 1] as number)));
    const roots = new Set(forward.map((place) => / ([^>]+?)( >| t=)/.exec(place)?.[1]));
    assert.deepEqual(
      [...roots],
      [
        'compile time, #run at test.rw:1',
        'compile time, #run at test.rw:2',
        'compile time, initial value of start at test.rw:3',
        'main',
      ],
    );
  });

  it('stops at a breakpoint in every run and in the program, backwards in reverse', async () => {
    const session = Session.of(PROGRAM, { ...options, stopOnEntry: false });
    const [status] = session.debugger.setBreakpoints(session.source, [{ line: 6 }]);
    assert.equal(status?.verified, true);
    const forward: string[] = [];
    let stop = stopOf(await session.debugger.start());
    for (; stop.reason === 'breakpoint'; stop = stopOf(await session.debugger.continue('forward'))) {
      assert.deepEqual(stop.hitBreakpoints, [status.id]);
      forward.push(placeOf(session));
    }
    assert.equal(stop.reason, 'end');
    assert.equal(forward.length, 4);
    const backward: string[] = [];
    stop = stopOf(await session.debugger.continue('backward'));
    for (; stop.reason === 'breakpoint'; stop = stopOf(await session.debugger.continue('backward')))
      backward.push(placeOf(session));
    assert.deepEqual(backward.reverse(), forward);
    assert.deepEqual([stop.reason, placeOf(session)], ['entry', '1 compile time, #run at test.rw:1 t=1']);
  });

  it('sets a condition where it holds, and a line where it belongs', async () => {
    const session = Session.of(PROGRAM, { ...options, stopOnEntry: false });
    const statuses = session.debugger.setBreakpoints(session.source, [
      { line: 5, condition: 'n == 5' },
      { line: 10 },
      { line: 2 },
    ]);
    assert.deepEqual(
      statuses.map((status) => [status.verified, status.start?.line]),
      [
        [true, 5],
        [true, 10],
        [true, 2],
      ],
    );
    const places: string[] = [];
    let stop = stopOf(await session.debugger.start());
    for (; stop.reason !== 'end'; stop = stopOf(await session.debugger.continue('forward')))
      places.push(placeOf(session).replace(/ t=.*/, ''));
    assert.deepEqual(places, [
      '2 compile time, #run at test.rw:2',
      '5 compile time, initial value of start at test.rw:3 > twice',
      '10 main',
    ]);
  });

  it('prints what a run prints when it is run, once', async () => {
    const session = await Session.at(PROGRAM, options);
    assert.equal(session.output, '');
    await session.debugger.continue('forward');
    assert.equal(session.output, 'twice 3\ntwice 6\ntwice 5\ntwice 13\n26 10\n');
    await session.debugger.continue('backward');
    await session.debugger.continue('forward');
    assert.equal(session.output, 'twice 3\ntwice 6\ntwice 5\ntwice 13\n26 10\n');
  });

  it('goes to any time that it has come to', async () => {
    const session = await Session.at(PROGRAM, options);
    const places = await stepsFrom(session, 'forward');
    for (const place of [...places].sort(() => 0.5 - Math.random())) {
      const time = Number(/t=(\d+)/.exec(place)?.[1]);
      const stop = stopOf(await session.debugger.goToTime(time));
      assert.deepEqual([stop.time, placeOf(session)], [time, place]);
    }
    const stop = stopOf(await session.debugger.goToTime(1e9));
    assert.match(stop.note ?? '', /has not come further/);
  });

  it('lets go of runs that are far away, and runs them again', async () => {
    const count = 30;
    const runs = Array.from({ length: count }, (_, i) => `A${i} :: #run f(${i});`).join('\n');
    const session = Session.of(`${runs}\nfn f(n: i32) i32 {\n    return n;\n}\nfn main() {}\n`, {
      ...options,
      stopOnEntry: false,
    });
    session.debugger.setBreakpoints(session.source, [{ line: count + 2 }]);
    const values: string[] = [];
    const look = (): void => void values.push(session.debugger.variables(0, 'locals')[0]?.text ?? '');
    let stop = stopOf(await session.debugger.start());
    for (; stop.reason === 'breakpoint'; stop = stopOf(await session.debugger.continue('forward'))) look();
    const forward = values.splice(0);
    assert.deepEqual(
      forward,
      Array.from({ length: count }, (_, i) => `${i}`),
    );
    stop = stopOf(await session.debugger.continue('backward'));
    for (; stop.reason === 'breakpoint'; stop = stopOf(await session.debugger.continue('backward'))) look();
    assert.deepEqual(values.reverse(), forward);
  });

  it('stops at a trap, goes back from it, and ends with what the compiler says', async () => {
    const session = Session.of(TRAPPING, { ...options, stopOnEntry: false });
    session.debugger.setTrapFilters([{ kind: 'all' }]);
    const stop = stopOf(await session.debugger.start());
    assert.deepEqual([stop.reason, stop.trap?.message], ['trap', 'index 7 out of bounds for length 3']);
    const back = stopOf(await session.debugger.step({ kind: 'over', direction: 'backward' }));
    assert.match(placeOf(session), /^5 compile time, #run at test\.rw:2 > at/);
    assert.ok(back.time < stop.time);
    assert.equal(stopOf(await session.debugger.continue('forward')).reason, 'trap');
    assert.equal(session.output, '');
    assert.deepEqual(await session.debugger.continue('forward'), { kind: 'terminated', exitCode: 1 });
    assert.match(session.output, /^test\.rw:2:6: error: this `#run` trapped: index 7 out of bounds/);
    assert.equal(session.debugger.state, 'ended');
  });

  it('ends where a run gives what is no data', async () => {
    const session = Session.of('fn f() *i32 { x := 1; return &x; }\nA :: #run f();\nfn main() {}\n', {
      ...options,
      stopOnEntry: false,
    });
    const stop = stopOf(await session.debugger.start());
    assert.deepEqual([stop.reason, stop.exitCode], ['end', 1]);
    assert.match(session.output, /gives what is no data/);
    assert.deepEqual(await session.debugger.continue('forward'), { kind: 'terminated', exitCode: 1 });
  });

  it('evaluates and changes in a run, and leaves the program as it was compiled', async () => {
    const session = Session.of(PROGRAM, { ...options, stopOnEntry: false });
    session.debugger.setBreakpoints(session.source, [{ line: 7 }]);
    await session.debugger.start();
    const value = await session.debugger.evaluate({ expression: 'twice(m) + A', frame: 0 });
    assert.ok(value.ok ? value.value.text === '18' : /A/.test(value.message));
    const changed = await session.debugger.setExpression('m', '100', 0);
    assert.ok(changed.ok);
    await session.debugger.continue('forward');
    assert.match(placeOf(session), /^7 compile time, #run at test\.rw:2 > twice/);
    const [n] = session.debugger.variables(0, 'locals').filter(({ name }) => name === 'n');
    assert.equal(n?.text, '6');
  });

  it('is as ever without it, or where nothing runs', async () => {
    const plain = await Session.at(PROGRAM);
    assert.equal(placeOf(plain), '10 main t=1');
    assert.equal(plain.output, 'twice 3\ntwice 6\ntwice 5\n');
    const nothing = await Session.at('fn main() {\n    x := 1;\n}\n', options);
    assert.equal(placeOf(nothing), '2 main t=1');
  });

  it('runs with the turns that threads took for the compiler, whatever those of the program', async () => {
    const text =
      'order: [6]i8;\nn: i64;\nR :: #run both();\nfn mark(by: i8) {\nfor i in 0..3 {\norder[n] = by;\nn += 1;\n}\n}\n' +
      'fn both() [6]i8 {\na := #async mark(1);\nb := #async mark(2);\njoin(a);\njoin(b);\nreturn order;\n}\n' +
      'fn main() {\nprint("{} {}\\n", R, both());\n}\n';
    const session = await Session.at(text, { ...options, schedule: { quantum: 2, seed: 0 } });
    const { debugger: debug } = session;
    debug.setBreakpoints(session.source, [{ line: 15 }]);
    const orders = [];
    for (let i = 0; i < 2; i++) {
      assert.equal(stopOf(await debug.continue('forward')).reason, 'breakpoint');
      orders.push(session.variable('order').text);
    }
    assert.equal(stopOf(await debug.continue('forward')).reason, 'end');
    assert.notEqual(orders[0], orders[1]);
    assert.equal(session.output, `${orders.join(' ')}\n`);
  });

  const WATCHED =
    'calls: i64;\nA :: #run many(3);\nfn many(n: i64) i64 {\nfor i in 0..n { calls += 2; }\nreturn calls;\n}\nB :: #run many(1);\nC :: #run 1 + 1;\nlate: i32;\nfn main() { many(A - 4); late = C; many(0); }\n';

  /** The changes that `continue` stops at, up to the edge of history. */
  async function changesFrom(
    { debugger: debug }: Session,
    direction: 'forward' | 'backward',
  ): Promise<string[]> {
    const changes: string[] = [];
    for (;;) {
      const stop = stopOf(await debug.continue(direction));
      if (stop.reason !== 'data breakpoint') return changes;
      assert.deepEqual(
        stop.hitBreakpoints,
        stop.changes?.map(({ watchpoint }) => watchpoint),
      );
      changes.push(...(stop.changes ?? []).map((one) => `${one.expression} ${one.before} -> ${one.after}`));
    }
  }

  it('watches a global in all runs and in the program, in both directions', async () => {
    const session = await Session.at(WATCHED, options);
    const { debugger: debug } = session;
    // The second one is not there in the run where the session stands.
    for (const expression of ['calls', 'late']) {
      const found = await debug.watchTarget({ expression, frame: 0 });
      assert.ok(found.ok && found.lasts, expression);
      assert.equal(found.target, `global ${expression}`);
    }
    const statuses = debug.setWatchpoints([{ target: 'global calls' }, { target: 'global late' }]);
    assert.deepEqual(
      statuses.map(({ verified }) => verified),
      [true, true],
    );
    const calls = ['0 -> 2', '2 -> 4', '4 -> 6', '0 -> 2', '0 -> 2', '2 -> 4'].map((one) => `calls ${one}`);
    const all = [...calls, 'late 0 -> 2'];
    assert.deepEqual(await changesFrom(session, 'forward'), all);
    assert.deepEqual(await changesFrom(session, 'backward'), all.reverse());
    assert.deepEqual(debug.setWatchpoints([{ target: 'global calls' }])[0]?.id, statuses[0]?.id);
    assert.equal((await changesFrom(session, 'forward')).length, calls.length);
    const [gone] = debug.setWatchpoints([{ target: 'global nothing' }]);
    assert.equal(gone?.verified, false);
    assert.match(gone.message ?? '', /not known in this run/);
  });

  it('watches any other place in the run to which it belongs', async () => {
    const text =
      'A :: #run many(3);\nfn many(n: i64) i64 {\nc := heap cast(i64) 0;\nfor i in 0..n { c^ += 2; }\nreturn c^;\n}\nfn main() { many(A); }\n';
    const session = await Session.at(text, options);
    const { debugger: debug } = session;
    debug.setBreakpoints(session.source, [{ line: 4 }]);
    await debug.continue('forward');
    debug.setBreakpoints(session.source, []);
    const found = await debug.watchTarget({ expression: 'c^', frame: 0 });
    assert.ok(found.ok && !found.lasts);
    debug.setWatchpoints([{ target: found.target }]);
    const changes = ['0 -> 2', '2 -> 4', '4 -> 6'].map((one) => `c^ ${one}`);
    assert.deepEqual(await changesFrom(session, 'forward'), changes);
    // From the end of the program back into the run.
    assert.deepEqual(await changesFrom(session, 'backward'), changes.reverse());
  });

  it('keeps the histories of all runs together inside one budget', async () => {
    const budget = 12 << 20;
    const session = Session.of(GREEDY, { ...options, historyBudget: budget });
    const { debugger: debug } = session;
    session.debugger.setBreakpoints(session.source, [
      { line: session.line('filled'), condition: 'round % 10 == 9' },
    ]);
    stopOf(await debug.start());
    const places: string[] = [];
    const held: number[] = [];
    const move = async (direction: 'forward' | 'backward'): Promise<string> => {
      const { reason } = stopOf(await debug.continue(direction));
      const { heldBytes, budgetBytes } = debug.history();
      assert.equal(budgetBytes, budget);
      held.push(heldBytes);
      places.push(`${placeOf(session)} ${session.locals()}`);
      return reason;
    };
    while ((await move('forward')) === 'breakpoint');
    const forward = places.splice(0);
    while ((await move('backward')) === 'breakpoint');
    assert.deepEqual(places.slice(0, -1).reverse(), forward.slice(0, -1));
    assert.equal(forward.length, 9 * 3 + 1);
    assert.ok(Math.max(...held) <= budget, `${Math.max(...held)} bytes held`);
    assert.ok(Math.max(...held) > budget / 3, 'all of them would not have fitted');
  });
});

/** Eight runs and a program that write 1 MiB each, thirty times over. */
const GREEDY = `${Array.from({ length: 8 }, (_, i) => `T${i} :: #run fill(${i});`).join('\n')}
fn fill(seed: i32) i32 {
    xs := make(i32, 262144);
    for round in 0..30 {
        for i in 0..262144 { xs[i] = seed + round; }
        xs[0] += 1;      -- bp: filled
    }
    free(xs.data);
    return seed;
}
fn main() {
    fill(9);
}
`;
