// Places: where the things that expressions name are kept. A value that has no place of its own (a call's
// result, a literal) is put into a temporary.
import type * as ast from '../../syntax/ast';
import { referentOf, TAG_MEMBER } from '../../semantics/checked';
import { sizeOf, type Type } from '../../semantics/types';
import { sectionAddress } from '../expressions';
import type { VariableSymbol } from '../../semantics/symbol';
import {
  asI64,
  elementOfArray,
  elementOfSlice,
  holdPlace,
  holdSlice,
  memoryOf,
  pointed,
  readSlice,
} from './access';
import { constantPlace } from './constants';
import type { FunctionLowering } from './context';
import { isContext } from './program';
import { isConstruction, payloadPlace } from './enums';
import {
  fieldPlace,
  memoryPlace,
  registerPlace,
  SLICE_COUNT,
  type MemoryPlace,
  type Place,
  type SliceValue,
} from './place';
import { isPure } from './purity';
import { heldRung } from './rungs';
import { categoryOf } from './value-types';

export function lowerPlace(f: FunctionLowering, e: ast.Expression): Place {
  if (isConstruction(f, e)) return temporaryPlace(f, e);
  switch (e.kind) {
    case 'NameExpression':
      return namePlace(f, e);
    case 'DereferenceExpression':
      return pointed(f.value(e.operand));
    case 'MemberExpression':
      return referentOf(f.tables, e) ? namePlace(f, e) : memberPlace(f, e);
    case 'IndexExpression':
      return indexPlace(f, e);
    case 'CallExpression':
      return heldRung(f, e)?.place ?? temporaryPlace(f, e);
    default:
      return temporaryPlace(f, e);
  }
}

function namePlace(f: FunctionLowering, e: ast.Expression): Place {
  const symbol = referentOf(f.tables, e);
  if (symbol?.kind === 'variable') return variablePlace(f, symbol);
  return temporaryPlace(f, e);
}

export function variablePlace(f: FunctionLowering, symbol: VariableSymbol): Place {
  if (symbol.storage !== 'global') return f.variablePlace(symbol);
  if (isContext(f.program.checked, symbol)) return memoryPlace({ op: 'thread', part: 'context' }, 'pointer');
  return memoryPlace(sectionAddress('globals', f.program.globalOffset(symbol)), 'global');
}

/** A value in memory that only this statement knows; constants are already somewhere. */
function temporaryPlace(f: FunctionLowering, e: ast.Expression): MemoryPlace {
  const type = f.ownType(e);
  const constant = f.constantOf(e) ?? namedConstant(f, e);
  if (constant && !isLiteral(e)) return constantPlace(f, type, constant);
  const temporary = f.temporaryMemory(type);
  if (categoryOf(type) === 'aggregate') f.build(e, temporary);
  else f.into(e, temporary);
  return temporary;
}

function namedConstant(f: FunctionLowering, e: ast.Expression): ReturnType<FunctionLowering['constantOf']> {
  const symbol = referentOf(f.tables, e);
  return symbol?.kind === 'constant' ? symbol.value : undefined;
}

/** A literal may be sliced and written to, so each evaluation has bytes of its own. */
function isLiteral(e: ast.Expression): boolean {
  return e.kind === 'ArrayLiteral' || e.kind === 'StructLiteral';
}

function memberPlace(f: FunctionLowering, e: ast.MemberExpression): Place {
  const type = f.typeOf(e.base);
  const index = f.tables.fieldIndexOf.get(e) ?? 0;
  const base = type.kind === 'pointer' ? pointed(f.value(e.base)) : f.place(e.base);
  const seen = type.kind === 'pointer' ? type.pointee : type;
  if (seen.kind === 'slice') return halfOfSlice(base, index);
  // The tag comes first, and is all there is of an enum in a register.
  if (seen.kind === 'enum') return index === TAG_MEMBER ? base : payloadPlace(f, memoryOf(base), seen, index);
  const field = seen.kind === 'struct' ? seen.fields[index] : undefined;
  if (!field) throw new Error(`ropewalk: no field ${e.member.text}`);
  return fieldPlace(memoryOf(base), field.offset);
}

function halfOfSlice(place: Place, index: number): Place {
  if (place.kind === 'register') return registerPlace(place.local + index);
  return fieldPlace(place, index * SLICE_COUNT);
}

function indexPlace(f: FunctionLowering, e: ast.IndexExpression): MemoryPlace {
  const type = f.typeOf(e.base);
  const isHeld = !isPure(f, e.index);
  const seen = type.kind === 'pointer' ? type.pointee : type;
  if (seen.kind === 'array') {
    const array = type.kind === 'pointer' ? pointed(f.value(e.base)) : f.place(e.base);
    const held = memoryOf(isHeld ? holdPlace(f, array) : array);
    return elementOfArray(held, seen.length, indexValue(f, e.index), elementSize(seen));
  }
  const slice = type.kind === 'pointer' ? readSlice(f, pointed(f.value(e.base))) : f.slice(e.base);
  return elementOf(f, isHeld ? holdSlice(f, slice) : slice, e.index, elementSize(seen));
}

function elementOf(f: FunctionLowering, slice: SliceValue, index: ast.Expression, size: number): MemoryPlace {
  return elementOfSlice(slice, indexValue(f, index), size);
}

function indexValue(f: FunctionLowering, e: ast.Expression): ReturnType<typeof asI64> {
  return asI64(f.typeOf(e), f.value(e));
}

function elementSize(type: Type): number {
  return type.kind === 'array' || type.kind === 'slice' ? sizeOf(type.element) : 0;
}

/** True for the expressions that have a place of their own. */
export function hasPlace(f: FunctionLowering, e: ast.Expression): boolean {
  const symbol = referentOf(f.tables, e);
  if (symbol) return symbol.kind === 'variable';
  switch (e.kind) {
    case 'DereferenceExpression':
    case 'IndexExpression':
      return true;
    case 'MemberExpression':
      return categoryOf(f.ownType(e)) !== 'none' && !isConstruction(f, e);
    default:
      return false;
  }
}
