// Slices: two halves that are evaluated together. What both need is put into `let`s, so that a slice
// inside a larger expression is still one tree.
import type * as ast from '../../syntax/ast';
import { sizeOf, type Type } from '../../semantics/types';
import { binary, integer, isSimple, read, scaled } from '../expressions';
import type * as ir from '../ir';
import { asI64, hold, holdPlace, holdSlice, memoryOf, pointed, readSlice } from './access';
import { callForSlice } from './calls';
import { sliceConstant } from './constants';
import type { FunctionLowering } from './context';
import { makeSlice } from './heap';
import { addressOf, plainSlice, type Binding, type MemoryPlace, type SliceValue } from './place';
import { isPure } from './purity';
import { heldRung } from './rungs';

export function lowerSlice(f: FunctionLowering, e: ast.Expression): SliceValue {
  const own = f.ownType(e);
  if (own.kind === 'array') return wholeArray(memoryOf(f.place(e)), own.length);
  const constant = f.constantOf(e);
  if (constant) return sliceConstant(f, constant);
  switch (e.kind) {
    case 'CallExpression':
      return heldRung(f, e)?.slice ?? callForSlice(f, e);
    case 'MakeExpression':
      return makeSlice(f, e);
    case 'SliceExpression':
      return lowerSliceExpression(f, e);
    case 'CastExpression':
      return f.slice(e.operand);
    case 'StringLiteral':
      return sliceConstant(f, { kind: 'string', bytes: e.bytes });
    default:
      return readSlice(f, f.place(e));
  }
}

function wholeArray(array: MemoryPlace, length: number): SliceValue {
  return plainSlice(addressOf(array), integer('i64', length));
}

function lowerSliceExpression(f: FunctionLowering, e: ast.SliceExpression): SliceValue {
  const isLowPure = !e.low || isPure(f, e.low);
  const isHighPure = !e.high || isPure(f, e.high);
  let base = slicedBase(f, e.base, !isLowPure || !isHighPure);
  if (!isLowPure || !isHighPure) base = holdSlice(f, base);
  if (!e.low && !e.high) return base;
  const low = e.low ? bound(f, e.low, !isHighPure) : integer('i64', 0);
  const high = e.high && bound(f, e.high, false);
  return narrow(f, base, low, high, sizeOf(elementType(f, e.base)));
}

function bound(f: FunctionLowering, e: ast.Expression, isHeld: boolean): ir.Expression {
  const value = asI64(f.typeOf(e), f.value(e));
  return isHeld ? hold(f, 'i64', value) : value;
}

/** What is sliced: a slice, an array in place, or either behind a pointer. */
function slicedBase(f: FunctionLowering, e: ast.Expression, isHeld: boolean): SliceValue {
  const type = f.typeOf(e);
  if (type.kind === 'pointer') {
    const target = pointed(f.value(e));
    return type.pointee.kind === 'array' ? wholeArray(target, type.pointee.length) : readSlice(f, target);
  }
  if (type.kind !== 'array') return f.slice(e);
  const place = memoryOf(f.place(e));
  return wholeArray(isHeld ? memoryOf(holdPlace(f, place)) : place, type.length);
}

function elementType(f: FunctionLowering, e: ast.Expression): Type {
  const type = f.typeOf(e);
  const seen = type.kind === 'pointer' ? type.pointee : type;
  if (seen.kind === 'array' || seen.kind === 'slice') return seen.element;
  throw new Error(`ropewalk: a ${seen.kind} has no elements`);
}

/** `base[low..high]`; without `high` up to its end. */
function narrow(
  f: FunctionLowering,
  base: SliceValue,
  low: ir.Expression,
  high: ir.Expression | undefined,
  size: number,
): SliceValue {
  const bindings: Binding[] = [...base.bindings];
  const once = (value: ir.Expression): ir.Expression => {
    if (isSimple(value)) return value;
    const local = f.b.scratch('i64');
    bindings.push({ local, value });
    return read(local);
  };
  const length = high ? base.count : once(base.count);
  const first = high && !isSimple(high) ? once(low) : low;
  const end = high ? once(high) : length;
  const local = f.b.scratch('i64');
  bindings.push({ local, value: { op: 'check range', low: first, high: end, length } });
  const start = read(local);
  const isFromStart = first.op === 'constant' && Number(first.value) === 0;
  return {
    bindings,
    data: isFromStart ? base.data : scaled(base.data, start, size),
    count: isFromStart ? end : binary('subtract', 'i64', end, start),
  };
}
