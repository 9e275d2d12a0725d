// The outside world of a program under the adapter: its input comes from the launch configuration, its
// output goes to the client as events.
import type { Host } from '../language/interpreter/host';

/**
 * @param input all that the program can read
 * @param programArguments without the program's name
 * @param write takes what it writes
 */
export function programHost(
  input: Uint8Array,
  programArguments: readonly string[],
  write: Host['write'],
): Host {
  let taken = 0;
  return {
    write,
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
