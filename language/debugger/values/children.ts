// The children of a value: fields of a struct, tag and payload of an enum, elements of an array or slice, what a pointer points at.
// A pointer to a struct, array or slice shows the target's children as its own, as the language looks
// through it with `p.field` and `p[i]`.
import {
  hasPayloads,
  sizeOf,
  typeName,
  type EnumType,
  type StructType,
  type Type,
} from '../../semantics/types';
import type { ValueFormat, ValueInfo } from '../api';
import { isText, valueText } from './text';
import {
  partOf,
  payloadOf,
  pointedAt,
  pointerTarget,
  sliceParts,
  type Value,
  type ValueNames,
} from './value';

/** What a value has below it, by kind. */
type Below =
  | { readonly kind: 'fields'; readonly of: Value; readonly type: StructType }
  | { readonly kind: 'tagged'; readonly of: Value; readonly type: EnumType; readonly hasPayload: boolean }
  | { readonly kind: 'elements'; readonly first: Value; readonly element: Type; readonly count: number }
  | { readonly kind: 'target'; readonly target: Value }
  | { readonly kind: 'nothing' };

const NOTHING: Below = { kind: 'nothing' };

/** The value with its name, as the debugger's users get it. Its handle is the value itself. */
export function describe(value: Value, name: string, names: ValueNames, format: ValueFormat = {}): ValueInfo {
  const below = whatIsBelow(value);
  return {
    name,
    text: valueText(value, names, format),
    type: value.type.kind === 'slice' && isText(value.type) ? 'string' : typeName(value.type),
    expression: value.expression,
    address: value.hasAddress ? value.address : undefined,
    size: sizeOf(value.type),
    namedChildren: namedCount(below),
    indexedChildren: below.kind === 'elements' ? below.count : 0,
    canSet: value.home.isLive && sizeOf(value.type) > 0,
    handle: value,
  };
}

function namedCount(below: Below): number {
  switch (below.kind) {
    case 'fields':
      return below.type.fields.length;
    case 'tagged':
      return below.hasPayload ? 2 : 1;
    default:
      return below.kind === 'target' ? 1 : 0;
  }
}

/** The children from `first` on, at most `count`. */
export function childrenOf(
  value: Value,
  first: number,
  count: number,
  names: ValueNames,
  format: ValueFormat = {},
): ValueInfo[] {
  const below = whatIsBelow(value);
  switch (below.kind) {
    case 'fields':
      return below.type.fields.slice(first, first + count).map((field) => {
        const expression = suffixed(below.of.expression, `.${field.name}`);
        return describe(partOf(below.of, field.offset, field.type, expression), field.name, names, format);
      });
    case 'tagged':
      return tagAndPayload(below.of, below.type, names, format).slice(first, first + count);
    case 'elements':
      return elementsFrom(below.first, below.element, first, Math.min(below.count, first + count)).map(
        (item, i) => describe(item, `[${first + i}]`, names, format),
      );
    case 'target':
      return first === 0 && count > 0
        ? [describe(below.target, below.target.expression ?? 'target', names, format)]
        : [];
    case 'nothing':
      return [];
  }
}

/** The tag cannot be set by itself: what it says of the payload would be false. */
function tagAndPayload(value: Value, type: EnumType, names: ValueNames, format: ValueFormat): ValueInfo[] {
  const tag = partOf(value, 0, type.tagType, suffixed(value.expression, '.tag'));
  const shown = [{ ...describe(tag, 'tag', names, format), canSet: false }];
  const payload = payloadOf(value);
  if (!payload) return shown;
  const expression = suffixed(value.expression, `.${payload.tag.name}`);
  return [...shown, describe({ ...payload.value, expression }, payload.tag.name, names, format)];
}

function elementsFrom(array: Value, element: Type, from: number, to: number): Value[] {
  const items: Value[] = [];
  const size = sizeOf(element);
  for (let i = from; i < to; i++) {
    items.push(partOf(array, i * size, element, suffixed(array.expression, `[${i}]`)));
  }
  return items;
}

function whatIsBelow(value: Value): Below {
  const { type } = value;
  switch (type.kind) {
    case 'struct':
      return { kind: 'fields', of: value, type };
    case 'enum':
      if (!hasPayloads(type)) return NOTHING;
      return { kind: 'tagged', of: value, type, hasPayload: payloadOf(value) !== undefined };
    case 'array':
      return { kind: 'elements', first: value, element: type.element, count: type.length };
    case 'slice':
      return belowSlice(value, type.element);
    case 'pointer':
      return type.pointee.kind === 'none' ? NOTHING : belowPointer(value, type.pointee);
    default:
      return NOTHING;
  }
}

function belowSlice(value: Value, element: Type): Below {
  const parts = sliceParts(value);
  if (!parts || parts.count <= 0) return NOTHING;
  const first = pointedAt(value, parts.data, element, value.expression);
  // A slice of nonsense (an uninitialised union of bytes, say) must not offer a billion elements.
  if (!first.home.read(parts.data, parts.count * sizeOf(element))) return NOTHING;
  return { kind: 'elements', first, element, count: parts.count };
}

function belowPointer(value: Value, pointee: Type): Below {
  const address = pointerTarget(value);
  if (!address || value.memory.read(address, sizeOf(pointee)) === undefined) return NOTHING;
  const looksThrough =
    ['struct', 'array', 'slice'].includes(pointee.kind) || (pointee.kind === 'enum' && hasPayloads(pointee));
  const expression = looksThrough ? value.expression : suffixed(value.expression, '^');
  const target = pointedAt(value, address, pointee, expression);
  return looksThrough ? whatIsBelow(target) : { kind: 'target', target };
}

/** A suffix binds tighter than any operator, so anything but names and suffixes needs parentheses. */
function suffixed(expression: string | undefined, suffix: string): string | undefined {
  if (expression === undefined) return undefined;
  return /^[A-Za-z_][\w.^[\]]*$/.test(expression) ? expression + suffix : `(${expression})${suffix}`;
}
