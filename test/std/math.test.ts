// The functions of std/math.rw, which are computed in the language itself, against JavaScript's own: on ordinary
// values, at the ends of the range, and at the places where series and ranges meet. JavaScript's are themselves off by
// up to one unit in the last place, `log10` and `hypot` by two.
import assert from 'node:assert/strict';
import { runProgram } from '../language/run-program';
import { distance, random, randomBits } from './floats';

type Values = readonly number[];

const COUNT = process.env['ROPEWALK_LONG'] ? 50_000 : 4_000;

const SPECIAL: Values = [0, -0, 1, -1, 0.5, 2, 10, 1e-300, 5e-324, 1e300, Infinity, -Infinity, NaN];

describe('std/math.rw', () => {
  const near = (low: number, high: number) => [...random(COUNT, low, high), ...SPECIAL];
  const anywhere = [...randomBits(COUNT, 7), ...SPECIAL];

  one('sqrt', 0, Math.sqrt, [...near(0, 1e6), ...anywhere]);
  one('floor', 0, Math.floor, [...near(-1e3, 1e3), ...anywhere]);
  one('ceil', 0, Math.ceil, [...near(-1e3, 1e3), ...anywhere]);
  one('trunc', 0, Math.trunc, [...near(-1e3, 1e3), ...anywhere]);
  one('round', 0, halvesAway, [...near(-1e3, 1e3), ...anywhere, 0.49999999999999994, -2.5, 2.5, -0.4]);
  one('exp', 1, Math.exp, [...near(-750, 715), ...near(-1, 1), ...anywhere]);
  one('log', 1, Math.log, [...near(0, 1e3), ...near(0.5, 2), ...anywhere]);
  one('log2', 1, Math.log2, [...near(0, 1e3), ...near(0.5, 2), ...anywhere, ...powers(2, -1074, 1024)]);
  one('log10', 2, Math.log10, [...near(0, 1e3), ...near(0.5, 2), ...anywhere, ...powers(10, -300, 308)]);
  one('sin', 1, Math.sin, [...near(-10, 10), ...near(-1e7, 1e7), ...anywhere, ...quarters()]);
  one('cos', 1, Math.cos, [...near(-10, 10), ...near(-1e7, 1e7), ...anywhere, ...quarters()]);
  one('tan', 1, Math.tan, [...near(-10, 10), ...near(-1e7, 1e7), ...anywhere, ...quarters()]);
  one('asin', 1, Math.asin, [...near(-1, 1), ...near(0.99, 1.01), ...near(-1e-8, 1e-8), ...anywhere]);
  one('acos', 1, Math.acos, [...near(-1, 1), ...near(0.99, 1.01), ...near(-1e-8, 1e-8), ...anywhere]);
  one('atan', 1, Math.atan, [...near(-2, 2), ...near(-1e3, 1e3), ...anywhere]);

  two('atan2', 1, Math.atan2, [...pairs(-2, 2), ...pairs(-1e300, 1e300), ...bitPairs(), ...specialPairs()]);
  two('hypot', 2, Math.hypot, [...pairs(-2, 2), ...pairs(-1e300, 1e300), ...bitPairs(), ...specialPairs()]);
  two('fmod', 0, (x, y) => x % y, [...pairs(-1e3, 1e3), ...bitPairs(), ...specialPairs()]);
  two('pow', 1, cPow, [...pairs(0, 50), ...pairs(0.9, 1.1), ...integers(), ...bitPairs(), ...specialPairs()]);

  /** @param units in the last place by which the results may differ */
  function one(name: string, units: number, expected: (x: number) => number, values: Values): void {
    it(`${name} is JavaScript's`, () => {
      const results = call(name, 'x', values);
      values.forEach((x, i) => compare(`${name}(${x})`, results[i] as number, expected(x), units));
    });
  }

  function two(
    name: string,
    units: number,
    expected: (x: number, y: number) => number,
    values: Values,
  ): void {
    it(`${name} is JavaScript's`, () => {
      const results = call(name, 'x, y', values);
      results.forEach((result, i) => {
        const [x, y] = [values[2 * i] as number, values[2 * i + 1] as number];
        compare(`${name}(${x}, ${y})`, result, expected(x, y), units);
      });
    });
  }
});

function compare(what: string, found: number, expected: number, units: number): void {
  if (Object.is(found, expected)) return;
  assert.ok(distance(found, expected) <= units, `${what} is ${found}, but should be ${expected}`);
}

/** What a function of the library gives for each of the values, or for each two. */
function call(name: string, parameters: 'x' | 'x, y', values: Values): number[] {
  const isPair = parameters === 'x, y';
  const program = `
    import math "std/math.rw";
    fn read(fd: i32, data: *none, count: i64) i64;
    fn next(x: *f64) bool { return read(0, x, 8) == 8; }
    fn main() {
        x: f64;
        y: f64;
        while next(&x)${isPair ? ' and next(&y)' : ''} {
            result := math.${name}(${parameters});
            print("{}\\n", (cast(*i64) &result)^);
        }
    }`;
  const { stdout } = runProgram('math.rw', program, Buffer.from(new Float64Array(values).buffer));
  const bits = stdout.trim().split('\n').map(BigInt);
  assert.equal(bits.length, values.length / (isPair ? 2 : 1));
  return [...new Float64Array(new BigInt64Array(bits).buffer)];
}

function halvesAway(x: number): number {
  const whole = Math.trunc(x);
  return Math.abs(x - whole) >= 0.5 ? whole + Math.sign(x) : whole;
}

/** C's: a power of 1 is 1, and so is 1 to an infinite power. */
function cPow(x: number, y: number): number {
  return x === 1 || (x === -1 && Math.abs(y) === Infinity) ? 1 : Math.pow(x, y);
}

function powers(base: number, from: number, to: number): number[] {
  return Array.from({ length: to - from }, (_, i) => base ** (from + i));
}

/** Multiples of a quarter circle, where little is left of a sine or cosine. */
function quarters(): number[] {
  const factors = [...Array(200).keys(), 1e5, 1048575, 1048576, 1e9, 1e15, 2 ** 52];
  const hardest = [6381956970095103 * 2 ** 797, 5319372648326541 * 2 ** -41];
  return [...factors.map((n) => n * (Math.PI / 2)), ...hardest];
}

function pairs(low: number, high: number): number[] {
  return [...random(2 * COUNT, low, high)];
}

function bitPairs(): number[] {
  return [...randomBits(2 * COUNT, 11)];
}

function specialPairs(): number[] {
  return SPECIAL.flatMap((x) => SPECIAL.flatMap((y) => [x, y]));
}

function integers(): number[] {
  const whole = [...Array(25).keys()].map((i) => i - 12);
  return whole.flatMap((x) => whole.flatMap((y) => [x, y]));
}
