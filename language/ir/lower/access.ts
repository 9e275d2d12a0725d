// Reading and writing places, and holding values: keeping what has been evaluated safe from calls and
// stores that come later in the same statement, so that operands are evaluated from left to right.
import { sizeOf, type Type } from '../../semantics/types';
import { convert, integer, isSimple, isStable, read, reads, zero } from '../expressions';
import type * as ir from '../ir';
import type { FunctionLowering } from './context';
import {
  addressOf,
  bind,
  fieldPlace,
  loadFrom,
  memoryPlace,
  plainSlice,
  SLICE_COUNT,
  SLICE_DATA,
  type MemoryPlace,
  type Place,
  type SliceValue,
} from './place';
import { categoryOf, valueType } from './value-types';

// ---------------------------------------------------------------------------------------------
// Reading

export function readScalar(place: Place, type: Type): ir.Expression {
  return place.kind === 'register' ? read(place.local) : loadFrom(place, valueType(type));
}

export function readSlice(f: FunctionLowering, place: Place): SliceValue {
  if (place.kind === 'register') return plainSlice(read(place.local), read(place.local + 1));
  if (isSimple(place.address)) return slicePair(place);
  const local = f.b.scratch('ptr');
  const { data, count } = slicePair({ ...place, address: read(local) });
  return { bindings: [{ local, value: place.address }], data, count };
}

function slicePair(place: MemoryPlace): SliceValue {
  const data = loadFrom(fieldPlace(place, SLICE_DATA), 'ptr');
  return plainSlice(data, loadFrom(fieldPlace(place, SLICE_COUNT), 'i64'));
}

// ---------------------------------------------------------------------------------------------
// Writing

export function writeScalar(f: FunctionLowering, place: Place, type: Type, value: ir.Expression): void {
  if (place.kind === 'register') return f.b.set(place.local, value);
  store(f, place, valueType(type), value);
}

function store(f: FunctionLowering, place: MemoryPlace, type: ir.ValueType, value: ir.Expression): void {
  f.b.store(type, place.address, place.offset, value, place.guard);
}

/** Both halves are evaluated before either is written, since they may be read from the place itself. */
export function writeSlice(f: FunctionLowering, place: Place, slice: SliceValue): void {
  const target = place.kind === 'memory' ? repeatable(f, place) : place;
  const { data, count } = settle(f, slice);
  const isDataFirst = isStable(count) && !(target.kind === 'register' && reads(count, target.local));
  if (isDataFirst) {
    writeHalf(f, target, 0, data);
    writeHalf(f, target, 1, count);
  } else {
    const saved = saveIn(f, 'ptr', data);
    writeHalf(f, target, 1, count);
    writeHalf(f, target, 0, saved);
  }
}

function writeHalf(f: FunctionLowering, place: Place, half: 0 | 1, value: ir.Expression): void {
  if (place.kind === 'register') return f.b.set(place.local + half, value);
  if (half === 0) store(f, fieldPlace(place, SLICE_DATA), 'ptr', value);
  else store(f, fieldPlace(place, SLICE_COUNT), 'i64', value);
}

/** Copies an aggregate; the two may overlap. */
export function copyAggregate(f: FunctionLowering, to: MemoryPlace, from: MemoryPlace, type: Type): void {
  f.b.copy(addressOf(to), to.guard, addressOf(from), from.guard, integer('i64', sizeOf(type)));
}

/** Sets all bytes of a place to zero. */
export function writeZero(f: FunctionLowering, place: Place, type: Type): void {
  switch (categoryOf(type)) {
    case 'none':
      return;
    case 'scalar':
      return writeScalar(f, place, type, zero(valueType(type)));
    case 'slice':
      return writeSlice(f, place, plainSlice(zero('ptr'), zero('i64')));
    case 'aggregate':
      return fillZero(f, place, sizeOf(type));
  }
}

function fillZero(f: FunctionLowering, place: Place, size: number): void {
  const memory = memoryOf(place);
  f.b.fill(addressOf(memory), memory.guard, zero('i32'), integer('i64', size));
}

/** Aggregates are always in memory. */
export function memoryOf(place: Place): MemoryPlace {
  if (place.kind === 'register') throw new Error('ropewalk: an aggregate in a register');
  return place;
}

// ---------------------------------------------------------------------------------------------
// Holding

/** Puts a value into a temporary. */
export function saveIn(f: FunctionLowering, type: ir.ValueType, value: ir.Expression): ir.Expression {
  const local = f.b.temporary(type);
  f.b.set(local, value);
  return read(local);
}

/** The value, evaluated by now: later calls cannot change it. */
export function hold(f: FunctionLowering, type: ir.ValueType, value: ir.Expression): ir.Expression {
  return isStable(value) ? value : saveIn(f, type, value);
}

/** The slice without bindings, so that its halves can be used in different statements. */
export function settle(f: FunctionLowering, slice: SliceValue): SliceValue {
  for (const { local, value } of slice.bindings) {
    f.b.promote(local);
    f.b.set(local, value);
  }
  return slice.bindings.length === 0 ? slice : plainSlice(slice.data, slice.count);
}

export function holdSlice(f: FunctionLowering, slice: SliceValue): SliceValue {
  const { data, count } = settle(f, slice);
  return plainSlice(hold(f, 'ptr', data), hold(f, 'i64', count));
}

/** The place with its address evaluated by now. */
export function holdPlace(f: FunctionLowering, place: Place): Place {
  if (place.kind === 'register' || isStable(place.address)) return place;
  return { ...place, address: saveIn(f, 'ptr', place.address) };
}

/** The place with an address that can be written down several times. */
export function repeatable(f: FunctionLowering, place: MemoryPlace): MemoryPlace {
  return isSimple(place.address) ? place : { ...place, address: saveIn(f, 'ptr', place.address) };
}

/** The place that a pointer's value points at. */
export function pointed(pointer: ir.Expression): MemoryPlace {
  return memoryPlace(pointer, 'pointer');
}

/** A slice's element, checked. `index` is an i64. */
export function elementOfSlice(slice: SliceValue, index: ir.Expression, size: number): MemoryPlace {
  const element: ir.Expression = { op: 'element', base: slice.data, index, length: slice.count, size };
  return memoryPlace(bind(slice.bindings, element), 'pointer');
}

/** An array's element, checked. `index` is an i64. */
export function elementOfArray(
  array: MemoryPlace,
  length: number,
  index: ir.Expression,
  size: number,
): MemoryPlace {
  if (index.op === 'constant' && index.value >= 0 && index.value < length) {
    return fieldPlace(array, Number(index.value) * size);
  }
  const base = addressOf(array);
  return memoryPlace({ op: 'element', base, index, length: integer('i64', length), size }, array.guard);
}

/** Any integer as the i64 that indices and counts are. */
export function asI64(type: Type, value: ir.Expression): ir.Expression {
  const from = valueType(type);
  if (value.op === 'constant' && from !== 'u64') return integer('i64', value.value);
  return convert(from, 'i64', value);
}
