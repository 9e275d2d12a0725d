// The texts of numbers, characters and strings, as the language writes and prints them.
import type { FloatType, IntegerType } from '../../semantics/types';

/** How a value is to be shown. */
export interface Format {
  /** Integers in base 16, negative ones as two's complement. */
  readonly hex?: boolean;
  /** Not cut to a readable length. */
  readonly whole?: boolean;
  /** A pointer's address alone, where an arrow would be read as a change. */
  readonly withoutTargets?: boolean;
}

/** The integer in its bytes, which are exactly as many as its type has. */
export function readInteger(view: DataView, type: IntegerType): bigint {
  switch (type.bits) {
    case 8:
      return BigInt(type.signed ? view.getInt8(0) : view.getUint8(0));
    case 16:
      return BigInt(type.signed ? view.getInt16(0, true) : view.getUint16(0, true));
    case 32:
      return BigInt(type.signed ? view.getInt32(0, true) : view.getUint32(0, true));
    case 64:
      return type.signed ? view.getBigInt64(0, true) : view.getBigUint64(0, true);
  }
}

export function integerText(value: bigint, type: IntegerType, format: Format): string {
  return format.hex ? hexText(BigInt.asUintN(type.bits, value)) : value.toString();
}

export function hexText(value: bigint | number): string {
  return `0x${value.toString(16)}`;
}

/** As `print` writes it: the shortest digits that read back as the same value. */
export function floatText(value: number, type: FloatType): string {
  if (Number.isNaN(value)) return 'nan';
  if (!Number.isFinite(value)) return value > 0 ? 'inf' : '-inf';
  if (Object.is(value, -0)) return '-0';
  return String(type.bits === 32 ? shortestSingle(value) : value).replace('e+', 'e');
}

/** Of the doubles that round to the same single, the one with the fewest digits: 9 always suffice. */
function shortestSingle(value: number): number {
  for (let digits = 1; digits < 9; digits++) {
    const candidate = Number(value.toPrecision(digits));
    if (Math.fround(candidate) === value) return candidate;
  }
  return Number(value.toPrecision(9));
}

const ESCAPES: ReadonlyMap<number, string> = new Map([
  [0, '\\0'],
  [9, '\\t'],
  [10, '\\n'],
  [13, '\\r'],
  [92, '\\\\'],
]);

/** `'a'`, or undefined for a byte that is no character worth showing. */
export function characterText(byte: number): string | undefined {
  if (byte === 39) return "'\\''";
  const escape = ESCAPES.get(byte);
  if (escape) return `'${escape}'`;
  return byte >= 32 && byte < 127 ? `'${String.fromCharCode(byte)}'` : undefined;
}

/** A string as it is written in a program: UTF-8 decoded, what is none as `\xNN`. Without the quotes. */
export function escapedText(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length;) {
    const length = sequenceLength(bytes, at);
    text += length === 0 ? byteEscape(bytes[at] as number) : sequenceText(bytes.subarray(at, at + length));
    at += length || 1;
  }
  return text;
}

function byteEscape(byte: number): string {
  return `\\x${byte.toString(16).toUpperCase().padStart(2, '0')}`;
}

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

function sequenceText(bytes: Uint8Array): string {
  const first = bytes[0] as number;
  if (bytes.length > 1) return decoder.decode(bytes);
  if (first === 34) return '\\"';
  return ESCAPES.get(first) ?? (first < 32 || first === 127 ? byteEscape(first) : String.fromCharCode(first));
}

/** Bytes of the well-formed UTF-8 sequence that begins here, 0 if none does. */
function sequenceLength(bytes: Uint8Array, at: number): number {
  const first = bytes[at] as number;
  if (first < 0x80) return 1;
  const length = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : first >= 0xc2 ? 2 : 0;
  if (length === 0 || at + length > bytes.length) return 0;
  try {
    decoder.decode(bytes.subarray(at, at + length));
    return length;
  } catch {
    return 0;
  }
}
