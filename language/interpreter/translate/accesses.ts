// Loads and stores: addresses, what is checked before using one, and the write barrier.
//
// Addresses known to lie in this frame's data, or in the globals, need no check. A pointer is checked
// with one comparison against the heap's top. A store outside the own frame looks at its page's status
// byte: anything but `dirty` takes the slow path, which marks the page or traps. A page is `dirty`
// only while the next page is in the dirty log as well, so that a store across the border needs no
// second look.
import { TRAP_KINDS } from '../../ir/ir';
import type * as ir from '../../ir/ir';
import { STATE } from '../memory-layout';
import { PAGE_SIZE } from '../recordable';
import type { MemoryAccess } from '../wasm/code';
import { I32, I64 } from '../wasm/encoder';
import { emitCopyCheck, emitLoadCheck, emitStoreCheck, type Bytes } from './checked-accesses';
import type { Checks } from './checks';
import type { FunctionContext } from './context';
import { callTrapping, publishFuel } from './trapping';

const LOADS: Record<ir.ValueType, MemoryAccess> = {
  i8: 'i32.load8_s',
  i16: 'i32.load16_s',
  i32: 'i32.load',
  i64: 'i64.load',
  u8: 'i32.load8_u',
  u16: 'i32.load16_u',
  u32: 'i32.load',
  u64: 'i64.load',
  f32: 'f32.load',
  f64: 'f64.load',
  bool: 'i32.load8_u',
  ptr: 'i64.load',
};
const STORES: Record<ir.ValueType, MemoryAccess> = {
  i8: 'i32.store8',
  i16: 'i32.store16',
  i32: 'i32.store',
  i64: 'i64.store',
  u8: 'i32.store8',
  u16: 'i32.store16',
  u32: 'i32.store',
  u64: 'i64.store',
  f32: 'f32.store',
  f64: 'f64.store',
  bool: 'i32.store8',
  ptr: 'i64.store',
};

export function loadInstruction(type: ir.ValueType): MemoryAccess {
  return LOADS[type];
}

export function storeInstruction(type: ir.ValueType): MemoryAccess {
  return STORES[type];
}

/** Bytes of a scalar in memory. */
const SIZES: Record<ir.ValueType, number> = {
  i8: 1,
  i16: 2,
  i32: 4,
  i64: 8,
  u8: 1,
  u16: 2,
  u32: 4,
  u64: 8,
  f32: 4,
  f64: 8,
  bool: 1,
  ptr: 8,
};

const TRAP_NUMBERS = new Map<ir.TrapKind, number>(TRAP_KINDS.map((kind, number) => [kind, number]));

/** Offsets below this are left to the instruction; slack behind the heap covers them. */
const SMALL_OFFSET = PAGE_SIZE;
/** Pushes an address as an i32, for a place that needs no check; a constant part is returned, not pushed. */
export function emitPlainAddress(f: FunctionContext, address: ir.Expression): number {
  const { code } = f;
  switch (address.op) {
    case 'local address':
      code.get(f.data);
      return (f.frame.offsets[address.local] as number) + address.offset;
    case 'section address':
      code.i32(0);
      return f.module.layout[address.section] + address.offset;
    case 'frame address':
      // The evaluated frame's address is the first parameter of code that the debugger compiles.
      code.get(f.registers[0] as number).op('i32.wrap_i64');
      return address.offset;
    case 'element': {
      const constant = emitPlainAddress(f, address.base);
      emitCheckedIndex(f, address, true);
      emitScale32(f, address.size);
      code.op('i32.add');
      return constant;
    }
    default:
      f.emit(address);
      code.op('i32.wrap_i64');
      return 0;
  }
}

/** Pushes the index of an element after checking it: as an i32 if `narrow`, else as an i64. */
export function emitCheckedIndex(f: FunctionContext, element: ir.ElementExpression, narrow: boolean): void {
  const { code } = f;
  f.scratch(I64, (index) => {
    f.emit(element.index);
    code.tee(index);
    f.emit(element.length);
    if (element.length.op === 'constant' || element.length.op === 'local') {
      code.op('i64.ge_u').if();
      emitTrap(f, 'index', () => {
        code.get(index);
        f.emit(element.length);
        code.i64(0n);
      });
    } else {
      f.scratch(I64, (length) => {
        code.tee(length).op('i64.ge_u').if();
        emitTrap(f, 'index', () => code.get(index).get(length).i64(0n));
      });
    }
    code.end().get(index);
    if (narrow) code.op('i32.wrap_i64');
  });
}

function emitScale32(f: FunctionContext, size: number): void {
  if (size === 1) return;
  if (Number.isInteger(Math.log2(size))) f.code.i32(Math.log2(size)).op('i32.shl');
  else f.code.i32(size).op('i32.mul');
}

