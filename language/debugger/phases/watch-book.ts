// The watchpoints of a session with several phases. A global is in every phase that uses it, each of which has a
// memory of its own, and is watched in all of them. Any other place is in the memory of one phase, so such a
// watchpoint belongs to the phase in which it was set. It stops in both directions.
import type * as api from '../api';
import type { Debugger } from '../session/debugger';
import { isNameOfGlobal } from '../watch/globals';
import { GONE } from '../watch/watchpoints';
import type { Phase } from './phase';

interface Entry {
  readonly id: api.BreakpointId;
  /** Equal for equal requests. */
  readonly key: string;
  readonly spec: api.WatchpointSpec;
  /** The one that it belongs to; absent for a global. */
  readonly phase?: Phase;
  /** What the phases say of it, under numbers of their own. */
  readonly actual: Map<Phase, api.BreakpointStatus>;
}

export class WatchBook {
  private entries: readonly Entry[] = [];

  /**
   * @param takeId gives ids that no breakpoint of the session has
   * @param opened the debugger of a phase, which may not have been entered yet
   */
  constructor(
    private readonly phases: readonly Phase[],
    private readonly takeId: () => api.BreakpointId,
    private readonly opened: (phase: Phase) => Debugger,
  ) {}

  /** A target of a phase under a name that says which phase it is of, if it is of one alone. */
  nameOf(phase: Phase, info: api.WatchTargetInfo): api.WatchTargetInfo {
    return info.lasts ? info : { ...info, target: `${this.phases.indexOf(phase)}:${info.target}` };
  }

  set(specs: readonly api.WatchpointSpec[]): api.BreakpointStatus[] {
    const left = [...this.entries];
    this.entries = specs.map((spec) => {
      const key = JSON.stringify(spec);
      const same = left.findIndex((entry) => entry.key === key);
      if (same >= 0) return left.splice(same, 1)[0] as Entry;
      return { id: this.takeId(), key, spec, phase: this.phaseOf(spec), actual: new Map() };
    });
    for (const { phase } of this.entries) if (phase) this.opened(phase);
    for (const phase of this.phases) this.applyTo(phase);
    return this.entries.map((entry) => this.statusOf(entry));
  }

  /** Gives a phase, which may just have been opened, all that is watched in it. */
  applyTo(phase: Phase): void {
    const own = this.entries.filter((one) => one.phase === phase || isNameOfGlobal(one.spec.target));
    const specs = own.map(({ spec }) => ({ ...spec, target: nameIn(spec) }));
    phase.debugger?.setWatchpoints(specs).forEach((status, i) => own[i]?.actual.set(phase, status));
  }

  /** The session's numbers of watchpoints that a phase's debugger numbers on its own. */
  idsOf(phase: Phase, own: readonly api.BreakpointId[]): api.BreakpointId[] {
    const there = this.entries.filter(({ actual }) => own.includes(actual.get(phase)?.id ?? -1));
    return there.map(({ id }) => id);
  }

  changesOf(
    phase: Phase,
    changes: readonly api.WatchedChange[] | undefined,
  ): api.WatchedChange[] | undefined {
    return changes?.map((change) => {
      const [id] = this.idsOf(phase, [change.watchpoint]);
      return { ...change, watchpoint: id ?? change.watchpoint };
    });
  }

  /** Whether a place of this phase alone is watched, whose memory is then to be kept. */
  watchesIn(phase: Phase): boolean {
    return this.entries.some((entry) => entry.phase === phase);
  }

  /** A global is watched if it is in one of the phases; the program knows whether there is any such thing. */
  private statusOf(entry: Entry): api.BreakpointStatus {
    const { id, actual, spec } = entry;
    const program = this.phases.at(-1) as Phase;
    const isKnown = [...actual.values()].some(({ verified }) => verified);
    if (!isKnown && isNameOfGlobal(spec.target) && !program.debugger) {
      this.opened(program);
      this.applyTo(program);
    }
    const known = [...actual.values()];
    const status = known.find(({ verified }) => verified) ?? known.at(-1);
    return { ...(status ?? { verified: false, message: GONE }), id };
  }

  private phaseOf({ target }: api.WatchpointSpec): Phase | undefined {
    return /^\d+:/.test(target) ? this.phases[Number.parseInt(target, 10)] : undefined;
  }
}

function nameIn({ target }: api.WatchpointSpec): string {
  return target.replace(/^\d+:/, '');
}
