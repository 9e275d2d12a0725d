// Steps forward.
//
// `over` ends at the first statement moment whose frame is as low as any that was seen on the way: calls
// are run through at full speed, and what the caller calls after a return is not walked into. `in` ends
// at the next statement moment, whatever its frame. `out` ends at the first safepoint after the call,
// in the middle of the calling statement if there is more of it, so that its other calls can be entered.
// `past` leaves a loop: it ends on a line behind this one, or like `over` where the function ends before.
import type { SafepointId } from '../../ir/ir';
import type { FrameAddress } from '../../interpreter/recordable';
import type { Granularity, ThreadId } from '../api';
import type { Debuggee } from '../debuggee';
import { callUnderWay, resultOf, type CallOfFrame, type Returned } from '../returned-calls';
import { anotherLine, anyStatement, leavingLine, lineBeyond, type Goal } from './goals';
import type { Halt } from './halt';
import type { Moments, Standing } from './moments';
import type { Runner, Way } from './runner';

/** Statements of one line that are stepped through one by one. */
const PATIENCE = 64;

/** Results of calls that are kept of one step, the latest ones. */
const MOST_RESULTS = 16;

const DONE: Halt = { kind: 'arrived', reason: 'step' };

export class Stepper {
  /** What the calls gave that were left or stepped over, in their order. */
  readonly returned: Returned[] = [];
  private readonly thread: ThreadId;

  /** Steps the thread that runs now. */
  constructor(
    private readonly debuggee: Debuggee,
    private readonly moments: Moments,
    private readonly runner: Runner,
  ) {
    this.thread = debuggee.machine.threads.running;
  }

  async over(granularity: Granularity): Promise<Halt> {
    const start = this.moments.here;
    for (let steps = 1; ; steps++) {
      const halt = await this.overStatement();
      if (halt.kind !== 'arrived') return halt;
      if (granularity === 'statement' || !this.moments.isSameLine(start, this.moments.here)) return DONE;
      if (steps % PATIENCE === 0) return this.overRestOfLine(start);
    }
  }

  /** Out of a loop: over calls to a line behind this one, or out of the function. The engine looks for it. */
  past(): Promise<Halt> {
    const start = this.moments.here;
    return this.overTo(lineBeyond(this.debuggee, this.moments, start, 'forward'), start);
  }

  /** A line that loops: the engine looks for another one. */
  private overRestOfLine(start: Standing): Promise<Halt> {
    return this.overTo(anotherLine(this.debuggee, this.moments, start), start);
  }

  /** Runs to a goal in the activation of `start`; where that one is left first, to the next statement. */
  private async overTo(goal: Goal, start: Standing): Promise<Halt> {
    const halt = await this.forward({ goal, stopFrame: this.ownBelow(start) });
    goal.release();
    if (halt.kind !== 'arrived' || goal.isReached()) return halt;
    return this.moments.isStatement(this.moments.here) ? DONE : this.overStatement();
  }

  async into(granularity: Granularity): Promise<Halt> {
    const start = this.moments.here;
    for (let steps = 1; ; steps++) {
      const { halt, lowest } = await this.intoStatement();
      if (halt.kind !== 'arrived' || granularity === 'statement' || lowest < start.frame) return halt;
      if (!this.moments.isSameLine(start, this.moments.here)) return DONE;
      if (steps % PATIENCE === 0) return this.intoRestOfLine(start);
    }
  }

  private async intoRestOfLine(start: Standing): Promise<Halt> {
    const goal = leavingLine(this.debuggee, this.moments, start);
    const halt = await this.forward({ goal, stopFrame: this.ownBelow(start) });
    goal.release();
    if (halt.kind !== 'arrived' || goal.isReached()) return halt;
    return this.moments.isStatement(this.moments.here) ? DONE : (await this.intoStatement()).halt;
  }

  /** Steps into one call of the present statement and over those before it; else like `over`. */
  async intoCall(call: SafepointId, granularity: Granularity): Promise<Halt> {
    const { frame } = this.moments.here;
    for (let first = true; ; first = false) {
      const { here } = this.moments;
      const isElsewhere =
        here.frame < frame || (!first && here.frame === frame && this.moments.isStatement(here));
      if (isElsewhere) return this.moments.isStatement(here) ? DONE : this.overStatement();
      if (here.frame === frame && here.safepoint.id === call) return this.into(granularity);
      const halt = await this.stepOnce(frame);
      if (halt.kind !== 'arrived') return halt;
    }
  }

