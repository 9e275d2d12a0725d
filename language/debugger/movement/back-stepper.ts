// Steps backward: the mirror images of steps forward.
//
// `over` goes to the latest statement moment whose frame is at or below this one, so that calls are
// stepped over; `in` to the latest one in any frame; `out` to the calling statement; `past` to a line before
// this one, out of a loop. By line, a step goes to where the run of moments on one line begins: of this line,
// if execution has come further in it, else of the line before. Breakpoints in what was stepped over stop a step, the latest first.
import type { FrameAddress, Recordable, Time } from '../../interpreter/recordable';
import type { ThreadFacts } from '../../interpreter/threads/thread-list';
import { FIRST_THREAD } from '../../interpreter/threads/thread-table';
import type { Found } from '../../history/search';
import type { Granularity } from '../api';
import type { Breakpoints } from '../breakpoints';
import type { Debuggee } from '../debuggee';
import { anotherLine, leavingLine, lineBeyond, type Goal } from './goals';
import type { Halt } from './halt';
import type { Interruption } from './interruption';
import { goToTurn, type Moments, type Standing } from './moments';
import type { Searcher } from './searcher';
import { steppedOver } from './stepped-over';

/** In this many steps nothing lies between that was stepped over: no search for breakpoints is needed. */
const NEIGHBOURS = 1;

const TITLE = 'Stepping back';

/** A step that stays in a frame, or goes to its callers. */
interface StepOver {
  readonly frame: FrameAddress;
  readonly granularity: Granularity;
}

export class BackStepper {
  private readonly debuggee: Debuggee;
  private readonly breakpoints: Breakpoints;
  /** Where the thread stands that is stepped, which may wait for its turn. */
  private readonly start: Standing;
  private readonly stack: { readonly start: FrameAddress; readonly end: FrameAddress };
  /** The time of the statement that started the thread; -1 for the first one. */
  private readonly bornAt: Time;

  /**
   * @param thread the one that is stepped
   * @param first the first statement moment of the program
   */
  constructor(
    { debuggee, breakpoints }: { debuggee: Debuggee; breakpoints: Breakpoints },
    thread: ThreadFacts,
    private readonly moments: Moments,
    private readonly searcher: Searcher,
    private readonly interruption: Interruption,
    private readonly first: Time,
  ) {
    this.debuggee = debuggee;
    this.breakpoints = breakpoints;
    this.start = { frame: thread.topFrame, safepoint: debuggee.safepointOf(thread.topFrame) };
    this.stack = debuggee.machine.stackOf(thread.topFrame);
    this.bornAt = thread.id === FIRST_THREAD ? -1 : thread.startedAt;
  }

  async over(granularity: Granularity): Promise<Halt> {
    return this.back(this.start.frame, granularity);
  }

  async into(granularity: Granularity): Promise<Halt> {
    return this.back(this.stack.end - 1, granularity);
  }

  /** To the statement that called a frame; `frame` is its address. */
  async out(frame: number): Promise<Halt> {
    const caller = this.moments.ownCallerOf(frame);
    if (caller === undefined) return this.toBirth(this.debuggee.history.now);
    return this.back(caller, 'statement');
  }

  /** Out of a loop backwards: to a line before this one in this activation, or to where it was called. */
  async past(): Promise<Halt> {
    const { now } = this.debuggee.history;
    const { start } = this;
    const call = await this.search({ frame: start.frame - 1, before: now });
    if (call.kind === 'cancelled') return this.cancelled(call.time);
    const entered = call.kind === 'found' ? call.time : this.first - 1;
    const goal = lineBeyond(this.debuggee, this.moments, start, 'backward');
    const earlier = await this.lastAt(goal, now, entered + 1);
    const found = earlier.kind === 'none' ? await this.lastStatement(start.frame - 1, now) : earlier;
    if (found.kind === 'cancelled') return this.cancelled(found.time);
    if (found.kind === 'none' || found.time < this.first) return this.toBirth(now);
    const begin = await this.lineBegin(found.time, false);
    if (begin.kind === 'cancelled') return this.cancelled(begin.time);
    return this.arrive(now, begin.kind === 'found' ? begin.time : found.time, false);
  }

  /** To the moment when the function of a frame began; `frame` is its address. */
  async toBeginning(frame: number): Promise<Halt> {
    const { now } = this.debuggee.history;
    const found = await this.search({ frame: frame - 1, before: now });
    if (found.kind === 'cancelled') return this.cancelled(found.time);
    // Behind the call other threads may have their turn first.
    await this.debuggee.history.goTo(found.kind === 'found' ? found.time + 1 : 0);
    const isThere = await goToTurn(this.debuggee, this.stack, now);
    return this.arrive(now, isThere ? this.debuggee.history.now : now, false);
  }

  private async back(frame: number, granularity: Granularity): Promise<Halt> {
    const { history } = this.debuggee;
    const { now } = history;
    const start = this.start.frame;
    const found = await this.lastStatement(frame, now);
    if (found.kind === 'cancelled') return this.cancelled(found.time);
    if (found.kind === 'none' || found.time < this.first) return this.toBirth(now);
    let target = found.time;
    if (granularity === 'line') {
      const begin = await this.lineBegin(target, frame === this.stack.end - 1);
      if (begin.kind === 'cancelled') return this.cancelled(begin.time);
      if (begin.kind === 'found') target = begin.time;
    }
    const isOver = frame === start;
    return this.arrive(now, target, false, isOver ? { frame: start, granularity } : undefined);
  }

