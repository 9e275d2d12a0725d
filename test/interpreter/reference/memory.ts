// The reference's memory: bytes at the same addresses as the machine's, so that printed pointers and the bytes
// themselves can be compared, with each access checked as the IR's comments say, one by one.
import type { Guard, Program, Section, ValueType } from '../../../language/ir/ir';

export type Value = number | bigint;

/** A trap of the program, thrown through the walker. */
export class ReferenceTrap {
  constructor(
    readonly kind: string,
    readonly message: string,
  ) {}
}

/** Where things lie; the machine's layout fits. */
export interface Places {
  /** The least address that a pointer may have. */
  readonly base: number;
  readonly rodata: number;
  readonly globals: number;
  readonly dataStack: number;
  readonly dataStackEnd: number;
  readonly heap: number;
  readonly heapEnd: number;
  readonly size: number;
}

const SIZES: Record<ValueType, number> = {
  i8: 1,
  u8: 1,
  bool: 1,
  i16: 2,
  u16: 2,
  i32: 4,
  u32: 4,
  f32: 4,
  i64: 8,
  u64: 8,
  f64: 8,
  ptr: 8,
};

export const hex = (address: bigint): string => `0x${BigInt.asUintN(64, address).toString(16)}`;

export class ReferenceMemory {
  readonly bytes: Uint8Array;
  readonly view: DataView;
  /** End of the heap: exclusive. */
  top: number;
  /** Whether any nan was stored, whose bits are not the same in every engine. */
  hasStoredNan = false;
  /** Address of the context. */
  readonly context: number;

  constructor(
    program: Program,
    readonly places: Places,
  ) {
    this.bytes = new Uint8Array(places.size);
    this.view = new DataView(this.bytes.buffer);
    this.top = places.heap;
    this.context = places.globals + (program.context?.offset ?? 0);
    this.place(program.rodata, places.rodata);
    this.place(program.globals, places.globals);
    if (program.context) this.view.setBigInt64(this.context, 1n, true);
  }

  private place(section: Section, at: number): void {
    this.bytes.set(section.bytes, at);
    for (const { at: offset, target } of section.relocations) {
      const value = target.kind === 'function' ? target.id + 1 : this.places[target.kind] + target.offset;
      this.view.setBigUint64(at + offset, BigInt(value), true);
    }
  }

  load(type: ValueType, pointer: Value, offset: number, guard: Guard): Value {
    const at = this.check(BigInt(pointer), offset, guard, 0);
    const { view } = this;
    switch (type) {
      case 'i8':
        return view.getInt8(at);
      case 'u8':
      case 'bool':
        return view.getUint8(at);
      case 'i16':
        return view.getInt16(at, true);
      case 'u16':
        return view.getUint16(at, true);
      case 'i32':
        return view.getInt32(at, true);
      case 'u32':
        return view.getUint32(at, true);
      case 'f32':
        return view.getFloat32(at, true);
      case 'f64':
        return view.getFloat64(at, true);
      case 'i64':
        return view.getBigInt64(at, true);
      case 'u64':
      case 'ptr':
        return view.getBigUint64(at, true);
    }
  }

  store(type: ValueType, pointer: Value, offset: number, value: Value, guard: Guard): void {
    const at = this.check(BigInt(pointer), offset, guard, SIZES[type]);
    if (type === 'f32' || type === 'f64') {
      if (Number.isNaN(value)) this.hasStoredNan = true;
      if (type === 'f32') this.view.setFloat32(at, Number(value), true);
      else this.view.setFloat64(at, Number(value), true);
      return;
    }
    let rest = BigInt.asUintN(64, BigInt(value));
    for (let i = 0; i < SIZES[type]; i++, rest >>= 8n) this.bytes[at + i] = Number(rest & 255n);
  }

  copy(to: Value, toGuard: Guard, from: Value, fromGuard: Guard, size: bigint): void {
    this.checkRange(BigInt(from), size, fromGuard, false);
    this.checkRange(BigInt(to), size, toGuard, true);
    if (size > 0n) this.bytes.copyWithin(Number(to), Number(from), Number(from) + Number(size));
  }

  fill(to: Value, guard: Guard, value: number, size: bigint): void {
    this.checkRange(BigInt(to), size, guard, true);
    if (size > 0n) this.bytes.fill(value & 255, Number(to), Number(to) + Number(size));
  }

  /** @param written bytes that are stored, 0 for a load */
  private check(pointer: bigint, offset: number, guard: Guard, written: number): number {
    const address = BigInt.asUintN(64, pointer + BigInt(offset));
    if (guard === 'pointer') {
      if (address < BigInt(this.places.base) || address >= BigInt(this.top)) this.refuse(pointer);
      if (written > 0) this.checkWritable(Number(address), written);
    }
    return Number(address);
  }

  private checkRange(address: bigint, size: bigint, guard: Guard, isWrite: boolean): void {
    if (guard !== 'pointer' || size === 0n) return;
    if (size < 0n || address < BigInt(this.places.base) || address >= BigInt(this.top)) this.refuse(address);
    if (address + size > BigInt(this.top)) this.refuse(BigInt(this.top));
    if (isWrite) this.checkWritable(Number(address), Number(size));
  }

  private checkWritable(address: number, size: number): void {
    if (address < this.places.globals && address + size > this.places.rodata) {
      throw new ReferenceTrap('readonly', `write to read-only memory at ${hex(BigInt(address))}`);
    }
  }

  /** Refuses a pointer to nowhere. */
  expectInside(pointer: bigint, offset = 0, guard: Guard = 'pointer'): void {
    this.check(pointer, offset, guard, 0);
  }

  private refuse(pointer: bigint): never {
    throw BigInt.asUintN(64, pointer) < 65536n
      ? new ReferenceTrap('nil', 'nil pointer dereference')
      : new ReferenceTrap('outside', `address ${hex(pointer)} is outside memory`);
  }
}
