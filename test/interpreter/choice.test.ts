// A switch finds the case of each value, on every type, however its ranges lie: close together, far apart, up to
// the type's ends.
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { RANGES } from '../../language/ir/value-type';
import { compareEngines } from './both-engines';

const RUNS = process.env['ROPEWALK_LONG'] ? 2_000 : 100;
const TYPES = ['i8', 'i16', 'i32', 'i64', 'u8', 'u16', 'u32', 'u64'] as const;

interface Range {
  readonly low: bigint;
  readonly high: bigint;
  /** Which case it is of. */
  readonly goal: number;
}

/** How far the next range begins behind the last one, and how wide it is. */
const step = fc.record({
  gap: fc.oneof(fc.constant(0n), fc.bigInt(0n, 20n), fc.bigInt(0n, 2n ** 62n)),
  width: fc.oneof(fc.constant(1n), fc.bigInt(1n, 40n), fc.bigInt(1n, 2n ** 62n)),
  goal: fc.integer({ min: 0, max: 5 }),
});
const someSwitch = fc.record({
  type: fc.constantFrom(...TYPES),
  start: fc.oneof(fc.constant(0), fc.constant(0.5), fc.double({ min: 0, max: 1, noNaN: true })),
  steps: fc.array(step, { minLength: 1, maxLength: 40 }),
  endsAtMost: fc.boolean(),
});
type SomeSwitch = typeof someSwitch extends fc.Arbitrary<infer T> ? T : never;

function rangesOf({ type, start, steps, endsAtMost }: SomeSwitch): Range[] {
  const [least, most] = RANGES[type] as readonly [bigint, bigint];
  const ranges: Range[] = [];
  let at = least + (BigInt(Math.round(start * 2 ** 20)) * (most - least)) / 2n ** 20n;
  for (const { gap, width, goal } of steps) {
    const low = at + gap;
    if (low > most) break;
    const high = low + width > most + 1n ? most + 1n : low + width;
    ranges.push({ low, high, goal });
    at = high;
  }
  const last = ranges.at(-1);
  if (last && endsAtMost) ranges[ranges.length - 1] = { ...last, high: most + 1n };
  return ranges;
}

function programOf(type: string, ranges: readonly Range[], values: readonly bigint[]): string {
  const text = ({ low, high }: Range) => (high === low + 1n ? `${low}` : `${low}..${high}`);
  const cases = [...new Set(ranges.map(({ goal }) => goal))].map((goal) => {
    const own = ranges.filter((range) => range.goal === goal).map(text);
    return `case ${own.join(', ')} { return ${goal}; }`;
  });
  return `fn find(n: ${type}) i32 { switch n { ${cases.join(' ')} else {} } return -1; }
    fn main() { ${values.map((value) => `print("{} ", find(${value}));`).join(' ')} }`;
}

describe('the choice of a switch', () => {
  it('is right at the border of every range', () => {
    fc.assert(
      fc.property(someSwitch, (made) => {
        const ranges = rangesOf(made);
        const [least, most] = RANGES[made.type] as readonly [bigint, bigint];
        const borders = ranges.flatMap(({ low, high }) => [
          low - 1n,
          low,
          (low + high) / 2n,
          high - 1n,
          high,
        ]);
        const values = [...borders, least, 0n, most].filter((value) => value >= least && value <= most);
        const goalOf = (value: bigint) =>
          ranges.find(({ low, high }) => low <= value && value < high)?.goal ?? -1;
        const { output } = compareEngines(programOf(made.type, ranges, values));
        assert.deepEqual(output.trim().split(' ').map(Number), values.map(goalOf));
      }),
      { numRuns: RUNS },
    );
  });
});
