// The watchpoints of a session with several phases. A place is in the memory of one phase, so each watchpoint
// belongs to the phase in which it was set; there it stops in both directions.
import type * as api from '../api';
import type { Debugger } from '../session/debugger';
import { GONE } from '../watch/watchpoints';
import type { Phase } from './phase';

interface Entry {
  readonly id: api.BreakpointId;
  readonly phase: Phase;
  /** The phase's own number of it. */
  readonly own: api.BreakpointId;
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

  /** A target of a phase under a name that says which phase it is of. */
  nameOf(phase: Phase, info: api.WatchTargetInfo): api.WatchTargetInfo {
    return { ...info, target: `${this.phases.indexOf(phase)}:${info.target}` };
  }

  set(specs: readonly api.WatchpointSpec[]): api.BreakpointStatus[] {
    const left = [...this.entries];
    const entries: Entry[] = [];
    const statuses: (api.BreakpointStatus | undefined)[] = specs.map(() => undefined);
    for (const [index, phase] of this.phases.entries()) {
      const of = specs.flatMap((spec, i) => (phaseOf(spec) === index ? [{ spec, i }] : []));
      const debug = of.length > 0 ? this.opened(phase) : phase.debugger;
      const own = debug?.setWatchpoints(of.map(({ spec }) => ({ ...spec, target: nameIn(spec) })));
      own?.forEach((status, n) => {
        const known = left.find((entry) => entry.phase === phase && entry.own === status.id);
        const entry = known ?? { id: this.takeId(), phase, own: status.id };
        entries.push(entry);
        statuses[of[n]?.i ?? 0] = { ...status, id: entry.id };
      });
    }
    this.entries = entries;
    return statuses.map((status) => status ?? { id: this.takeId(), verified: false, message: GONE });
  }

  /** The session's numbers of watchpoints that a phase's debugger numbers on its own. */
  idsOf(phase: Phase, own: readonly api.BreakpointId[]): api.BreakpointId[] {
    return this.entries.filter((one) => one.phase === phase && own.includes(one.own)).map(({ id }) => id);
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

  /** Whether something is watched in a phase, whose memory is then to be kept. */
  watchesIn(phase: Phase): boolean {
    return this.entries.some((entry) => entry.phase === phase);
  }
}

function phaseOf({ target }: api.WatchpointSpec): number {
  return /^\d+:/.test(target) ? Number.parseInt(target, 10) : -1;
}

function nameIn({ target }: api.WatchpointSpec): string {
  return target.slice(target.indexOf(':') + 1);
}
