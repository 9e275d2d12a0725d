// One movement of the user's: puts together what it needs, from the request to how it came to its end.
import type { FrameAddress, Time } from '../../interpreter/recordable';
import type { Direction, StepRequest, StopReason } from '../api';
import type { BreakpointPlace } from '../breakpoint-locations';
import type { Breakpoint, Breakpoints } from '../breakpoints';
import type { Debuggee } from '../debuggee';
import { atBeginning, BackStepper } from './back-stepper';
import type { Halt } from './halt';
import type { HitObserver } from './hits';
import type { Interruption } from './interruption';
import { Moments } from './moments';
import { Runner } from './runner';
import { Searcher } from './searcher';
import { Stepper } from './stepper';

/** What lasts longer than a movement. */
export interface Surroundings {
  readonly debuggee: Debuggee;
  readonly breakpoints: Breakpoints;
  readonly hits: HitObserver;
  justMyCode: boolean;
  readonly log: (breakpoint: Breakpoint) => Promise<void>;
}

export class Mover {
  private readonly runner: Runner;
  private readonly searcher: Searcher;

  /**
   * @param first time of the first statement moment
   * @param reason of the stop at which the movement begins
   */
  constructor(
    private readonly around: Surroundings,
    private readonly interruption: Interruption,
    private readonly first: Time,
    private readonly reason: StopReason | undefined,
  ) {
    const { debuggee, breakpoints, hits, log } = around;
    this.runner = new Runner(debuggee, breakpoints, hits, log, interruption);
    this.searcher = new Searcher(debuggee, breakpoints, hits, interruption);
  }

  /** From the very beginning to the first statement moment. */
  async enter(): Promise<Halt> {
    const halt = await this.runner.forward({ steps: Math.max(this.first, 1) });
    const isThere = halt.kind === 'arrived' || halt.kind === 'breakpoint';
    return isThere ? { kind: 'arrived', reason: 'entry' } : halt;
  }

  continue(direction: Direction): Promise<Halt> {
    return direction === 'forward' ? this.runner.forward({}) : this.backward();
  }

  /** @param left the frame that a step out leaves */
  async step(request: StepRequest, frame?: FrameAddress): Promise<Halt> {
    const other = await this.turnTo(request);
    if (other) return other;
    const left = frame ?? this.around.debuggee.machine.topFrame;
    const { kind, direction, granularity = 'line' } = request;
    const moments = this.moments();
    if (direction === 'backward') {
      const stepper = this.backStepper(moments);
      if (kind === 'over') return stepper.over(granularity);
      if (kind === 'past') return stepper.past();
      return kind === 'in' ? stepper.into(granularity) : stepper.out(left);
    }
    const stepper = new Stepper(this.around.debuggee, moments, this.runner);
    const halt = await forwardStep(stepper, request, left);
    if (halt.kind !== 'arrived') return halt;
    // Not where the step went on into another call.
    const { topFrame } = this.around.debuggee.machine;
    return { ...halt, returned: stepper.returned.filter(({ caller }) => topFrame <= caller) };
  }

  /** Continues with a breakpoint at the place that only this movement knows. */
  async runTo(place: BreakpointPlace, direction: Direction): Promise<Halt> {
    const { breakpoints, debuggee } = this.around;
    breakpoints.setTemporary(place);
    try {
      const halt = await this.continue(direction);
      const { machine } = debuggee;
      const isThere =
        halt.kind === 'breakpoint' && place.safepoints.includes(machine.safepointOf(machine.topFrame));
      return isThere ? { kind: 'arrived', reason: 'goto', note: halt.note } : halt;
    } finally {
      breakpoints.setTemporary(undefined);
    }
  }

  async goTo(time: Time): Promise<Halt> {
    const { history } = this.around.debuggee;
    const target = Math.min(Math.max(time, this.first), history.end.time);
    while (!(await history.goTo(target, this.interruption.control('Going to a moment')))) {
      if (this.interruption.isFinal) break;
      this.interruption.renew();
    }
    const { wish } = this.interruption;
    if (wish === 'terminate') return { kind: 'terminated' };
    if (history.now !== target) return { kind: 'paused' };
    return { kind: 'arrived', reason: 'goto', note: noteOf(time, this.first, history.end.time) };
  }

  restartFrame(frame: FrameAddress): Promise<Halt> {
    return this.backStepper(this.moments()).toBeginning(frame);
  }

  private async backward(): Promise<Halt> {
    const { history } = this.around.debuggee;
    const found = await this.searcher.lastHit(this.first);
    if (found.kind === 'none') {
      await history.goTo(this.first);
      return atBeginning();
    }
    await history.goTo(found.time);
    if (found.kind === 'found') return { kind: 'breakpoint' };
    return this.interruption.wish === 'terminate' ? { kind: 'terminated' } : { kind: 'paused' };
  }

  /** Another thread is to be stepped: its turn must come first. A halt if something else came, or it has come back. */
  private async turnTo({ thread, direction }: StepRequest): Promise<Halt | undefined> {
    const { machine, history } = this.around.debuggee;
    if (thread === undefined || thread === machine.threads.running) return undefined;
    const facts = machine.threads.find(thread);
    if (!facts) return undefined;
    const stack = machine.stackOf(facts.topFrame);
    if (direction === 'backward') {
      const { now } = history;
      const isOnIt = () => machine.topFrame >= stack.start && machine.topFrame < stack.end;
      const found = await history.lastMoment({ frame: Infinity, before: now, accept: isOnIt });
      await history.goTo(found.kind === 'found' ? found.time : now);
      return { kind: 'arrived', reason: 'step' };
    }
    const halt = await this.runner.forward({ stopFrame: stack.end - 1 });
    if (halt.kind !== 'arrived' || machine.threads.running !== thread) return halt;
    // One that has not begun yet steps to where it begins.
    const hasBegun = machine.callerOf(machine.topFrame) !== 0;
    const { debuggee } = this.around;
    return hasBegun ? undefined : new Stepper(debuggee, this.moments(), this.runner).into('statement');
  }

  /** A step goes on in the library only if a step or a breakpoint of the user's led there. */
  private moments(): Moments {
    const { debuggee, justMyCode } = this.around;
    const fn = debuggee.functionOf(debuggee.machine.topFrame);
    const isWanted = this.reason !== 'trap' && this.reason !== 'pause' && this.reason !== 'goto';
    const isInLibrary = fn !== undefined && debuggee.isLibrary(fn.id);
    return new Moments(debuggee, !justMyCode || (isInLibrary && isWanted));
  }

  private backStepper(moments: Moments): BackStepper {
    return new BackStepper(this.around, moments, this.searcher, this.interruption, this.first);
  }
}

function forwardStep(
  stepper: Stepper,
  { kind, granularity = 'line', target }: StepRequest,
  left: FrameAddress,
): Promise<Halt> {
  if (kind === 'over') return stepper.over(granularity);
  if (kind === 'out') return stepper.out(left);
  if (kind === 'past') return stepper.past();
  return target === undefined ? stepper.into(granularity) : stepper.intoCall(target, granularity);
}

function noteOf(time: Time, first: Time, end: Time): string | undefined {
  if (time > end) return `The program has not run further than this yet: its newest moment is ${end}.`;
  return time < first ? `The program's first statement is at ${first}.` : undefined;
}
