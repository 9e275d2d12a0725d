// Questions about the moment at which the machine stands, as stepping asks them.
//
// A *statement moment* is one at which a statement of the source is about to begin, in code that counts as
// the user's own. Steps end at such moments.
import type { FunctionId, Safepoint } from '../../ir/ir';
import type { FrameAddress, Time } from '../../interpreter/recordable';
import type { Debuggee } from '../debuggee';

/** Where the machine stands, for comparing moments. */
export interface Standing {
  readonly frame: FrameAddress;
  readonly safepoint: Safepoint;
}

/**
 * Goes on to the first moment, not behind `until`, at which the thread of a stack has its turn; stays if it has it now.
 * @returns whether there is one
 */
export async function goToTurn(
  { machine, history }: Debuggee,
  { start, end }: { readonly start: FrameAddress; readonly end: FrameAddress },
  until: Time,
): Promise<boolean> {
  const isOnIt = (): boolean => machine.topFrame >= start && machine.topFrame < end;
  const steps = until - history.now;
  if (!isOnIt() && steps > 0) await history.run({ breakpoints: 'ignore', steps, stopFrame: end - 1 });
  return isOnIt();
}

export class Moments {
  /**
   * @param withLibrary library code counts as the user's own: "just my code" is off, or the step
   *   began in the library
   */
  constructor(
    private readonly debuggee: Debuggee,
    private readonly withLibrary: boolean,
  ) {}

  /** Where the machine stands now. */
  get here(): Standing {
    const frame = this.debuggee.machine.topFrame;
    return { frame, safepoint: this.debuggee.safepointOf(frame) };
  }

  isOwn(fn: FunctionId): boolean {
    return this.debuggee.debug.functions.has(fn) && (this.withLibrary || !this.debuggee.isLibrary(fn));
  }

  isStatement({ safepoint }: Standing): boolean {
    return safepoint.kind === 'statement' && this.isOwn(safepoint.function);
  }

  /** The nearest frame below, in the user's own code; undefined if there is none. */
  ownCallerOf(frame: FrameAddress): FrameAddress | undefined {
    const { machine } = this.debuggee;
    let caller = machine.callerOf(frame);
    while (caller !== 0 && !this.isOwn(machine.functionOf(caller))) caller = machine.callerOf(caller);
    return caller === 0 ? undefined : caller;
  }

  /** On the stack of the same thread, or of one that had it before or will. */
  isSameThread(a: Standing, b: Standing): boolean {
    const { machine } = this.debuggee;
    return machine.stackStartOf(a.frame) === machine.stackStartOf(b.frame);
  }

  /** 1-based line on which a moment's statement begins. */
  lineOf({ safepoint }: Standing): number {
    return safepoint.span.source.position(safepoint.span.start).line;
  }

  /** In the same activation as far as can be told, on the same line of the same file. */
  isSameLine(a: Standing, b: Standing): boolean {
    return (
      a.frame === b.frame &&
      a.safepoint.function === b.safepoint.function &&
      a.safepoint.span.source === b.safepoint.span.source &&
      this.lineOf(a) === this.lineOf(b)
    );
  }
}
