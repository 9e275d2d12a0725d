// Where the condition of a watchpoint is understood: in the function where the watch was set, whoever makes the change.
import assert from 'node:assert/strict';
import type { DebuggerApi, Direction } from '../../language/debugger/api';
import { Session } from './session';

const PROGRAM = `total: i64;
limit: i64 = 4;
fn add(n: i64) {
    step := n * 10;
    total += n;
    limit = 4;
}
fn outer() { for round in 0..3 { add(1); } }
fn descend(depth: i64, sum: *i64) {
    own := depth;
    if depth > 0 { descend(depth - 1, &own); }
    sum^ += 1;
    own += 0;
}
fn main() {
    for i in 0..6 {
        n: i64 = 100;
        add(cast(i64) i);
        n += 1;
    }
    p := heap total;
    for k in 0..4 {
        p = heap total;
        p^ = cast(i64) k;
        free(p);
    }
    outer();
    s: i64;
    descend(3, &s);
}
`;

/** Stopped where a line is about to run. */
async function at(line: number): Promise<{ debug: DebuggerApi; session: Session }> {
  const session = Session.of(PROGRAM);
  const { debugger: debug } = session;
  debug.setBreakpoints(session.source, [{ line }]);
  await session.start();
  await debug.continue('forward');
  debug.setBreakpoints(session.source, []);
  return { debug, session };
}

async function watch(
  debug: DebuggerApi,
  expression: string,
  condition: string,
  at: { frame?: number } = { frame: 0 },
): Promise<void> {
  const found = await debug.watchTarget({ expression, ...at });
  assert.ok(found.ok, found.ok ? '' : found.message);
  const [status] = debug.setWatchpoints([{ target: found.target, condition }]);
  assert.ok(status?.verified, status?.message);
}

/** The changes up to the end of the program, or to its beginning. */
async function changes(debug: DebuggerApi, direction: Direction): Promise<string[]> {
  const list: string[] = [];
  for (;;) {
    await debug.continue(direction);
    const { reason, changes: told = [], note } = debug.stop ?? { reason: 'end' };
    if (reason !== 'data breakpoint') return list;
    list.push(
      ...told.map(({ before, after }) => `${before} → ${after}${note === undefined ? '' : `: ${note}`}`),
    );
  }
}

/** Forwards from here and from the beginning, and backwards from the end. */
async function found(debug: DebuggerApi): Promise<string[]> {
  await debug.goToTime(debug.history().start);
  const forth = await changes(debug, 'forward');
  assert.deepEqual(await changes(debug, 'backward'), [...forth].reverse());
  return forth;
}

describe('the condition of a watchpoint', () => {
  it('names variables of the function where the watch was set', async () => {
    const { debug } = await at(17);
    await watch(debug, 'total', 'i == 4');
    const [first, ...others] = await found(debug);
    assert.equal(first, '6 → 10');
    // Behind the loop there is no i, which counts as holding.
    assert.ok(
      others.every((each) => each.includes('unknown name `i`')),
      others.join(),
    );
    assert.equal(others.length, 3);
  });

  it('means those of that function where others have the name, too', async () => {
    const { debug } = await at(17);
    await watch(debug, 'total', 'n == 100 and i > 3');
    assert.deepEqual((await found(debug)).slice(0, 2), ['6 → 10', '10 → 15']);
  });

  it('names what there is where the change is made, if the function does not know it', async () => {
    const { debug } = await at(17);
    await watch(debug, 'total', 'step == 30');
    assert.deepEqual(await found(debug), ['3 → 6']);
  });

  it('is understood where the change is made if the function is not under way', async () => {
    const { debug } = await at(8);
    await watch(debug, 'total', 'round == 1');
    const stops = await found(debug);
    assert.ok(stops.includes('16 → 17'), stops.join());
    assert.ok(!stops.includes('15 → 16') && !stops.includes('17 → 18'), stops.join());
  });

  it('names globals, whatever a function has of the name', async () => {
    const { debug } = await at(17);
    await watch(debug, 'total', 'total > limit * 3');
    assert.deepEqual(await found(debug), ['10 → 15', '15 → 16', '16 → 17', '17 → 18']);
  });

  it('is understood where the change is made if the watch was set nowhere', async () => {
    const { debug } = await at(17);
    await watch(debug, 'total', 'n == 3', {});
    assert.deepEqual(await found(debug), ['3 → 6']);
  });

  it('is understood in the user’s code if the library makes the change', async () => {
    for (const frame of [{ frame: 0 }, {}]) {
      const { debug } = await at(25);
      // Room for a header's pointer is the payload of what is freed.
      const place = await debug.evaluate({ expression: 'p', frame: 0 });
      assert.ok(place.ok);
      const [address] = /^0x[0-9a-f]+/.exec(place.value.text) ?? [];
      await watch(debug, `(cast(*i64) ${address})^`, 'k == 2', frame);
      const stops = await found(debug);
      assert.deepEqual(stops, ['0 → 15', '15 → 2', '2 → 0']);
    }
  });

  it('means the call whose variable is watched, however deep the others are', async () => {
    for (const depth of [3, 2, 1]) {
      const { debug, session } = await at(10);
      for (let d = 3; d > depth; d--) {
        debug.setBreakpoints(session.source, [{ line: 10 }]);
        await debug.continue('forward');
      }
      debug.setBreakpoints(session.source, []);
      await session.step('over');
      await watch(debug, 'own', `depth == ${depth} and own > ${depth}`);
      const forth = await changes(debug, 'forward');
      assert.deepEqual(forth, [`${depth} → ${depth + 1}`]);
      await debug.goToTime(debug.history().end);
      assert.deepEqual(await changes(debug, 'backward'), forth);
    }
  });

  it('stays understood when the program is run anew', async () => {
    const { debug } = await at(17);
    const target = await debug.watchTarget({ expression: 'total', frame: 0 });
    assert.ok(target.ok && target.lasts);
    const again = Session.of(PROGRAM);
    await again.start();
    again.debugger.setWatchpoints([{ target: target.target, condition: 'n == 100 and i == 2' }]);
    assert.equal((await found(again.debugger))[0], '1 → 3');
  });
});
