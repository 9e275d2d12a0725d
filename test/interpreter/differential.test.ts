// Random programs, held against whatever says the same: the reference interpreter, C, the machine itself when it is
// stopped in other places, and its own past. With ROPEWALK_LONG=1 many more, and in C too; with
// ROPEWALK_SEED=n, that one alone.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { History } from '../../language/history/history';
import { FixedSpacing, PaidSpacing } from '../../language/history/spacing';
import type { Machine } from '../../language/interpreter/machine';
import { PAGE_SIZE } from '../../language/interpreter/recordable';
import type * as ir from '../../language/ir/ir';
import {
  compareEngines,
  compareMemory,
  compileProgram,
  MOST_STEPS,
  runMachine,
  startMachine,
  type CompiledProgram,
} from './both-engines';
import { compileCondition, conditionedSafepoints } from './random/conditions';
import { randomProgram, type RandomProgram } from './random/program';
import { Random } from './random/random';
import { hasClang, runC } from './random/run-c';
import { ReferenceInterpreter } from './reference/interpreter';

const isLong = process.env['ROPEWALK_LONG'] === '1';
const only = process.env['ROPEWALK_SEED'];
const first = Number(process.env['ROPEWALK_FIRST'] ?? 0);

/** Makes a check of each seed; the message of what fails begins with the seed. */
async function forSeeds(count: number, longCount: number, check: (seed: number) => unknown): Promise<void> {
  const seeds = only
    ? [Number(only)]
    : Array.from({ length: isLong ? longCount : count }, (_, i) => first + i);
  for (const seed of seeds) {
    try {
      await check(seed);
    } catch (error) {
      if (error instanceof Error) error.message = `ROPEWALK_SEED=${seed}: ${error.message}`;
      throw error;
    }
  }
}

/** Of all that belongs to the state: the same at a time, whatever led to it. */
function stateOf(machine: Machine): string {
  machine.dirtyPages();
  const { state, registerStack, registerStackLimit, base } = machine.layout;
  const digest = createHash('sha1').update(machine.memory.subarray(state, state + PAGE_SIZE));
  digest.update(machine.memory.subarray(registerStack, Math.min(registerStackLimit, registerStack + 65536)));
  return digest.update(machine.memory.subarray(base, machine.heapTop)).digest('hex');
}

/** Some moments of a run of this length, ascending. */
function someTimes(random: Random, steps: number, count: number): number[] {
  const times = Array.from({ length: count }, () => random.below(Math.max(steps, 1)));
  return [...new Set(times)].sort((a, b) => a - b);
}

const spacings = [
  () => new FixedSpacing(7),
  () => new FixedSpacing(100),
  () => new FixedSpacing(3000),
  () => new PaidSpacing(),
];

function newHistory(compiled: CompiledProgram, random: Random): { machine: Machine; history: History } {
  const { machine } = startMachine(compiled);
  const history = new History(machine, { spacing: random.pick(spacings)(), budgetBytes: 4 << 20 });
  return { machine, history };
}

describe('random programs', function () {
  this.timeout(isLong ? 3_600_000 : 30_000);

  it('do the same on the machine and on the reference', () =>
    forSeeds(12, 3000, (seed) => compareEngines(randomProgram(seed).rw)));

  it('do the same in C', function () {
    if ((!isLong && !only) || !hasClang()) this.skip();
    return forSeeds(0, 1000, (seed) => {
      const program = randomProgram(seed, { isForC: true });
      const { output, end } = compareEngines(program.rw);
      assert.equal(`${output}\n${end}\n`, runC(program.c));
    });
  });

  it('do the same in strides of any length', () =>
    forSeeds(8, 600, (seed) => {
      const compiled = compileProgram(randomProgram(seed).rw);
      const random = new Random(seed);
      const through = runMachine(startMachine(compiled), () => MOST_STEPS);
      const longest = random.pick([3, 40, 1000]);
      const stopped = runMachine(startMachine(compiled), () => 1 + random.below(longest));
      assert.deepEqual(stopped, through);
    }));

  it('have the memory of the reference at any time', () =>
    forSeeds(6, 600, (seed) => {
      const compiled = compileProgram(randomProgram(seed).rw);
      const random = new Random(seed);
      const { steps } = runMachine(startMachine(compiled), () => MOST_STEPS);
      const { machine } = startMachine(compiled);
      for (const until of someTimes(random, steps, 4).filter((time) => time > 0)) {
        machine.run({ steps: until - machine.time, breakpoints: 'ignore' });
        const reference = new ReferenceInterpreter(compiled.program, machine.layout, { until });
        assert.equal(reference.run().kind, 'steps');
        if (!reference.memory.hasStoredNan) compareMemory(machine, reference);
      }
    }));

  it('are at any moment of the past as they were', () =>
    forSeeds(6, 600, async (seed) => {
      const compiled = compileProgram(randomProgram(seed).rw);
      const random = new Random(seed);
      const { steps } = runMachine(startMachine(compiled), () => MOST_STEPS);
      const states = new Map<number, string>();
      const forward = startMachine(compiled).machine;
      for (const time of someTimes(random, steps, 20)) {
        if (time > forward.time) forward.run({ steps: time - forward.time, breakpoints: 'ignore' });
        states.set(time, stateOf(forward));
      }
      const { machine, history } = newHistory(compiled, random);
      await history.run({ breakpoints: 'ignore' });
      assert.equal(history.now, steps - 1);
      const times = [...states.keys()];
      for (let i = 0; i < 40; i++) {
        const time = random.pick(times);
        await history.goTo(time);
        assert.equal(stateOf(machine), states.get(time), `at ${time}`);
        if (random.chance(20)) await history.run({ breakpoints: 'ignore', steps: 1 + random.below(100) });
      }
    }));

  it('hit breakpoints, conditions and all, where the reference says, and backwards as forwards', () =>
    forSeeds(8, 800, (seed) => checkHits(randomProgram(seed), new Random(seed))));
});

async function checkHits(text: RandomProgram, random: Random): Promise<void> {
  const compiled = compileProgram(text.rw);
  const { machine, history } = newHistory(compiled, random);
  const marks = new Map<ir.SafepointId, ir.Function[]>();
  for (const { safepoint, texts } of conditionedSafepoints(compiled, text)) {
    if (!random.chance(15)) continue;
    const conditions = texts.filter(() => random.chance(50));
    marks.set(
      safepoint.id,
      conditions.map((condition) => compileCondition(compiled, machine, safepoint, condition)),
    );
  }
  machine.setMarks([...marks].map(([safepoint, conditions]) => ({ safepoint, conditions })));

  const expected: number[] = [];
  const reference: ReferenceInterpreter = new ReferenceInterpreter(compiled.program, machine.layout, {
    until: MOST_STEPS,
    onSafepoint: (id, frame) => {
      const conditions = marks.get(id);
      if (!conditions || reference.time === 0) return;
      if (conditions.length === 0 || conditions.some((fn) => reference.holds(fn, frame))) {
        expected.push(reference.time);
      }
    },
  });
  reference.run();

  const forward: number[] = [];
  while ((await history.run({ breakpoints: 'stop' })).kind === 'breakpoint') forward.push(history.now);
  assert.deepEqual(forward, expected);
  const earlier = expected.filter((time) => time < history.now);
  for (const time of earlier.slice(-60).reverse()) {
    assert.deepEqual(await history.lastHitBefore({ before: history.now }), { kind: 'found', time });
    await history.goTo(time);
  }
}
