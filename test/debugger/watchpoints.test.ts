// Watchpoints: dialogues, and hits held against looking at each moment by itself.
import assert from 'node:assert/strict';
import type { DebuggerApi, Direction, Stop } from '../../language/debugger/api';
import { compile } from '../../language/compile';
import { Machine } from '../../language/interpreter/machine';
import { outputOnlyHost } from '../../language/interpreter/host';
import type { SourceFile } from '../../language/syntax/source';
import type { WatchTarget } from '../../language/debugger/watch/target';
import { sizeOf } from '../../language/semantics/types';
import { FIXTURE_FILES } from '../fixture-files';
import { debugFixture, fixtureSource, someFixtures } from '../language/debugged-fixture';
import { Session } from './session';

const PROGRAM = `
type Node struct { value: i32, next: *Node }
total: i64;
list: [3]i32;

fn add(n: i64) i64 {
    before := total;
    total += n;
    return total - before;
}
fn touch(p: *i32) { p^ += 1; }
fn shadow(n: i64) i64 {
    local: i64 = 7;
    local += n;
    q := &local;
    q^ += 1;
    return local;
}
fn main() i32 {
    node := heap Node{value: 1};
    sum: i64 = 0;
    for i in 0..3 {
        sum += add(2);
        list[i] = i + 5;
    }
    touch(&node.value);
    touch(&list[1]);
    a := shadow(1);
    b := shadow(2);
    total = 6;
    return cast(i32) (sum + a + b);
}
`;

/** Watches expressions at a frame; all of them must be places. */
async function watch(
  debugged: DebuggerApi,
  expressions: readonly string[],
  more: object = {},
): Promise<void> {
  const targets: string[] = [];
  for (const expression of expressions) {
    const found = await debugged.watchTarget({ expression, frame: 0 });
    assert.ok(found.ok, found.ok ? '' : found.message);
    targets.push(found.target);
  }
  for (const status of debugged.setWatchpoints(targets.map((target) => ({ target, ...more }))))
    assert.ok(status.verified, status.message);
}

/** Changes a global a million times. */
const BUSY = `n: i64;
fn tick() {
    n += 1;
}
fn main() {
    for i in 0..1000000 { tick(); }
}
`;

const told = ({ reason, changes = [] }: Stop): string =>
  [
    reason,
    ...changes.map(({ expression, before, after, span, function: name }) => {
      const { line } = span.source.position(span.start);
      return `${expression} ${before} -> ${after} by ${name}:${line}`;
    }),
  ].join(' ');

async function stops(debugged: DebuggerApi, direction: Direction): Promise<string[]> {
  const found: string[] = [];
  for (;;) {
    await debugged.continue(direction);
    const { stop } = debugged;
    if (stop?.reason !== 'data breakpoint') return found;
    found.push(told(stop));
  }
}

