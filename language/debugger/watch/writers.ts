// Which statements may write a watched place. What cannot be told may: a store through a pointer goes
// anywhere, a host function writes what it likes.
import { statementsOf } from '../../ir/statements';
import { frameLayout, HOME_SIZE } from '../../ir/frame-layout';
import type * as ir from '../../ir/ir';
import type { MayWrite } from '../../ir/write-sites';
import type { MemoryLayout } from '../../interpreter/memory-layout';
import { sizeOf } from '../../semantics/types';
import type { WatchTarget } from './target';

/** Bytes from `start` up to but without `end`. */
interface Range {
  readonly start: number;
  readonly end: number;
}

export function mayWrite(target: WatchTarget, layout: MemoryLayout): MayWrite {
  const { address, life, type } = target;
  const range = { start: address, end: address + sizeOf(type) };
  // Where the call ends in which the place lies, the place is gone: that has to be seen, too.
  const endsLife: MayWrite = (s) => s.op === 'call' && life !== undefined && s.safepoint === life.calledAt;
  const writes = target.isHome ? writesHome(target) : writesMemory(target, range, layout);
  return (s, fn) => endsLife(s, fn) || writes(s, fn);
}

function writesHome({ address, life, type }: WatchTarget): MayWrite {
  const offset = address - (life?.frame ?? 0);
  return (s, fn) => {
    if (fn.id !== life?.functionId) return false;
    const isInside = (local: ir.LocalId): boolean => {
      const home = frameLayout(fn).offsets[local] as number;
      return home + HOME_SIZE > offset && home < offset + sizeOf(type);
    };
    if (s.op === 'set') return isInside(s.local);
    return s.op === 'call' && s.results.some(isInside);
  };
}

function writesMemory({ life }: WatchTarget, range: Range, layout: MemoryLayout): MayWrite {
  const reaches = (
    fn: ir.Function,
    guard: ir.Guard,
    address: ir.Expression,
    offset: number,
    size: number | undefined,
  ): boolean => {
    if (guard === 'pointer') return true;
    // A function's own memory locals.
    if (guard === 'none') return fn.id === life?.functionId;
    const start = globalRange(address, layout, fn);
    return (
      !start || overlap({ start: start.start + offset, end: start.end + offset + (size ?? Infinity) }, range)
    );
  };
  return (s, fn) => {
    switch (s.op) {
      case 'store':
        return reaches(fn, s.guard, s.address, s.offset, WIDEST_STORE);
      case 'copy':
        return reaches(fn, s.destinationGuard, s.destination, 0, constantOf(s.size));
      case 'fill':
        return reaches(fn, s.guard, s.destination, 0, constantOf(s.size));
      case 'call':
        return s.target.kind === 'external';
      default:
        return false;
    }
  };
}

const WIDEST_STORE = 8;
/** Locals that an address is followed through. */
const MOST_LOCALS = 4;

/** Where an address in the globals can be; undefined if it may be anywhere. `end` is the highest one. */
function globalRange(
  address: ir.Expression,
  layout: MemoryLayout,
  fn: ir.Function,
  depth = 0,
): Range | undefined {
  if (address.op === 'section address') {
    const start = layout[address.section] + address.offset;
    return { start, end: start };
  }
  if (address.op === 'local') {
    const value = onlyValue(fn, address.local);
    return value && depth < MOST_LOCALS ? globalRange(value, layout, fn, depth + 1) : undefined;
  }
  if (address.op !== 'element') return undefined;
  const base = globalRange(address.base, layout, fn, depth);
  const length = constantOf(address.length);
  if (!base || length === undefined) return undefined;
  return { start: base.start, end: base.end + Math.max(length - 1, 0) * address.size };
}

/** What a local that is set in one place holds: an address that a statement uses twice is kept in one. */
function onlyValue(fn: ir.Function, local: ir.LocalId): ir.Expression | undefined {
  if (local < fn.parameterCount) return undefined;
  const values: (ir.Expression | undefined)[] = [];
  for (const s of statementsOf(fn.body)) {
    if (s.op === 'set' && s.local === local) values.push(s.value);
    else if (s.op === 'call' && s.results.includes(local)) values.push(undefined);
  }
  return values.length === 1 ? values[0] : undefined;
}

function constantOf(e: ir.Expression): number | undefined {
  return e.op === 'constant' ? Number(e.value) : undefined;
}

function overlap(a: Range, b: Range): boolean {
  return a.start < b.end && b.start < a.end;
}
