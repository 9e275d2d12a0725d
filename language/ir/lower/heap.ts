// Memory on the heap: `heap e`, `make(T, n)`, `malloc` and `free` become calls of the library's allocator, or of
// the one that the program has put into `context`. Which, is looked up in place: mostly it is the library's, which
// should cost no more than before.
import type * as ast from '../../syntax/ast';
import type { Span } from '../../syntax/source';
import { sizeOf, type Type } from '../../semantics/types';
import { binary, integer, load, read, zero } from '../expressions';
import type * as ir from '../ir';
import { asI64, hold, pointed, settle } from './access';
import type { FunctionLowering } from './context';
import { plainSlice, type SliceValue } from './place';
import { holding } from './mutexes';

/** `heap e`: fresh memory, then `e` is evaluated right into it. */
export function heapAllocation(f: FunctionLowering, e: ast.HeapExpression): ir.Expression {
  const type = f.typeOf(e.operand);
  const pointer = allocate(f, ONE, [integer('i64', sizeOf(type))], e.span);
  f.into(e.operand, pointed(pointer));
  return pointer;
}

export function makeSlice(f: FunctionLowering, e: ast.MakeExpression): SliceValue {
  const count = hold(f, 'i64', asI64(f.typeOf(e.count), f.value(e.count)));
  const size = integer('i64', sizeOf(elementOf(f.ownType(e))));
  return plainSlice(allocate(f, ELEMENTS, [count, size], e.span), count);
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
  return allocate(f, ONE, [hold(f, 'i64', asI64(f.typeOf(size), f.value(size)))], e.span, into);
}

/** `free(p)`, also of a slice, whose data it frees. */
export function free(f: FunctionLowering, e: ast.CallExpression, pointer: ast.Expression): void {
  const isSlice = f.typeOf(pointer).kind === 'slice';
  const address = isSlice ? settle(f, f.slice(pointer)).data : f.value(pointer);
  const held = hold(f, 'ptr', address);
  const call = (name: string) => void f.callLibrary(name, [held], e.span);
  f.b.if(
    isStandard(),
    () => holding(f, HEAP_MUTEX, e.span, () => call('rt_free')),
    () => call('rt_release'),
  );
}

/** The library's functions that do the same: with its own allocator, and with one of the program's. */
interface Allocating {
  readonly standard: string;
  readonly own: string;
}
const ONE: Allocating = { standard: 'rt_malloc', own: 'rt_allocate' };
const ELEMENTS: Allocating = { standard: 'rt_make', own: 'rt_allocate_elements' };

/** @param args evaluated already */
function allocate(
  f: FunctionLowering,
  { standard, own }: Allocating,
  args: readonly ir.Expression[],
  span: Span,
  into?: ir.LocalId,
): ir.Expression {
  const pointer = into ?? f.b.temporary('ptr');
  const call = (name: string) => void f.callLibrary(name, args, span, pointer);
  f.b.if(
    isStandard(),
    () => holding(f, HEAP_MUTEX, span, () => call(standard)),
    () => call(own),
  );
  return read(pointer);
}

/** Whether `context.allocator.allocate`, the first field behind the thread's number, is nil. */
function isStandard(): ir.Expression {
  return binary('equal', 'ptr', load('ptr', { op: 'thread', part: 'context' }, 8, 'global'), zero('ptr'));
}

/** Held while the library's own allocator is at work. */
const HEAP_MUTEX = 'rt_heap_mutex';
