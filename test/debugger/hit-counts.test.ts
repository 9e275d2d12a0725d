// A hit's number is a function of its moment alone: whatever way leads there, the same numbers stop.
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { HitCounts } from '../../language/debugger/hit-counts';
import { parseHitCondition } from '../../language/debugger/hit-conditions';
import { Session } from './session';

const RUNS = process.env['ROPEWALK_LONG'] === '1' ? 200 : 15;

describe('hit conditions', () => {
  it('know the next and the previous number without trying all', () => {
    const text = fc.tuple(
      fc.constantFrom('', '>= ', '> ', '<= ', '< ', '% '),
      fc.integer({ min: 1, max: 12 }),
    );
    fc.assert(
      fc.property(text, fc.integer({ min: 0, max: 30 }), ([operator, number], at) => {
        const parsed = parseHitCondition(`${operator}${number}`);
        assert.ok(parsed.ok);
        const { condition } = parsed;
        const stops = Array.from({ length: 100 }, (_, i) => i + 1).filter((n) => condition.holds(n));
        assert.equal(
          condition.next(at),
          stops.find((n) => n > at),
        );
        assert.equal(condition.previous(at), stops.filter((n) => n <= at).at(-1));
      }),
    );
  });
});

describe('hit counts', () => {
  it('remember the nearest moments that are known', () => {
    const counts = new HitCounts();
    counts.note({ time: 10, count: 2 });
    counts.note({ time: 30, count: 5 });
    counts.note({ time: 10, count: 3 });
    assert.deepEqual(counts.before(29), { time: 10, count: 3 });
    assert.deepEqual(counts.beforeHit(5), { time: 10, count: 3 });
    counts.forgetAfter(20);
    assert.deepEqual(counts.before(99), { time: 10, count: 3 });
    assert.deepEqual(counts.before(0), { time: 0, count: 0 });
  });

  const walks = fc.array(
    fc.oneof(
      fc.constantFrom('forward' as const, 'backward' as const),
      fc.record({ goTo: fc.integer({ min: 1, max: 110 }) }),
      fc.constantFrom('step' as const, 'step back' as const),
    ),
    { minLength: 1, maxLength: 12 },
  );
  const specs = fc.record({
    condition: fc.constantFrom(undefined, 'n % 2 == 0', 'isEven(n)', 'n > 5'),
    hitCondition: fc.constantFrom('3', '>= 4', '% 3', '< 3', '1'),
  });

  it('stop at the same hits, whatever way leads there', async function () {
    this.timeout(120_000);
    await fc.assert(
      fc.asyncProperty(specs, walks, async (spec, walk) => {
        const s = await Session.at('counting.rw');
        s.breakAt({ at: 'step', ...spec });
        const stops = new Set<number>();
        while (/^breakpoint/.test(await s.go())) stops.add(s.time);
        const end = s.time;
        const all = [...stops];
        for (const way of walk) {
          const from = s.time;
          if (way === 'step') await s.step('in', 'forward', 'statement');
          else if (way === 'step back') await s.step('in', 'backward', 'statement');
          else if (typeof way === 'object') await s.told(s.debugger.goToTime(way.goTo));
          else if (way === 'backward') {
            await s.back();
            assert.equal(s.time, all.filter((t) => t < from).at(-1) ?? 1);
          } else if (from < end) {
            await s.go();
            assert.equal(s.time, all.find((t) => t > from) ?? end);
          }
          if (s.debugger.state === 'ended') break;
          assert.equal(s.debugger.stop?.hitBreakpoints.length, stops.has(s.time) ? 1 : 0);
        }
        s.debugger.terminate();
      }),
      { numRuns: RUNS },
    );
  });
});
