// Where everything lies in the one linear memory.
//
//   0            control block        the engine's own registers: never part of the program's state
//                marks                for each safepoint: what passing it costs, 1, or far more to stop there
//                runs                 the same for each run of safepoints, at its first one's place
//                conditions           for each safepoint: the condition's table index, 0 for none
//                page status          one byte for each page: see PageStatus
//                dirty log            the pages written since they were last marked clean
//                lowest frames        only if the program starts threads: see threads/lowest-frames.ts
//   firstPage    state page           registers that are part of the program's state
//                register stack       register frames of the first thread
//                thread table         only if the program starts threads: see threads/thread-table.ts
//                register stacks      of the other threads: see threads/stacks.ts
//   base         read-only data       from here on the program can form addresses
//                globals
//                data stack           data frames of the first thread
//                data stacks          of the other threads
//                heap                 grows to the end
//                shadow               of a checked machine: see memory-check/shadow-layout.ts
//
// Everything from `firstPage` on is the program's state, and nothing else is. A pointer is valid from
// `base` to the heap's present top, so that one comparison finds nil, the engine's own memory, and
// everything outside.
import { startsThreads } from '../ir/threads';
import type { Program } from '../ir/ir';
import { layoutShadow, type ShadowLayout } from './memory-check/shadow-layout';
import { PAGE_SIZE } from './recordable';
import { STACK_POOL_SIZE } from './threads/stacks';
import { LOWEST_FRAMES_SIZE, THREAD_TABLE_SIZE } from './threads/thread-table';

/** Offsets in the control block. u32 unless said otherwise. */
export const CONTROL = {
  /** Safepoints that may still be passed in this slice of the running thread; negative means stop (i32). */
  fuel: 0,
  /** Site of the safepoint at which the top frame stands. */
  site: 4,
  /** See RunRequest.stopFrame; 0 for none. */
  stopFrame: 8,
  /** Where the stack begins in which `stopFrame` lies: what runs below it is another thread. */
  stopLow: 68,
  /** Lowest frame of the running thread resumed since it had its turn, or since `LowestFrames.reset`; -1 for none. */
  lowestFrame: 12,
  /** Lowest frame resumed since the pages were last marked clean. */
  dirtyLow: 16,
  /** End of the highest frame that stood then, or was spilled since. */
  dirtyHigh: 20,
  /** A frame above this address suspends on entry, so that the native stack stays shallow. */
  nativeLimit: 24,
  /** The data stack's pages below this address have been marked as written. */
  dataDirtyEnd: 28,
  /** 1 when a function suspended on entry rather than at a safepoint. */
  pending: 32,
  /** 1 once `stopFrame` has been reached: the next safepoint stops. */
  armed: 36,
  /** The fuel that is left while `armed` (i32). */
  savedFuel: 40,
  /** 0 stop, 1 record: what a hit does. */
  mode: 44,
  /** Fuel left at the last hit in record mode (i32); -1 for none. */
  lastHitFuel: 48,
  /** Entries in the dirty log. */
  dirtyCount: 52,
  /** Set to 1 by a host function that has to wait. */
  hostWaits: 56,
  /** 1 while a condition is evaluated. */
  inCondition: 60,
  /** No register frame of the running thread may begin above this address. */
  stackLimit: 64,
  /** Results on their way from a resumed function to its caller: two of 8 bytes. */
  results: 72,
  /** Why a function suspended at a safepoint: see translate/driver.ts. */
  reason: 88,
  /** Safepoints that may be passed after this slice (i32). */
  beyond: 92,
  /** The time at which all of the fuel is used up (f64); the moment of the statement under way follows from it. */
  deadline: 96,
  /** The running thread's data frames end at most here. */
  dataLimit: 104,
  /** End of the frame that stopped at a safepoint last. */
  topEnd: 108,
  /** Entries in the list behind `ThreadLayout.lowest`. */
  lowestCount: 112,
  /** What is asked where a slice ends, of the frame that the thread leaves: a condition's table index, 0 for none. */
  atSliceEnd: 116,
  /** The frame in which that held, as long as the moment, which is the next thread's, is not recorded; 0 for none. */
  changedIn: 120,
} as const;

