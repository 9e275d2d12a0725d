// A program that does to the heap what its input says, and a model that says what must come of it. A line of
// input is a letter and numbers:
//
//   m SLOT SIZE    slot = malloc(size), and prints the address
//   k SLOT SIZE    the same with make(i8, size)
//   f SLOT OFFSET  frees the slot's pointer plus the offset
//   r SLOT OFFSET  reads a byte, and prints it
//   w SLOT OFFSET  writes a byte: the offset
//   R, W           the same with 8 bytes; the value printed is the sum of the bytes
//   c SLOT OFFSET OTHER OFFSET   copies 8 bytes there from the other slot
import type { Random } from './random/random';

export const SLOTS = 6;

export const ROBOT = `
fn getchar() i32;
type Word struct { bytes: [8]u8 }
slots: [${SLOTS}]i64;

fn number() i64 {
    value: i64 = 0;
    sign: i64 = 1;
    c := cast(i8) getchar();
    while c > ' ' {
        if c == '-' { sign = -1; }
        else { value = value * 10 + cast(i64) (c - '0'); }
        c = cast(i8) getchar();
    }
    return sign * value;
}

fn main() {
    while true {
        op := cast(i8) getchar();
        if op < 0 { return; }
        getchar();
        slot := number();
        n := number();
        p := slots[slot] + n;
        if op == 'm' { slots[slot] = cast(i64) malloc(n); print("{}\\n", slots[slot]); }
        else if op == 'k' { slots[slot] = cast(i64) make(i8, n).data; print("{}\\n", slots[slot]); }
        else if op == 'f' { free(cast(*none) p); }
        else if op == 'r' { print("{}\\n", (cast(*u8) p)^); }
        else if op == 'w' { (cast(*u8) p)^ = cast(u8) n; }
        else if op == 'R' {
            word := (cast(*u64) p)^;
            sum: u64 = 0;
            for i in 0..8 { sum += (word >> cast(u64) (8 * i)) & 255; }
            print("{}\\n", sum);
        }
        else if op == 'W' { (cast(*u64) p)^ = cast(u64) (n & 255) * 72340172838076673; }
        else {
            other := number();
            from := slots[other] + number();
            (cast(*Word) p)^ = (cast(*Word) from)^;
        }
    }
}
`;

interface Block {
  readonly address: number;
  readonly size: number;
  isFree: boolean;
  readonly bytes: Uint8Array;
  readonly written: Uint8Array;
}

/**
 * What a command does wrong. `either`: outside of the blocks that there are, where another one once was; whether
 * that one was meant nobody can tell.
 */
export type Wrong =
  'use after free' | 'outside block' | 'either' | 'unwritten' | 'double free' | 'invalid free';

/** Bytes that a block may have more than was asked for, and its neighbour's header. */
const granule = (size: number): number => Math.max(16, Math.ceil(size / 16) * 16);

/** Random commands: right ones, but for so many mistakes in a hundred. They know no addresses. */
export class Commands {
  readonly lines: string[] = [];
  private readonly sizes: (number | undefined)[] = Array.from({ length: SLOTS }, () => undefined);
  private readonly live = new Set<number>();
  /** Slots whose bytes may not all have been written. */
  private readonly unclear = new Set<number>();

  constructor(
    private readonly random: Random,
    count: number,
    private readonly mistakes: number,
  ) {
    while (this.lines.length < count) this.add();
  }

  private add(): void {
    const { random, mistakes } = this;
    const slot = random.below(SLOTS);
    const size = this.sizes[slot];
    if (size === undefined || (!this.live.has(slot) && !random.chance(5 * mistakes))) this.allocate(slot);
    else if (random.chance(this.live.has(slot) ? 12 : 30)) this.free(slot);
    else this.access(slot, size);
  }

  private allocate(slot: number): void {
    const { random } = this;
    const size = random.chance(80) ? 1 + random.below(200) : 1000 + random.below(3000);
    const isMade = random.chance(40);
    this.lines.push(`${isMade ? 'k' : 'm'} ${slot} ${size}`);
    this.sizes[slot] = size;
    this.live.add(slot);
    if (isMade) this.unclear.delete(slot);
    else this.unclear.add(slot);
  }

  private free(slot: number): void {
    const { random, mistakes } = this;
    this.lines.push(`f ${slot} ${random.chance(mistakes) ? 1 + random.below(32) : 0}`);
    this.live.delete(slot);
  }

  private access(slot: number, size: number): void {
    const { random } = this;
    const isWide = size >= 8 && random.chance(50);
    const offset = this.offset(size, isWide ? 8 : 1);
    const isClear = !this.unclear.has(slot) || random.chance(this.mistakes);
    if (isWide && random.chance(30)) this.copy(slot, offset);
    else if (isClear && random.chance(50)) this.lines.push(`${isWide ? 'R' : 'r'} ${slot} ${offset}`);
    else {
      this.lines.push(`${isWide ? 'W' : 'w'} ${slot} ${offset}`);
      if (random.chance(50)) this.lines.push(`${isWide ? 'R' : 'r'} ${slot} ${offset}`);
    }
  }