  /** Before a thread's first statement comes the one that started it. */
  private toBirth(now: Time): Promise<Halt> {
    const { bornAt } = this;
    return bornAt < 0 ? this.arrive(now, this.first, true) : this.arrive(now, bornAt, false);
  }

  /**
   * Where the run of moments on the line of `time` begins. For a step into calls, a call on the line
   * ends the run.
   */
  private async lineBegin(time: Time, isInto: boolean): Promise<Found> {
    const { history } = this.debuggee;
    await history.goTo(time);
    const start = this.moments.here;
    // Most often the statement before is on another line; to see that, no call of its has to be run again.
    const previous = await this.lastStatement(start.frame, time);
    if (previous.kind === 'cancelled') return previous;
    if (previous.kind === 'none' || previous.time < this.first) return { kind: 'found', time };
    await history.goTo(previous.time);
    if (!this.moments.isSameLine(this.moments.here, start)) return { kind: 'found', time };
    const call = await this.search({ frame: start.frame - 1, before: time });
    if (call.kind === 'cancelled') return call;
    const entered = call.kind === 'found' ? call.time : this.first - 1;
    const goal = (isInto ? leavingLine : anotherLine)(this.debuggee, this.moments, start);
    const other = await this.lastAt(goal, time, entered + 1);
    if (other.kind === 'cancelled') return other;
    const from = other.kind === 'found' ? other.time : entered;
    return { kind: 'found', time: await this.firstOfLine(from, start, time) };
  }

  /** The last moment at a goal, which is released. It may be long ago: the engine looks. */
  private async lastAt(goal: Goal, before: Time, from: Time): Promise<Found> {
    try {
      for (;;) {
        this.breakpoints.markGoal(this.debuggee.machine, goal.marks, 'goal alone');
        const found = await this.debuggee.history.lastHitBefore(
          { before, from },
          this.interruption.control(TITLE),
        );
        if (found.kind !== 'cancelled' || this.interruption.isFinal) return found;
        this.interruption.renew();
      }
    } finally {
      goal.release();
    }
  }

  /** The first statement moment after `from` in the frame and on the line of `start`, at most `latest`. */
  private async firstOfLine(from: Time, start: Standing, latest: Time): Promise<Time> {
    const { history } = this.debuggee;
    await history.goTo(Math.max(from, 0));
    while (history.now < latest) {
      const { here } = this.moments;
      if (here.frame > start.frame || !this.moments.isSameThread(here, start)) {
        const steps = latest - history.now;
        await history.run({ breakpoints: 'ignore', steps, stopFrame: start.frame });
      } else {
        await history.run({ breakpoints: 'ignore', steps: 1 });
      }
      if (this.moments.isStatement(this.moments.here) && this.moments.isSameLine(this.moments.here, start))
        break;
    }
    return history.now;
  }

  private lastStatement(frame: number, before: Time): Promise<Found> {
    return this.search({ frame, before, accept: () => this.moments.isStatement(this.moments.here) });
  }

  /** Begins anew when it was interrupted only because the breakpoints changed. */
  private async search(query: {
    frame: number;
    before: Time;
    accept?: (machine: Recordable) => boolean;
  }): Promise<Found> {
    const { bornAt } = this;
    // On this thread alone: another one may have had its stack before it began.
    const accept = (at: Recordable): boolean => at.time > bornAt && (query.accept?.(at) ?? true);
    for (;;) {
      const found = await this.debuggee.history.lastMoment(
        { ...query, accept, from: bornAt + 1 },
        this.interruption.control(TITLE),
      );
      if (found.kind !== 'cancelled' || this.interruption.isFinal) return found;
      this.interruption.renew();
    }
  }

  /**
   * Goes to the target, or to the last breakpoint between.
   * @param over the frame that a step over stays in, if it is one
   */
  private async arrive(now: Time, target: Time, isBeginning: boolean, over?: StepOver): Promise<Halt> {
    const { history } = this.debuggee;
    if (now - target > NEIGHBOURS && this.canStop && (await this.canHitSince(target, over))) {
      await history.goTo(now);
      const hit = await this.searcher.lastHit(target);
      if (hit.kind === 'interrupted') return this.cancelled(hit.time);
      if (hit.kind === 'found' && hit.time > target) {
        await history.goTo(hit.time);
        return { kind: 'breakpoint' };
      }
    }
    await history.goTo(target);
    return isBeginning ? atBeginning() : { kind: 'arrived', reason: 'step' };
  }

  private get canStop(): boolean {
    return this.breakpoints.canStop || this.searcher.watches;
  }

  /** A step over one frame's statements replays what ran meanwhile only if a breakpoint is where that can lead. */
  private async canHitSince(target: Time, over: StepOver | undefined): Promise<boolean> {
    if (!over || this.searcher.watches) return true;
    await this.debuggee.history.goTo(target);
    if (this.moments.here.frame !== over.frame) return true;
    const ran = steppedOver(this.debuggee, over.granularity);
    return this.breakpoints.canStopAt(ran);
  }

  /** The user wants it here: at the moment down to which the search has come. */
  private async cancelled(time: Time): Promise<Halt> {
    await this.debuggee.history.goTo(time);
    return this.interruption.wish === 'terminate' ? { kind: 'terminated' } : { kind: 'paused' };
  }
}

/** There is nothing before the first statement. */
export function atBeginning(): Halt {
  return {
    kind: 'arrived',
    reason: 'entry',
    note: 'This is the beginning: the program has done nothing before.',
  };
}
