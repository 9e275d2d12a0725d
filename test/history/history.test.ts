// The history against the truth: every moment travelled to is what it was, in any order, under any spacing
// and budget; branches keep their futures; diversions leave no trace.
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { FixedSpacing } from '../../language/history/spacing';
import { abortAfter, begin, isLong, programs, settings, truthOf } from './recording';
import { ToyMachine, type ToyProgram } from './toy-machine';

const runs = { numRuns: isLong ? 150 : 25 };
const times = fc.array(fc.nat(3000), { minLength: 1, maxLength: 12 });
const endless: ToyProgram = { seed: 5, workingSet: 20, writes: 60, calls: 60 };
const roomy = { spacing: () => new FixedSpacing(100), budgetBytes: 1 << 26 };

describe('history/history', () => {
  it('runs to the end, and stands at the last moment before it', async () => {
    await fc.assert(
      fc.asyncProperty(programs, settings, async (program, setting) => {
        const truth = truthOf(program);
        const { machine, history } = begin(program, setting);
        const end = await history.run({ breakpoints: 'ignore' });
        assert.equal(end.kind, program.ending);
        assert.equal(history.now, truth.end);
        assert.deepEqual(history.end, { time: truth.end, how: end });
        assert.equal(machine.hash(), truth.hashes[truth.end]);
      }),
      runs,
    );
  });

  it('saves the way back to the last moment if nobody wants to look', async () => {
    const { machine, history } = begin({ ...endless, length: 500, ending: 'exit' }, roomy);
    await history.run({ breakpoints: 'ignore', leaveAtExit: true });
    assert.equal(machine.work, 500);
    assert.equal(history.end.time, 499);
    const { hashes } = truthOf({ ...endless, length: 500, ending: 'exit' });
    await history.goTo(499);
    assert.equal(machine.hash(), hashes[499]);
  });

  it('goes to any moment in any order, inside its budget', async () => {
    await fc.assert(
      fc.asyncProperty(programs, settings, times, async (program, setting, targets) => {
        const truth = truthOf(program);
        const { machine, history, peak } = begin(program, setting);
        await history.run({ breakpoints: 'ignore' });
        for (const target of targets) {
          assert.ok(await history.goTo(target));
          const time = Math.min(target, truth.end);
          assert.equal(history.now, time);
          assert.equal(machine.hash(), truth.hashes[time]);
        }
        assert.ok(Math.max(peak(), history.heldBytes) <= setting.budgetBytes, `${peak()} bytes held`);
      }),
      runs,
    );
  });

  it('goes to any moment while the end is still open, and runs on from there', async () => {
    await fc.assert(
      fc.asyncProperty(programs, settings, times, async (program, setting, moves) => {
        const truth = truthOf(program);
        const { machine, history } = begin(program, setting);
        for (const move of moves) {
          if (move % 3 === 0) await history.goTo(move);
          else await history.run({ breakpoints: 'ignore', steps: move });
          assert.equal(machine.hash(), truth.hashes[history.now]);
          assert.ok(history.heldBytes <= setting.budgetBytes);
        }
      }),
      runs,
    );
  });

  it('stops at each breakpoint once, wherever strides end', async () => {
    await fc.assert(
      fc.asyncProperty(programs, settings, async (program, setting) => {
        const truth = truthOf(program);
        const { history } = begin(program, setting);
        const hits = [];
        while ((await history.run({ breakpoints: 'stop' })).kind === 'breakpoint') hits.push(history.now);
        assert.deepEqual(
          hits,
          truth.hits.filter((time) => time > 0),
        );
      }),
      runs,
    );
  });

  it('stops where execution comes back to a frame', async () => {
    await fc.assert(
      fc.asyncProperty(programs, settings, fc.nat(3000), async (program, setting, start) => {
        const { tops, end } = truthOf(program);
        const from = start % (end + 1);
        const { history } = begin(program, setting);
        await history.run({ breakpoints: 'ignore', steps: from });
        const stopFrame = tops[from]! - 1;
        const arrival = await history.run({ breakpoints: 'ignore', stopFrame });
        const expected = tops.findIndex((top, time) => time > from && top <= stopFrame);
        if (expected < 0) assert.equal(arrival.kind, program.ending);
        else assert.deepEqual([arrival.kind, history.now], ['frame', expected]);
      }),
      runs,
    );
  });

  it('replays little for a step back near the end of a long way', async () => {
    const { machine, history } = begin(endless, {
      spacing: () => new FixedSpacing(1000),
      budgetBytes: 1 << 26,
    });
    await history.run({ breakpoints: 'ignore', steps: 100_000 });
    await history.goTo(99_990);
    const before = machine.work;
    for (let time = 99_989; time > 99_900; time--) await history.goTo(time);
    assert.ok(machine.work - before < 90 * 2000, `${machine.work - before} steps replayed`);
  });

  it('keeps distances growing with age when the budget is small', async () => {
    const setting = { spacing: () => new FixedSpacing(50), budgetBytes: 4 << 20 };
    const { machine, history } = begin(endless, setting);
    await history.run({ breakpoints: 'ignore', steps: 200_000 });
    assert.ok(history.heldBytes <= setting.budgetBytes);
    const cost = async (time: number) => {
      await history.goTo(200_000);
      const before = machine.work;
      await history.goTo(time);
      return machine.work - before;
    };
    assert.ok((await cost(199_990)) <= 100, 'near the end it is dense');
    for (const time of [1_000, 50_000, 100_000, 150_000]) assert.ok((await cost(time)) < 40_000);
  });

  it('keeps to a budget that is changed, and is what it was', async () => {
    await fc.assert(
      fc.asyncProperty(
        programs,
        times,
        fc.array(fc.nat(12), { minLength: 12 }),
        async (program, moves, sizes) => {
          const truth = truthOf(program);
          const { machine, history } = begin(program, roomy);
          for (const [i, move] of moves.entries()) {
            const budget = 64 * 1024 * 2 ** (sizes[i] ?? 0);
            history.limitTo(budget);
            assert.equal(history.budgetBytes, budget);
            assert.ok(history.heldBytes <= budget);
            if (move % 3 === 0) await history.goTo(move);
            else await history.run({ breakpoints: 'ignore', steps: move });
            assert.equal(machine.hash(), truth.hashes[history.now]);
            assert.ok(history.heldBytes <= budget);
          }
        },
      ),
      runs,
    );
  });

  it('takes turns with other events, can be cancelled, and says how far it is', async () => {
    const { history } = begin(endless, roomy);
    const abort = new AbortController();
    setTimeout(() => abort.abort(), 30);
    const end = await history.run({ breakpoints: 'ignore' }, { signal: abort.signal });
    assert.equal(end.kind, 'cancelled');
    assert.equal(history.end.time, history.now);
    assert.equal(
      await history.goTo(0, { signal: AbortSignal.abort() }),
      true,
      'nothing is left to be cancelled',
    );
    assert.equal(await history.goTo(99, { signal: AbortSignal.abort() }), false);
    assert.equal(await history.goTo(99), true);
  });

  it('stands at a whole moment wherever it is cancelled', async () => {
    const moves = fc.array(fc.record({ target: fc.nat(3000), looks: fc.nat(30), kind: fc.nat(3) }), {
      maxLength: 10,
    });
    await fc.assert(
      fc.asyncProperty(programs, settings, moves, async (program, setting, cancelled) => {
        const truth = truthOf(program);
        const { machine, history } = begin(program, setting);
        for (const { target, looks, kind } of cancelled) {
          const control = { signal: abortAfter(looks) };
          if (kind === 0) await history.run({ breakpoints: 'ignore', steps: target }, control);
          else if (kind === 1) await history.goTo(target, control);
          else if (kind === 2) await history.lastHitBefore({ before: target }, control);
          else await history.lastMoment({ frame: machine.topFrame, before: target }, control);
          assert.equal(machine.hash(), truth.hashes[history.now]);
        }
        await history.run({ breakpoints: 'ignore' });
        assert.equal(machine.hash(), truth.hashes[truth.end]);
      }),
      runs,
    );
  });

  it('keeps the old future when the past is changed', async () => {
    await fc.assert(
      fc.asyncProperty(
        programs,
        settings,
        fc.array(fc.nat(3000), { maxLength: 8 }),
        async (program, setting, targets) => {
          const old = truthOf(program);
          const at = Math.floor(old.end / 2);
          const { machine, history } = begin(program, setting);
          await history.run({ breakpoints: 'ignore' });
          await history.goTo(at);
          machine.meddle(17);
          history.branch();
          const changed = new ToyMachine(program);
          if (at > 0) changed.run({ steps: at, breakpoints: 'ignore' });
          changed.meddle(17);
          const fresh = truthOf(program, changed);
          await history.run({ breakpoints: 'ignore' });
          assert.equal(history.now, fresh.end);
          for (const target of targets) {
            await history.goTo(target);
            const truth = history.now < at ? old : fresh;
            assert.equal(machine.hash(), truth.hashes[history.now]);
          }
          const other = history.branches().find((branch) => !branch.isCurrent);
          if (!other) {
            assert.ok(old.end === at || setting.budgetBytes < 1 << 20);
            return;
          }
          for (const target of targets) {
            assert.ok(await history.switchTo(other.id, target));
            assert.equal(machine.hash(), old.hashes[Math.min(target, other.end.time)]);
          }
        },
      ),
      runs,
    );
  });

  it('runs forward over a change as over anything else', async () => {
    const { machine, history } = begin(endless, roomy);
    await history.run({ breakpoints: 'ignore', steps: 500 });
    machine.meddle(3);
    history.branch();
    await history.run({ breakpoints: 'ignore', steps: 500 });
    const hash = machine.hash();
    await history.goTo(0);
    await history.run({ breakpoints: 'ignore', steps: 1000 });
    assert.equal(machine.hash(), hash);
  });

  it('lists branches that have something of their own, and tells the listener', async () => {
    const told: string[] = [];
    const listener = {
      fork: () => `left ${told.push('fork')}`,
      select: (token: unknown) => `left ${told.push(`select ${String(token)}`)}`,
    };
    const { machine, history } = begin(endless, roomy, { listener });
    await history.run({ breakpoints: 'ignore', steps: 500 });
    machine.meddle(1);
    history.branch();
    assert.deepEqual(
      history.branches().map(({ id, forkTime, isCurrent }) => [id, forkTime, isCurrent]),
      [[1, 500, true]],
    );
    machine.meddle(2);
    history.branch();
    assert.equal(history.branches().length, 1, 'a change of a change replaces it');
    await history.run({ breakpoints: 'ignore', steps: 500 });
    await history.goTo(500);
    machine.meddle(3);
    history.branch();
    await history.run({ breakpoints: 'ignore', steps: 10 });
    assert.deepEqual(
      history.branches().map(({ id, end }) => [id, end.time]),
      [
        [1, 1000],
        [2, 510],
      ],
    );
    assert.ok(await history.switchTo(1, 700));
    assert.ok(await history.switchTo(2, 505));
    assert.equal(await history.switchTo(9, 0), false);
    assert.deepEqual(told, ['fork', 'fork', 'fork', 'select left 3', 'select left 4']);
  });

  it('forgets the oldest futures when there is no room', async () => {
    const setting = { spacing: () => new FixedSpacing(100), budgetBytes: 1 << 20 };
    const { machine, history } = begin({ ...endless, writes: 255 }, setting);
    for (let i = 1; i <= 30; i++) {
      await history.run({ breakpoints: 'ignore', steps: 1000 });
      await history.goTo(900 - 10 * i);
      machine.meddle(i);
      history.branch();
      assert.ok(history.heldBytes <= setting.budgetBytes);
    }
    const ids = history.branches().map(({ id }) => id);
    assert.ok(ids.length < 30 && ids.includes(30), ids.join());
    await history.goTo(1);
    const fresh = new ToyMachine({ ...endless, writes: 255 });
    fresh.run({ steps: 1, breakpoints: 'ignore' });
    assert.equal(machine.hash(), fresh.hash());
  });

  it('leaves no trace of a diversion', async () => {
    await fc.assert(
      fc.asyncProperty(
        programs,
        settings,
        fc.nat(3000),
        fc.nat(500),
        async (program, setting, start, steps) => {
          const truth = truthOf(program);
          const { machine, history } = begin(program, setting);
          await history.run({ breakpoints: 'ignore', steps: start % (truth.end + 1) });
          const { now, end } = history;
          const before = history.heldBytes;
          const kept = await history.diversion(async (diversion) => {
            machine.meddle(99);
            await diversion.run({ breakpoints: 'ignore', steps });
            return diversion.snapshot();
          });
          assert.deepEqual([history.now, history.end], [now, end]);
          assert.equal(machine.hash(), truth.hashes[now]);
          const outside = new Int32Array(1);
          kept.read(2 * 4096 + 16, new Uint8Array(outside.buffer));
          assert.equal(outside[0], 99, 'the diverted memory can still be read');
          kept.release();
          assert.ok(history.heldBytes <= Math.max(before, setting.budgetBytes));
          await history.run({ breakpoints: 'ignore' });
          assert.equal(machine.hash(), truth.hashes[truth.end]);
          await history.goTo(now);
          assert.equal(machine.hash(), truth.hashes[now]);
        },
      ),
      runs,
    );
  });

  it('keeps in mind through a diversion what was written before it', async () => {
    const program: ToyProgram = { ...endless, workingSet: 200, length: 2000, ending: 'exit' };
    const { hashes } = truthOf(program);
    const { machine, history } = begin(program, roomy);
    await history.run({ breakpoints: 'ignore', steps: 1090 });
    await history.diversion((diversion) => diversion.run({ breakpoints: 'ignore', steps: 50 }));
    await history.run({ breakpoints: 'ignore', steps: 500 });
    for (const time of [0, 1300, 1100, 1250]) {
      await history.goTo(time);
      assert.equal(machine.hash(), hashes[time]);
    }
  });

  it('puts the present back when a diversion throws', async () => {
    const { machine, history } = begin(endless, roomy);
    await history.run({ breakpoints: 'ignore', steps: 500 });
    const hash = machine.hash();
    const failing = history.diversion(() => {
      machine.meddle(1);
      return Promise.reject(new Error('no'));
    });
    await assert.rejects(failing, /no/);
    assert.equal(machine.hash(), hash);
  });

  it('gives the present as a value', async () => {
    const { machine, history } = begin(endless, roomy);
    await history.run({ breakpoints: 'ignore', steps: 500 });
    const rope = history.snapshot();
    const bytes = machine.memory.slice();
    await history.run({ breakpoints: 'ignore', steps: 500 });
    const read = new Uint8Array(bytes.length);
    rope.read(0, read);
    assert.ok(Buffer.compare(read, bytes) === 0);
    rope.release();
  });
});
