// The memory as a run left it: reading it, and what lies where.
import type { Machine } from '../interpreter/machine';
import type { LoweredRun } from '../ir/lower/reachable';
import type { Section } from '../ir/ir';
import type { ConstantAddress, ConstantMemory } from '../semantics/constant';
import { floatAt, integerAt, type ReadableMemory } from '../semantics/constant-memory';
import { sizeOf } from '../semantics/types';
import { HeapBlocks } from './heap-blocks';

/** What an address points into, or why nothing that is data lies there, as the end of a sentence. */
export type Target =
  /** Something that the program has anyway. */
  | { readonly kind: 'known'; readonly value: ConstantAddress }
  /** Memory that is to be copied. */
  /** `blockEnd`: where the block of the heap ends whose first byte this is. */
  | { readonly kind: 'data'; readonly blockEnd?: number }
  | { readonly kind: 'nothing'; readonly why: string; readonly hint?: string };

/** A part of the globals section that has a name for the compiler. */
interface Placed {
  readonly start: number;
  readonly end: number;
  readonly at: (offset: number) => ConstantAddress;
  readonly name?: string;
}

export class ResultMemory implements ReadableMemory {
  private readonly view: DataView;
  private readonly blocks: HeapBlocks;
  private placed: readonly Placed[] | undefined;

  constructor(
    private readonly machine: Machine,
    private readonly run: LoweredRun,
  ) {
    this.view = new DataView(machine.memory.buffer);
    this.blocks = new HeapBlocks(machine, run.debug);
  }

  // --- reading ------------------------------------------------------------------------------------

  /** @param size in bytes */
  integer(at: number, size: number, isSigned: boolean): bigint {
    return integerAt(this.view, at, size, isSigned);
  }

  float(at: number, bits: 32 | 64): number {
    return floatAt(this.view, at, bits);
  }

  /** The address that lies at a place; those that are no addresses at all are larger than any. */
  address(at: number): number {
    return Number(this.view.getBigUint64(at, true));
  }

  bytes(start: number, end: number): Uint8Array {
    return this.machine.memory.slice(start, end);
  }

  // --- what lies where ----------------------------------------------------------------------------

  /** What a function pointer's value means. */
  functionAt(value: number): Target {
    const { functionIds, wrappers } = this.run.debug;
    for (const ids of [functionIds, wrappers])
      for (const [symbol, id] of ids)
        if (id === value - 1) return { kind: 'known', value: { kind: 'function', symbol } };
    return { kind: 'nothing', why: 'is no function' };
  }

  /** What lies at an address, for so many bytes. */
  targetOf(start: number, size: number): Target {
    const { layout, heapTop } = this.machine;
    const end = start + size;
    if (start < layout.base || end > heapTop) return { kind: 'nothing', why: 'points outside of memory' };
    if (start < layout.dataStack) return this.inSections(start, end);
    if (start < layout.dataStackEnd) {
      const hint = 'what is to last lies on the heap: `heap e`, `make(T, n)`';
      return { kind: 'nothing', why: 'points at a local variable of a function that has ended', hint };
    }
    const why = this.blocks.whyNoData(start, end);
    return why === undefined
      ? { kind: 'data', blockEnd: this.blocks.endOf(start) }
      : { kind: 'nothing', why };
  }

  private inSections(start: number, end: number): Target {
    const placed = (this.placed ??= this.findPlaced());
    const found = placed.find((one) => start >= one.start && start < one.end);
    if (!found) return { kind: 'data' };
    if (end > found.end) return { kind: 'nothing', why: 'reaches past the end of what it points at' };
    if (this.isAsItBegan(found.start, found.end))
      return { kind: 'known', value: found.at(start - found.start) };
    const what = found.name === undefined ? 'a constant' : `the global \`${found.name}\``;
    const why = `points into ${what}, which was changed while compiling: that change is no part of the program`;
    return { kind: 'nothing', why, hint: 'give a copy, made with `heap e` or `make(T, n)`' };
  }

  private findPlaced(): Placed[] {
    const { layout } = this.machine;
    const { globals, memories } = this.run.debug;
    const own = [...globals].map(([symbol, offset]): Placed => {
      const start = layout.globals + offset;
      const at = (from: number): ConstantAddress => ({ kind: 'address', symbol, offset: from });
      return { start, end: start + sizeOf(symbol.type), at, name: symbol.name };
    });
    const left = [...memories].map(([memory, { kind, offset }]): Placed => {
      const start = layout[kind] + offset;
      return { start, end: start + memory.bytes.length, at: addressIn(memory) };
    });
    return [...own, ...left];
  }

  /** Whether memory in the sections is what it was before the run. */
  private isAsItBegan(start: number, end: number): boolean {
    const { layout, program } = this.machine;
    const isReadOnly = start < layout.globals;
    const first = isReadOnly ? layout.rodata : layout.globals;
    const initial = isReadOnly ? program.rodata : program.globals;
    return (
      isReadOnly || equal(this.initialBytes(initial, start - first, end - first), this.bytes(start, end))
    );
  }

  private initialBytes({ bytes, relocations }: Section, from: number, to: number): Uint8Array {
    const result = new Uint8Array(to - from);
    result.set(bytes.subarray(from, to));
    const view = new DataView(result.buffer);
    for (const { at, target } of relocations) {
      if (at < from || at + 8 > to) continue;
      const value =
        target.kind === 'function' ? target.id + 1 : this.machine.layout[target.kind] + target.offset;
      view.setBigUint64(at - from, BigInt(value), true);
    }
    return result;
  }
}

export function addressIn(memory: ConstantMemory): (offset: number) => ConstantAddress {
  return (offset) => ({ kind: 'memory', memory, offset });
}

function equal(a: Uint8Array, b: Uint8Array): boolean {
  return a.every((byte, i) => byte === b[i]);
}
