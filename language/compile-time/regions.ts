// What a result reaches: visits it through its types, and makes blocks of constant memory of what it finds.
import type { ConstantAddress, ConstantMemory } from '../semantics/constant';
import { isScalar, sizeOf, type Type } from '../semantics/types';
import { addressIn, type ResultMemory, type Target } from './result-memory';
import { SLICE_COUNT } from '../semantics/constant-memory';

/** What any address in memory may be a multiple of. */
const ALIGNMENT = 16;

/** How something was reached: the steps of an expression, the last one first. */
interface Path {
  readonly step: string;
  readonly before?: Path;
}
const RESULT: Path = { step: '' };
/** Steps of a path that an error shows. */
const LONGEST_PATH = 6;

interface Visit {
  readonly type: Type;
  readonly at: number;
  readonly path: Path;
}

/** From `start` up to but without `end`. */
interface Range {
  readonly start: number;
  readonly end: number;
}

interface Block extends Range {
  /** Bytes in its memory before what lies at `start`, so that it is aligned as it was. */
  readonly margin: number;
  readonly memory: ConstantMemory & { readonly addresses: { at: number; value: ConstantAddress }[] };
}

type Problem = { readonly problem: string; readonly hint?: string };

export class Regions {
  private readonly ranges: Range[] = [];
  /**
   * Blocks of the heap that slices begin: such a slice may be the used part of what can hold more, as in a list. What
   * lies behind what is reached is there, but zero.
   */
  private readonly rooms: Range[] = [];
  private readonly seen = new Map<Type, Set<number>>();
  /** What each address means that is not nil, by the place where it lies; a number is an address of data. */
  private readonly meanings = new Map<number, ConstantAddress | number>();
  private readonly waiting: Visit[] = [];
  private blocks: readonly Block[] = [];
  private problem: Problem | undefined;

  constructor(
    private readonly memory: ResultMemory,
    private readonly isWritable: boolean,
  ) {}

  /** Visits all that a value reaches. Gives what keeps it from being data, if something does. */
  visit(type: Type, at: number): Problem | undefined {
    this.waiting.push({ type, at, path: RESULT });
    for (let next = this.waiting.pop(); next && !this.problem; next = this.waiting.pop()) this.look(next);
    if (!this.problem) this.makeBlocks();
    return this.problem;
  }

  /** The address that lies at a place of what was visited. */
  addressAt(at: number): ConstantAddress | undefined {
    const meaning = this.meanings.get(at);
    return typeof meaning === 'number' ? this.inBlock(meaning) : meaning;
  }

  // --- visiting -----------------------------------------------------------------------------------

  private look({ type, at, path }: Visit): void {
    switch (type.kind) {
      case 'pointer':
        return this.follow({ type: type.pointee, at, path }, 1, true);
      case 'slice': {
        const count = Number(this.memory.integer(at + SLICE_COUNT, 8, true));
        if (count < 0) this.fail(path, 'has a negative count');
        else if (count > 0) this.follow({ type: type.element, at, path }, count, false);
        return;
      }
      case 'function':
        return this.note(at, this.memory.address(at), path, (value) => this.memory.functionAt(value));
      case 'array':
        return this.elements(type.element, type.length, at, path);
      case 'struct':
        for (const field of [...type.fields].reverse())
          this.later(field.type, at + field.offset, { step: `.${field.name}`, before: path });
        return;
      case 'enum':
        return isScalar(type) ? undefined : this.payload({ type, at, path });
      case 'integer':
      case 'float':
      case 'bool':
      case 'tag':
        return;
      default:
        this.fail(path, `is of the type \`${type.kind}\`, which exists only while the program runs`);
    }
  }

  private payload({ type, at, path }: Visit): void {
    if (type.kind !== 'enum') return;
    const tag = type.tags[Number(this.memory.integer(at, sizeOf(type.tagType), true))];
    if (!tag) return this.fail(path, 'has a tag that does not exist');
    if (tag.payload) this.later(tag.payload, at + type.payloadOffset, { step: `.${tag.name}`, before: path });
  }

  private elements(type: Type, count: number, at: number, path: Path): void {
    if (!mayHoldAddress(type)) return;
    const size = sizeOf(type);
    for (let i = count - 1; i >= 0; i--) this.later(type, at + i * size, { step: `[${i}]`, before: path });
  }

  private later(type: Type, at: number, path: Path): void {
    if (mayHoldAddress(type) && this.isNew(type, at)) this.waiting.push({ type, at, path });
  }