describe('watchpoints', () => {
  it('stop where a global has been changed, and say by what', async () => {
    const { debugger: debugged } = await Session.at(PROGRAM);
    await watch(debugged, ['total']);
    const forth = await stops(debugged, 'forward');
    assert.deepEqual(forth, [
      'data breakpoint total 0 -> 2 by add:8',
      'data breakpoint total 2 -> 4 by add:8',
      'data breakpoint total 4 -> 6 by add:8',
    ]);
    assert.deepEqual(await stops(debugged, 'backward'), [...forth].reverse());
    assert.equal(debugged.stop?.reason, 'entry');
  });

  it('watch the heap, elements and fields', async () => {
    const session = await Session.at(PROGRAM);
    const { debugger: debugged } = session;
    await session.step('over');
    await watch(debugged, ['node.value', 'list[1]']);
    assert.deepEqual(await stops(debugged, 'forward'), [
      'data breakpoint list[1] 0 -> 6 by main:24',
      'data breakpoint node.value 1 -> 2 by touch:11',
      'data breakpoint list[1] 6 -> 7 by touch:11',
    ]);
  });

  it('watch a local in its own call alone', async () => {
    const session = Session.of(PROGRAM);
    const { debugger: debugged } = session;
    debugged.setBreakpoints(session.source, [{ line: 14 }]);
    await session.start();
    assert.equal(await session.go(), 'breakpoint shadow:14');
    await watch(debugged, ['local']);
    debugged.setBreakpoints(session.source, []);
    const forth = await stops(debugged, 'forward');
    assert.deepEqual(forth, [
      'data breakpoint local 7 -> 8 by shadow:14',
      'data breakpoint local 8 -> 9 by shadow:16',
    ]);
    assert.equal(debugged.stop?.reason, 'end');
    assert.deepEqual((await stops(debugged, 'backward')).slice(0, 2), [...forth].reverse());
    // From before the call on it is watched again.
    assert.equal(debugged.stop?.reason, 'entry');
    assert.deepEqual((await stops(debugged, 'forward')).slice(-2), forth);
  });

  it('watch registers, and see what a call gives', async () => {
    const session = await Session.at(PROGRAM);
    const { debugger: debugged } = session;
    await session.step('over');
    await session.step('over');
    await watch(debugged, ['sum']);
    const found = await stops(debugged, 'forward');
    assert.deepEqual(found, [
      'data breakpoint sum 0 -> 2 by main:23',
      'data breakpoint sum 2 -> 4 by main:23',
      'data breakpoint sum 4 -> 6 by main:23',
    ]);
    assert.deepEqual((await stops(debugged, 'backward')).slice(0, 3), [...found].reverse());
  });

  it('take a condition', async () => {
    const { debugger: debugged } = await Session.at(PROGRAM);
    await watch(debugged, ['total'], { condition: 'total > 3' });
    assert.deepEqual(await stops(debugged, 'forward'), [
      'data breakpoint total 2 -> 4 by add:8',
      'data breakpoint total 4 -> 6 by add:8',
    ]);
    assert.deepEqual((await stops(debugged, 'backward')).length, 2);
  });

  it('take several conditions, which hold where they mean something', async () => {
    const { debugger: debugged } = await Session.at(PROGRAM);
    const targets = await Promise.all(
      ['total', 'total', 'list[0]'].map((expression) => debugged.watchTarget({ expression, frame: 0 })),
    );
    const specs = targets.flatMap((found, i) =>
      found.ok
        ? [{ target: found.target, condition: ['total == 4', 'n == 99', 'total > 1 / (total - 2)'][i] }]
        : [],
    );
    assert.ok(debugged.setWatchpoints(specs).every(({ verified }) => verified));
    const forth = await stops(debugged, 'forward');
    assert.deepEqual(await stops(debugged, 'backward'), [...forth].reverse());
    assert.ok(
      forth.some((stop) => stop.startsWith('data breakpoint total 2 -> 4')),
      forth.join(),
    );
  });

  it('pass a million changes that do not matter', async () => {
    const { debugger: debugged } = await Session.at(BUSY);
    await watch(debugged, ['n'], { condition: 'n == 900000' });
    const begun = performance.now();
    assert.deepEqual(await stops(debugged, 'forward'), ['data breakpoint n 899999 -> 900000 by tick:3']);
    assert.deepEqual(await stops(debugged, 'backward'), ['data breakpoint n 899999 -> 900000 by tick:3']);
    assert.ok(performance.now() - begun < 5000, 'not each of them is looked at outside of the engine');
  });

  it('stop steps over calls, both ways', async () => {
    const session = Session.of(PROGRAM);
    const { debugger: debugged } = session;
    debugged.setBreakpoints(session.source, [{ line: 23 }]);
    await session.start();
    await session.go();
    await watch(debugged, ['total']);
    debugged.setBreakpoints(session.source, []);
    assert.equal(await session.step('over'), 'data breakpoint add:9');
    assert.equal(await session.step('out'), 'step main:23');
    assert.equal(await session.step('over'), 'step main:24');
    assert.equal(await session.step('over', 'backward'), 'data breakpoint add:9');
  });

  it('are gone when they are removed, in both directions', async () => {
    const { debugger: debugged } = await Session.at(PROGRAM);
    await watch(debugged, ['total']);
    await debugged.continue('forward');
    debugged.setWatchpoints([]);
    assert.deepEqual(await stops(debugged, 'forward'), []);
    assert.deepEqual(await stops(debugged, 'backward'), []);
  });

  it('see what happens on a new branch', async () => {
    const { debugger: debugged } = await Session.at(PROGRAM);
    await watch(debugged, ['total']);
    await debugged.continue('forward');
    assert.ok((await debugged.setExpression('total', '100', 0)).ok);
    assert.deepEqual(await stops(debugged, 'forward'), [
      'data breakpoint total 100 -> 102 by add:8',
      'data breakpoint total 102 -> 104 by add:8',
      'data breakpoint total 104 -> 6 by main:30',
    ]);
    const back = await stops(debugged, 'backward');
    assert.deepEqual(back.slice(0, 2), [
      'data breakpoint total 102 -> 104 by add:8',
      'data breakpoint total 100 -> 102 by add:8',
    ]);
  });

  it('refuse what is no place', async () => {
    const { debugger: debugged } = await Session.at(PROGRAM);
    const why = async (expression: string): Promise<string> => {
      const found = await debugged.watchTarget({ expression, frame: 0 });
      return found.ok ? 'watched' : found.message;
    };
    assert.match(await why('total + 1'), /no place/);
    assert.match(await why('add(1)'), /no place/);
    assert.match(await why('(cast(*i64) total)^'), /the pointer to it is nil/);
    assert.match(await why('(cast(*i64) -8)^'), /outside of memory/);
    assert.match(await why('missing'), /unknown name/);
    assert.match(await why('total = 1'), /assignment/);
    const [status] = debugged.setWatchpoints([{ target: 'nothing' }]);
    assert.equal(status?.verified, false);
  });
});

