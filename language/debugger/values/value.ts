// A value as the debugger holds it: a type, and the place where its bytes are. Its text and its children
// are read when they are asked for, never in advance, so that a slice of a million elements costs nothing.
import { sizeOf, TAG_SIZE, type Tag, type Type } from '../../semantics/types';
import type { MemoryView } from './memory-view';

export interface Value {
  readonly type: Type;
  /** Where its own bytes are read. A register's home and a result are not in the program's memory. */
  readonly home: MemoryView;
  /** In `home`. */
  readonly address: number;
  /** The program's memory at the same moment, into which pointers point. */
  readonly memory: MemoryView;
  /** True if `address` is one that the program could form itself. */
  readonly hasAddress: boolean;
  /** An expression of the frame that gives this value. */
  readonly expression?: string;
}

/** What the texts of values need to know of the program. */
export interface ValueNames {
  /** Name of the function that a function pointer points to. */
  functionName(pointer: bigint): string | undefined;
}

/** The bytes of the value, or of its first `count` bytes. */
export function bytesOf(value: Value, count = sizeOf(value.type)): Uint8Array | undefined {
  return value.home.read(value.address, count);
}

/** A part of a value that lies inside it: a field or an array's element. */
export function partOf(value: Value, offset: number, type: Type, expression: string | undefined): Value {
  return { ...value, type, address: value.address + offset, expression };
}

/** What lies at an address of the program's memory. */
export function pointedAt(value: Value, address: number, type: Type, expression: string | undefined): Value {
  const { memory } = value;
  return { type, home: memory, address, memory, hasAddress: true, expression };
}

/** The tag of a value of an enum, or of a tag by itself: the index of one that exists, unless the bytes are wrong. */
export function tagIndex(value: Value): number | undefined {
  const bytes = bytesOf(value, TAG_SIZE);
  return bytes && viewOf(bytes).getInt32(0, true);
}

/** The payload that an enum's value has now, with its tag; undefined if it has none. */
export function payloadOf(value: Value): { tag: Tag; value: Value } | undefined {
  const { type } = value;
  const index = type.kind === 'enum' ? tagIndex(value) : undefined;
  const tag = type.kind === 'enum' && index !== undefined ? type.tags[index] : undefined;
  if (type.kind !== 'enum' || !tag?.payload) return undefined;
  return { tag, value: partOf(value, type.payloadOffset, tag.payload, undefined) };
}

/** Data and count of a slice; undefined if its bytes cannot be read. */
export function sliceParts(value: Value): SliceParts | undefined {
  const bytes = bytesOf(value, 16);
  if (!bytes) return undefined;
  const view = viewOf(bytes);
  const pointer = view.getBigUint64(0, true);
  const length = view.getBigInt64(8, true);
  return { data: addressIn(pointer), count: Number(length), pointer, length };
}

export interface SliceParts {
  /** NaN for an address beyond what can be read. */
  readonly data: number;
  readonly count: number;
  /** The same as the bytes have it, however large, to be shown. */
  readonly pointer: bigint;
  readonly length: bigint;
}

/** The address that a pointer holds; 0 for nil, NaN for one beyond what can be read. */
export function pointerTarget(value: Value): number | undefined {
  const bytes = bytesOf(value, 8);
  return bytes && addressIn(viewOf(bytes).getBigUint64(0, true));
}

function addressIn(pointer: bigint): number {
  return pointer <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(pointer) : Number.NaN;
}

export function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
