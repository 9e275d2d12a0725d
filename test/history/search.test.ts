// Searching backwards against brute force over a forward run.
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { FixedSpacing } from '../../language/history/spacing';
import { begin, isLong, programs, settings, truthOf } from './recording';
import { ToyMachine, type ToyProgram } from './toy-machine';

const runs = { numRuns: isLong ? 150 : 25 };

/** Room for its branch's root is made by dropping the checkpoint where the machine stands. */
const SHORT_OF_ROOM: ToyProgram = {
  seed: 6,
  workingSet: 40,
  writes: 4,
  calls: 5,
  length: 341,
  ending: 'trap',
};

/** Some moments are not acceptable, as those inside a statement are not. */
const accept = (machine: { time: number }): boolean => machine.time % 3 !== 1;

describe('history/search', () => {
  it('finds hits backwards as the hits forwards reversed', async () => {
    await fc.assert(
      fc.asyncProperty(programs, settings, async (program, setting) => {
        const truth = truthOf(program);
        const { machine, history } = begin(program, setting);
        await history.run({ breakpoints: 'ignore' });
        const hits = [];
        for (;;) {
          const found = await history.lastHitBefore({ before: history.now });
          if (found.kind !== 'found') break;
          hits.push(found.time);
          await history.goTo(found.time);
          assert.equal(machine.hash(), truth.hashes[found.time]);
        }
        assert.deepEqual(hits, truth.hits.filter((time) => time < truth.end).reverse());
      }),
      runs,
    );
  });

  it('finds the last moment in a frame or below it, as brute force does', async () => {
    const queries = fc.array(fc.record({ before: fc.nat(3000), frame: fc.nat(), lift: fc.nat(8) }), {
      maxLength: 8,
    });
    await fc.assert(
      fc.asyncProperty(
        programs,
        settings,
        queries,
        fc.boolean(),
        async (program, setting, asked, isPicky) => {
          const truth = truthOf(program);
          const { history } = begin(program, setting);
          await history.run({ breakpoints: 'ignore' });
          for (const query of asked) {
            const before = query.before % (truth.end + 1);
            const frame = truth.tops[query.frame % (truth.end + 1)]! - 16 * query.lift;
            if (query.lift % 2) await history.goTo(before);
            const found = await history.lastMoment({ frame, before, accept: isPicky ? accept : undefined });
            let expected = before - 1;
            const holds = (time: number) => truth.tops[time]! <= frame && (!isPicky || accept({ time }));
            while (expected >= 0 && !holds(expected)) expected--;
            assert.deepEqual(found, expected < 0 ? { kind: 'none' } : { kind: 'found', time: expected });
          }
        },
      ),
      runs,
    );
  });

  it('keeps finding on a branch, across the change that began it', async () => {
    await fc.assert(
      fc.asyncProperty(programs, settings, fc.nat(3000), async (program, setting, pick) => {
        const { machine, history } = begin(program, setting);
        await history.run({ breakpoints: 'ignore' });
        const at = Math.floor(history.now / 2);
        await history.goTo(at);
        machine.meddle(17);
        history.branch();
        await history.run({ breakpoints: 'ignore' });
        const { end, tops, hits } = truthOfBranch(program, at);
        const before = pick % (end + 1);
        const frame = tops[before]!;
        let expected = before - 1;
        while (expected >= 0 && tops[expected]! > frame) expected--;
        const moment = await history.lastMoment({ frame, before });
        assert.deepEqual(moment, expected < 0 ? { kind: 'none' } : { kind: 'found', time: expected });
        const hit = await history.lastHitBefore({ before });
        const last = hits.filter((time) => time < before).pop();
        assert.deepEqual(hit, last === undefined ? { kind: 'none' } : { kind: 'found', time: last });
      }),
      {
        ...runs,
        examples: [[SHORT_OF_ROOM, { spacing: () => new FixedSpacing(1), budgetBytes: 1 << 16 }, 342]],
      },
    );
  });

  it('runs hardly more than once over everything to find nothing', async () => {
    const program = {
      seed: 3,
      workingSet: 10,
      writes: 60,
      calls: 60,
      length: 50_000,
      ending: 'exit' as const,
    };
    const { machine, history } = begin(program, {
      spacing: () => new FixedSpacing(500),
      budgetBytes: 1 << 26,
    });
    await history.run({ breakpoints: 'ignore' });
    machine.breakpoint = () => false;
    const before = machine.work;
    assert.deepEqual(await history.lastHitBefore({ before: history.now }), { kind: 'none' });
    assert.ok(machine.work - before <= 50_000);
  });

  it('skips what a long call did', async () => {
    const program = {
      seed: 3,
      workingSet: 10,
      writes: 60,
      calls: 60,
      length: 200_000,
      ending: 'exit' as const,
    };
    const truth = truthOf(program, undefined, false);
    const { machine, history } = begin(program, {
      spacing: () => new FixedSpacing(1000),
      budgetBytes: 1 << 26,
    });
    await history.run({ breakpoints: 'ignore' });
    const { from, to, frame } = longestCall(truth.tops);
    assert.ok(to - from > 20_000, `a call of ${to - from} steps`);
    await history.goTo(to);
    const before = machine.work;
    assert.deepEqual(await history.lastMoment({ frame, before: to }), { kind: 'found', time: from });
    assert.ok(machine.work - before < 5_000, `${machine.work - before} steps replayed`);
  });

  it('can be cancelled', async () => {
    const program = { seed: 3, workingSet: 10, writes: 60, calls: 60 };
    const { history } = begin(program, { spacing: () => new FixedSpacing(100), budgetBytes: 1 << 26 });
    await history.run({ breakpoints: 'ignore', steps: 10_000 });
    const signal = AbortSignal.abort();
    assert.equal((await history.lastHitBefore({ before: 10_000 }, { signal })).kind, 'cancelled');
    assert.equal(
      (await history.lastMoment({ frame: Infinity, before: 10_000 }, { signal })).kind,
      'cancelled',
    );
    await history.goTo(5_000);
    assert.equal(history.now, 5_000);
  });
});

/** The truth of the branch that begins by meddling at a time. */
function truthOfBranch(program: ConstructorParameters<typeof ToyMachine>[0], at: number) {
  const old = truthOf(program);
  const changed = new ToyMachine(program);
  if (at > 0) changed.run({ steps: at, breakpoints: 'ignore' });
  changed.meddle(17);
  const fresh = truthOf(program, changed);
  const tops = [...old.tops.slice(0, at), ...fresh.tops.slice(at)];
  return { end: fresh.end, tops, hits: [...old.hits.filter((time) => time < at), ...fresh.hits] };
}

/** The longest time that a frame waited for what it called: its last moment before and its first after. */
function longestCall(tops: readonly number[]): { from: number; to: number; frame: number } {
  let best = { from: 0, to: 0, frame: 0 };
  const waiting: { frame: number; from: number }[] = [];
  tops.forEach((frame, time) => {
    while (waiting.length > 0 && waiting[waiting.length - 1]!.frame > frame) waiting.pop();
    const own = waiting[waiting.length - 1];
    if (own?.frame !== frame) {
      waiting.push({ frame, from: time });
      return;
    }
    if (time - own.from > best.to - best.from) best = { from: own.from, to: time, frame };
    own.from = time;
  });
  return best;
}
