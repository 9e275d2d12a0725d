// Writing to standard output and error so that nothing is lost when the process ends, and reading standard
// input, without Node's streams: a program's output is in order and complete even if it traps.
import { readSync, writeSync } from 'node:fs';

/** File descriptor of standard output or standard error. */
export type OutputDescriptor = 1 | 2;

/** Milliseconds to wait for a slow reader at the other end of a pipe. */
const RETRY_AFTER = 1;

/** Writes all of it. A reader that has gone away (`| head`) ends the process quietly, as it ends C programs. */
export function writeAll(descriptor: OutputDescriptor, data: Uint8Array | string): void {
  const bytes = typeof data === 'string' ? new TextEncoder().encode(data) : data;
  let written = 0;
  while (written < bytes.length) {
    try {
      written += writeSync(descriptor, bytes, written);
    } catch (error) {
      const code = (error as NodeJS.ErrnoException).code;
      if (code === 'EAGAIN') sleep(RETRY_AFTER);
      else process.exit(code === 'EPIPE' ? 0 : 1);
    }
  }
}

/** Waits for standard input and reads at most `limit` bytes of it; none at its end. */
export function readStandardInput(limit: number): Uint8Array {
  const buffer = new Uint8Array(Math.max(1, Math.min(limit, 65536)));
  for (;;) {
    try {
      return buffer.subarray(0, readSync(0, buffer));
    } catch (error) {
      const code = (error as NodeJS.ErrnoException).code;
      if (code === 'EAGAIN') sleep(RETRY_AFTER);
      else return buffer.subarray(0, 0);
    }
  }
}

/** Whether colours are wanted on a stream: a terminal, unless the user has said otherwise. */
export function wantsColor(stream: NodeJS.WriteStream): boolean {
  if (process.env['NO_COLOR']) return false;
  return stream.isTTY && process.env['TERM'] !== 'dumb';
}

function sleep(milliseconds: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);
}