describe('watchpoints with threads', () => {
  const ROUNDS = 12;
  const TEXT = `total: i64;
fn adds(n: i64) {
    for i in 0..n {
        total += 1;
    }
}
fn main() {
    a := #async adds(${ROUNDS});
    b := #async adds(${ROUNDS});
    join(a);
    join(b);
}
`;

  // With each of these another statement is the last one of a turn, or the first one of a thread comes behind it.
  for (const quantum of [3, 4, 5, 7, 9, 10, 11])
    it(`see what the last statement of a turn changed, ${quantum} steps a turn`, async () => {
      const session = Session.of(TEXT, { schedule: { quantum, seed: 0 } });
      await session.start();
      const { debugger: debugged } = session;
      debugged.setBreakpoints(session.source, [{ line: 4, condition: 'context.thread == 2' }]);
      await debugged.continue('forward');
      debugged.setBreakpoints(session.source, []);
      const targets = [];
      for (const expression of ['i', 'total']) {
        const found = await debugged.watchTarget({ expression, frame: 0 });
        assert.ok(found.ok);
        targets.push({ target: found.target });
      }
      debugged.setWatchpoints(targets);
      const go = async (direction: Direction): Promise<Record<string, string[]>> => {
        const told: Record<string, string[]> = { i: [], total: [] };
        for (;;) {
          await debugged.continue(direction);
          const { reason, changes = [] } = debugged.stop!;
          if (reason !== 'data breakpoint') return told;
          for (const { expression, after } of changes) told[expression]?.push(after);
        }
      };
      const forth = await go('forward');
      const upTo = (last: number): string[] => Array.from({ length: last }, (_, i) => String(i + 1));
      const before = 2 * ROUNDS - (forth['total']?.length ?? 0);
      assert.deepEqual(forth['i'], upTo(ROUNDS));
      assert.deepEqual(forth['total'], upTo(2 * ROUNDS).slice(before));
      // The other thread has an `i`, too. Behind the loop the name means nothing, which is a stop as well.
      await debugged.goToTime(debugged.history().start);
      const [{ target }] = targets as [{ target: string }];
      const rounds = upTo(ROUNDS - 1);
      debugged.setWatchpoints(rounds.map((n) => ({ target, condition: `i == ${n}` })));
      assert.deepEqual((await go('forward'))['i']?.slice(0, ROUNDS - 1), rounds);
      debugged.setWatchpoints(targets);
      const back = await go('backward');
      assert.deepEqual(back['total'], upTo(2 * ROUNDS).reverse());
      assert.deepEqual(back['i']?.slice(-ROUNDS + 1), upTo(ROUNDS - 1).reverse());
    });
});

