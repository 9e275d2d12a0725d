// Runs code while a program is compiled: lowers what is reachable from it, runs that on a machine of its own
// until it ends, and reads the result out of the memory that it left.
//
// Each run begins with the program's initial globals and an empty heap, and sees nothing of the others. What
// was run is kept, in order, with what the outside world answered: a debugger can run the same again.
import type { Label } from '../syntax/diagnostic';
import type { Span } from '../syntax/source';
import type { DebugInfo } from '../ir/lower/debug-info';
import { lowerReachable, type LoweredRun } from '../ir/lower/reachable';
import type { Program } from '../ir/ir';
import type { Host } from '../interpreter/host';
import type { Journal } from '../interpreter/journal';
import { excessesOf, grouped } from '../interpreter/limits';
import { Machine } from '../interpreter/machine';
import { MemoryPool } from '../interpreter/memory-pool';
import type { RunEnd } from '../interpreter/recordable';
import { FIRST_THREAD } from '../interpreter/threads/thread-table';
import { REFUSED } from '../interpreter/world';
import type { RunFailure, RunOutcome, RunRequest } from '../semantics/evaluator';
import { compileTimeHost } from './host';
import { readResult } from './result';

/** Steps of one run unless it is said otherwise: some seconds. */
export const DEFAULT_STEPS = 1e9;
/** Bytes of memory of one run. */
const MEMORY = 256 * 2 ** 20;
/** Calls that an error shows: the innermost ones, and those that began it. */
const INNERMOST = 8;
const OUTERMOST = 2;

const THREAD_ENDED = 'ended its thread by `exit_thread()`, without a value';
const RETURN_INSTEAD = 'what is run has to return: write `return` in place of `exit_thread()`';

export interface CompileTimeOptions {
  /** Safepoints that one run may pass. */
  readonly steps?: number;
  /** Takes what is printed while compiling. */
  readonly write?: (bytes: Uint8Array) => void;
  /** Whether the program, or what is run while compiling, is to be run with the memory check: code is longer then. */
  readonly memoryCheck?: boolean;
}

/** Something that was run while compiling, to be run again under a debugger. */
export interface RecordedRun {
  readonly span: Span;
  readonly program: Program;
  readonly debug: DebugInfo;
  /** What the outside world answered. */
  readonly journal: Journal;
  /** Bytes. */
  readonly memoryLimit: number;
  /** Safepoints that it passed. */
  readonly steps: number;
  /** False if it trapped, took too long, or gave what is no data. */
  readonly succeeded: boolean;
}

export class CompileTime {
  /** In the order in which they ended. */
  readonly runs: RecordedRun[] = [];
  private readonly steps: number;
  private readonly memoryCheck: boolean;
  private readonly host: Host;
  private readonly memories = new MemoryPool();

  constructor({ steps = DEFAULT_STEPS, write, memoryCheck = false }: CompileTimeOptions = {}) {
    this.steps = steps;
    this.memoryCheck = memoryCheck;
    this.host = compileTimeHost(write);
  }

  /** An `Evaluator` for the checker. */
  readonly evaluate = (request: RunRequest): RunOutcome => {
    const lowered = lowerReachable(request.program, request.root, request.ensure);
    if (!lowered) return { kind: 'unsound' };
    const [excess] = excessesOf(lowered.program, this.memoryCheck);
    if (excess) {
      const { message, hint } = excess;
      return { kind: 'failed', stack: [], code: 'E0607', problem: `cannot be run: ${message}`, hint };
    }
    const { memoryCheck } = this;
    const options = { memoryLimit: MEMORY, memories: this.memories, memoryCheck };
    const machine = new Machine(lowered.program, this.host, options);
    const end = machine.run({ steps: this.steps, breakpoints: 'ignore' });
    const outcome = this.outcomeOf(request, lowered, machine, end);
    const { program, debug } = lowered;
    const succeeded = outcome.kind === 'value';
    const { journal, time } = machine;
    machine.giveBack();
    this.runs.push({
      span: request.span,
      program,
      debug,
      journal,
      memoryLimit: MEMORY,
      steps: time,
      succeeded,
    });
    return outcome;
  };

  private outcomeOf(request: RunRequest, lowered: LoweredRun, machine: Machine, end: RunEnd): RunOutcome {
    if (end.kind === 'exit' && end.byReturn) {
      const { root, isWritable } = request;
      return readResult(machine, lowered, root.type.result, isWritable);
    }
    const stopped = end.kind === 'steps' ? machine : this.before(machine);
    // Another thread may have been the last one: its calls have nothing to do with it.
    const isAbroad = end.kind === 'exit' && end.byThreads && stopped.threads.running !== FIRST_THREAD;
    const stack = isAbroad ? [] : stackOf(stopped, lowered.debug);
    return { kind: 'failed', stack, ...this.failureOf(end) };
  }

  private failureOf(end: RunEnd): Pick<RunFailure, 'code' | 'problem' | 'hint'> {
    switch (end.kind) {
      case 'trap':
        if (end.trap.kind === REFUSED) return { code: 'E0606', problem: end.trap.message };
        return { code: 'E0601', problem: `trapped: ${end.trap.message}` };
      case 'exit':
        return end.byThreads
          ? { code: 'E0601', problem: THREAD_ENDED, hint: RETURN_INSTEAD }
          : { code: 'E0601', problem: `ended by \`exit(${end.code})\`, without a value` };
      default: {
        const hint = 'if it is no endless loop, `--compile-steps` allows more';
        return { code: 'E0603', problem: `took more than ${grouped(this.steps)} steps`, hint };
      }
    }
  }

  /** The frames of the machine are gone: another one goes to the moment before, with the same answers. */
  private before(machine: Machine): Machine {
    const { memoryCheck } = this;
    const again = new Machine(machine.program, this.host, { memoryLimit: MEMORY, memoryCheck });
    again.journal = machine.journal;
    if (machine.time > 1) again.run({ steps: machine.time - 1, breakpoints: 'ignore' });
    return again;
  }
}

/** The calls of the user's functions that are under way, without what was run itself. */
function stackOf(machine: Machine, debug: DebugInfo): Label[] {
  const stack: Label[] = [];
  for (let frame = machine.topFrame; frame !== 0; frame = machine.callerOf(frame)) {
    const symbol = debug.functions.get(machine.functionOf(frame))?.symbol;
    const safepoint = machine.program.safepoints.at(machine.safepointOf(frame));
    if (symbol && safepoint && !symbol.isRun && !symbol.span.source.isLibrary)
      stack.push({ span: safepoint.span, message: `in \`${symbol.qualifiedName}\`` });
  }
  return shortened(stack);
}

function shortened(stack: readonly Label[]): Label[] {
  const left = stack.length - INNERMOST - OUTERMOST;
  if (left <= 1) return [...stack];
  const [first, ...rest] = stack.slice(-OUTERMOST) as [Label, ...Label[]];
  const behind = { ...first, message: `${grouped(left)} calls further out, ${first.message}` };
  return [...stack.slice(0, INNERMOST), behind, ...rest];
}
