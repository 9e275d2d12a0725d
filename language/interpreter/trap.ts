// Traps and the other ways in which compiled code is left at once: thrown through WebAssembly, which
// takes the native stack with it; the machine catches them at its edge and never lets one out.
import { TRAP_KINDS, type TrapKind } from '../ir/ir';
import type { RunEnd, Trap } from './recordable';

/** Thrown by the imported functions. */
export class TrapSignal {
  constructor(readonly trap: Trap) {}
}

/** Thrown by the host function `exit`, and where the last thread ends. */
export class ExitSignal {
  constructor(
    readonly code: number,
    readonly byThreads = false,
  ) {}
}

export function trap(kind: TrapKind, message: string): TrapSignal {
  return new TrapSignal({ kind, message });
}

export function hexadecimal(address: bigint): string {
  return `0x${BigInt.asUintN(64, address).toString(16)}`;
}

/** Reads a text, which is cut where it is longer than a message should be, or than `limit` bytes. */
type ReadText = (address: bigint, length: bigint, limit?: number) => string;

/**
 * A trap from its kind's number and its three values.
 * @param text reads the text at an address, for `panic` and `assert`
 */
export function describeTrap(
  kindNumber: number,
  a: bigint,
  b: bigint,
  c: bigint,
  text: ReadText,
): TrapSignal {
  const kind = TRAP_KINDS[kindNumber] ?? 'panic';
  return trap(kind, MESSAGES[kind](a, b, c, text));
}

type Message = (a: bigint, b: bigint, c: bigint, text: ReadText) => string;

const MESSAGES: Record<TrapKind, Message> = {
  nil: () => 'nil pointer dereference',
  outside: (a) => `address ${hexadecimal(a)} is outside memory`,
  readonly: (a) => `write to read-only memory at ${hexadecimal(a)}`,
  index: (a, b) => `index ${a} out of bounds for length ${b}`,
  slice: (a, b, c) => `slice ${a}..${b} out of bounds for length ${c}`,
  divide: () => 'division by zero',
  panic: (a, b, _, text) => `panic: ${text(a, b)}`,
  assert: (a, b, _, text) => `assertion failed: ${text(a, b)}`,
  stack: () => 'stack overflow',
  memory: (a) => `out of memory: ${a} bytes asked for`,
  'double free': (a) => `double free of ${hexadecimal(a)}`,
  'invalid free': (a) => `invalid free of ${hexadecimal(a)}`,
  function: (a) =>
    a === 0n
      ? 'call of a nil function pointer'
      : `${hexadecimal(a)} is not a function of the type it is called as`,
  size: (a) => `bad size ${a}`,
  external: () => 'a host function failed',
  // These three come with a finding, which says more: see memory-check/finding.ts.
  'use after free': (a) => `use after free at ${hexadecimal(a)}`,
  'outside block': (a) => `access outside of a heap block at ${hexadecimal(a)}`,
  unwritten: (a) => `read of memory that nothing has been written to at ${hexadecimal(a)}`,
  thread: () => 'a thread that cannot be',
  relock: () => 'this thread holds the mutex already',
  deadlock: () => 'deadlock: no thread can run',
  'damaged heap': (a, b) =>
    b === 0n
      ? `damaged heap: something was written over the header of the block at ${hexadecimal(a)}; a memory check finds what`
      : `damaged heap: something was written into a freed block, which leads to ${hexadecimal(a)} now; a memory check finds what`,
  payload: (a, b, c, text) => wrongTag(b === 0n ? [] : text(a, b, Number(b)).split('\n'), c),
};

/**
 * @param names an enum's name and those of its tags
 * @param tags the tag that is there, and in the upper half the one that is needed, or -1
 */
function wrongTag([type, ...names]: readonly string[], tags: bigint): string {
  const found = Number(BigInt.asIntN(32, tags));
  const needed = Number(BigInt.asIntN(32, tags >> 32n));
  const name = (tag: number): string => (names[tag] === undefined ? `${tag}` : `\`${names[tag]}\``);
  const what = type ? `this \`${type}\`` : 'this value';
  if (needed >= 0) return `wrong payload: ${what} is ${name(found)}, not ${name(needed)}`;
  return `wrong tag: ${what} has the tag ${found}, which does not exist`;
}

/** How a run ended that something was thrown out of; throws what is none of ours. */
export function endOfThrown(error: unknown): RunEnd {
  if (error instanceof TrapSignal) return { kind: 'trap', trap: error.trap };
  if (error instanceof ExitSignal) {
    const { code, byThreads } = error;
    return { kind: 'exit', code, byReturn: false, byThreads };
  }
  const trap = trapOfEngine(error);
  if (!trap) throw error;
  return { kind: 'trap', trap };
}

/** What a trap of WebAssembly's own means for the program; undefined if it is no trap at all. */
function trapOfEngine(error: unknown): Trap | undefined {
  if (error instanceof RangeError) return { kind: 'stack', message: 'stack overflow' };
  if (!(error instanceof WebAssembly.RuntimeError)) return undefined;
  const { message } = error;
  if (/memory access out of bounds/.test(message))
    return { kind: 'outside', message: 'address is outside memory' };
  if (/divide by zero|remainder by zero/.test(message))
    return { kind: 'divide', message: 'division by zero' };
  if (/table index|function or function signature|null function/.test(message)) {
    return { kind: 'function', message: 'call through a pointer that is no function of this type' };
  }
  return undefined;
}
