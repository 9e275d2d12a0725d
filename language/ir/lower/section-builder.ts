// Data sections: bytes placed one behind another by alignment, with constants written in C's layout.
import type { ConstantMemory, ConstantValue } from '../../semantics/constant';
import { NONE, pointerTo, sizeOf, type Type } from '../../semantics/types';
import type { FunctionSymbol, VariableSymbol } from '../../semantics/symbol';
import type { Relocation, Section } from '../ir';
import { SLICE_COUNT } from './place';

/** What constants refer to, whose addresses only the whole program knows. */
export interface ConstantReferences {
  /** Offset of a string's bytes in the read-only section. */
  text(bytes: Uint8Array): number;
  /** Offset of a constant's bytes in the read-only section. */
  constant(type: Type, value: ConstantValue): number;
  /** Offset of a global in the globals. */
  global(symbol: VariableSymbol): number;
  /** The function's address as a value. */
  functionValue(symbol: FunctionSymbol): number;
  /** Where memory that a `#run` left behind is. */
  memory(memory: ConstantMemory): SectionPlace;
}

/** A place in one of the data sections; the offset is in bytes. */
export type SectionPlace = Exclude<Relocation['target'], { kind: 'function' }>;

export class SectionBuilder {
  private bytes = new Uint8Array(256);
  private used = 0;
  private readonly relocations: Relocation[] = [];

  /** Bytes laid out so far. */
  get size(): number {
    return this.used;
  }

  get hasRelocations(): boolean {
    return this.relocations.length > 0;
  }

  /** Makes room for zero bytes and gives their offset. */
  reserve(size: number, align: number): number {
    const at = Math.ceil(this.used / align) * align;
    this.used = at + size;
    return at;
  }

  add(bytes: Uint8Array): number {
    const at = this.reserve(bytes.length, 1);
    this.room(at, bytes.length).set(bytes, at);
    return at;
  }

  /** Writes a constant of a type into bytes that `reserve` gave. */
  write(at: number, type: Type, value: ConstantValue, references: ConstantReferences): void {
    switch (value.kind) {
      case 'zero':
      case 'nil':
        return;
      case 'integer':
      case 'float':
      case 'boolean':
        return this.writeNumber(at, type, value.kind === 'boolean' ? BigInt(value.value) : value.value);
      case 'string':
        if (isZero(type, value)) return;
        return this.writeSlice(at, textTarget(references, value), value.bytes.length);
      case 'slice':
        return this.writeSlice(at, globalTarget(references, value), value.count);
      case 'elements': {
        const offset = references.constant(value.type, value.of) + value.first * sizeOf(value.type.element);
        return this.writeSlice(at, { kind: 'rodata', offset }, value.count);
      }
      case 'address':
        this.relocations.push({ at, target: globalTarget(references, value) });
        return;
      case 'function':
        this.relocations.push({
          at,
          target: { kind: 'function', id: references.functionValue(value.symbol) },
        });
        return;
      case 'memory': {
        const { kind, offset } = references.memory(value.memory);
        const target = { kind, offset: offset + value.offset };
        if (value.count === undefined) this.relocations.push({ at, target });
        else this.writeSlice(at, target, value.count);
        return;
      }
      case 'aggregate':
        return this.writeAggregate(at, type, value.elements, references);
      case 'tagged':
        return this.writeTagged(at, type, value, references);
    }
  }

  /** Writes the bytes and addresses of memory into bytes that `reserve` gave. */
  writeMemory(at: number, { bytes, addresses }: ConstantMemory, references: ConstantReferences): void {
    this.room(at, bytes.length).set(bytes, at);
    for (const { at: offset, value } of addresses)
      this.write(at + offset, pointerTo(NONE), value, references);
  }

