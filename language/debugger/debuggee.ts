// The program under the debugger: what was compiled, the machine that runs it, and its history. Everything
// in this floor works on one of these.
import { CallGraph } from '../ir/call-graph';
import type { FunctionId, Program, Safepoint } from '../ir/ir';
import type { DebugFunction, DebugInfo } from '../ir/lower/debug-info';
import type { History } from '../history/history';
import type { Machine } from '../interpreter/machine';
import type { FrameAddress } from '../interpreter/recordable';
import type { SourceFile } from '../syntax/source';
import type { ValueNames } from './values/value';

export class Debuggee implements ValueNames {
  readonly sources: readonly SourceFile[];
  readonly calls: CallGraph;

  constructor(
    readonly program: Program,
    readonly debug: DebugInfo,
    readonly machine: Machine,
    readonly history: History,
  ) {
    this.calls = new CallGraph(program);
    this.sources = debug.checked.units.map((unit) => unit.source);
  }

  /** The safepoint at which a frame stands. */
  safepointOf(frame: FrameAddress): Safepoint {
    const id = this.machine.safepointOf(frame);
    const safepoint = this.program.safepoints.at(id);
    if (!safepoint) throw new Error(`debugger: the frame at ${frame} stands nowhere; please report this`);
    return safepoint;
  }

  /** Absent for what the compiler made itself, such as the function that calls `main`. */
  functionOf(frame: FrameAddress): DebugFunction | undefined {
    return this.debug.functions.get(this.machine.functionOf(frame));
  }

  /** True for the standard library and for what the compiler made. */
  isLibrary(id: FunctionId): boolean {
    return this.program.functions[id]?.isLibrary ?? true;
  }

  /** A function pointer is the function's id plus one. */
  functionName(pointer: bigint): string | undefined {
    const id = Number(pointer) - 1;
    return this.debug.functions.get(id)?.symbol.qualifiedName ?? this.program.functions[id]?.name;
  }
}
