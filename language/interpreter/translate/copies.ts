// Copies and fills of ranges of memory: word by word when they are small and their size is known.
import type * as ir from '../../ir/ir';
import type { MemoryAccess } from '../wasm/code';
import { I32, I64 } from '../wasm/encoder';
import { emitAddress, emitBarrier } from './accesses';
import { emitCopyCheck, emitLongCopyCheck, emitLongFillCheck, emitStoreCheck } from './checked-accesses';
import type { FunctionContext } from './context';
import { emitExpression } from './expressions';
import { callTrapping } from './trapping';

/** Copies and fills up to this many bytes are written out word by word. */
const INLINE_BYTES = 64;

/** Copies bytes; through words when the size is small and known, so that a struct costs a few moves. */
export function emitCopy(f: FunctionContext, copy: ir.CopyStatement): void {
  const size = constantSize(copy.size);
  if (size === undefined || size > INLINE_BYTES) return emitLongCopy(f, copy);
  if (size === 0) return;
  const { code } = f;
  f.scratch(I32, (to) =>
    f.scratch(I32, (from) => {
      const toOffset = emitAddress(f, copy.destination, 0, copy.destinationGuard);
      code.set(to);
      const fromOffset = emitAddress(f, copy.source, 0, copy.sourceGuard);
      code.set(from);
      if (copy.destinationGuard !== 'none') emitBarrier(f, to, toOffset);
      if (f.checks) {
        emitCopyCheck(
          f,
          f.checks,
          { at: to, offset: toOffset, size },
          { at: from, offset: fromOffset, size },
        );
      }
      emitWordMoves(f, { to, toOffset, from, fromOffset, size });
    }),
  );
}

interface WordMoves {
  readonly to: number;
  readonly toOffset: number;
  readonly from: number;
  readonly fromOffset: number;
  readonly size: number;
}

/** Reads all the words before it writes the first, so that overlapping places are right. */
function emitWordMoves(f: FunctionContext, moves: WordMoves): void {
  const { code } = f;
  const parts = words(moves.size);
  const read = (index: number, locals: number[]): void => {
    const part = parts[index];
    if (!part) {
      parts.forEach(({ at, bytes }, i) => {
        code.get(moves.to).get(locals[i] as number);
        code.access(wordStore(bytes), moves.toOffset + at);
      });
      return;
    }
    f.scratch(part.bytes === 8 ? I64 : I32, (local) => {
      code
        .get(moves.from)
        .access(wordLoad(part.bytes), moves.fromOffset + part.at)
        .set(local);
      read(index + 1, [...locals, local]);
    });
  };
  read(0, []);
}

function words(size: number): { at: number; bytes: number }[] {
  const parts: { at: number; bytes: number }[] = [];
  for (let at = 0; at < size;) {
    const bytes = [8, 4, 2, 1].find((b) => b <= size - at) as number;
    parts.push({ at, bytes });
    at += bytes;
  }
  return parts;
}

function wordLoad(bytes: number): MemoryAccess {
  return (
    ({ 8: 'i64.load', 4: 'i32.load', 2: 'i32.load16_u', 1: 'i32.load8_u' } as const)[bytes] ?? 'i64.load'
  );
}

function wordStore(bytes: number): MemoryAccess {
  return (
    ({ 8: 'i64.store', 4: 'i32.store', 2: 'i32.store16', 1: 'i32.store8' } as const)[bytes] ?? 'i64.store'
  );
}

function emitLongCopy(f: FunctionContext, copy: ir.CopyStatement): void {
  const { code } = f;
  f.scratch(I64, (to) =>
    f.scratch(I64, (from) =>
      f.scratch(I64, (size) => {
        emitExpression(f, copy.destination);
        code.set(to);
        emitExpression(f, copy.source);
        code.set(from);
        emitExpression(f, copy.size);
        code.set(size);
        // The source first: a missing source is what the user got wrong when both are bad.
        if (copy.sourceGuard === 'pointer') {
          callTrapping(f, f.module.imports.checkRead, () => code.get(from).get(size));
        }
        if (copy.destinationGuard !== 'none') {
          callTrapping(f, f.module.imports.checkWrite, () => code.get(to).get(size));
        }
        if (f.checks) emitLongCopyCheck(f, f.checks, to, from, size);
        code
          .get(to)
          .op('i32.wrap_i64')
          .get(from)
          .op('i32.wrap_i64')
          .get(size)
          .op('i32.wrap_i64')
          .memoryCopy();
      }),
    ),
  );
}

export function emitFill(f: FunctionContext, fill: ir.FillStatement): void {
  const { code } = f;
  const size = constantSize(fill.size);
  const isZero = fill.value.op === 'constant' && Number(fill.value.value) === 0;
  if (size !== undefined && size <= INLINE_BYTES && isZero) {
    if (size > 0) emitZeroWords(f, fill, size);
    return;
  }
  f.scratch(I64, (to) =>
    f.scratch(I64, (count) => {
      emitExpression(f, fill.destination);
      code.set(to);
      emitExpression(f, fill.size);
      code.set(count);
      if (fill.guard !== 'none') callTrapping(f, f.module.imports.checkWrite, () => code.get(to).get(count));
      if (f.checks) emitLongFillCheck(f, f.checks, to, count);
      code.get(to).op('i32.wrap_i64');
      emitExpression(f, fill.value);
      code.get(count).op('i32.wrap_i64').memoryFill();
    }),
  );
}

function emitZeroWords(f: FunctionContext, fill: ir.FillStatement, size: number): void {
  const { code } = f;
  f.scratch(I32, (to) => {
    const offset = emitAddress(f, fill.destination, 0, fill.guard);
    code.set(to);
    if (fill.guard !== 'none') emitBarrier(f, to, offset);
    if (f.checks) emitStoreCheck(f, f.checks, { at: to, offset, size });
    for (const { at, bytes } of words(size)) {
      code
        .get(to)
        .zero(bytes === 8 ? I64 : I32)
        .access(wordStore(bytes), offset + at);
    }
  });
}

function constantSize(size: ir.Expression): number | undefined {
  return size.op === 'constant' ? Number(size.value) : undefined;
}
