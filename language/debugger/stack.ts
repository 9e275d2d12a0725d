// The call stack of a stop: frames from the innermost on. What the compiler made itself is not shown.
import { FRAME_HEADER } from '../ir/frame-layout';
import type { Safepoint } from '../ir/ir';
import type { DebugFunction } from '../ir/lower/debug-info';
import type { FrameAddress } from '../interpreter/recordable';
import type { FrameIndex, FrameInfo } from './api';
import type { Debuggee } from './debuggee';

export interface StackFrame {
  readonly index: FrameIndex;
  readonly address: FrameAddress;
  /** Address of its memory locals. */
  readonly data: number;
  readonly function: DebugFunction;
  readonly safepoint: Safepoint;
}

/**
 * Made at a stop and valid until the program moves, also while an evaluation uses the machine: that runs on
 * top of these frames and leaves them as they are.
 */
export class Stack {
  /** Of the frames that are shown; all else of them is read when it is asked for, since there may be many. */
  private readonly addresses: FrameAddress[] = [];

  constructor(private readonly debuggee: Debuggee) {
    const { machine, debug, program } = debuggee;
    const isShown = program.functions.map((fn) => debug.functions.has(fn.id));
    const header = new DataView(machine.memory.buffer);
    for (let at = machine.topFrame; at !== 0; at = header.getUint32(at + FRAME_HEADER.caller, true)) {
      if (isShown[header.getUint32(at + FRAME_HEADER.function, true)]) this.addresses.push(at);
    }
  }

  /** The innermost frame alone, for a look in passing; undefined in what the compiler made. */
  static top(debuggee: Debuggee): StackFrame | undefined {
    return frameAt(debuggee, debuggee.machine.topFrame, 0);
  }

  get depth(): number {
    return this.addresses.length;
  }

  frame(index: FrameIndex): StackFrame | undefined {
    const address = this.addresses[index];
    return address === undefined ? undefined : frameAt(this.debuggee, address, index);
  }

  /** From the innermost frame on. */
  *all(): Iterable<StackFrame> {
    for (let index = 0; index < this.depth; index++) {
      const frame = this.frame(index);
      if (frame) yield frame;
    }
  }

  frames(first: number, count: number): FrameInfo[] {
    const infos: FrameInfo[] = [];
    for (let index = Math.max(first, 0); index < Math.min(first + count, this.depth); index++) {
      const frame = this.frame(index);
      if (frame) infos.push(this.describe(frame));
    }
    return infos;
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

function frameAt(debuggee: Debuggee, address: FrameAddress, index: FrameIndex): StackFrame | undefined {
  const fn = debuggee.functionOf(address);
  if (!fn) return undefined;
  const data = debuggee.machine.dataOf(address);
  return { index, address, data, function: fn, safepoint: debuggee.safepointOf(address) };
}
