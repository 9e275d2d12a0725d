// The call stack of a stop: frames from the innermost on. What the compiler made itself is not shown.
import { FRAME_HEADER } from '../ir/frame-layout';
import type { Safepoint } from '../ir/ir';
import type { DebugFunction } from '../ir/lower/debug-info';
import type { FrameAddress } from '../interpreter/recordable';
import type { FrameIndex, FrameInfo, ThreadId } from './api';
import type { Debuggee } from './debuggee';

export interface StackFrame {
  readonly index: FrameIndex;
  readonly thread: ThreadId;
  readonly address: FrameAddress;
  /** Address of its memory locals. */
  readonly data: number;
  readonly function: DebugFunction;
  readonly safepoint: Safepoint;
}

/** Frames of other threads than the one that stopped have indices from here on: so many for each thread. */
const FRAMES_OF_THREAD = 2 ** 26;

/**
 * Made at a stop and valid until the program moves, also while an evaluation uses the machine: that runs on
 * top of these frames and leaves them as they are.
 */
export class Stack {
  /** Of the frames that are shown; all else of them is read when it is asked for, since there may be many. */
  private readonly addresses: FrameAddress[];
  /** The same of other threads, which are seldom asked for. */
  private readonly others = new Map<ThreadId, FrameAddress[]>();
  private readonly running: ThreadId;

  constructor(private readonly debuggee: Debuggee) {
    const { machine } = debuggee;
    this.running = machine.threads.running;
    this.addresses = this.walk(machine.topFrame);
  }

  private walk(top: FrameAddress): FrameAddress[] {
    const { machine, debug, program } = this.debuggee;
    const isShown = program.functions.map((fn) => debug.functions.has(fn.id));
    const header = new DataView(machine.memory.buffer);
    const addresses: FrameAddress[] = [];
    for (let at = top; at !== 0; at = header.getUint32(at + FRAME_HEADER.caller, true)) {
      if (isShown[header.getUint32(at + FRAME_HEADER.function, true)]) addresses.push(at);
    }
    return addresses;
  }

  /** The innermost frame alone, for a look in passing; undefined in what the compiler made. */
  static top(debuggee: Debuggee): StackFrame | undefined {
    const { topFrame, threads } = debuggee.machine;
    return frameAt(debuggee, topFrame, 0, threads.running);
  }

  depthOf(thread: ThreadId): number {
    return this.addressesOf(thread).length;
  }

  private addressesOf(thread: ThreadId): readonly FrameAddress[] {
    if (thread === this.running) return this.addresses;
    const known = this.others.get(thread);
    if (known) return known;
    const facts = this.debuggee.machine.threads.find(thread);
    const addresses = facts ? this.walk(facts.topFrame) : [];
    this.others.set(thread, addresses);
    return addresses;
  }

  /** By its index, which says whose it is. */
  frame(index: FrameIndex): StackFrame | undefined {
    const thread = Math.floor(index / FRAMES_OF_THREAD) || this.running;
    const address = this.addressesOf(thread)[index % FRAMES_OF_THREAD];
    return address === undefined ? undefined : frameAt(this.debuggee, address, index, thread);
  }

  /** From the innermost frame on. */
  *all(thread: ThreadId): Iterable<StackFrame> {
    const base = this.baseOf(thread);
    for (let i = 0; i < this.depthOf(thread); i++) {
      const frame = this.frame(base + i);
      if (frame) yield frame;
    }
  }

  frames(first: number, count: number, thread: ThreadId = this.running): FrameInfo[] {
    const base = this.baseOf(thread);
    const depth = this.depthOf(thread);
    const infos: FrameInfo[] = [];
    for (let i = Math.max(first, 0); i < Math.min(first + count, depth); i++) {
      const frame = this.frame(base + i);
      if (frame) infos.push(this.describe(frame));
    }
    return infos;
  }

  /** The index of a thread's innermost frame. */
  private baseOf(thread: ThreadId): FrameIndex {
    return thread === this.running ? 0 : thread * FRAMES_OF_THREAD;
  }

  private describe({ index, function: fn, safepoint }: StackFrame): FrameInfo {
    const { source } = safepoint.span;
    return {
      index,
      name: fn.symbol.qualifiedName,
      source,
      span: safepoint.span,
      isLibrary: source.isLibrary,
    };
  }
}

function frameAt(
  debuggee: Debuggee,
  address: FrameAddress,
  index: FrameIndex,
  thread: ThreadId,
): StackFrame | undefined {
  const fn = debuggee.functionOf(address);
  if (!fn) return undefined;
  const data = debuggee.machine.dataOf(address);
  return { index, thread, address, data, function: fn, safepoint: debuggee.safepointOf(address) };
}
