// What lowering an expression gives, where it is not one tree: places that values are kept in, and slices.
import type { Expression, Guard, LocalId } from '../ir';
import { advance, load, localAddress } from '../expressions';
import { shared } from '../shared';
import type { ValueType } from '../ir';

/** Where a value is kept. A slice's register place names its data; its count is the next local. */
export type Place = RegisterPlace | MemoryPlace;
export interface RegisterPlace {
  readonly kind: 'register';
  readonly local: LocalId;
}
export interface MemoryPlace {
  readonly kind: 'memory';
  readonly address: Expression;
  /** Bytes added to the address. */
  readonly offset: number;
  readonly guard: Guard;
}

/** A scratch local and what a `let` puts into it. */
export interface Binding {
  readonly local: LocalId;
  readonly value: Expression;
}

/** A slice's two halves; both are to be evaluated inside the bindings, of which the first is the outermost. */
export interface SliceValue {
  readonly bindings: readonly Binding[];
  readonly data: Expression;
  readonly count: Expression;
}

const NO_BINDINGS: SliceValue['bindings'] = [];

/** A slice whose halves can be evaluated as they are. */
export function plainSlice(data: Expression, count: Expression): SliceValue {
  return { bindings: NO_BINDINGS, data, count };
}

/** A value that was evaluated before its turn came, as one of the three. */
export interface Held {
  readonly value?: Expression;
  readonly slice?: SliceValue;
  readonly place?: MemoryPlace;
}

/** Byte offsets of a slice's halves in memory. */
export const SLICE_DATA = 0;
export const SLICE_COUNT = 8;

export const registerPlace = shared((local: LocalId): RegisterPlace => ({ kind: 'register', local }));

export function memoryPlace(address: Expression, guard: Guard, offset = 0): MemoryPlace {
  return { kind: 'memory', address, offset, guard };
}

/** All bytes of a memory local of this frame. */
export const localPlace = shared((local: LocalId) => memoryPlace(localAddress(local), 'none'));

export function fieldPlace(place: MemoryPlace, offset: number): MemoryPlace {
  return offset === 0 ? place : { ...place, offset: place.offset + offset };
}

/** The address of the place's first byte. */
export function addressOf(place: MemoryPlace): Expression {
  return advance(place.address, place.offset);
}

export function loadFrom(place: MemoryPlace, type: ValueType): Expression {
  return load(type, place.address, place.offset, place.guard);
}

/** `body` inside the bindings. */
export function bind(bindings: readonly Binding[], body: Expression): Expression {
  return bindings.reduceRight<Expression>(
    (inner, { local, value }) => ({ op: 'let', local, value, body: inner }),
    body,
  );
}
