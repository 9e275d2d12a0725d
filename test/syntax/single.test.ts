// A decimal number is rounded once to the nearest `f32`: held against exact fractions.
import assert from 'node:assert/strict';
import { decodeFloat } from '../../language/syntax/literals';
import { Random } from '../interpreter/random/random';
import { runProgram } from '../language/run-program';

const COUNT = process.env['ROPEWALK_LONG'] ? 50_000 : 3_000;
const LARGEST = 2 ** 128 - 2 ** 104;

/** The nearest `f32` of `n / d`, of two that are equally near the even one, by whole numbers alone. */
function exact(n: bigint, d: bigint): number {
  let exponent = -149; // of the last bit
  const scaled = (): [bigint, bigint] =>
    exponent < 0 ? [n << BigInt(-exponent), d] : [n, d << BigInt(exponent)];
  for (let [up, down] = scaled(); up >= down << 24n; [up, down] = scaled()) exponent++;
  const [up, down] = scaled();
  const whole = up / down;
  const twice = 2n * (up - whole * down);
  const isUp = twice > down || (twice === down && whole % 2n === 1n);
  const value = Number(isUp ? whole + 1n : whole) * 2 ** exponent;
  return value > LARGEST ? Infinity : value;
}

function exactOf(text: string): number {
  const [, whole = '', fraction = '', exponent = '0'] = /^(\d+)\.?(\d*)e?(.*)$/.exec(text) ?? [];
  const power = Number(exponent) - fraction.length;
  const digits = BigInt(whole + fraction);
  return power < 0 ? exact(digits, 10n ** BigInt(-power)) : exact(digits * 10n ** BigInt(power), 1n);
}

function single(text: string): number {
  const { value, single } = decodeFloat(text, () => assert.fail(text));
  return single ?? Math.fround(value);
}

/** All digits of a finite number, with a point. */
function digitsOf(value: number): string {
  const scaled = BigInt(value * 2 ** 150) * 5n ** 150n; // times 10^150
  const text = scaled.toString().padStart(151, '0');
  return `${text.slice(0, -150)}.${text.slice(-150)}`;
}

function bits(of: number): number {
  return new Float32Array(new Uint32Array([of]).buffer)[0] as number;
}

/** Half way between two neighbours, and a little to both sides of it. */
function aroundHalf(at: number): string[] {
  const next = bits(at + 1);
  const half = (bits(at) + (Number.isFinite(next) ? next : 2 ** 128)) / 2;
  const text = digitsOf(half);
  const below = (BigInt(text.replace('.', '')) * 10n ** 30n - 1n).toString();
  return [text, `${text}0000000000000000001`, `${below}e-180`, `${text.replace('.', '')}1e-151`];
}

describe('a decimal number as `f32`', () => {
  const random = new Random(5);
  const LAST = 0x7f7fffff; // the bits of the largest

  it('is rounded once where it is near the middle of two', () => {
    const places = [0, 1, 2, 0x7fffff, 0x800000, LAST - 1, LAST];
    for (let i = 0; i < COUNT / 4; i++) places.push(random.below(LAST));
    let differing = 0;
    for (const text of places.flatMap(aroundHalf)) {
      assert.equal(single(text), exactOf(text), text);
      if (single(text) !== Math.fround(Number(text))) differing++;
    }
    assert.ok(differing > places.length / 2, `${differing} of ${places.length}`);
  });

  it('is rounded once anywhere', () => {
    for (let i = 0; i < COUNT; i++) {
      const digits = Array.from({ length: 1 + random.below(30) }, () => random.below(10)).join('');
      const text = `${digits}.${random.below(1e6)}e${random.below(80) - 60}`;
      assert.equal(single(text), exactOf(text), text);
    }
  });

  it('of very many digits takes no time', () => {
    const half = digitsOf((bits(0x3f800000) + bits(0x3f800001)) / 2);
    assert.equal(single(`${half}${'0'.repeat(100_000)}1`), bits(0x3f800001));
    assert.equal(single(`0.${'0'.repeat(100_000)}1e100001`), 1);
  });

  it('is that in programs', () => {
    const texts = Array.from({ length: 50 }, () => aroundHalf(random.below(LAST))).flat();
    const values = texts.map((text) => (random.below(2) === 0 ? text : `-${text}`));
    const program = `xs: [${values.length}]f32 = [${values.join(',\n')}];
fn main() { for x in xs { y := x; p := cast(*u32) &y; print("{}\\n", p^); } }`;
    const printed = runProgram('singles.rw', program, Buffer.alloc(0)).stdout.trim().split('\n');
    values.forEach((text, i) => {
      const expected = text.startsWith('-') ? -exactOf(text.slice(1)) : exactOf(text);
      assert.equal(bits(Number(printed[i])), expected, text);
    });
  });
});
