// Values in memory, as constants of their types: in that of a run, and in what it left behind.
import type { ConstantAddress, ConstantMemory, ConstantValue } from './constant';
import { isScalar, sizeOf, type EnumType, type Type } from './types';

/** Bytes from the beginning of a slice to its count. */
export const SLICE_COUNT = 8;

/** Memory that values are read from. */
export interface ReadableMemory {
  /** @param size in bytes */
  integer(at: number, size: number, isSigned: boolean): bigint;
  float(at: number, bits: 32 | 64): number;
}

/** What a run left behind. */
class LeftMemory implements ReadableMemory {
  private readonly view: DataView;

  constructor({ bytes }: ConstantMemory) {
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  integer(at: number, size: number, isSigned: boolean): bigint {
    return integerAt(this.view, at, size, isSigned);
  }

  float(at: number, bits: 32 | 64): number {
    return floatAt(this.view, at, bits);
  }
}

export function integerAt(view: DataView, at: number, size: number, isSigned: boolean): bigint {
  let value = 0n;
  for (let i = size - 1; i >= 0; i--) value = (value << 8n) | BigInt(view.getUint8(at + i));
  return isSigned ? BigInt.asIntN(8 * size, value) : value;
}

export function floatAt(view: DataView, at: number, bits: 32 | 64): number {
  return bits === 32 ? view.getFloat32(at, true) : view.getFloat64(at, true);
}

/** The value at a place of what a run left behind; undefined if no value of the type lies there. */
export function readLeft(left: ConstantMemory, type: Type, at: number): ConstantValue | undefined {
  if (at < 0 || at + sizeOf(type) > left.bytes.length) return undefined;
  const addressAt = (place: number): ConstantAddress | undefined =>
    left.addresses.find((one) => one.at === place)?.value;
  return readValue(new LeftMemory(left), type, at, addressAt);
}

/** @param addressAt what the address at a place means; undefined for nil */
export function readValue(
  memory: ReadableMemory,
  type: Type,
  at: number,
  addressAt: (at: number) => ConstantAddress | undefined,
): ConstantValue {
  const read = (part: Type, address: number) => readValue(memory, part, address, addressAt);
  switch (type.kind) {
    case 'float':
      return { kind: 'float', value: memory.float(at, type.bits) };
    case 'bool':
      return { kind: 'boolean', value: memory.integer(at, 1, false) !== 0n };
    case 'pointer':
    case 'function':
      return addressAt(at) ?? { kind: 'nil' };
    case 'slice':
      return slice(addressAt(at), Number(memory.integer(at + SLICE_COUNT, 8, true)));
    case 'array':
      return {
        kind: 'aggregate',
        elements: elements(type.length, sizeOf(type.element), at, (a) => read(type.element, a)),
      };
    case 'struct':
      return { kind: 'aggregate', elements: type.fields.map((field) => read(field.type, at + field.offset)) };
    case 'enum':
      if (!isScalar(type)) return tagged(memory, type, at, read);
  }
  const isSigned = type.kind !== 'integer' || type.signed;
  return { kind: 'integer', value: memory.integer(at, sizeOf(type), isSigned) };
}

function elements(
  count: number,
  size: number,
  at: number,
  read: (at: number) => ConstantValue,
): ConstantValue[] {
  return Array.from({ length: count }, (_, i) => read(at + i * size));
}

function slice(address: ConstantAddress | undefined, count: number): ConstantValue {
  if (count === 0 || !address || address.kind === 'function') return { kind: 'zero' };
  return address.kind === 'memory' ? { ...address, count } : { ...address, kind: 'slice', count };
}

function tagged(
  memory: ReadableMemory,
  type: EnumType,
  at: number,
  read: (type: Type, at: number) => ConstantValue,
): ConstantValue {
  const tag = Number(memory.integer(at, sizeOf(type.tagType), true));
  const of = type.tags[tag]?.payload;
  return { kind: 'tagged', tag, payload: of && read(of, at + type.payloadOffset) };
}
