// The nearest `f32` of a decimal number. Its nearest `f64` is a second rounding away from that: it may lie exactly
// half way between two `f32`s where the number itself lies a little to one side.

/** All numbers that are half way between two `f32`s are multiples of 2 to the power of minus this. */
const HALF_WAY_BITS = 150;
/** What an `f32` would be that is larger than the largest by as much as that is than the one before. */
const BEYOND = 2 ** 128;

/** Asked for each literal. */
const view = new DataView(new ArrayBuffer(4));

/**
 * @param decimal digits with a point, an exponent or both, and no sign
 * @param value its nearest `f64`
 */
export function nearestSingle(decimal: string, value: number): number {
  const rounded = Math.fround(value);
  if (rounded === value) return rounded;
  const one = Number.isFinite(rounded) ? rounded : BEYOND;
  const other = neighbour(one, value > one);
  if ((one + other) / 2 !== value) return rounded;
  const side = compare(decimal, value);
  return side === 0 ? rounded : Math.fround(side > 0 ? Math.max(one, other) : Math.min(one, other));
}

/** The next `f32` of one that is not negative. */
function neighbour(single: number, isAbove: boolean): number {
  // Of what is beyond the largest, the bits are those of infinity.
  view.setFloat32(0, single);
  view.setUint32(0, view.getUint32(0) + (isAbove ? 1 : -1));
  const next = view.getFloat32(0);
  return Number.isFinite(next) ? next : BEYOND;
}

/** Whether a decimal number is less than a value half way between two `f32`s, equal to it, or greater: as 0. */
function compare(decimal: string, value: number): number {
  const [, whole = '', fraction = '', exponent = '0'] = /^(\d+)(?:\.(\d+))?(?:e(.+))?$/i.exec(decimal) ?? [];
  const power = Number(exponent) - fraction.length;
  const digits = BigInt(whole + fraction) << BigInt(HALF_WAY_BITS);
  const half = BigInt(value * 2 ** HALF_WAY_BITS);
  const [left, right] =
    power < 0 ? [digits, half * 10n ** BigInt(-power)] : [digits * 10n ** BigInt(power), half];
  return left < right ? -1 : left > right ? 1 : 0;
}
