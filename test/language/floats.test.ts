// Floats print as the shortest digits that read back as the same value: held against JavaScript, which
// follows the same rule for f64, and against its definition for f32.
import assert from 'node:assert/strict';
import { runProgram } from './run-program';

const COUNT = process.env['ROPEWALK_LONG'] ? 20_000 : 3_000;

/** Reads numbers from standard input as bytes, prints one a line. */
const printer = (type: 'f64' | 'f32') => `
fn read(fd: i32, data: *none, count: i64) i64;
fn main() {
    x: ${type};
    while read(0, &x, sizeof(${type})) == sizeof(${type}) { print("{}\\n", x); }
}
`;

describe('printing floats', () => {
  it('prints f64 as JavaScript does, but for the exponents', () => {
    const values = [...edgeCases(), ...randomBits(COUNT, 1), ...fewDigits(COUNT, 2)];
    const printed = print('f64', Buffer.from(new Float64Array(values).buffer));
    values.forEach((value, i) => assert.equal(printed[i], expectedText(value), `bits of ${value}`));
  });

  it('prints f32 so that no shorter text reads back', () => {
    const values = new Float32Array([...edgeCases(), ...randomSingles(COUNT, 3), ...fewDigits(COUNT, 4)]);
    const printed = print('f32', Buffer.from(values.buffer));
    values.forEach((value, i) => {
      const text = printed[i] as string;
      const expected = expectedSingle(value);
      // Of two texts that are equally near, either will do.
      const isTie = text.length === expected.length && value - Number(text) === Number(expected) - value;
      if (!isTie) assert.equal(text, expected, `bits of ${value}`);
    });
  });
});

function print(type: 'f64' | 'f32', bytes: Buffer): string[] {
  return runProgram('floats.rw', printer(type), bytes).stdout.split('\n');
}

/** What the language page says: positional for 1e-7 <= |x| < 1e21, else with an exponent. */
function expectedText(value: number): string {
  if (Number.isNaN(value)) return 'nan';
  if (!Number.isFinite(value)) return value > 0 ? 'inf' : '-inf';
  if (Object.is(value, -0)) return '-0';
  if (Math.abs(value) >= 1e-7 && Math.abs(value) < 1e-6) {
    const [digits, exponent] = value.toString().split('e-') as [string, string];
    const sign = value < 0 ? '-' : '';
    return `${sign}0.${'0'.repeat(Number(exponent) - 1)}${digits.replace(/[-.]/g, '')}`;
  }
  return value.toString().replace('e+', 'e');
}

/** The shortest decimal nearest to the value that rounds to it as an f32. */
function expectedSingle(value: number): string {
  if (!Number.isFinite(value) || value === 0) return expectedText(value);
  for (let digits = 1; digits < 9; digits++) {
    const short = Number(value.toPrecision(digits));
    if (Math.fround(short) === value) return expectedText(short);
  }
  return expectedText(Number(value.toPrecision(9)));
}

function edgeCases(): number[] {
  const positive = [
    0,
    1,
    0.1,
    100,
    1e20,
    1e21,
    1e-6,
    1e-7,
    9.5e-8,
    1.5e-7,
    2 ** 53,
    2 ** 53 - 1,
    2 ** 24,
    123456789,
  ];
  const ends = [
    Number.MAX_VALUE,
    Number.MIN_VALUE,
    2.2250738585072014e-308,
    5e-324,
    1e22,
    1e23,
    4.35,
    0.3,
    2 / 3,
    Infinity,
  ];
  return [...positive, ...ends, NaN]
    .flatMap((value) => [value, -value])
    .filter((value) => !Object.is(value, -NaN));
}

/** 32 bits at a time, the same in every run. */
function* bits(seed: number): Generator<number, never> {
  let state = seed >>> 0;
  for (;;) {
    state = (state + 0x9e3779b9) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 16), 0x21f0aaad);
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97);
    yield (mixed ^ (mixed >>> 15)) >>> 0;
  }
}

function randomBits(count: number, seed: number): number[] {
  const source = bits(seed);
  const words = new Uint32Array(2 * count).map(() => source.next().value);
  return [...new Float64Array(words.buffer)];
}

function randomSingles(count: number, seed: number): number[] {
  const source = bits(seed);
  const words = new Uint32Array(count).map(() => source.next().value);
  return [...new Float32Array(words.buffer)].filter((value) => !isPowerOfTwo(value));
}

/** There the float below is nearer than the one above, and the shortest text is not always the nearest. */
function isPowerOfTwo(value: number): boolean {
  const exponent = Math.log2(Math.abs(value));
  return Number.isInteger(exponent);
}

function fewDigits(count: number, seed: number): number[] {
  const source = bits(seed);
  return Array.from({ length: count }, () => {
    const digits = source.next().value % 10 ** ((source.next().value % 7) + 1);
    return digits / 10 ** (source.next().value % 12);
  });
}
