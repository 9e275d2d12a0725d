// The outside world of code that runs while compiling: it can print and look at the clock. What it would read
// (standard input, files) is not there, so that the same text compiles to the same program.
import { monotonicNow, type Host } from '../interpreter/host';

/** @param write takes what is printed */
export function compileTimeHost(write: (bytes: Uint8Array) => void = () => undefined): Host {
  return {
    write: (_stream, bytes) => write(bytes),
    read: () => 'end',
    whenReadable: () => Promise.resolve(),
    now: () => BigInt(Date.now()) * 1_000_000n,
    monotonic: monotonicNow,
    arguments: [],
    isCompiling: true,
  };
}
