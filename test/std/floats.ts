// Floats to try functions with, the same in every run, and how far two are apart.

/** Steps of a generator of 32 bits, from 0 up to but without 1. */
function* fractions(seed: number): Generator<number> {
  for (let state = seed; ;) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    yield state / 2 ** 32;
  }
}

/** Floats between two bounds, with all their bits. */
export function* random(count: number, low: number, high: number): Generator<number> {
  const source = fractions(count);
  const next = () => source.next().value as number;
  for (let i = 0; i < count; i++) yield low + (high - low) * (next() + next() / 2 ** 32);
}

/** Floats of any size: random bits. */
export function* randomBits(count: number, seed: number): Generator<number> {
  const source = fractions(seed);
  const view = new DataView(new ArrayBuffer(8));
  for (let i = 0; i < count; i++) {
    view.setUint32(0, (source.next().value as number) * 2 ** 32);
    view.setUint32(4, (source.next().value as number) * 2 ** 32);
    yield view.getFloat64(0);
  }
}

/** How many floats lie between two of them, and one more: 1 for neighbours, infinite if only one is nan. */
export function distance(a: number, b: number): number {
  if (Number.isNaN(a) || Number.isNaN(b)) return Number.isNaN(a) === Number.isNaN(b) ? 0 : Infinity;
  if (a === 0 && b === 0) return Object.is(a, b) ? 0 : Infinity;
  return Math.abs(Number(order(a) - order(b)));
}

function order(x: number): bigint {
  const [bits] = new BigInt64Array(new Float64Array([x]).buffer) as unknown as [bigint];
  return bits < 0n ? -(bits & 0x7fff_ffff_ffff_ffffn) : bits;
}