  private copy(slot: number, offset: number): void {
    const other = this.random.below(SLOTS);
    const size = this.sizes[other] ?? 0;
    if (size < 8 || !this.live.has(other)) return;
    this.lines.push(`c ${slot} ${offset} ${other} ${this.offset(size, 8)}`);
    if (this.unclear.has(other)) this.unclear.add(slot);
  }

  private offset(size: number, width: number): number {
    const { random } = this;
    if (!random.chance(this.mistakes)) return random.below(size - width + 1);
    return random.chance(50) ? size + random.below(granule(size) + 16 - size) : -1 - random.below(16);
  }
}

/** Follows the commands; addresses come from what the program has printed. */
export class HeapModel {
  private readonly blocks: Block[] = [];
  /** Blocks whose place has been used again, if only in part. */
  private readonly gone: Block[] = [];
  private readonly slots: number[] = Array.from({ length: SLOTS }, () => 0);

  /**
   * @param printed gives the program's next line, for an address
   * @returns the line that the program must print, if any, or what is wrong with the command
   */
  run(command: string, printed: () => number): { line?: number; wrong?: Wrong } {
    const [op, ...numbers] = command.split(' ');
    const [slot, n, other, from] = numbers.map(Number) as [number, number, number, number];
    if (op === 'm' || op === 'k') {
      this.slots[slot] = printed();
      this.allocate(this.slots[slot], n, op === 'k');
      return { line: this.slots[slot] };
    }
    const address = (this.slots[slot] as number) + n;
    switch (op) {
      case 'f':
        return { wrong: this.free(address) };
      case 'r':
        return this.read(address, 1);
      case 'R':
        return this.read(address, 8);
      case 'w':
      case 'W': {
        const width = op === 'w' ? 1 : 8;
        const wrong = this.forbidden(address, width);
        if (!wrong) this.write(address, new Uint8Array(width).fill(n), new Uint8Array(width).fill(1));
        return { wrong };
      }
      default:
        return { wrong: this.copy(address, (this.slots[other] as number) + from) };
    }
  }

  private allocate(address: number, size: number, isWritten: boolean): void {
    if (address % 16 !== 0) throw new Error(`${address} is not aligned`);
    const end = address + granule(size) + 16;
    const overlapping = (b: Block) => b.address < end && address < b.address + granule(b.size) + 16;
    if (this.blocks.some((b) => !b.isFree && overlapping(b))) throw new Error(`${address} is in use`);
    this.gone.push(...this.blocks.filter(overlapping));
    const kept = this.blocks.filter((b) => !overlapping(b));
    this.blocks.splice(0, this.blocks.length, ...kept, {
      address,
      size,
      isFree: false,
      bytes: new Uint8Array(size),
      written: new Uint8Array(size).fill(isWritten ? 1 : 0),
    });
  }

  private free(address: number): Wrong | undefined {
    const block = this.blocks.find((b) => b.address === address);
    if (!block) return 'invalid free';
    if (block.isFree) return 'double free';
    block.isFree = true;
    return undefined;
  }

  private blockAt(address: number): Block | undefined {
    return this.blocks.find((b) => address >= b.address && address < b.address + b.size);
  }

  private forbidden(address: number, width: number): Wrong | undefined {
    for (let at = address; at < address + width; at++) {
      const block = this.blockAt(at);
      if (!block) return this.gone.some((b) => isAround(b, at)) ? 'either' : 'outside block';
      if (block.isFree) return 'use after free';
    }
    return undefined;
  }

  private read(address: number, width: number): { line?: number; wrong?: Wrong } {
    const wrong = this.forbidden(address, width);
    if (wrong) return { wrong };
    const { bytes, written } = this.bytesAt(address, width);
    if (written.includes(0)) return { wrong: 'unwritten' };
    return { line: bytes.reduce((sum, byte) => sum + byte, 0) };
  }

  private copy(to: number, from: number): Wrong | undefined {
    const wrong = this.forbidden(from, 8) ?? this.forbidden(to, 8);
    if (wrong) return wrong;
    const { bytes, written } = this.bytesAt(from, 8);
    this.write(to, bytes, written);
    return undefined;
  }

  private bytesAt(address: number, width: number): { bytes: Uint8Array; written: Uint8Array } {
    const block = this.blockAt(address) as Block;
    const at = address - block.address;
    return { bytes: block.bytes.slice(at, at + width), written: block.written.slice(at, at + width) };
  }

  private write(address: number, bytes: Uint8Array, written: Uint8Array): void {
    const block = this.blockAt(address) as Block;
    block.bytes.set(bytes, address - block.address);
    block.written.set(written, address - block.address);
  }
}

function isAround({ address, size }: Block, at: number): boolean {
  return at >= address - 16 && at < address + granule(size) + 16;
}
