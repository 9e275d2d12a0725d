// Runs compiled expressions in a frame, on a branch of history that is thrown away: an expression may call
// any function, at any moment, and leaves nothing behind but its value.
import type { Arrival } from '../history/history';
import type { Control } from '../history/pace';
import type { Rope } from '../history/rope';
import type { Machine } from '../interpreter/machine';
import type { FrameAddress, Trap } from '../interpreter/recordable';
import type { Fragment } from '../ir/lower/fragment';
import type { Type } from '../semantics/types';
import type { Result, ThreadId } from './api';
import type { Debuggee } from './debuggee';
import { compileChecked, type CheckedText } from './expressions';

/** Safepoints that an evaluation may pass: some tenths of a second. */
const STEP_BUDGET = 5e8;

const THREAD_ENDED = 'the expression ended the thread';

/** A value computed beside the program. */
export interface Evaluated {
  readonly type: Type;
  readonly bytes: Uint8Array;
  /** The memory as the evaluation left it, held by the receiver; absent if it is as it was. */
  readonly memory?: Rope;
}

export interface EvaluationOptions {
  /** Where the texts are already, if they are to last. */
  readonly textsAt?: number;
  /** Whether what the expression prints is passed on. */
  readonly showsOutput?: boolean;
}

/** An expression ready to be run, any number of times; to be released. */
export class CompiledExpression {
  private isAdded = false;

  constructor(
    private readonly debuggee: Debuggee,
    private readonly fragment: Fragment,
  ) {}

  get type(): Type {
    return this.fragment.type;
  }

  release(): void {
    this.debuggee.machine.removeFunction(this.fragment.fn.id);
  }

  /** Bytes of the texts (string literals, constant arrays) that the value may point into. */
  get texts(): Uint8Array {
    return this.fragment.texts;
  }

  /**
   * @param keepsMemory whether the result's pointers are to be followed
   */
  run(
    frame: FrameAddress,
    keepsMemory: boolean,
    control?: Control,
    { textsAt, showsOutput = false }: EvaluationOptions = {},
  ): Promise<Result<Evaluated>> {
    const { history, machine } = this.debuggee;
    const { fn, texts, size, type, isPure } = this.fragment;
    if (!this.isAdded) machine.addFunctions([fn]);
    this.isAdded = true;
    return history.diversion(async (diversion): Promise<Result<Evaluated>> => {
      const result = machine.takeData(size + texts.length + 16);
      if (result === undefined)
        return { ok: false, message: 'there is no room left on the stack to evaluate it' };
      const ownTexts = result + Math.ceil(size / 8) * 8;
      machine.memory.set(texts, ownTexts);
      machine.beginCall(fn.id, frame, [BigInt(frame), BigInt(result), BigInt(textsAt ?? ownTexts)]);
      const thread = machine.threads.running;
      machine.keepsOutputBack = !showsOutput;
      const end = await diversion
        .run({ breakpoints: 'ignore', steps: STEP_BUDGET }, control)
        .finally(() => (machine.keepsOutputBack = false));
      if (end.kind === 'exit' && end.byReturn) {
        const bytes = machine.memory.slice(result, result + size);
        return { ok: true, type, bytes, memory: isPure || !keepsMemory ? undefined : diversion.snapshot() };
      }
      return { ok: false, message: whyNot(machine, thread, end) };
    });
  }
}

/** @param thread on which it was run */
function whyNot(machine: Machine, thread: ThreadId, end: Arrival): string {
  switch (end.kind) {
    case 'trap':
      return whyTrapped(machine, thread, end.trap);
    case 'exit':
      return end.byThreads ? THREAD_ENDED : 'the expression ended the program';
    case 'steps':
      return 'it took too long, and was given up';
    case 'cancelled':
      return 'it was cancelled';
    default:
      return end.kind;
  }
}

/** In a deadlock it has run out of threads, since no other one has a turn. */
function whyTrapped({ threads }: Machine, thread: ThreadId, { kind, message }: Trap): string {
  if (kind !== 'deadlock') return message;
  const me = threads.find(thread);
  if (!me) return THREAD_ENDED;
  const what =
    me.state === 'joining' ? `the end of thread ${me.waitsFor}` : `a mutex that thread ${me.waitsFor} holds`;
  return `it would have to wait for ${what}`;
}

export function compileExpression(
  debuggee: Debuggee,
  checked: CheckedText,
): Result<{ expression: CompiledExpression }> {
  const compiled = compileChecked(debuggee, checked, 'store');
  if (!compiled.ok) return compiled;
  return { ok: true, expression: new CompiledExpression(debuggee, compiled.fragment) };
}
