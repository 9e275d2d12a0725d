// The outside world as a program sees it. Output, input, clock and arguments reach the program through
// this alone; whoever embeds the machine (command line, adapter, browser, test) supplies one.
//
// The machine journals every answer, so each call happens once, however often history is replayed.

export interface Host {
  /** Takes bytes that the program wrote; the array is the receiver's to keep. 1 is stdout, 2 is stderr. */
  write(stream: 1 | 2, bytes: Uint8Array): void;
  /**
   * Bytes of standard input that are there: at least one, at most `limit`. `end` when there will never be
   * more, `wait` when there are none yet (then `whenReadable` is awaited and `read` is asked again).
   */
  read(limit: number): Uint8Array | 'end' | 'wait';
  /** Settles when `read` may have something else to say than `wait`. */
  whenReadable(): Promise<void>;
  /** Nanoseconds since 1970. */
  now(): bigint;
  /** Nanoseconds since some moment in the past; never less than before. */
  monotonic(): bigint;
  /** The program's arguments, without its own name. */
  readonly arguments: readonly string[];
  /** A variable of the environment, if it is set; absent: none is. */
  environment?(name: string): string | undefined;
  /** Absent: there are no files, as in a browser. */
  readonly files?: Files;
  /** True while compiling, when there is nothing to be read: functions that would are refused. */
  readonly isCompiling?: boolean;
}

/** Why a file cannot be read or written. */
export type FileFault = 'missing' | 'denied' | 'folder' | 'other';

/** Files by their paths, whole. */
export interface Files {
  read(path: string): Uint8Array | FileFault;
  /** Makes the file, or replaces what is in it. */
  write(path: string, bytes: Uint8Array): FileFault | undefined;
  /** Makes the file, or adds to what is in it. */
  append(path: string, bytes: Uint8Array): FileFault | undefined;
  exists(path: string): boolean;
}

/** Milliseconds of a clock that is always there, as a host's monotonic nanoseconds. */
export function monotonicNow(): bigint {
  return BigInt(Math.round(performance.now() * 1e6));
}

/** A host without input, whose output is given to `write`: for tests, and wherever nothing more is needed. */
export function outputOnlyHost(write: Host['write'] = () => undefined): Host {
  return {
    write,
    read: () => 'end',
    whenReadable: () => Promise.resolve(),
    now: () => BigInt(Date.now()) * 1_000_000n,
    monotonic: monotonicNow,
    arguments: [],
  };
}
