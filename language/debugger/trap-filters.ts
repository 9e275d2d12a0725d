// Which traps stop the program: chosen by kind, with a condition if there is one.
import { TRAP_KINDS } from '../ir/ir';
import type { Trap } from '../interpreter/recordable';
import type { Result, TrapFilter } from './api';
import { ConditionCompiler } from './conditions';
import type { Debuggee } from './debuggee';

export const ALL_TRAPS = 'all';

export class TrapFilters {
  /** Until told otherwise every trap is shown. */
  private filters: readonly TrapFilter[] = [{ kind: ALL_TRAPS }];

  constructor(private readonly debuggee: Debuggee) {}

  set(filters: readonly TrapFilter[]): Result<object> {
    const kinds: readonly string[] = [ALL_TRAPS, ...TRAP_KINDS];
    const unknown = filters.find(({ kind }) => !kinds.includes(kind));
    if (unknown)
      return {
        ok: false,
        message: `there is no trap kind \`${unknown.kind}\`; there are ${kinds.join(', ')}`,
      };
    this.filters = filters;
    return { ok: true };
  }

  /** Whether a trap is to be shown. The machine stands before the statement that traps. */
  async wants({ kind }: Trap): Promise<{ shown: boolean; note?: string }> {
    let note: string | undefined;
    for (const filter of this.filters) {
      if (filter.kind !== ALL_TRAPS && filter.kind !== kind) continue;
      if (filter.condition === undefined || filter.condition.trim() === '') return { shown: true };
      const result = await this.holds(filter.condition);
      if (result.ok && result.holds) return { shown: true };
      if (!result.ok) note = `the condition \`${filter.condition}\` failed: ${result.message}`;
    }
    return { shown: note !== undefined, note };
  }

  /** The condition is understood anew in each frame that traps. */
  private async holds(text: string): Promise<Result<{ holds: boolean }>> {
    const { machine } = this.debuggee;
    const frame = machine.topFrame;
    const compiled = new ConditionCompiler(this.debuggee).compile(text, this.debuggee.safepointOf(frame));
    if (!compiled.ok) return compiled;
    const result = await compiled.condition.holds(frame);
    compiled.condition.release();
    return result;
  }
}