/**
 * Bytes of the control block's page that code added by the debugger may use for counters: like all of the
 * engine's own memory they are no part of the state.
 */
export const DEBUGGER_WORDS = { start: 2048, end: PAGE_SIZE } as const;
/** Bytes of that page in which watched places are compared with what they held before: see watches.ts. */
export const WATCH_WORDS = { start: 1024, end: 2048 } as const;

/** Offsets in the state page. u32 unless said otherwise. */
export const STATE = {
  /** The running thread's top register frame. */
  topFrame: 0,
  /** End of the data frames. */
  dataPointer: 4,
  /** The heap's top minus `base` (i64): the size of what pointers may point into. */
  span: 8,
  /** Answers taken from the journal so far. */
  journalPosition: 16,
  /** Bytes written to stdout and stderr so far (f64 each). */
  written: 24,
  /** Bytes of standard input consumed so far (f64). */
  inputPosition: 40,
  /** Number of the running thread; the first is 1. */
  thread: 48,
  /** Address of the running thread's context. */
  context: 52,
  /** The time at which another thread's turn comes (f64); Infinity while no other one can run. */
  sliceEnd: 56,
  /** Address of the running thread's record. */
  running: 64,
  /** Records of the threads that wait for their turn, a queue: the first and the last, 0 for none. */
  readyHead: 68,
  readyTail: 72,
  /** Steps of a slice. */
  quantum: 76,
  /** What the order of threads is drawn from, 0 for taking turns (u32). */
  seed: 80,
  /** Number of the thread started last. */
  lastThread: 84,
  /** Threads that have not ended. */
  alive: 88,
  /** For each size of stacks (see threads/stacks.ts): how many were ever used, and the first free one's number plus 1. */
  stacksUsed: 96,
  stacksFree: 112,
} as const;

/** What a store to a page has to do. */
export const PageStatus = {
  /** Written since it was marked clean, and so may be the next page's beginning: nothing to do. */
  dirty: 0,
  clean: 1,
  /** In the dirty log, but stores to it still look here: what was written ends in it, or the page before it is dirty. */
  logged: 2,
  readonly: 3,
} as const;

/** The frame that a program of bad manners may still spill above the stack's limit: bytes kept free. */
const STACK_HEADROOM = 1 << 20;
const KIB = 1024;
const MIB = 1 << 20;

export interface ThreadLayout {
  readonly table: number;
  /** For each record the lowest frame resumed, if the thread had a turn; then a list of where those words are. */
  readonly lowest: number;
  readonly registerStacks: number;
  readonly dataStacks: number;
}

export interface MemoryLayout {
  readonly marks: number;
  readonly runs: number;
  readonly conditions: number;
  readonly pageStatus: number;
  readonly dirtyLog: number;
  readonly firstPage: number;
  readonly state: number;
  readonly registerStack: number;
  readonly registerStackLimit: number;
  /** The table of threads, and the stacks of those that the program starts; undefined if it starts none. */
  readonly threads: ThreadLayout | undefined;
  /** First address that the program can use. */
  readonly base: number;
  readonly rodata: number;
  readonly globals: number;
  readonly dataStack: number;
  readonly dataStackEnd: number;
  readonly heap: number;
  /** The heap cannot grow beyond this address. */
  readonly heapEnd: number;
  /** Of a checked machine. */
  readonly shadow: ShadowLayout | undefined;
  /** Bytes of the linear memory, a multiple of 4 MiB. */
  readonly size: number;
  readonly pageCount: number;
}

/** Bytes of the first thread's data stack, and of its register stack, where the memory is large enough. */
export const LARGEST_STACK = 64 * MIB;
/** Bytes of memory that a program gets unless it is said otherwise. */
const DEFAULT_MEMORY_LIMIT = 512 * MIB;
/**
 * The least that a program can be run in, and the most that 32-bit addresses leave, alone and with a shadow:
 * a checked program that needs more runs out of memory.
 */
