// A value as text, in the language's own terms: `Rect{w: 3, h: 1}`, `circle(2)`, `[1, 2, 3]`, `"text"`,
// `0x10240 → Node{value: 1, next: nil}`. Cut where it gets long; what cannot be read is said.
import {
  shownFields,
  sizeOf,
  taggedBy,
  type PointerType,
  type SliceType,
  type StructType,
  type Type,
} from '../../semantics/types';
import {
  characterText,
  escapedText,
  floatText,
  hexText,
  integerText,
  readInteger,
  type Format,
} from './scalars';
import {
  bytesOf,
  partOf,
  payloadOf,
  pointedAt,
  pointerTarget,
  sliceParts,
  tagIndex,
  viewOf,
  type SliceParts,
  type Value,
  type ValueNames,
} from './value';

/** Elements and characters beyond which a text is cut: about two lines of a variables view. */
const MOST_ELEMENTS = 100;
const MOST_CHARACTERS = 200;
/** Bytes of a string that are shown. */
const MOST_STRING_BYTES = 200;
/** The same for a text that is copied: elements, characters and bytes alike. */
const MOST_OF_WHOLE = 1 << 20;
/** Depth of structs in structs beyond which only `…` is shown. */
const MOST_DEPTH = 8;

export const UNREADABLE = '(unreadable)';

/** The text of a value; never longer than a few hundred characters, or about a megabyte if it is wanted whole. */
export function valueText(value: Value, names: ValueNames, format: Format = {}): string {
  const writer = new Writer(names, format);
  writer.value(value, { depth: 0, followPointers: !format.withoutTargets, inArray: false });
  return writer.text;
}

/** The whole text of a string value, up to `most` bytes, without quotes: for logs. Undefined if it is none. */
export function stringContent(value: Value, most: number): string | undefined {
  if (value.type.kind !== 'slice' || !isText(value.type)) return undefined;
  const parts = sliceParts(value);
  if (!parts || parts.count < 0) return undefined;
  const bytes = value.memory.read(parts.data, Math.min(parts.count, most));
  if (!bytes) return parts.count === 0 ? '' : undefined;
  return new TextDecoder().decode(bytes) + (parts.count > most ? '…' : '');
}

/** True for `[]i8`, which is text to people. */
export function isText(type: Type): boolean {
  return (
    type.kind === 'slice' && type.element.kind === 'integer' && type.element.bits === 8 && type.element.signed
  );
}

interface Where {
  readonly depth: number;
  /** Only a value by itself shows what it points at: a list in full would be endless. */
  readonly followPointers: boolean;
  readonly inArray: boolean;
}

class Writer {
  text = '';

  constructor(
    private readonly names: ValueNames,
    private readonly format: Format,
  ) {}

  value(value: Value, where: Where): void {
    const { type } = value;
    switch (type.kind) {
      case 'array':
        return this.elements(value, type.element, type.length, where);
      case 'slice':
        return this.slice(value, type, where);
      case 'struct':
        return this.struct(value, type, where);
      case 'enum':
      case 'tag':
        return this.tagged(value, where);
      case 'pointer':
        return this.pointer(value, type, where);
      default:
        this.text += this.scalar(value, where);
    }
  }

  private get isFull(): boolean {
    return this.text.length >= (this.format.whole ? MOST_OF_WHOLE : MOST_CHARACTERS);
  }

  private scalar(value: Value, where: Where): string {
    const { type } = value;
    const bytes = bytesOf(value);
    if (!bytes) return UNREADABLE;
    const view = viewOf(bytes);
    switch (type.kind) {
      case 'integer': {
        const number = readInteger(view, type);
        const text = integerText(number, type, this.format);
        const character =
          type.bits === 8 && type.signed && !where.inArray ? characterText(Number(number)) : undefined;
        return character ? `${text} ${character}` : text;
      }
      case 'float':
        return floatText(type.bits === 32 ? view.getFloat32(0, true) : view.getFloat64(0, true), type);
      case 'bool':
        return view.getUint8(0) === 0 ? 'false' : 'true';
      case 'function':
        return this.functionPointer(view.getBigUint64(0, true));
      case 'nil':
        return 'nil';
      default:
        return type.kind;
    }
  }

  private functionPointer(pointer: bigint): string {
    if (pointer === 0n) return 'nil';
    return this.names.functionName(pointer) ?? `${hexText(pointer)} (no function)`;
  }

