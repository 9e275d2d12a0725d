// The table of threads: a record for each, in the memory, so that going back takes threads with it.
//
// It lies where no pointer of the program reaches. A thread's record is found by its number: numbers count up,
// and one whose record is still taken is left out. Queues of threads are lists through their records.

/** Records of the table: more than there can be threads. A power of two. */
export const THREAD_RECORDS = 16_384;
/** Bytes of a record: a page ends where one does, so that none lies in two. */
export const RECORD_SIZE = 64;
export const THREAD_TABLE_SIZE = THREAD_RECORDS * RECORD_SIZE;

/** Bytes of a table with a word for each record, and a list as long: see lowest-frames.ts. */
export const LOWEST_LIST = 4 * THREAD_RECORDS;
export const LOWEST_FRAMES_SIZE = 2 * LOWEST_LIST;

/** Where the record of a thread lies, if it is that thread's. */
export const recordAddress = (table: number, id: number): number =>
  table + (id % THREAD_RECORDS) * RECORD_SIZE;

/** Offsets in a record. u32 unless said otherwise. While a thread runs, the state page has what is newer. */
export const RECORD = {
  /** The thread's number, 0 for an unused record. */
  id: 0,
  /** One of THREAD_STATE. */
  state: 4,
  topFrame: 8,
  dataPointer: 12,
  context: 16,
  /** Site of the safepoint at which the top frame stands, and the end of that frame. */
  site: 20,
  topEnd: 24,
  /** Where its register stack begins, and above which address no frame may begin. */
  stackStart: 28,
  stackLimit: 32,
  /** Where its data frames end at most. */
  dataLimit: 36,
  /** The next record of the queue in which it waits. */
  next: 40,
  /** Queue of those that wait for its end. */
  joinHead: 44,
  joinTail: 48,
  /** Address of the mutex, or number of the thread, that it waits for. */
  waitsFor: 52,
  /** The time of the statement that started it (f64). */
  startedAt: 56,
} as const;

export const THREAD_STATE = { running: 1, ready: 2, locking: 3, joining: 4, ending: 5 } as const;

/** Offsets in a mutex, which lies in the program's own memory. u32. */
export const MUTEX = {
  /** Number of the thread that holds it, 0 for none. */
  holder: 0,
  /** Numbers of the first and the last thread of those that wait for it. */
  head: 4,
  tail: 8,
  size: 16,
} as const;

/** The first thread's number. */
export const FIRST_THREAD = 1;
