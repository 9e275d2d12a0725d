// Values that are known while compiling, as they would be written.
import type { ConstantValue } from '../semantics/constant';
import { elementOf } from '../semantics/constant-parts';
import { I8, type StructType, type Type } from '../semantics/types';

/** Longer values are cut: a table of a thousand elements tells nothing in a hover. */
const LONGEST_VALUE = 80;
/** More parts are left out. */
const MOST_PARTS = 40;
/** Slices in slices; some lead back to themselves. */
const MOST_DEPTH = 2;

type LeftBehind = Extract<ConstantValue, { kind: 'memory' }>;

/** A value known while compiling, as it would be written. */
export function valueText(value: ConstantValue, type: Type): string {
  const text = wholeValue(value, type, 0);
  return text.length > LONGEST_VALUE ? `${text.slice(0, LONGEST_VALUE)}…` : text;
}

function wholeValue(value: ConstantValue, type: Type, depth: number): string {
  switch (value.kind) {
    case 'zero':
      return zeroText(type);
    case 'integer':
      return type.kind === 'enum'
        ? `.${type.tags[Number(value.value)]?.name ?? value.value}`
        : String(value.value);
    case 'float':
    case 'boolean':
      return String(value.value);
    case 'nil':
      return 'nil';
    case 'string':
      return JSON.stringify(new TextDecoder().decode(value.bytes));
    case 'aggregate':
      return aggregateText(value.elements, type, depth);
    case 'tagged':
      return taggedText(value.tag, value.payload, type, depth);
    case 'function':
      return value.symbol.name;
    case 'address':
      return `&${value.symbol.name}`;
    case 'slice':
      return `${value.symbol.name}[..]`;
    case 'elements':
      return elementsText(value, depth);
    case 'memory':
      return memoryText(value, type, depth);
  }
}

function zeroText(type: Type): string {
  if (type.kind === 'struct') return `${type.name ?? ''}{}`;
  if (type.kind === 'slice') return type.element === I8 ? '""' : '[]';
  return type.kind === 'enum' ? taggedText(0, undefined, type, 0) : '0';
}

/** What a run left behind: the elements of a slice, if they can be told. */
function memoryText(value: LeftBehind, type: Type, depth: number): string {
  const { count } = value;
  if (count === undefined || type.kind !== 'slice') return 'made while compiling';
  const isText = type.element === I8;
  const shown = Array.from({ length: Math.min(count, isText ? LONGEST_VALUE : MOST_PARTS) }, (_, i) =>
    elementOf(value, type, i),
  );
  const known = shown.filter((element) => element !== undefined);
  if (depth > MOST_DEPTH || known.length < shown.length)
    return `made while compiling, ${count} ${count === 1 ? 'element' : 'elements'}`;
  if (isText) return textOfBytes(known) + (count > shown.length ? '…' : '');
  const list = known.map((element) => wholeValue(element, type.element, depth + 1)).join(', ');
  return `[${list}${count > shown.length ? ', …' : ''}]`;
}

function elementsText(value: Extract<ConstantValue, { kind: 'elements' }>, depth: number): string {
  const { type, count } = value;
  const shown = Array.from({ length: Math.min(count, MOST_PARTS + 1) }, (_, i) => elementOf(value, type, i));
  return aggregateText(
    shown.map((element) => element ?? { kind: 'zero' }),
    type,
    depth,
  );
}

function textOfBytes(bytes: readonly ConstantValue[]): string {
  const codes = bytes.map((byte) => (byte.kind === 'integer' ? Number(byte.value) & 0xff : 0));
  return JSON.stringify(new TextDecoder().decode(Uint8Array.from(codes)));
}

function aggregateText(elements: readonly ConstantValue[], type: Type, depth: number): string {
  const shown = elements.slice(0, MOST_PARTS);
  if (type.kind === 'struct') {
    const fields = shown.map(
      (element, i) => `${type.fields[i]?.name ?? i}: ${fieldText(element, type, i, depth)}`,
    );
    return `${type.name ?? ''}{${fields.join(', ')}}`;
  }
  const of = type.kind === 'array' || type.kind === 'slice' ? type.element : type;
  return `[${shown.map((element) => wholeValue(element, of, depth)).join(', ')}${elements.length > MOST_PARTS ? ', …' : ''}]`;
}

const fieldText = (value: ConstantValue, type: StructType, i: number, depth: number): string =>
  wholeValue(value, type.fields[i]?.type ?? type, depth);

function taggedText(index: number, payload: ConstantValue | undefined, type: Type, depth: number): string {
  const tag = type.kind === 'enum' ? type.tags[index] : undefined;
  const inner = payload && tag?.payload ? `(${wholeValue(payload, tag.payload, depth)})` : '';
  return `.${tag?.name ?? index}${inner}`;
}