  /** Leaves a frame, with all within it. */
  async out(frame: FrameAddress): Promise<Halt> {
    const caller = this.moments.ownCallerOf(frame);
    const left = this.callIn(caller);
    const halt = await this.forward({ stopFrame: caller ?? this.debuggee.machine.stackStartOf(frame) });
    this.keepResult(left);
    return halt;
  }

  /** The call that is under way in a frame of the user's, which is not the innermost one. */
  private callIn(caller: FrameAddress | undefined): CallOfFrame | undefined {
    return caller === undefined || caller === 0 ? undefined : callUnderWay(this.debuggee, caller);
  }

  /** The same, if it is a call of the user's own code. */
  private ownCallIn(caller: FrameAddress): CallOfFrame | undefined {
    const call = this.callIn(caller);
    return call && this.moments.isOwn(call.callee) ? call : undefined;
  }

  /** What a call gave, if the machine has just come back from it. */
  private keepResult(call: CallOfFrame | undefined): void {
    const result = call && resultOf(this.debuggee, call);
    if (!result) return;
    this.returned.push(result);
    if (this.returned.length > MOST_RESULTS) this.returned.shift();
  }

  private async overStatement(): Promise<Halt> {
    let lowest = this.moments.here.frame;
    for (;;) {
      const halt = await this.stepOnce(lowest);
      if (halt.kind !== 'arrived') return halt;
      const { here } = this.moments;
      lowest = Math.min(lowest, here.frame);
      if (this.moments.isStatement(here)) return DONE;
    }
  }

  /** One safepoint on, or through a call to a frame at or below `lowest`. Library code is left at once. */
  private async stepOnce(lowest: FrameAddress): Promise<Halt> {
    const { here } = this.moments;
    if (!this.moments.isOwn(here.safepoint.function)) return this.forward({ stopFrame: this.ownBelow(here) });
    const halt = await this.oneStep();
    if (halt.kind !== 'arrived' || this.moments.here.frame <= lowest) return halt;
    const crossed = this.ownCallIn(lowest);
    const across = await this.forward({ stopFrame: lowest });
    this.keepResult(crossed);
    return across;
  }

  /** One safepoint on, which may lead out of the function. */
  private async oneStep(): Promise<Halt> {
    const { machine } = this.debuggee;
    const left = this.ownCallIn(machine.callerOf(machine.topFrame));
    const halt = await this.onThisThread();
    this.keepResult(left);
    return halt;
  }

  /** The lowest frame on the way tells whether this activation is over: another one may lie where it did. */
  private async intoStatement(): Promise<{ halt: Halt; lowest: FrameAddress }> {
    let lowest = this.moments.here.frame;
    for (;;) {
      const { here } = this.moments;
      const isOwn = this.moments.isOwn(here.safepoint.function);
      const halt = isOwn ? await this.oneStep() : await this.throughLibrary(here);
      lowest = Math.min(lowest, this.moments.here.frame);
      if (halt.kind !== 'arrived' || this.moments.isStatement(this.moments.here)) return { halt, lowest };
    }
  }

  /** The library may call the user's code back: that is where a step into it ends. */
  private throughLibrary(here: Standing): Promise<Halt> {
    const goal = anyStatement(this.debuggee, this.moments, here);
    return this.forward({ stopFrame: this.ownBelow(here), goal }).finally(() => goal.release());
  }

  /** One safepoint on, on this thread: others may have their turn in between. */
  private async onThisThread(): Promise<Halt> {
    const { machine } = this.debuggee;
    const { end } = machine.stackOf(machine.topFrame);
    const halt = await this.forward({ steps: 1 });
    if (halt.kind !== 'arrived' || machine.threads.running === this.thread) return halt;
    return this.forward({ stopFrame: end - 1 });
  }

  /** Runs on. If the thread ends, so does the step: what else arrives is on this thread, or on its way there. */
  private async forward(way: Way): Promise<Halt> {
    const halt = await this.runner.forward(way);
    const { threads } = this.debuggee.machine;
    const hasEnded = halt.kind === 'arrived' && !threads.find(this.thread);
    return hasEnded ? { kind: 'thread ended', thread: this.thread } : halt;
  }

  /** Where nothing of the user's is below, the stack's beginning: then only the thread's end comes down to it. */
  private ownBelow({ frame }: Standing): FrameAddress {
    return this.moments.ownCallerOf(frame) ?? this.debuggee.machine.stackStartOf(frame);
  }
}
