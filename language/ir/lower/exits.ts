// Leaving blocks: what is to run on the way out, in which order, and where a jump goes.
//
// A construct with work to do at its end (`defer`; later a mutex that is to be unlocked) adds an *exit
// action* when control comes by. Every way out runs the actions between where it starts and where it goes,
// the last one first: the end of a block, `break` and `continue` those of the blocks inside the loop,
// `return` all of them. An action is code that is emitted once for each way out.
import type { FunctionBuilder } from '../builder';

/** Emits what is to run; it is called once for each way out, and may do so differently each time. */
export type ExitAction = () => void;

// More than any function may hold (limits.ts): actions in actions double their code with each level, and of
// what is refused as too long, no more needs to be made.
const ENOUGH_SAFEPOINTS = 30_000;

export class Exits {
  private readonly actions: ExitAction[] = [];

  constructor(private readonly b: FunctionBuilder) {}

  /** How many actions wait; a way out is said by how many it leaves waiting. */
  get depth(): number {
    return this.actions.length;
  }

  /** From here on, leaving the block that is being lowered runs `action`. */
  add(action: ExitAction): void {
    this.actions.push(action);
  }

  /** A way out: emits the actions above `depth`. They go on waiting, for the code behind the jump. */
  run(depth: number): void {
    if (this.b.safepointCount > ENOUGH_SAFEPOINTS) return;
    const waiting = this.actions.slice(depth);
    for (let i = waiting.length - 1; i >= 0 && this.b.isReachable; i--) {
      // While one runs, only those outside of it wait: it has ways out of its own.
      this.actions.length = depth + i;
      waiting[i]?.();
    }
    this.actions.length = depth;
    this.actions.push(...waiting);
  }

  /** The end of a block: emits the actions above `depth`, if control comes there, and drops them. */
  leave(depth: number): void {
    if (this.actions.length === depth) return;
    this.run(depth);
    this.actions.length = depth;
  }
}
