// Running forward: lets the history run, looks at each place where the engine found a breakpoint, prints
// log points, and takes changed breakpoints into account while it goes.
import type { FrameAddress } from '../../interpreter/recordable';
import type { Breakpoint, Breakpoints } from '../breakpoints';
import type { Debuggee } from '../debuggee';
import type { Goal } from './goals';
import type { Halt } from './halt';
import type { HitObserver } from './hits';
import type { Interruption } from './interruption';

export interface Way {
  /** At most so many safepoints. */
  readonly steps?: number;
  /** Arrived when a frame at or below this one goes on; the run begins above it. */
  readonly stopFrame?: FrameAddress;
  /** Arrived also there. */
  readonly goal?: Goal;
}

export class Runner {
  constructor(
    private readonly debuggee: Debuggee,
    private readonly breakpoints: Breakpoints,
    private readonly hits: HitObserver,
    private readonly log: (breakpoint: Breakpoint) => Promise<void>,
    private readonly interruption: Interruption,
  ) {}

  /** Runs until the way is at its end or something else stops it. `arrived` has the reason `step`. */
  async forward(way: Way): Promise<Halt> {
    const halt = await this.run(way);
    this.hits.moved();
    return halt;
  }

  private async run(way: Way): Promise<Halt> {
    const { history, machine } = this.debuggee;
    const { interruption } = this;
    const until = way.steps === undefined ? Infinity : history.now + way.steps;
    for (;;) {
      if (interruption.wish === 'terminate') return { kind: 'terminated' };
      if (interruption.wish === 'pause') return { kind: 'paused' };
      interruption.renew();
      if (!(await this.hits.prepare(interruption))) continue;
      const { watchpoints } = this.hits;
      if (!(await watchpoints.watchFrom(history.now, interruption.control()))) continue;
      if (way.goal) this.breakpoints.markGoal(machine, way.goal.marks, 'forward', watchpoints);
      else this.breakpoints.mark(machine, 'forward', undefined, watchpoints);
      this.hits.begin();
      // Where something begins to be watched, the engine has to be told.
      const next = Math.min(until, watchpoints.nextBirth(history.now));
      const steps = next === Infinity ? undefined : next - history.now;
      const end = await history.run(
        { breakpoints: 'stop', steps, stopFrame: way.stopFrame },
        interruption.control(),
      );
      if (end.kind !== 'breakpoint') this.hits.moved();
      if (end.kind === 'trap' || end.kind === 'exit') return end;
      if (end.kind === 'cancelled') continue;
      const stopped =
        end.kind === 'steps' ? undefined : await this.look(end.kind === 'breakpoint' && !way.goal);
      if (stopped) return stopped;
      const arrived = history.now >= until || end.kind === 'frame' || this.isThere(way);
      if (arrived) return { kind: 'arrived', reason: 'step' };
    }
  }

  private isThere({ stopFrame, goal }: Way): boolean {
    const { machine } = this.debuggee;
    if (stopFrame !== undefined && machine.topFrame <= stopFrame) {
      if (machine.topFrame >= machine.stackStartOf(stopFrame)) return true;
    }
    return goal?.isReached() ?? false;
  }

  /** What the breakpoints here say: printed, or a halt. */
  private async look(isSure: boolean): Promise<Halt | undefined> {
    const { breakpoints, watchpoints, note } = await this.hits.arrive(isSure);
    this.hits.moved();
    for (const breakpoint of breakpoints) if (breakpoint.log) await this.log(breakpoint);
    const stops = watchpoints.length > 0 || breakpoints.some((b) => !b.log);
    return stops ? { kind: 'breakpoint', note } : undefined;
  }
}
