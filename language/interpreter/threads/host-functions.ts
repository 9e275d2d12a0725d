// The external functions by which the library (std/threads.rw) and compiled `#async` reach the scheduler.
import type { HostFunction } from '../host-call';

export const THREADS: readonly (readonly [string, HostFunction])[] = [
  [
    '__spawn',
    {
      parameters: ['ptr', 'ptr', 'i64'],
      result: 'i64',
      run: (call, entry: bigint, block: bigint, size: bigint) => call.threads.spawn(entry, block, size),
    },
  ],
  ['__join', { parameters: ['i64'], run: (call, thread: bigint) => call.threads.join(thread) }],
  ['__yield', { parameters: [], run: (call) => call.threads.yield() }],
  ['__exit_thread', { parameters: [], run: (call) => call.threads.exit() }],
  ['__lock', { parameters: ['ptr'], run: (call, mutex: bigint) => call.threads.lock(mutex) }],
  ['__unlock', { parameters: ['ptr'], run: (call, mutex: bigint) => call.threads.unlock(mutex) }],
];
