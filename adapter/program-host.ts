// The outside world of a program under the adapter: its input comes from the launch configuration.
import type { Host } from '../language/interpreter/host';

/**
 * @param input all that the program can read
 * @param programArguments without the program's name
 */
export function programHost(input: Uint8Array, programArguments: readonly string[]): Host {
  let taken = 0;
  return {
    // The debugger gives what the program writes to its events instead.
    write: () => undefined,
    read(limit) {
      if (taken >= input.length) return 'end';
      const portion = input.slice(taken, taken + Math.max(1, limit));
      taken += portion.length;
      return portion;
    },
    whenReadable: () => Promise.resolve(),
    now: () => BigInt(Date.now()) * 1_000_000n,
    arguments: programArguments,
  };
}
