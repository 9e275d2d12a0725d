// What host functions are: their types, what they may do to the machine that calls them, and what they have to do with
// the outside world.
import type { ValueType } from '../ir/ir';
import type { Host } from './host';

/** What a host function may do to the machine that calls it. */
export interface HostCall {
  /** Passes bytes of the program's memory on to stdout or stderr. Returns the count. */
  write(stream: 1 | 2, address: bigint, count: bigint): bigint;
  writeByte(stream: 1 | 2, byte: number): void;
  /** Reads standard input into memory: the count, 0 at the end, or undefined when it has to wait. */
  read(address: bigint, count: bigint): bigint | undefined;
  /** The next byte of standard input, -1 at the end, or undefined when it has to wait. */
  readByte(): number | undefined;
  /** The outside world; to be asked through the journal alone. */
  readonly host: Host;
  /** Asks once, then replays. */
  journaled(ask: () => bigint): bigint;
  /** Asks once for bytes: where they are in the journal, or the number, less than 0, that says why there are none. */
  journaledBytes(ask: () => Uint8Array | number): bigint;
  /** Does something to the outside world once; the answer is 0 if that went well. */
  effect(act: () => number): bigint;
  /** Bytes in the journal, by what `journaledBytes` gave. */
  answered(at: bigint): Uint8Array;
  /** Waits, once; undefined means that the time is not over yet. */
  sleep(nanoseconds: bigint): number | undefined;
  /** A text in the program's memory. */
  text(address: bigint, count: bigint): string;
  /** Bytes of the program's memory. */
  bytesAt(address: bigint, count: bigint): Uint8Array;
  /** Writes to the program's memory. */
  put(address: bigint, bytes: Uint8Array): void;
  /** Fresh zeroed bytes at the heap's top; their address, or 0 when there is no room. */
  grow(bytes: bigint): bigint;
  /** What threads do to each other. */
  readonly threads: ThreadCalls;
  /** The length in bytes of a text that ends with a zero byte. */
  textLength(address: bigint): bigint;
}

/** What a scheduler does for a program: see threads/scheduler.ts. */
interface ThreadCalls {
  spawn(entry: bigint, block: bigint, size: bigint): bigint;
  join(thread: bigint): void;
  yield(): void;
  exit(): void;
  lock(mutex: bigint): void;
  unlock(mutex: bigint): void;
}

type Value = number | bigint;

export interface HostFunction {
  readonly parameters: readonly ValueType[];
  readonly result?: ValueType;
  /** What it has to do with the outside world, where that is not there while compiling. */
  readonly touches?: string;
  /** `undefined` where a result is due means: wait, and call again. */
  readonly run: (call: HostCall, ...values: never[]) => Value | undefined | void;
}
