// The host functions of `std/io.rw` and `std/time.rw`: files, arguments, environment, clocks. Each asks the outside world
// once, through the journal. Bytes that it gave stay in the journal, and are fetched from there by their place in it.
import type { FileFault } from './host';
import type { HostCall, HostFunction } from './host-call';

/** What a fault is to the library, which has a text for each. */
const FAULTS: Readonly<Record<FileFault, number>> = { missing: -1, denied: -2, folder: -3, other: -4 };
const NO_FILES = -5;
const NOT_SET = -6;

const encoded = (text: string): Uint8Array => new TextEncoder().encode(text);

function readFile(call: HostCall, path: bigint, count: bigint): bigint {
  const name = call.text(path, count);
  return call.journaledBytes(() => {
    const { files } = call.host;
    if (!files) return NO_FILES;
    const found = files.read(name);
    return typeof found === 'string' ? FAULTS[found] : found;
  });
}

const writeFile =
  (way: 'write' | 'append') =>
  (call: HostCall, path: bigint, pathCount: bigint, data: bigint, count: bigint): bigint => {
    const name = call.text(path, pathCount);
    const bytes = call.bytesAt(data, count);
    return call.effect(() => {
      const { files } = call.host;
      if (!files) return NO_FILES;
      const fault = files[way](name, bytes);
      return fault === undefined ? 0 : FAULTS[fault];
    });
  };

function exists(call: HostCall, path: bigint, count: bigint): number {
  const name = call.text(path, count);
  return Number(call.journaled(() => (call.host.files?.exists(name) ? 1n : 0n)));
}

function environment(call: HostCall, address: bigint, count: bigint): bigint {
  const name = call.text(address, count);
  return call.journaledBytes(() => {
    const value = call.host.environment?.(name);
    return value === undefined ? NOT_SET : encoded(value);
  });
}

function argument(call: HostCall, index: bigint): bigint {
  return call.journaledBytes(() => encoded(call.host.arguments[Number(index)] ?? ''));
}

const FILE_WRITER = ['ptr', 'i64', 'ptr', 'i64'] as const;

export const SURROUNDINGS: readonly (readonly [string, HostFunction])[] = [
  ['__file_read', { parameters: ['ptr', 'i64'], result: 'i64', touches: 'reads a file', run: readFile }],
  [
    '__file_write',
    { parameters: FILE_WRITER, result: 'i64', touches: 'writes a file', run: writeFile('write') },
  ],
  [
    '__file_append',
    { parameters: FILE_WRITER, result: 'i64', touches: 'writes a file', run: writeFile('append') },
  ],
  ['__file_exists', { parameters: ['ptr', 'i64'], result: 'i32', touches: 'looks for a file', run: exists }],
  [
    '__environment',
    { parameters: ['ptr', 'i64'], result: 'i64', touches: 'reads the environment', run: environment },
  ],
  [
    '__argument_count',
    {
      parameters: [],
      result: 'i64',
      touches: "reads the program's arguments",
      run: (call) => call.journaled(() => BigInt(call.host.arguments.length)),
    },
  ],
  [
    '__argument',
    { parameters: ['i64'], result: 'i64', touches: "reads the program's arguments", run: argument },
  ],
  [
    '__answer_size',
    { parameters: ['i64'], result: 'i64', run: (call, at: bigint) => BigInt(call.answered(at).length) },
  ],
  [
    '__answer_copy',
    { parameters: ['i64', 'ptr'], run: (call, at: bigint, to: bigint) => call.put(to, call.answered(at)) },
  ],
  ['__clock', { parameters: [], result: 'i64', run: (call) => call.journaled(() => call.host.now()) }],
  [
    '__monotonic',
    { parameters: [], result: 'i64', run: (call) => call.journaled(() => call.host.monotonic()) },
  ],
  [
    '__sleep',
    { parameters: ['i64'], result: 'i32', touches: 'waits', run: (call, time: bigint) => call.sleep(time) },
  ],
];
