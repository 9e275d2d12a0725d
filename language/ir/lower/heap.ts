// Memory on the heap: `heap e`, `make(T, n)`, `malloc` and `free` become calls of the library's allocator.
import type * as ast from '../../syntax/ast';
import { sizeOf, type Type } from '../../semantics/types';
import { integer } from '../expressions';
import type * as ir from '../ir';
import { asI64, hold, pointed, settle } from './access';
import type { FunctionLowering } from './context';
import type { SliceValue } from './place';

/** `heap e`: fresh memory, then `e` is evaluated right into it. */
export function heapAllocation(f: FunctionLowering, e: ast.HeapExpression): ir.Expression {
  const type = f.typeOf(e.operand);
  const pointer = f.callLibrary('rt_malloc', [integer('i64', sizeOf(type))], e.span);
  f.into(e.operand, pointed(pointer));
  return pointer;
}

export function makeSlice(f: FunctionLowering, e: ast.MakeExpression): SliceValue {
  const count = hold(f, 'i64', asI64(f.typeOf(e.count), f.value(e.count)));
  const size = integer('i64', sizeOf(elementOf(f.ownType(e))));
  return { bindings: [], data: f.callLibrary('rt_make', [count, size], e.span), count };
}

function elementOf(type: Type): Type {
  if (type.kind !== 'slice') throw new Error('ropewalk: make gives a slice');
  return type.element;
}

/** @param into the register that is to hold the pointer */
export function malloc(
  f: FunctionLowering,
  e: ast.CallExpression,
  size: ast.Expression,
  into?: ir.LocalId,
): ir.Expression {
  return f.callLibrary('rt_malloc', [asI64(f.typeOf(size), f.value(size))], e.span, into);
}

/** `free(p)`, also of a slice, whose data it frees. */
export function free(f: FunctionLowering, e: ast.CallExpression, pointer: ast.Expression): void {
  const isSlice = f.typeOf(pointer).kind === 'slice';
  const address = isSlice ? settle(f, f.slice(pointer)).data : f.value(pointer);
  f.callLibrary('rt_free', [address], e.span);
}
