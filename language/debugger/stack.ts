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

/** Made at a stop and valid until the program moves. All of it is read at once, so that it stays when the machine is used for an evaluation. */
export class Stack {
  private readonly addresses: FrameAddress[] = [];
  private readonly safepoints: number[] = [];
  private readonly data: number[] = [];

  constructor(private readonly debuggee: Debuggee) {
    const { machine, debug } = debuggee;
    const header = new DataView(machine.memory.buffer);
    for (let at = machine.topFrame; at !== 0; at = header.getUint32(at + FRAME_HEADER.caller, true)) {
      if (!debug.functions.has(header.getUint32(at + FRAME_HEADER.function, true))) continue;
      this.addresses.push(at);
      this.safepoints.push(machine.safepointOf(at));
      this.data.push(header.getUint32(at + FRAME_HEADER.data, true));
    }
  }

  /** The innermost frame alone, for a look in passing; undefined in what the compiler made. */
  static top(debuggee: Debuggee): StackFrame | undefined {
    const { machine } = debuggee;
    const address = machine.topFrame;
    const fn = debuggee.functionOf(address);
    if (!fn) return undefined;
    const safepoint = debuggee.safepointOf(address);
    return { index: 0, address, data: machine.dataOf(address), function: fn, safepoint };
  }

  get depth(): number {
    return this.addresses.length;
  }

  frame(index: FrameIndex): StackFrame | undefined {
    const address = this.addresses[index];
    const safepoint = this.debuggee.program.safepoints[this.safepoints[index] ?? -1];
    const fn = safepoint && this.debuggee.debug.functions.get(safepoint.function);
    if (address === undefined || !fn) return undefined;
    return { index, address, data: this.data[index] as number, function: fn, safepoint };
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