/** Behind a call that does not come back; in a condition, which must leave the frames alone, it does. */
function emitNoReturn(f: FunctionContext): void {
  if (!f.isCondition) f.code.op('unreachable');
  else f.code.i32(0).i32(1).op('return');
}

/** Pushes kind and arguments and calls the trap; never comes back. */
export function emitTrap(f: FunctionContext, kind: ir.TrapKind, pushArguments: () => void): void {
  publishFuel(f);
  f.code.i32(trapNumber(kind));
  pushArguments();
  f.code.call(f.module.imports.trap);
  emitNoReturn(f);
}

export function trapNumber(kind: ir.TrapKind): number {
  return TRAP_NUMBERS.get(kind) as number;
}

/** Pushes a pointer's address as an i32, checked to lie in the program's memory. Returns what is left of the offset. */
function emitPointer(f: FunctionContext, pointer: ir.Expression, offset: number): number {
  const { code, module } = f;
  const left = offset < SMALL_OFFSET ? offset : 0;
  f.scratch(I64, (address) => {
    f.emit(pointer);
    if (left !== offset) code.i64(BigInt(offset)).op('i64.add');
    code.tee(address).i64(BigInt(module.layout.base)).op('i64.sub');
    code
      .loadAt('i64.load', module.layout.state + STATE.span)
      .op('i64.ge_u')
      .if();
    callTrapping(f, module.imports.badAddress, () => code.get(address).i64(BigInt(offset - left)));
    emitNoReturn(f);
    code.end();
    code.get(address).op('i32.wrap_i64');
  });
  return left;
}

/** Pushes the address of any access as an i32, checked as its guard says; returns the constant offset to use. */
export function emitAddress(
  f: FunctionContext,
  address: ir.Expression,
  offset: number,
  guard: ir.Guard,
): number {
  if (guard === 'pointer') return emitPointer(f, address, offset);
  return emitPlainAddress(f, address) + offset;
}

/** The write barrier, for the address in `at` plus `offset`. */
export function emitBarrier(f: FunctionContext, at: number, offset: number): void {
  const { code, module } = f;
  code.get(at);
  if (offset !== 0) code.i32(offset).op('i32.add');
  code.i32(12).op('i32.shr_u').access('i32.load8_u', module.layout.pageStatus).if();
  callTrapping(f, module.imports.mark, () => {
    code.get(at);
    if (offset !== 0) code.i32(offset).op('i32.add');
  });
  code.end();
}

export function emitLoad(f: FunctionContext, load: ir.LoadExpression): void {
  const { checks } = f;
  const offset = emitAddress(f, load.address, load.offset, load.guard);
  if (checks) {
    f.scratch(I32, (at) => {
      f.code.tee(at);
      emitLoadCheck(f, checks, { at, offset, size: SIZES[load.type] });
    });
  }
  f.code.access(LOADS[load.type], offset);
}

export function emitStore(f: FunctionContext, store: ir.StoreStatement): void {
  if (f.checks) return emitCheckedStore(f, f.checks, store);
  const { code } = f;
  const offset = emitAddress(f, store.address, store.offset, store.guard);
  const write = () => {
    f.emit(store.value);
    code.access(STORES[store.type], offset);
  };
  if (store.guard === 'none') return write();
  f.scratch(I32, (at) => {
    code.set(at);
    emitBarrier(f, at, offset);
    code.get(at);
    write();
  });
}

/** A scalar that is only moved from one place in memory to another is copied, written or not. */
function emitCheckedStore(f: FunctionContext, checks: Checks, store: ir.StoreStatement): void {
  const { code } = f;
  const { value } = store;
  const offset = emitAddress(f, store.address, store.offset, store.guard);
  f.scratch(I32, (at) => {
    code.set(at);
    if (store.guard !== 'none') emitBarrier(f, at, offset);
    const to: Bytes = { at, offset, size: SIZES[store.type] };
    code.get(at);
    if (value.op === 'load' && SIZES[value.type] === to.size) emitMoved(f, checks, value, to);
    else {
      f.emit(value);
      emitStoreCheck(f, checks, to);
    }
    code.access(STORES[store.type], offset);
  });
}

/** Pushes a loaded value that is about to be stored. */
function emitMoved(f: FunctionContext, checks: Checks, load: ir.LoadExpression, to: Bytes): void {
  const offset = emitAddress(f, load.address, load.offset, load.guard);
  f.scratch(I32, (at) => {
    f.code.tee(at);
    emitCopyCheck(f, checks, to, { at, offset, size: to.size });
  });
  f.code.access(LOADS[load.type], offset);
}
