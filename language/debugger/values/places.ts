// Expressions that are plain places: `x`, `p.next.value`, `xs[3]`, `q^`. They are found in memory without
// running anything, and can be set.
import { SLICE_COUNT } from '../../semantics/constant-memory';
import { I64, pointerTo, sizeOf, type EnumType, type SliceType, type Type } from '../../semantics/types';
import { referentOf, TAG_MEMBER, type Tables } from '../../semantics/checked';
import type { VariableSymbol } from '../../semantics/symbol';
import type { Expression } from '../../syntax/ast';
import { partOf, payloadOf, pointedAt, pointerTarget, sliceParts, tagIndex, type Value } from './value';

/** Finds a variable's own value. */
export type FindVariable = (symbol: VariableSymbol) => Value | undefined;

/** The place that an expression names; undefined if it is none, or none that can be read. */
export function placeOf(expression: Expression, tables: Tables, find: FindVariable): Value | undefined {
  if (tables.conversionOf.has(expression)) return undefined;
  const symbol = referentOf(tables, expression);
  if (symbol) return symbol.kind === 'variable' ? find(symbol) : undefined;
  switch (expression.kind) {
    case 'DereferenceExpression': {
      const pointer = placeOf(expression.operand, tables, find);
      return pointer && targetOf(pointer);
    }
    case 'MemberExpression': {
      const base = through(placeOf(expression.base, tables, find));
      const index = tables.fieldIndexOf.get(expression);
      if (base?.type.kind === 'enum') return partOfEnum(base, base.type, index);
      if (base?.type.kind === 'slice') return partOfSlice(base, base.type, expression.member.text);
      const field = base?.type.kind === 'struct' && index !== undefined ? base.type.fields[index] : undefined;
      return base && field && partOf(base, field.offset, field.type, undefined);
    }
    case 'IndexExpression': {
      const base = through(placeOf(expression.base, tables, find));
      const index = tables.constantOf.get(expression.index);
      return base && index?.kind === 'integer' ? elementOf(base, Number(index.value)) : undefined;
    }
    default:
      return undefined;
  }
}

/** The tag, or the payload if it is that of the tag which is there. */
function partOfEnum(base: Value, type: EnumType, index: number | undefined): Value | undefined {
  if (index === TAG_MEMBER) return partOf(base, 0, type.tagType, undefined);
  return index === tagIndex(base) ? payloadOf(base)?.value : undefined;
}

/** `xs.data` and `xs.count`. */
function partOfSlice(base: Value, { element }: SliceType, member: string): Value | undefined {
  if (member === 'count') return partOf(base, SLICE_COUNT, I64, undefined);
  return member === 'data' ? partOf(base, 0, pointerTo(element), undefined) : undefined;
}

/** Fields and elements are looked for through a pointer. */
function through(value: Value | undefined): Value | undefined {
  return value?.type.kind === 'pointer' ? targetOf(value) : value;
}

function targetOf(pointer: Value): Value | undefined {
  if (pointer.type.kind !== 'pointer') return undefined;
  const address = pointerTarget(pointer);
  return address ? readable(pointedAt(pointer, address, pointer.type.pointee, undefined)) : undefined;
}

function elementOf(base: Value, index: number): Value | undefined {
  const { type } = base;
  if (type.kind === 'array') {
    if (index < 0 || index >= type.length) return undefined;
    return partOf(base, index * sizeOf(type.element), type.element, undefined);
  }
  if (type.kind !== 'slice') return undefined;
  const parts = sliceParts(base);
  if (!parts || index < 0 || index >= parts.count) return undefined;
  const element: Type = type.element;
  return readable(pointedAt(base, parts.data + index * sizeOf(element), element, undefined));
}

function readable(value: Value): Value | undefined {
  return value.home.read(value.address, sizeOf(value.type)) ? value : undefined;
}
