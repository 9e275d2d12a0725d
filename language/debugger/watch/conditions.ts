// Conditions of watchpoints: any expression of type bool, as it is understood where the change is seen.
//
// One that calls nothing runs inside the engine, behind the look at the places and only if the place has changed,
// so that a million changes that do not matter cost milliseconds.
import { binary, boolean, integer } from '../../ir/expressions';
import type * as ir from '../../ir/ir';
import type { FrameAddress } from '../../interpreter/recordable';
import type { CompiledCondition, ConditionCompiler } from '../conditions';
import type { Debuggee } from '../debuggee';
import type { Watchpoint } from './watchpoints';

interface Compiled {
  /** Or why it means nothing there. */
  readonly condition: CompiledCondition | string;
  /** The condition behind a look whether this place, by its index, has changed. */
  guarded?: { readonly index: number; readonly fn: ir.Function };
}

export class WatchConditions {
  private readonly known = new Map<Watchpoint, Map<ir.SafepointId, Compiled>>();

  constructor(
    private readonly debuggee: Debuggee,
    private readonly compiler: ConditionCompiler,
  ) {}

  /** Lets go of what belongs to other watchpoints than these. */
  keep(list: readonly Watchpoint[]): void {
    for (const [watchpoint, places] of this.known) {
      if (list.includes(watchpoint)) continue;
      for (const compiled of places.values()) this.release(compiled);
      this.known.delete(watchpoint);
    }
  }

  /**
   * Whether it holds at the present moment; a sentence if that could not be found out, which counts as holding.
   * @param frame the one whose statement made the change
   */
  async holds(watchpoint: Watchpoint, frame: FrameAddress): Promise<boolean | string> {
    const { condition } = watchpoint;
    if (condition === undefined) return true;
    const { machine } = this.debuggee;
    const { condition: compiled } = this.at(watchpoint, machine.safepointOf(frame));
    if (typeof compiled === 'string') return compiled;
    const result = await compiled.holds(frame);
    return result.ok ? result.holds : `the condition \`${condition}\` failed: ${result.message}`;
  }

  /**
   * The condition for the engine, at a safepoint. Undefined if it cannot run there.
   * @param index of the watched place
   */
  inEngine(watchpoint: Watchpoint, index: number, safepoint: ir.SafepointId): ir.Function | undefined {
    const compiled = this.at(watchpoint, safepoint);
    const pure = typeof compiled.condition === 'string' ? undefined : compiled.condition.pure;
    if (!pure) return undefined;
    if (compiled.guarded?.index === index) return compiled.guarded.fn;
    const { machine } = this.debuggee;
    if (compiled.guarded) machine.removeFunction(compiled.guarded.fn.id);
    const bit = integer('u32', 2 ** index);
    const changed = binary('and', 'u32', machine.watches.changes, bit);
    const hasChanged = binary('not equal', 'u32', changed, integer('u32', 0));
    const fn: ir.Function = {
      ...pure,
      id: machine.reserveFunction(),
      body: [
        { op: 'if', condition: hasChanged, then: pure.body, else: [] },
        { op: 'return', values: [boolean(false)] },
      ],
    };
    compiled.guarded = { index, fn };
    return fn;
  }

  private at(watchpoint: Watchpoint, safepoint: ir.SafepointId): Compiled {
    const places = this.known.get(watchpoint) ?? new Map<ir.SafepointId, Compiled>();
    this.known.set(watchpoint, places);
    const compiled = places.get(safepoint) ?? this.compile(watchpoint.condition ?? 'true', safepoint);
    places.set(safepoint, compiled);
    return compiled;
  }

  private compile(text: string, safepoint: ir.SafepointId): Compiled {
    const result = this.compiler.compile(text, this.debuggee.program.safepoints[safepoint] as ir.Safepoint);
    if (result.ok) return { condition: result.condition };
    return { condition: `the condition \`${text}\` means nothing here: ${result.message}` };
  }

  private release({ condition, guarded }: Compiled): void {
    if (typeof condition !== 'string') condition.release();
    if (guarded) this.debuggee.machine.removeFunction(guarded.fn.id);
  }
}
