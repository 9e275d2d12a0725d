// What registers hold, and which whole numbers each type has.

/** What one register holds. Narrow integers are kept sign- or zero-extended to 32 bits; `bool` is 0 or 1. */
export type ValueType =
  | 'i8'
  | 'i16'
  | 'i32'
  | 'i64'
  | 'u8'
  | 'u16'
  | 'u32'
  | 'u64'
  | 'f32'
  | 'f64'
  | 'bool'
  /** An address or a function pointer: 64 bits, 0 is nil. */
  | 'ptr';

/** The least and the largest whole number of each type; floats have none. */
export const RANGES: Readonly<Record<ValueType, readonly [bigint, bigint] | undefined>> = {
  i8: [-(2n ** 7n), 2n ** 7n - 1n],
  i16: [-(2n ** 15n), 2n ** 15n - 1n],
  i32: [-(2n ** 31n), 2n ** 31n - 1n],
  i64: [-(2n ** 63n), 2n ** 63n - 1n],
  u8: [0n, 2n ** 8n - 1n],
  u16: [0n, 2n ** 16n - 1n],
  u32: [0n, 2n ** 32n - 1n],
  u64: [0n, 2n ** 64n - 1n],
  bool: [0n, 1n],
  ptr: [0n, 2n ** 64n - 1n],
  f32: undefined,
  f64: undefined,
};

/** What `make` gives for each type, by type. */
export function ofEachType<T>(make: (type: ValueType) => T): Readonly<Record<ValueType, T>> {
  const types = Object.keys(RANGES) as ValueType[];
  return Object.fromEntries(types.map((type) => [type, make(type)])) as Record<ValueType, T>;
}

/** The values from `low` up to but without `high`, which may so be one more than the type's largest. */
export interface ValueRange {
  readonly low: bigint;
  readonly high: bigint;
}

/** The range that holds one value. */
export function only(value: number): ValueRange {
  return { low: BigInt(value), high: BigInt(value + 1) };
}
