// The checked translation: what is added to accesses so that wrong uses of the heap are found (see
// memory-check/memory-checker.ts). Safepoints, frames and addresses stay what they are, so that a checked run
// goes through the same moments as an unchecked one.
//
// An access looks at the bits of doubt of its bytes, which costs some instructions; only where one is set is
// the checker called. The standard allocator itself is not checked, since all of the heap is its own.
import { I64 } from '../wasm/encoder';
import { isAllocator, type Checks } from './checks';
import type { FunctionContext } from './context';
import { callTrapping } from './trapping';

/** The bits of so many bytes, with up to 7 bits before them, are in one word. */
const FEW_BYTES = 56;

/** Bytes from an address in a local, plus a constant. */
export interface Bytes {
  readonly at: number;
  readonly offset: number;
  readonly size: number;
}

/** Before a load. */
export function emitLoadCheck(f: FunctionContext, checks: Checks, bytes: Bytes): void {
  if (!checks.ofLoads) return;
  emitDoubt(f, checks, bytes);
  emitIfDoubted(f, checks.load, [bytes], bytes.size);
}

/** Before a store; its value has been evaluated. */
export function emitStoreCheck(f: FunctionContext, checks: Checks, bytes: Bytes): void {
  if (bytes.size > FEW_BYTES) return emitCall(f, checks.store, [bytes], bytes.size);
  emitDoubt(f, checks, bytes);
  emitIfDoubted(f, checks.store, [bytes], bytes.size);
}

/** Before a copy, also one of a scalar by a load and a store. */
export function emitCopyCheck(f: FunctionContext, checks: Checks, to: Bytes, from: Bytes): void {
  if (to.size > FEW_BYTES) return emitCall(f, checks.copy, [to, from], to.size);
  emitDoubt(f, checks, to);
  emitDoubt(f, checks, from);
  f.code.op('i32.or');
  emitIfDoubted(f, checks.copy, [to, from], to.size);
}

/** Before a copy whose size is known only now; all three are i64 locals and have been checked to be in memory. */
export function emitLongCopyCheck(
  f: FunctionContext,
  checks: Checks,
  to: number,
  from: number,
  size: number,
): void {
  callTrapping(f, checks.copy, () => {
    for (const local of [to, from, size]) f.code.get(local).op('i32.wrap_i64');
  });
}

export function emitLongFillCheck(f: FunctionContext, checks: Checks, to: number, size: number): void {
  callTrapping(f, checks.store, () => {
    for (const local of [to, size]) f.code.get(local).op('i32.wrap_i64');
  });
}

/** Pushes an i32 that is not zero if a byte is in doubt. */
function emitDoubt(f: FunctionContext, checks: Checks, { at, offset, size }: Bytes): void {
  const { code } = f;
  // A whole number of bytes of bits can be left to the instruction.
  const whole = offset - (offset % 8);
  const rest = offset - whole;
  const address = () => {
    code.get(at);
    if (rest !== 0) code.i32(rest).op('i32.add');
  };
  const bits = checks.doubt + whole / 8;
  address();
  code.i32(3).op('i32.shr_u');
  if (size > 9) {
    code.access('i64.load', bits);
    address();
    code.i32(7).op('i32.and').op('i64.extend_i32_u').op('i64.shr_u');
    code
      .i64((1n << BigInt(size)) - 1n)
      .op('i64.and')
      .i64(0n)
      .op('i64.ne');
    return;
  }
  code.access(size === 1 ? 'i32.load8_u' : 'i32.load16_u', bits);
  address();
  code
    .i32(7)
    .op('i32.and')
    .op('i32.shr_u')
    .i32((1 << size) - 1)
    .op('i32.and');
}

function emitIfDoubted(f: FunctionContext, fn: number, ranges: readonly Bytes[], size: number): void {
  f.code.if();
  emitCall(f, fn, ranges, size);
  f.code.end();
}

function emitCall(f: FunctionContext, fn: number, ranges: readonly Bytes[], size: number): void {
  callTrapping(f, fn, () => {
    for (const { at, offset } of ranges) {
      f.code.get(at);
      if (offset !== 0) f.code.i32(offset).op('i32.add');
    }
    f.code.i32(size);
  });
}

// --- the allocator ---------------------------------------------------------------------------------

/** The functions of the standard library that hand blocks out and take them back. */
const ALLOCATOR = { malloc: 'rt_malloc', make: 'rt_make', free: 'rt_free' } as const;

/** Before the allocator's functions return; a result is on the stack, and stays there. */
export function emitHeapEvent(f: FunctionContext): void {
  const { checks } = f.module;
  if (!checks || !isAllocator(f.fn)) return;
  const parameter = (i: number) => f.code.get(f.registers[i] as number);
  switch (f.fn.name) {
    case ALLOCATOR.malloc:
      return withResult(f, (block) =>
        callTrapping(f, checks.allocated, () => {
          f.code.get(block);
          parameter(0);
        }),
      );
    case ALLOCATOR.make:
      return withResult(f, (block) =>
        callTrapping(f, checks.written, () => {
          f.code.get(block);
          parameter(0);
          parameter(1);
          f.code.op('i64.mul');
        }),
      );
    case ALLOCATOR.free:
      return callTrapping(f, checks.freed, () => parameter(0));
  }
}

function withResult(f: FunctionContext, use: (result: number) => void): void {
  f.scratch(I64, (result) => {
    f.code.tee(result);
    use(result);
  });
}
