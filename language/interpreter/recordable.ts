// What a history needs of the thing whose history it keeps. `machine.ts` is one; tests have a toy.
// All state of the program is in `memory`, so a moment is the memory's pages and nothing else.
import type { MemoryFinding } from './memory-check/finding';

/** Number of safepoints executed since the start of the program. */
export type Time = number;
/** Address of a register frame; deeper frames have higher addresses on their thread's stack. */
export type FrameAddress = number;

/** Bytes of a page: the unit of dirty tracking and of the rope's chunks. */
export const PAGE_SIZE = 4096;

/** Why `run` came back. In every case but `trap` and `exit` the machine stands at a safepoint. */
export type RunEnd =
  /** All the steps have been run, and in `stop` mode no breakpoint holds here: else it is `breakpoint`. */
  | { readonly kind: 'steps' }
  /** A breakpoint whose condition holds; its statement has not run. Never in `record` mode. */
  | { readonly kind: 'breakpoint' }
  /** The first safepoint in a frame at or below `stopFrame` after the run had left it upwards. */
  | { readonly kind: 'frame' }
  /**
   * The statement that began at `time - 1` trapped. The frames are gone: the machine must be put back
   * to a checkpoint before anything else; going to `time - 1` shows the moment before the trap.
   */
  | { readonly kind: 'trap'; readonly trap: Trap }
  /** The program has ended, by the statement that began at `time - 1`. To be put back likewise. */
  | {
      readonly kind: 'exit';
      readonly code: number;
      /** The first function returned, nobody called `exit`. */
      readonly byReturn?: boolean;
      /** Nobody called `exit`, but all threads have ended, the first one by `exit_thread`. */
      readonly byThreads?: boolean;
    }
  /** A host function needs to wait (for input): call `waitForHost()`, then run again. Stands at a safepoint. */
  | { readonly kind: 'wait' };

/** A trap as data. */
export interface Trap {
  /** One of TRAP_KINDS of ir/ir.ts. */
  readonly kind: string;
  /** `index 12 out of bounds for length 10` */
  readonly message: string;
  /** Of the checked translation: the bad access to the heap. */
  readonly finding?: MemoryFinding;
}

export interface RunRequest {
  /** At most this many safepoints are executed; at least 1. */
  readonly steps: number;
  /** Stop when execution comes back to a frame at or below this address, on the same thread's stack; or that thread ends. */
  readonly stopFrame?: FrameAddress;
  /**
   * `stop` (the usual): breakpoints stop, though not at the safepoint where the run begins.
   * `record`: breakpoints do not stop; the time of the last hit is kept, see `lastHit`; here the
   * safepoint where the run begins counts, and the one where its steps end does not.
   * `ignore`: breakpoints are not looked at.
   */
  readonly breakpoints: 'stop' | 'record' | 'ignore';
}

export interface WatchedPlaces {
  /**
   * Whether the step before the present moment changed something, and no safepoint has been looked at since: it
   * will be a hit of the safepoint where the next run begins. Never after the memory was put back.
   */
  readonly hasChanged: boolean;
  /** Changes count from the present moment on. */
  sync(): void;
}

export interface Recordable {
  /** Bytes of all memory; views into it stay valid for the machine's life. */
  readonly memory: Uint8Array;
  /** First page that belongs to the program's state; the pages below are the engine's own. */
  readonly firstPage: number;
  /** Pages in all (exclusive end). */
  readonly pageCount: number;
  /** The present moment. Set by whoever puts back memory. */
  time: Time;
  /** The frame whose statement is about to run. */
  readonly topFrame: FrameAddress;
  /** Where the stack begins on which a frame lies, if there are several: those of other threads lie elsewhere. */
  stackStartOf?(frame: FrameAddress): FrameAddress;

  /** Runs on from the present moment, synchronously. */
  run(request: RunRequest): RunEnd;
  /** Settles when the host function that asked to wait can go on. */
  waitForHost(): Promise<void>;

  /** In record mode: the last hit of the run, if any. */
  readonly lastHit: { readonly time: Time } | undefined;

  /** What is watched for changes, if the machine can watch anything. */
  readonly watches?: WatchedPlaces;

  /**
   * The lowest frame of each stack that has executed anything since `reset`, in any order, and perhaps others. Since
   * every stop empties the native stack, a frame can run on only by being resumed, which is where this is kept.
   */
  readonly lowest: { all(): readonly FrameAddress[]; reset(): void };

  /**
   * Pages that may differ from what they were when last marked clean; ascending, without repeats. A new
   * machine has not been marked yet: its dirty pages are all that are not zero.
   */
  dirtyPages(): number[];
  /** Forgets the dirty pages: the present memory is the new base. */
  markClean(): void;
  /** To be called after the memory of pages was written from outside (by travelling or by the debugger). */
  afterRestore(): void;
  /** Marks a page as written, for writes from outside that are to be part of the state. */
  touch(page: number): void;
}
