// From how a movement ended to the stop that the user is told of.
import type { Trap } from '../../interpreter/recordable';
import { FIRST_THREAD } from '../../interpreter/threads/thread-table';
import type { Outcome, Stop, StopReason, ThreadId, TrapReport } from '../api';
import type { Breakpoint } from '../breakpoints';
import type { Debuggee } from '../debuggee';
import { goToFirst, goToLast } from '../movement/first-moment';
import { describeFinding } from '../memory-check/described';
import type { Halt } from '../movement/halt';
import type { HitObserver, Hits } from '../movement/hits';
import { Interruption } from '../movement/interruption';
import type { TrapFilters } from '../trap-filters';
import { describeChanges } from '../watch/report';

/** What a trap ends the process with. */
const TRAP_EXIT_CODE = 134;

export class Settling {
  constructor(
    private readonly debuggee: Debuggee,
    private readonly hits: HitObserver,
    private readonly filters: TrapFilters,
    private readonly stopAtEnd: boolean,
  ) {}

  /** @param before the stop from which the movement began */
  async settle(halt: Halt, before: Stop | undefined): Promise<Outcome> {
    switch (halt.kind) {
      case 'terminated':
        return { kind: 'terminated', exitCode: 0 };
      case 'exit':
        return this.end(halt.code, before);
      case 'trap':
        return this.trapped(halt.trap, before);
      case 'paused':
        return this.stopped('pause');
      case 'thread ended':
        return this.stopped('thread end', { note: `Thread ${halt.thread} has ended.` });
      case 'breakpoint':
        return this.stopped('breakpoint', { note: halt.note });
      case 'arrived':
        return this.stopped(halt.reason, { note: halt.note });
    }
  }

  private async trapped(trap: Trap, before: Stop | undefined): Promise<Outcome> {
    const { shown, note } = await this.filters.wants(trap);
    const report = await this.report(trap);
    if (!shown) return this.end(TRAP_EXIT_CODE, before, report);
    const again = before?.reason === 'trap' && before.time === this.debuggee.history.now;
    const said = again
      ? 'The program cannot go on past this trap: it can only go back, or be changed.'
      : note;
    return this.stopped('trap', { trap: report, note: said });
  }

  /** The program's end is a stop, once; who goes on from there ends the session. */
  private async end(exitCode: number, before: Stop | undefined, trap?: TrapReport): Promise<Outcome> {
    if (!this.stopAtEnd || before?.reason === 'end') return { kind: 'terminated', exitCode };
    if (!trap) await goToLast(this.debuggee);
    return this.stopped('end', { exitCode, trap });
  }

  private async report({ message, kind, finding }: Trap): Promise<TrapReport> {
    const { machine } = this.debuggee;
    const described = finding && (await describeFinding(this.debuggee, finding));
    let frame = machine.topFrame;
    while (this.debuggee.isLibrary(machine.functionOf(frame)) && machine.callerOf(frame) !== 0) {
      frame = machine.callerOf(frame);
    }
    const { span } = this.debuggee.safepointOf(frame);
    return { message, kind, span, ...(described && { finding: described }) };
  }

  /** Before and behind `main` there is nothing to be shown. */
  private hasFrames(): boolean {
    const { machine, debug } = this.debuggee;
    let frame = machine.topFrame;
    while (frame !== 0 && !debug.functions.has(machine.functionOf(frame))) frame = machine.callerOf(frame);
    return frame !== 0;
  }

  /** What holds at the present moment, or at the nearest one at which there is something to be shown. */
  private async hitsToBeSeen(): Promise<Hits> {
    const hits = await this.hits.standing(new Interruption(() => undefined));
    // A change stays where it was seen: it may be one that a thread made as its slice ended.
    if (this.hasFrames() || hits.watchpoints.length > 0) return hits;
    await goToLast(this.debuggee);
    if (!this.hasFrames()) await goToFirst(this.debuggee);
    return this.hits.standing(new Interruption(() => undefined));
  }

  /** The running thread; for a change, the one that made it, which may have left its place to the next one. */
  private threadToBeSeen(isChange: boolean): ThreadId {
    const { threads } = this.debuggee.machine;
    const { writer } = this.hits.watchpoints;
    if (isChange && writer) return threads.of(writer)?.id ?? threads.running;
    return this.hasFrames() ? threads.running : FIRST_THREAD;
  }

  private async stopped(reason: StopReason, more: Partial<Stop> = {}): Promise<Outcome> {
    const { breakpoints, watchpoints, note } = await this.hitsToBeSeen();
    const hit = breakpoints.filter((b) => !b.log && b.kind !== 'temporary');
    const isStop = reason === 'breakpoint' || reason === 'step';
    const isHit = hit.length > 0 && isStop;
    const changes = await describeChanges(this.debuggee, watchpoints);
    const stop: Stop = {
      ...more,
      reason: isHit ? kindOf(hit) : watchpoints.length > 0 && isStop ? 'data breakpoint' : reason,
      time: this.debuggee.history.now,
      thread: this.threadToBeSeen(hit.length === 0 && watchpoints.length > 0),
      hitBreakpoints: [...hit, ...watchpoints].map((b) => b.id),
      changes: changes.length > 0 ? changes : undefined,
      note: more.note ?? (isStop ? note : undefined),
    };
    return { kind: 'stopped', stop };
  }
}

function kindOf(hit: readonly Breakpoint[]): StopReason {
  return hit.every((b) => b.kind === 'function') ? 'function breakpoint' : 'breakpoint';
}
