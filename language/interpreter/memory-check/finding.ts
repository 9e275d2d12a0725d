// A bad access to the heap, as data, and how it is told. Moments are times as in recordable.ts.
import type { TrapKind } from '../../ir/ir';

export const FINDING_KINDS = ['use after free', 'outside block', 'unwritten'] as const satisfies TrapKind[];
export type FindingKind = (typeof FINDING_KINDS)[number];

/** A block of the heap, as data. */
export interface Block {
  readonly address: number;
  /** Bytes that the program asked for. */
  readonly size: number;
  /** Bytes up to the next block's header. */
  readonly capacity: number;
  /** The moment inside the allocator at which it was handed out. */
  readonly allocated: number;
  /** The moment inside the allocator at which it was given back. */
  readonly freed?: number;
}

export interface MemoryFinding {
  readonly kind: FindingKind;
  readonly access: 'read' | 'write';
  readonly address: number;
  /** Bytes of the access. */
  readonly size: number;
  /** The moment before the statement that makes the access. */
  readonly time: number;
  /** The block that it was meant for; absent for bytes that were copied out of one. */
  readonly block?: Block;
}

/** `use after free: read of 8 bytes, 16 bytes into a freed block of 40 bytes` */
export function findingText(finding: MemoryFinding): string {
  const access = `${finding.access} of ${bytes(finding.size)}`;
  const where = finding.block
    ? placeIn(finding.block, finding.address, finding.size)
    : 'copied from the heap';
  switch (finding.kind) {
    case 'use after free':
      return `use after free: ${access}, ${where}`;
    case 'outside block':
      return `${access} outside of a heap block: ${where}`;
    case 'unwritten':
      return `${access} that nothing has been written to, ${where}`;
  }
}

/** `16 bytes into a block of 40 bytes`, `4 bytes past the end of a block of 40 bytes` */
function placeIn({ address: begin, size: blockSize, freed }: Block, address: number, size: number): string {
  const block = `a ${freed === undefined ? '' : 'freed '}block of ${bytes(blockSize)}`;
  const end = begin + blockSize;
  if (address >= end) {
    return address === end
      ? `just past the end of ${block}`
      : `${bytes(address - end)} past the end of ${block}`;
  }
  if (address < begin) return `${bytes(begin - address)} before the beginning of ${block}`;
  if (address + size > end) return `it ends ${bytes(address + size - end)} past the end of ${block}`;
  return address === begin ? `at the beginning of ${block}` : `${bytes(address - begin)} into ${block}`;
}

function bytes(count: number): string {
  return `${count} byte${count === 1 ? '' : 's'}`;
}