/** The moments at which a place holds something else than before, seen by going through them one by one. */
function truth(source: SourceFile, target: WatchTarget, end: number): number[] {
  const compiled = compile(source, { loader: FIXTURE_FILES });
  assert.ok(compiled.ok);
  const machine = new Machine(compiled.program, outputOnlyHost(), { memoryLimit: 64 << 20 });
  const { address, type, life } = target;
  const look = (): string => machine.memory.slice(address, address + sizeOf(type)).join();
  const hits: number[] = [];
  let before = '';
  let thread = 0; // the one whose frame the place lies in: others may run, too
  for (let time = 0; time <= end; time++) {
    if (time === life?.born) thread = machine.threads.running;
    const top = machine.threads.find(thread)?.topFrame ?? 0;
    const isThere = !life || (time >= life.born && top >= life.frame);
    if (life && time >= life.born && !isThere) break;
    const now = look();
    if (time > (life?.born ?? 0) && now !== before) hits.push(time);
    before = now;
    if (machine.run({ steps: 1, breakpoints: 'ignore' }).kind !== 'steps') break;
  }
  return hits;
}

describe('watchpoints on the fixtures', () => {
  const MOST = 40;
  for (const name of someFixtures(1)) {
    it(name.replace(/\.rw$/, '').replaceAll('-', ' '), async function () {
      const source = fixtureSource(name);
      const debugged = debugFixture(source);
      await debugged.start();
      const first = debugged.history().start;
      await debugged.continue('forward');
      const { end } = debugged.history();
      if (end > 20_000) this.skip();
      for (const share of [0.3, 0.7]) {
        await debugged.goToTime(Math.floor(first + (end - first) * share));
        for (const scope of ['locals', 'globals'] as const) {
          const [value] = debugged.variables(0, scope).filter(({ size }) => size > 0 && size < 100);
          if (value) await compare(debugged, source, value.name, end);
        }
      }
      debugged.terminate();
    });
  }

  async function compare(
    debugged: DebuggerApi,
    source: SourceFile,
    expression: string,
    end: number,
  ): Promise<void> {
    const found = await debugged.watchTarget({ expression, frame: 0 });
    if (!found.ok) return;
    debugged.setWatchpoints([{ target: found.target }]);
    const { targets } = (debugged as unknown as { watchpoints: { targets: Map<string, WatchTarget> } })
      .watchpoints;
    const expected = truth(source, targets.get(found.target)!, end);
    const here = debugged.stop!.time;
    const met = async (direction: Direction): Promise<number[]> => {
      const times: number[] = [];
      while (times.length < MOST) {
        await debugged.continue(direction);
        if (debugged.stop?.reason !== 'data breakpoint') break;
        times.push(debugged.stop.time);
      }
      return times;
    };
    // What comes last may be behind `main`, where nothing is shown.
    const forth = await met('forward');
    const ahead = expected.filter((time) => time > here).slice(0, MOST);
    assert.deepEqual(forth, ahead, `${expression} forwards from ${here}`);
    await debugged.goToTime(here);
    const back = await met('backward');
    assert.deepEqual(
      back,
      expected
        .filter((time) => time < here && time > debugged.history().start)
        .reverse()
        .slice(0, MOST),
      `${expression} backwards from ${here}`,
    );
    debugged.setWatchpoints([]);
    await debugged.goToTime(here);
  }
});