  private writeAggregate(
    at: number,
    type: Type,
    elements: readonly ConstantValue[],
    references: ConstantReferences,
  ): void {
    if (type.kind === 'struct') {
      type.fields.forEach((field, i) => {
        const element = elements[i] ?? field.initial;
        if (element) this.write(at + field.offset, field.type, element, references);
      });
    } else if (type.kind === 'array') {
      const step = sizeOf(type.element);
      elements.forEach((element, i) => this.write(at + i * step, type.element, element, references));
    }
  }

  private writeTagged(
    at: number,
    type: Type,
    { tag, payload }: Extract<ConstantValue, { kind: 'tagged' }>,
    references: ConstantReferences,
  ): void {
    if (type.kind !== 'enum') return;
    this.writeNumber(at, type.tagType, BigInt(tag));
    const of = type.tags[tag]?.payload;
    if (of && payload) this.write(at + type.payloadOffset, of, payload, references);
  }

  private writeSlice(at: number, target: Relocation['target'], count: number): void {
    this.relocations.push({ at, target });
    this.view(at + SLICE_COUNT, 8).setBigInt64(0, BigInt(count), true);
  }

  private writeNumber(at: number, type: Type, value: number | bigint): void {
    const size = sizeOf(type);
    const view = this.view(at, size);
    if (type.kind === 'float') {
      if (size === 4) view.setFloat32(0, Number(value), true);
      else view.setFloat64(0, Number(value), true);
      return;
    }
    const whole = BigInt.asUintN(64, typeof value === 'bigint' ? value : BigInt(Math.trunc(value)));
    for (let i = 0; i < size; i++) view.setUint8(i, Number((whole >> BigInt(8 * i)) & 0xffn));
  }

  private view(at: number, size: number): DataView {
    return new DataView(this.room(at, size).buffer, at, size);
  }

  private room(at: number, size: number): Uint8Array {
    if (at + size > this.bytes.length) {
      const larger = new Uint8Array(Math.max(at + size, this.bytes.length * 2));
      larger.set(this.bytes);
      this.bytes = larger;
    }
    return this.bytes;
  }

  /** Trailing zero bytes are left out of `bytes`. */
  finish(): Section {
    let end = Math.min(this.used, this.bytes.length);
    while (end > 0 && this.bytes[end - 1] === 0) end--;
    return { bytes: this.bytes.slice(0, end), size: this.used, relocations: this.relocations };
  }
}

function textTarget(
  references: ConstantReferences,
  { bytes, within }: Extract<ConstantValue, { kind: 'string' }>,
): Relocation['target'] {
  return { kind: 'rodata', offset: references.text(within?.bytes ?? bytes) + (within?.at ?? 0) };
}

function globalTarget(
  references: ConstantReferences,
  value: { symbol: VariableSymbol; offset: number },
): Relocation['target'] {
  return { kind: 'globals', offset: references.global(value.symbol) + value.offset };
}

/** True if every byte of the constant is zero. */
export function isZero(type: Type, value: ConstantValue): boolean {
  switch (value.kind) {
    case 'zero':
    case 'nil':
      return true;
    case 'integer':
      return value.value === 0n;
    case 'float':
      return Object.is(value.value, 0);
    case 'boolean':
      return !value.value;
    case 'string':
      return value.bytes.length === 0 && !value.within;
    case 'aggregate':
      return isZeroAggregate(type, value.elements);
    case 'tagged':
      return value.tag === 0 && isZeroPayload(type, value.payload);
    default:
      return false;
  }
}

function isZeroPayload(type: Type, payload: ConstantValue | undefined): boolean {
  const of = type.kind === 'enum' ? type.tags[0]?.payload : undefined;
  return !of || !payload || isZero(of, payload);
}

function isZeroAggregate(type: Type, elements: readonly ConstantValue[]): boolean {
  if (type.kind === 'array') return elements.every((e) => isZero(type.element, e));
  if (type.kind !== 'struct') return false;
  return type.fields.every((field, i) => {
    const element = elements[i] ?? field.initial;
    return !element || isZero(field.type, element);
  });
}
