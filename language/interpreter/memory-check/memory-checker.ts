// Finds wrong accesses to the heap: to freed blocks, outside of blocks, and reads of bytes from `malloc` that
// nothing was written to. The checked translation (translate/checked-accesses.ts) calls it where an access is in
// doubt, and where the standard allocator hands out a block or takes one back; docs/memory-check.md says what
// counts as wrong.
//
// Everything that it knows lies in the machine's memory (shadow-layout.ts). The first wrong access is a trap;
// a machine that only looks for them collects them instead, and goes on as an unchecked one would.
import { STATE, type MemoryLayout } from '../memory-layout';
import type { PageTracker } from '../page-tracker';
import type { Time } from '../recordable';
import type { Fuel } from '../threads/fuel';
import { TrapSignal } from '../trap';
import { Bitmap } from './bitmap';
import { BlockRecords } from './block-records';
import { findingText, type Block, type FindingKind, type MemoryFinding } from './finding';
import type { ShadowLayout } from './shadow-layout';

type Access = Pick<MemoryFinding, 'access' | 'address' | 'size'>;

export class MemoryChecker {
  /** When set, wrong accesses go there, and are traps only once it says that it has enough. */
  collect: ((finding: MemoryFinding) => 'more' | 'enough') | undefined;
  private readonly doubt: Bitmap;
  private readonly forbidden: Bitmap;
  private readonly blocks: BlockRecords;
  private readonly view: DataView;

  constructor(
    private readonly layout: MemoryLayout,
    shadow: ShadowLayout,
    memory: ArrayBufferLike,
    pages: PageTracker,
    private readonly fuel: Fuel,
  ) {
    const bytes = new Uint8Array(memory);
    this.view = new DataView(memory);
    this.doubt = new Bitmap(bytes, shadow.doubt, pages);
    this.forbidden = new Bitmap(bytes, shadow.forbidden, pages);
    this.blocks = new BlockRecords(shadow, memory);
  }

  /** What compiled code calls: see translate/checks.ts and translate/checker-code.ts. */
  imports(): Record<string, unknown> {
    return {
      checkLoad: (address: number, size: number) => this.read(address >>> 0, size >>> 0),
      heapWritten: (block: bigint, size: bigint) => this.written(Number(block), Number(size)),
      refuseStore: (address: number, size: number) => this.write(address >>> 0, size >>> 0),
      refuseCopy: (to: number, from: number, size: number) => this.copy(to >>> 0, from >>> 0, size >>> 0),
      coverBlock: (block: bigint, size: bigint, isForbidden: number) =>
        this.cover(Number(block), Number(block + size), isForbidden !== 0),
    };
  }

  // --- accesses -----------------------------------------------------------------------------------

  /** Bytes are about to be used. */
  read(address: number, size: number): void {
    const at = this.doubt.first(address, address + size);
    if (at === undefined) return;
    const access: Access = { access: 'read', address, size };
    const bad = this.forbidden.first(address, address + size);
    if (bad === undefined) this.refuseUnwritten(access, at);
    else this.refuse(access, bad);
  }

  /** Bytes are about to be written. */
  write(address: number, size: number): void {
    if (this.doubt.first(address, address + size) === undefined) return;
    const bad = this.forbidden.first(address, address + size);
    if (bad !== undefined) this.refuse({ access: 'write', address, size }, bad);
    else this.doubt.clear(address, address + size);
  }

  /** Bytes are about to be copied: those that were never written may be, and stay so at their new place. */
  copy(to: number, from: number, size: number): void {
    const source = this.forbidden.first(from, from + size);
    if (source !== undefined) this.refuse({ access: 'read', address: from, size }, source);
    const target = this.forbidden.first(to, to + size);
    if (target !== undefined) this.refuse({ access: 'write', address: to, size }, target);
    if (source === undefined && target === undefined) this.doubt.copy(to, from, size);
  }

  /** Somebody outside has written bytes, wherever they are. */
  written(address: number, size: number): void {
    for (let at = address; at < address + size;) {
      const end = this.forbidden.first(at, address + size) ?? address + size;
      this.doubt.clear(at, end);
      at = end + 1;
    }
  }

  // --- the heap -----------------------------------------------------------------------------------

  /** The heap has become larger; nothing of it belongs to a block yet. */
  grown(from: number, to: number): void {
    this.cover(from, to, true);
  }

  private cover(from: number, to: number, isForbidden: boolean): void {
    this.doubt.set(from, to);
    if (isForbidden) this.forbidden.set(from, to);
    else this.forbidden.clear(from, to);
  }

  // --- findings -----------------------------------------------------------------------------------

  /** @param bad the first forbidden byte */
  private refuse(access: Access, bad: number): void {
    const block = this.blocks.nearest(bad, this.heapTop);
    const isStale = block?.freed !== undefined && isInside(bad, block);
    this.found(isStale ? 'use after free' : 'outside block', access, block);
  }

  private refuseUnwritten(access: Access, at: number): void {
    const block = this.blocks.nearest(at, this.heapTop);
    this.found('unwritten', access, block && isInside(at, block) ? block : undefined);
  }

  private found(kind: FindingKind, access: Access, block: Block | undefined): void {
    const finding: MemoryFinding = { kind, ...access, time: this.now, block };
    if (this.collect?.(finding) === 'more') this.forgive(finding);
    else throw new TrapSignal({ kind, message: findingText(finding), finding });
  }

  /** The same mistake is told once for each block. */
  private forgive({ kind, address, size, block }: MemoryFinding): void {
    const isWhole = block && kind !== 'outside block';
    const from = isWhole ? block.address : address;
    const to = isWhole ? block.address + block.size : address + size;
    this.doubt.clear(from, to);
    this.forbidden.clear(from, to);
  }

  /** The moment before the statement under way, whose step has been counted. */
  private get now(): Time {
    return this.fuel.nextMoment - 1;
  }

  private get heapTop(): number {
    return this.layout.base + Number(this.view.getBigInt64(this.layout.state + STATE.span, true));
  }
}

function isInside(address: number, block: Block): boolean {
  return address >= block.address && address < block.address + block.size;
}