  private pointer(value: Value, type: PointerType, where: Where): void {
    const bytes = bytesOf(value);
    if (!bytes) {
      this.text += UNREADABLE;
      return;
    }
    const pointer = viewOf(bytes).getBigUint64(0, true);
    this.text += pointer === 0n ? 'nil' : hexText(pointer);
    if (pointer === 0n || !where.followPointers || type.pointee.kind === 'none') return;
    this.text += ' → ';
    const target = pointedAt(value, pointerTarget(value) ?? 0, type.pointee, undefined);
    if (target.home.read(target.address, Math.max(1, sizeOf(type.pointee))) === undefined)
      this.text += UNREADABLE;
    else this.value(target, { ...where, followPointers: false });
  }

  private slice(value: Value, type: SliceType, where: Where): void {
    const parts = sliceParts(value);
    if (!parts) {
      this.text += UNREADABLE;
    } else if (parts.count < 0) {
      this.text += `(bad slice: ${parts.length} elements at ${hexText(parts.pointer)})`;
    } else if (isText(type)) {
      this.string(value, parts);
    } else {
      const first = pointedAt(value, parts.data, type.element, undefined);
      this.elements(first, type.element, parts.length, where);
    }
  }

  private string(value: Value, { data, count, pointer, length }: SliceParts): void {
    const shown = Math.min(count, this.format.whole ? MOST_OF_WHOLE : MOST_STRING_BYTES);
    const bytes = shown === 0 ? new Uint8Array() : value.memory.read(data, shown);
    if (!bytes) this.text += `(unreadable: ${length} bytes at ${hexText(pointer)})`;
    else if (shown === count) this.text += `"${escapedText(bytes)}"`;
    else this.text += `"${escapedText(wholeCharacters(bytes))}"… (${length} bytes)`;
  }

  /** @param first an element or the array itself: its address is the first element's */
  private elements(first: Value, element: Type, count: number | bigint, where: Where): void {
    const size = sizeOf(element);
    const most = this.format.whole ? MOST_OF_WHOLE : MOST_ELEMENTS;
    this.text += '[';
    for (let i = 0; i < count; i++) {
      const item = partOf(first, i * size, element, undefined);
      if (i >= most || this.isFull || where.depth >= MOST_DEPTH) {
        this.text += `${i > 0 ? ', ' : ''}…] (${count} elements)`;
        return;
      }
      if (i > 0) this.text += ', ';
      if (size > 0 && !bytesOf(item)) {
        this.text += `${UNREADABLE}, …] (${count} elements)`;
        return;
      }
      this.value(item, { depth: where.depth + 1, followPointers: false, inArray: true });
    }
    this.text += ']';
  }

  /** `circle(2)`, `empty`. */
  private tagged(value: Value, where: Where): void {
    const tag = tagIndex(value);
    if (tag === undefined) {
      this.text += UNREADABLE;
      return;
    }
    this.text += taggedBy(value.type)?.tags[tag]?.name ?? `(no tag: ${tag})`;
    const payload = payloadOf(value);
    if (!payload) return;
    this.text += '(';
    if (this.isFull || where.depth >= MOST_DEPTH) this.text += '…';
    else this.value(payload.value, { depth: where.depth + 1, followPointers: false, inArray: false });
    this.text += ')';
  }

  private struct(value: Value, type: StructType, where: Where): void {
    this.text += `${type.name ?? ''}{`;
    if (type.size > 0 && !bytesOf(value)) {
      this.text += `${UNREADABLE}}`;
      return;
    }
    for (const [i, field] of shownFields(type).entries()) {
      if (i > 0) this.text += ', ';
      if (this.isFull || where.depth >= MOST_DEPTH) {
        this.text += '…';
        break;
      }
      this.text += `${field.name}: `;
      const item = partOf(value, field.offset, field.type, undefined);
      this.value(item, { depth: where.depth + 1, followPointers: false, inArray: false });
    }
    this.text += '}';
  }
}

/** Without the beginning of a character whose rest was cut off. */
function wholeCharacters(bytes: Uint8Array): Uint8Array {
  let end = bytes.length;
  while (end > bytes.length - 4 && end > 0 && ((bytes[end - 1] as number) & 0xc0) === 0x80) end--;
  if (end > 0 && (bytes[end - 1] as number) >= 0xc0) return bytes.subarray(0, end - 1);
  return bytes;
}
