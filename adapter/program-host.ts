// The outside world of a program under the adapter: its input, arguments and environment come from the launch
// configuration; what else there is of the world depends on where the adapter runs.
import { monotonicNow, type Host } from '../language/interpreter/host';
import type { LaunchArguments } from './launch-arguments';

/**
 * @param input all that the program can read
 * @param launched gives arguments and environment
 * @param around the environment in which the adapter runs, and the files
 */
export function programHost(
  input: Uint8Array,
  launched: LaunchArguments,
  { environment, files }: Pick<Host, 'environment' | 'files'>,
): Host {
  const { env } = launched;
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
    monotonic: monotonicNow,
    arguments: launched.arguments,
    // What the configuration says of a variable, also that it is not set, goes before the adapter's own.
    environment: (name) => (Object.hasOwn(env, name) ? (env[name] ?? undefined) : environment?.(name)),
    ...(files && { files }),
  };
}
