// Parts of values that are known while compiling: of a constant struct, array, text, and of what a `#run` left behind.
import type { ConstantValue } from './constant';
import { readLeft } from './constant-memory';
import { integerValue } from './constants';
import { type ArrayType, hasPayloads, sizeOf, type StructType, type Type } from './types';

/** A field; the value may be that of a pointer to the struct. */
export function fieldOf(
  value: ConstantValue | undefined,
  type: StructType,
  index: number,
): ConstantValue | undefined {
  const field = type.fields[index];
  if (!field) return undefined;
  if (value?.kind === 'memory') return valueAt(value, field.offset, field.type);
  return normal(value?.kind === 'aggregate' ? value.elements[index] : undefined, field.type);
}

/** An element of an array or slice of a type, of which the value may be a pointer to it. */
export function elementOf(
  value: ConstantValue | undefined,
  type: Type,
  index: number,
): ConstantValue | undefined {
  const list = seen(value, type);
  const of = type.kind === 'pointer' ? type.pointee : type;
  if (of.kind !== 'array' && of.kind !== 'slice') return undefined;
  if (list?.kind === 'string') return byteOf(list.bytes, index);
  if (list?.kind === 'memory') return valueAt(list, index * sizeOf(of.element), of.element);
  if (list?.kind === 'elements') return elementOf(list.of, list.type, list.first + index);
  return normal(list?.kind === 'aggregate' ? list.elements[index] : undefined, of.element);
}

/** How many elements a slice has, of which the value may be a pointer to it. */
export function countOf(value: ConstantValue | undefined, type: Type): number | undefined {
  const slice = seen(value, type);
  switch (slice?.kind) {
    case 'string':
      return slice.bytes.length;
    case 'memory':
    case 'slice':
    case 'elements':
      return slice.count;
    case 'zero':
      return 0;
    default:
      return undefined;
  }
}

/**
 * The elements from `first` up to but without `end`, which are there, of an array or slice; of its type the value may be
 * a pointer to it.
 */
export function sliceOfValue(
  value: ConstantValue | undefined,
  type: Type,
  first: number,
  end: number,
): ConstantValue | undefined {
  const list = seen(value, type);
  const of = type.kind === 'pointer' ? type.pointee : type;
  if (of.kind !== 'array' && of.kind !== 'slice') return undefined;
  const count = end - first;
  const bytes = first * sizeOf(of.element);
  switch (list?.kind) {
    case 'string':
      return textPart(list, first, end);
    case 'memory':
      return { ...list, offset: list.offset + bytes, count };
    case 'slice':
      return { ...list, offset: list.offset + bytes, count };
    case 'address':
      return of.kind === 'array' ? { ...list, kind: 'slice', offset: list.offset + bytes, count } : undefined;
    case 'elements':
      return { ...list, first: list.first + first, count };
    case 'zero':
    case 'aggregate':
      return of.kind === 'array' ? elementsOf(list, of, first, count) : { kind: 'zero' };
    default:
      return undefined;
  }
}

/** A slice of a constant array. */
export const elementsOf = (
  of: ConstantValue,
  type: ArrayType,
  first: number,
  count: number,
): ConstantValue => ({ kind: 'elements', of, type, first, count });

function textPart(
  text: Extract<ConstantValue, { kind: 'string' }>,
  first: number,
  end: number,
): ConstantValue {
  const within = text.within ?? { bytes: text.bytes, at: 0 };
  const bytes = text.bytes.subarray(first, end);
  return { kind: 'string', bytes, within: { bytes: within.bytes, at: within.at + first } };
}

/** What a pointer to a slice points at; any other value is meant itself. */
function seen(value: ConstantValue | undefined, type: Type): ConstantValue | undefined {
  const isBehind = value?.kind === 'memory' && type.kind === 'pointer' && type.pointee.kind === 'slice';
  return isBehind ? valueAt(value, 0, type.pointee) : value;
}

/** What lies so many bytes behind an address; unknown where the program may write to it. */
function valueAt(
  { memory, offset }: Extract<ConstantValue, { kind: 'memory' }>,
  bytes: number,
  type: Type,
): ConstantValue | undefined {
  return memory.isWritable ? undefined : readLeft(memory, type, offset + bytes);
}

function byteOf(bytes: Uint8Array, index: number): ConstantValue | undefined {
  const byte = bytes[index];
  return byte === undefined ? undefined : integerValue(BigInt.asIntN(8, BigInt(byte)));
}

/** Zero is written in the way of its type. */
function normal(value: ConstantValue | undefined, type: Type): ConstantValue | undefined {
  return value?.kind === 'zero' ? zeroOf(type) : value;
}

function zeroOf(type: Type): ConstantValue {
  if (type.kind === 'integer') return integerValue(0n);
  if (type.kind === 'float') return { kind: 'float', value: 0 };
  if (type.kind === 'bool') return { kind: 'boolean', value: false };
  if (type.kind === 'tag' || (type.kind === 'enum' && !hasPayloads(type))) return integerValue(0n);
  return type.kind === 'pointer' || type.kind === 'function' ? { kind: 'nil' } : { kind: 'zero' };
}
