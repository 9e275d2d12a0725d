// Values in the memory that a run left, as constants of their types.
import type { ConstantAddress, ConstantValue } from '../semantics/constant';
import { sizeOf, type EnumType, type Type } from '../semantics/types';
import { isScalar } from '../semantics/types';
import type { ResultMemory } from './result-memory';

/** Bytes from the beginning of a slice to its count. */
export const SLICE_COUNT = 8;

/** @param addressAt what the address at a place means; undefined for nil */
export function readValue(
  memory: ResultMemory,
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
  memory: ResultMemory,
  type: EnumType,
  at: number,
  read: (type: Type, at: number) => ConstantValue,
): ConstantValue {
  const tag = Number(memory.integer(at, sizeOf(type.tagType), true));
  const of = type.tags[tag]?.payload;
  return { kind: 'tagged', tag, payload: of && read(of, at + type.payloadOffset) };
}