  /** An address at which `count` values of a type lie: that of one value, or of elements. */
  private follow({ type, at, path }: Visit, count: number, isPointer: boolean): void {
    const address = this.memory.address(at);
    const size = Math.max(sizeOf(type) * count, 1);
    this.note(at, address, path, () => {
      const target = this.memory.targetOf(address, size);
      if (target.kind !== 'data') return target;
      if (type.kind === 'none')
        return { kind: 'nothing', why: 'is a `*none`, which does not say what it points at' };
      this.ranges.push({ start: address, end: address + size });
      if (!isPointer && target.blockEnd !== undefined)
        this.rooms.push({ start: address, end: target.blockEnd });
      if (isPointer) this.later(type, address, type.kind === 'struct' ? path : { step: '^', before: path });
      else this.elements(type, count, address, path);
      return target;
    });
  }

  private note(at: number, value: number, path: Path, find: (value: number) => Target): void {
    if (value === 0 || this.problem) return;
    const target = find(value);
    if (target.kind === 'nothing') this.fail(path, target.why, target.hint);
    else this.meanings.set(at, target.kind === 'data' ? value : target.value);
  }

  private isNew(type: Type, at: number): boolean {
    let places = this.seen.get(type);
    if (!places) this.seen.set(type, (places = new Set()));
    if (places.has(at)) return false;
    places.add(at);
    return true;
  }

  private fail(path: Path, why: string, hint?: string): void {
    this.problem ??= { problem: `gives what is no data: ${pathText(path)} ${why}`, hint };
  }

  // --- blocks -------------------------------------------------------------------------------------

  private makeBlocks(): void {
    const reached = merged(this.ranges);
    let next = 0;
    this.blocks = merged([...this.ranges, ...this.rooms]).map((room) => {
      const first = next;
      while (next < reached.length && (reached[next] as Range).start < room.end) next++;
      return this.blockFrom(room, reached.slice(first, next));
    });
    for (const at of this.meanings.keys()) {
      const block = this.blockOf(at);
      const value = this.addressAt(at);
      if (block && value) block.memory.addresses.push({ at: at - block.start + block.margin, value });
    }
    for (const { memory } of this.blocks)
      for (const { at } of memory.addresses) memory.bytes.fill(0, at, at + 8);
  }

  private blockFrom({ start, end }: Range, reached: readonly Range[]): Block {
    const margin = start % ALIGNMENT;
    const bytes = new Uint8Array(margin + end - start);
    for (const part of reached)
      bytes.set(this.memory.bytes(part.start, part.end), margin + part.start - start);
    const { isWritable } = this;
    return { start, end, margin, memory: { bytes, align: ALIGNMENT, isWritable, addresses: [] } };
  }

  private inBlock(address: number): ConstantAddress | undefined {
    const block = this.blockOf(address);
    return block && addressIn(block.memory)(address - block.start + block.margin);
  }

  private blockOf(address: number): Block | undefined {
    let low = 0;
    let high = this.blocks.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.blocks[middle] as Block).start <= address) low = middle + 1;
      else high = middle;
    }
    const block = this.blocks[low - 1];
    return block && address < block.end ? block : undefined;
  }
}

/** The ranges without overlaps, in the order of their addresses. Ranges that only touch are different things. */
function merged(ranges: readonly Range[]): Range[] {
  const sorted = [...ranges].sort((a, b) => a.start - b.start || b.end - a.end);
  const result: Range[] = [];
  for (const range of sorted) {
    const last = result.at(-1);
    if (last && range.start < last.end)
      result[result.length - 1] = { start: last.start, end: Math.max(last.end, range.end) };
    else result.push(range);
  }
  return result;
}

function mayHoldAddress(type: Type): boolean {
  switch (type.kind) {
    case 'integer':
    case 'float':
    case 'bool':
    case 'tag':
      return false;
    case 'array':
      return type.length > 0 && mayHoldAddress(type.element);
    case 'struct':
      return type.fields.some((field) => mayHoldAddress(field.type));
    case 'enum':
      return type.tags.some((tag) => tag.payload !== undefined && mayHoldAddress(tag.payload));
    default:
      return true;
  }
}

function pathText(path: Path): string {
  const steps: string[] = [];
  for (let at: Path | undefined = path; at?.before; at = at.before) steps.push(at.step);
  if (steps.length === 0) return 'it';
  const shown = steps.slice(0, LONGEST_PATH).reverse().join('');
  return `\`${steps.length > LONGEST_PATH ? '…' : ''}${shown}\``;
}
