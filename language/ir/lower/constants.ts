// Constants where code uses them: scalars become constants of the IR, strings and whole aggregates bytes of
// the read-only section.
import type { ConstantValue } from '../../semantics/constant';
import { nearestFloat } from '../../semantics/constants';
import { sizeOf, type Type } from '../../semantics/types';
import { advance, boolean, functionAddress, integer, isFloat, sectionAddress, zero } from '../expressions';
import type * as ir from '../ir';
import { copyAggregate, repeatable, writeScalar, writeSlice, writeZero } from './access';
import type { FunctionLowering } from './context';
import {
  addressOf,
  fieldPlace,
  memoryPlace,
  plainSlice,
  type MemoryPlace,
  type Place,
  type SliceValue,
} from './place';
import { isZero } from './section-builder';
import { categoryOf, valueType } from './value-types';

export function scalarConstant(f: FunctionLowering, type: Type, constant: ConstantValue): ir.Expression {
  const to = valueType(type);
  switch (constant.kind) {
    case 'integer':
      return integerConstant(type, constant.value);
    case 'float':
      return isFloat(to)
        ? floatConstant(to, (to === 'f32' ? constant.single : undefined) ?? constant.value)
        : wholeConstant(to, BigInt(Math.trunc(constant.value)));
    case 'boolean':
      return to === 'bool' ? boolean(constant.value) : wholeConstant(to, BigInt(constant.value));
    case 'function':
      return functionAddress(f.program.functionValue(constant.symbol));
    case 'address':
      return sectionAddress('globals', f.program.globalOffset(constant.symbol) + constant.offset);
    case 'memory':
      return memoryAddress(f, constant);
    default:
      return zero(to);
  }
}

/** An integer of the source as a constant of a scalar type. */
export function integerConstant(type: Type, value: bigint): ir.Expression {
  const to = valueType(type);
  return isFloat(to) ? floatConstant(to, value) : wholeConstant(to, value);
}

function floatConstant(type: ir.ValueType, value: number | bigint): ir.Expression {
  return { op: 'constant', type, value: nearestFloat(value, type === 'f32' ? 32 : 64) };
}

const BITS: Record<ir.ValueType, number> = {
  i8: 8,
  i16: 16,
  i32: 32,
  i64: 64,
  u8: 8,
  u16: 16,
  u32: 32,
  u64: 64,
  f32: 0,
  f64: 0,
  bool: 1,
  ptr: 64,
};

function wholeConstant(type: ir.ValueType, value: bigint): ir.Expression {
  // Nearly all are small, and what is small is in the range of every type.
  if (value >= 0n && value < 128n && type !== 'bool') return integer(type, Number(value));
  const wrapped = type.startsWith('i') ? BigInt.asIntN(BITS[type], value) : BigInt.asUintN(BITS[type], value);
  return type === 'bool' ? boolean(wrapped !== 0n) : integer(type, wrapped);
}

function memoryAddress(
  f: FunctionLowering,
  { memory, offset }: Extract<ConstantValue, { kind: 'memory' }>,
): ir.Expression {
  const place = f.program.memory(memory);
  return sectionAddress(place.kind, place.offset + offset);
}

export function sliceConstant(f: FunctionLowering, constant: ConstantValue): SliceValue {
  if (constant.kind === 'string') return textConstant(f, constant);
  if (constant.kind === 'slice') {
    const offset = f.program.globalOffset(constant.symbol) + constant.offset;
    return pair(sectionAddress('globals', offset), constant.count);
  }
  if (constant.kind === 'memory') return pair(memoryAddress(f, constant), constant.count ?? 0);
  if (constant.kind === 'elements') {
    const array = constantPlace(f, constant.type, constant.of);
    const first = fieldPlace(array, constant.first * sizeOf(constant.type.element));
    return pair(addressOf(first), constant.count);
  }
  return pair(zero('ptr'), 0);
}

function textConstant(
  f: FunctionLowering,
  { bytes, within }: Extract<ConstantValue, { kind: 'string' }>,
): SliceValue {
  const whole = within?.bytes ?? bytes;
  if (whole.length === 0) return pair(zero('ptr'), 0);
  return pair(advance(f.program.textAddress(whole), within?.at ?? 0), bytes.length);
}

function pair(data: ir.Expression, count: number): SliceValue {
  return plainSlice(data, integer('i64', count));
}

/** Puts a constant into a place. */
export function constantInto(f: FunctionLowering, type: Type, constant: ConstantValue, place: Place): void {
  switch (categoryOf(type)) {
    case 'none':
      return;
    case 'scalar':
      return writeScalar(f, place, type, scalarConstant(f, type, constant));
    case 'slice':
      return writeSlice(f, place, sliceConstant(f, constant));
    case 'aggregate':
      if (isZero(type, constant)) return writeZero(f, place, type);
      if (place.kind === 'memory') return aggregateInto(f, type, constant, place);
  }
}

function aggregateInto(f: FunctionLowering, type: Type, constant: ConstantValue, place: MemoryPlace): void {
  const address = f.program.constantAddress(type, constant);
  if (address) return copyAggregate(f, place, memoryPlace(address, 'global'), type);
  const target = repeatable(f, place);
  writeZero(f, target, type);
  if (constant.kind === 'tagged') return taggedInto(f, type, constant, target);
  if (constant.kind !== 'aggregate') return;
  constant.elements.forEach((element, i) => {
    const part = partOf(type, i);
    if (part && !isZero(part.type, element))
      constantInto(f, part.type, element, fieldPlace(target, part.offset));
  });
}

function taggedInto(
  f: FunctionLowering,
  type: Type,
  { tag, payload }: Extract<ConstantValue, { kind: 'tagged' }>,
  place: MemoryPlace,
): void {
  if (type.kind !== 'enum') return;
  writeScalar(f, place, type.tagType, integer('i32', tag));
  const of = type.tags[tag]?.payload;
  if (of && payload && !isZero(of, payload))
    constantInto(f, of, payload, fieldPlace(place, type.payloadOffset));
}

function partOf(type: Type, index: number): { type: Type; offset: number } | undefined {
  if (type.kind === 'struct') return type.fields[index];
  if (type.kind === 'array') return { type: type.element, offset: index * sizeOf(type.element) };
  return undefined;
}

/** Where the bytes of a constant aggregate are: read-only memory, or a temporary where there is none. */
export function constantPlace(f: FunctionLowering, type: Type, constant: ConstantValue): MemoryPlace {
  const address = f.program.constantAddress(type, constant);
  if (address) return memoryPlace(address, 'global');
  const temporary = f.temporaryMemory(type);
  constantInto(f, type, constant, temporary);
  return temporary;
}
