// One movement of the user's: puts together what it needs, from the request to how it came to its end.
import type { FrameAddress, Time } from '../../interpreter/recordable';
import type { ThreadFacts } from '../../interpreter/threads/thread-list';
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

/** Reasons of stops to which the user was led on purpose. */
const LEADING: readonly StopReason[] = [
  'entry',
  'step',
  'breakpoint',
  'function breakpoint',
  'data breakpoint',
];

export class Mover {
  private readonly runner: Runner;
  private readonly searcher: Searcher;

  /**
   * @param first time of the first statement moment
   * @param led the reason of the stop at which the movement begins
   */
  constructor(
    private readonly around: Surroundings,
    private readonly interruption: Interruption,
    private readonly first: Time,
    private led: StopReason | undefined,
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
    const { threads } = this.around.debuggee.machine;
    const id = request.thread ?? threads.running;
    const facts = present(frame === undefined ? threads.find(id) : threads.of(frame));
    return request.direction === 'backward'
      ? this.stepBack(request, facts, frame ?? facts.topFrame)
      : this.stepOn(request, facts, frame);
  }

  private stepBack(
    { kind, granularity = 'line' }: StepRequest,
    thread: ThreadFacts,
    left: FrameAddress,
  ): Promise<Halt> {
    const stepper = this.backStepper(thread);
    if (kind === 'over') return stepper.over(granularity);
    if (kind === 'past') return stepper.past();
    return kind === 'in' ? stepper.into(granularity) : stepper.out(left);
  }

  private async stepOn(request: StepRequest, thread: ThreadFacts, frame?: FrameAddress): Promise<Halt> {
    const other = await this.turnTo(thread);
    if (other) return other;
    const { debuggee } = this.around;
    const { machine } = debuggee;
    const stepper = new Stepper(debuggee, this.moments(machine.topFrame), this.runner);
    const halt = await forwardStep(stepper, request, frame ?? machine.topFrame);
    if (halt.kind === 'thread ended') return this.behindEnd(halt);
    if (halt.kind !== 'arrived') return halt;
    // Not where the step went on into another call.
    const { topFrame } = machine;
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
    const { threads } = this.around.debuggee.machine;
    return this.backStepper(present(threads.of(frame))).toBeginning(frame);
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

  /** Another thread is to be stepped: its turn must come first. A halt if something else came. */
  private async turnTo({ id, topFrame }: ThreadFacts): Promise<Halt | undefined> {
    const { debuggee } = this.around;
    const { machine } = debuggee;
    if (id === machine.threads.running) return undefined;
    this.led = undefined;
    const halt = await this.runner.forward({ stopFrame: machine.stackOf(topFrame).end - 1 });
    if (halt.kind !== 'arrived' || machine.threads.running !== id) return halt;
    const hasBegun = machine.callerOf(machine.topFrame) !== 0;
    return hasBegun ? undefined : ((await this.beginThread()) ?? halt);
  }

  /** A thread that has not begun yet goes to where it begins. A halt if something else came. */
  private async beginThread(): Promise<Halt | undefined> {
    const { debuggee } = this.around;
    const { topFrame } = debuggee.machine;
    if (debuggee.machine.callerOf(topFrame) !== 0) return undefined;
    const halt = await new Stepper(debuggee, this.moments(topFrame), this.runner).into('statement');
    return halt.kind === 'arrived' ? undefined : halt;
  }

  /**
   * The thread that was stepped has ended. The one that has its turn now goes on to the user's code, unless something
   * else comes; one that never is there ends as well.
   */
  private async behindEnd(ended: Halt): Promise<Halt> {
    for (;;) {
      const halt = (await this.beginThread()) ?? (await this.leaveLibrary());
      if (!halt) return ended;
      if (halt.kind !== 'thread ended') return halt;
    }
  }

  /** Most often it is in the call by which it waited. A halt if something else came. */
  private async leaveLibrary(): Promise<Halt | undefined> {
    const { debuggee, justMyCode } = this.around;
    const { machine } = debuggee;
    const moments = new Moments(debuggee, !justMyCode);
    if (moments.isOwn(machine.functionOf(machine.topFrame))) return undefined;
    const halt = await new Stepper(debuggee, moments, this.runner).out(machine.topFrame);
    return halt.kind === 'arrived' ? undefined : halt;
  }

  /** A step goes on in the library only if a step or a breakpoint of the user's led this thread there. */
  private moments(top: FrameAddress): Moments {
    const { debuggee, justMyCode } = this.around;
    const fn = debuggee.functionOf(top);
    const isWanted =
      this.led !== undefined && LEADING.includes(this.led) && top === debuggee.machine.topFrame;
    const isInLibrary = fn !== undefined && debuggee.isLibrary(fn.id);
    return new Moments(debuggee, !justMyCode || (isInLibrary && isWanted));
  }

  private backStepper(thread: ThreadFacts): BackStepper {
    const moments = this.moments(thread.topFrame);
    return new BackStepper(this.around, thread, moments, this.searcher, this.interruption, this.first);
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

/** Whoever asks for a movement has looked whether the thread is there. */
function present(thread: ThreadFacts | undefined): ThreadFacts {
  if (!thread) throw new Error('debugger: the thread that is to move has ended; please report this');
  return thread;
}

function noteOf(time: Time, first: Time, end: Time): string | undefined {
  if (time > end) return `The program has not run further than this yet: its newest moment is ${end}.`;
  return time < first ? `The program's first statement is at ${first}.` : undefined;
}