export const MEMORY_LIMITS = { least: 4 * MIB, most: 2048 * MIB, mostChecked: 1536 * MIB } as const;

/**
 * @param program the sizes of its sections
 * @param sites number of safepoints
 * @param memoryLimit bytes for the program, the stacks included, held inside MEMORY_LIMITS
 * @param isChecked whether there is a shadow; the rest does not depend on it
 */
export function layoutMemory(
  program: Pick<Program, 'rodata' | 'globals' | 'externals'>,
  sites: number,
  memoryLimit = DEFAULT_MEMORY_LIMIT,
  isChecked = false,
): MemoryLayout {
  const [rodata, globals] = [program.rodata.size, program.globals.size];
  const limit = Math.min(Math.max(memoryLimit, MEMORY_LIMITS.least), MEMORY_LIMITS.most);
  // Both stacks may take an eighth of the memory; untouched pages cost nothing.
  const stack = pageUp(Math.min(LARGEST_STACK, limit / 8));
  const [tableSize, poolSize] = sizesForThreads(program);
  const forThreads = tableSize + 2 * poolSize;
  const fixed = pageUp(rodata) + pageUp(globals) + 2 * stack + forThreads;
  // Twice, for the shadow, whether there is one or not: it is no larger than the rest.
  const mostPages = 2 * (Math.ceil((limit + fixed) / PAGE_SIZE) + 3 * sites + 16 * KIB);

  const take = pagesFrom(PAGE_SIZE);
  const marks = take(sites * 4);
  const runs = take(sites * 4);
  const conditions = take(sites * 4);
  const pageStatus = take(mostPages);
  const dirtyLog = take(mostPages * 4);
  const lowest = take(tableSize > 0 ? LOWEST_FRAMES_SIZE : 0);
  const state = take(PAGE_SIZE);
  const registerStack = take(stack + STACK_HEADROOM);
  const table = take(tableSize);
  const registerStacks = take(poolSize);
  const base = take(rodata);
  const globalsAt = take(globals);
  const dataStack = take(stack);
  const dataStacks = take(poolSize);
  const heap = take(0);
  const most = isChecked ? Math.min(limit, MEMORY_LIMITS.mostChecked - forThreads / 2) : limit;
  const heapEnd = Math.max(heap + 64 * KIB, pageUp(state + most + forThreads));
  // Behind the heap lies slack, for accesses that begin inside and end outside. Few different sizes of memory
  // let a small program's be used again by the next one.
  const plainSize = Math.ceil((heapEnd + 4 * PAGE_SIZE) / (4 * MIB)) * 4 * MIB;
  const shadow = isChecked ? layoutShadow(plainSize, heap, heapEnd) : undefined;
  return {
    marks,
    runs,
    conditions,
    pageStatus,
    dirtyLog,
    firstPage: state / PAGE_SIZE,
    state,
    registerStack,
    registerStackLimit: registerStack + stack,
    threads: tableSize > 0 ? { table, lowest, registerStacks, dataStacks } : undefined,
    base,
    rodata: base,
    globals: globalsAt,
    dataStack,
    dataStackEnd: dataStack + stack,
    heap,
    heapEnd,
    shadow,
    size: shadow?.end ?? plainSize,
    pageCount: (shadow?.end ?? plainSize) / PAGE_SIZE,
  };
}

/** Bytes of the table of threads and of a pool of stacks: nothing for a program that starts none. */
function sizesForThreads(program: Pick<Program, 'externals'>): readonly [number, number] {
  return startsThreads(program) ? [THREAD_TABLE_SIZE, STACK_POOL_SIZE] : [0, 0];
}

/** Gives whole pages, one stretch behind the other. */
function pagesFrom(start: number): (bytes: number) => number {
  let at = start;
  return (bytes) => {
    const begin = at;
    at = pageUp(at + bytes);
    return begin;
  };
}

function pageUp(bytes: number): number {
  return Math.ceil(bytes / PAGE_SIZE) * PAGE_SIZE;
}
