// The outside world of a program on the command line: the process's own streams when it runs, a held input
// when it is debugged, since going back may read it again.
import fs from 'node:fs';
import { diskFiles } from '../interpreter/disk-files';
import { monotonicNow, type Host } from '../interpreter/host';
import { readStandardInput, writeAll } from './standard-streams';

function now(): bigint {
  return BigInt(Date.now()) * 1_000_000n;
}

/** The process's environment, and the files of its disk. */
const surroundings: Pick<Host, 'environment' | 'files'> = {
  environment: (name) => process.env[name],
  files: diskFiles(fs),
};

/** The process's own streams; reading waits for the input. */
export function processHost(programArguments: readonly string[]): Host {
  return {
    write: writeAll,
    read: (limit) => {
      const bytes = readStandardInput(limit);
      return bytes.length > 0 ? bytes : 'end';
    },
    whenReadable: () => Promise.resolve(),
    now,
    monotonic: monotonicNow,
    arguments: programArguments,
    ...surroundings,
  };
}

/**
 * An input that is known from the start.
 * @param write takes what the program writes
 */
export function heldInputHost(
  input: Uint8Array,
  programArguments: readonly string[],
  write: Host['write'],
): Host {
  let taken = 0;
  return {
    write,
    read: (limit) => {
      if (taken >= input.length) return 'end';
      const portion = input.slice(taken, taken + Math.max(1, limit));
      taken += portion.length;
      return portion;
    },
    whenReadable: () => Promise.resolve(),
    now,
    monotonic: monotonicNow,
    arguments: programArguments,
    ...surroundings,
  };
}
