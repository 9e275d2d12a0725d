// What a watchpoint watches: the place that an expression names at a moment, and whose life bounds it.
//
// A global, or what lies on the heap, is watched for good. What lies in a frame is watched as long as the
// function's activation goes on: before and after it, other things lie at the same address.
import { frameLayout } from '../../ir/frame-layout';
import type * as ir from '../../ir/ir';
import { WATCH_LIMITS } from '../../interpreter/watches';
import type { FrameAddress, Time } from '../../interpreter/recordable';
import { sizeOf, type Type } from '../../semantics/types';
import type { Result } from '../api';
import type { Debuggee } from '../debuggee';
import type { Stack, StackFrame } from '../stack';
import type { Value } from '../values/value';

/** Plain data, but for the type. */
export interface WatchTarget {
  /** The expression, for the user. */
  readonly text: string;
  readonly type: Type;
  readonly address: number;
  /** The place is a register's home rather than memory that the program can point at. */
  readonly isHome: boolean;
  readonly life?: Life;
  /** The function, as shown in stacks, at whose call it was asked for: conditions are understood there. */
  readonly setIn?: string;
}

/** An activation of a function. */
export interface Life {
  readonly frame: FrameAddress;
  /** As shown in stacks. */
  readonly function: string;
  readonly functionId: ir.FunctionId;
  /** The safepoint of the call that it is; absent for the first function of all. */
  readonly calledAt?: ir.SafepointId;
  /** Its first moment. */
  readonly born: Time;
}

/** The frame that a place lies in. */
export interface Owner {
  readonly frame: StackFrame;
  readonly isHome: boolean;
}

/** The frame of a thread's stack in which an address lies; undefined for globals, contexts and the heap. */
export function ownerOf(debuggee: Debuggee, stack: Stack, address: number): Owner | undefined {
  const { layout, threads } = debuggee.machine;
  const isHome = address < layout.base;
  const thread = isHome ? threads.of(address) : threads.ofData(address);
  if (!thread) return undefined;
  for (const frame of stack.all(thread.id)) {
    const { registerSize, dataSize } = frameLayout(
      debuggee.program.functions[frame.function.id] as ir.Function,
    );
    const [start, size] = isHome ? [frame.address, registerSize] : [frame.data, dataSize];
    if (address >= start && address < start + size) return { frame, isHome };
  }
  return undefined;
}

/** Why a value cannot be watched; undefined if it can. */
export function whyNotWatched({ type }: Value): Result<object> {
  const size = sizeOf(type);
  if (size === 0) return refused('it has no bytes');
  if (size > WATCH_LIMITS.bytes) {
    return refused(`it has ${size} bytes; at most ${WATCH_LIMITS.bytes} can be watched: watch a part of it`);
  }
  return { ok: true };
}

function refused(message: string): { readonly ok: false; readonly message: string } {
  return { ok: false, message };
}
