// The program under the debugger, from the adapter's side: which phase it is in, the one movement that may
// be under way, the one evaluation that may be, and how each of them ends for the client.
//
//   none ──launch──▶ launched ──configurationDone──▶ running ◀──▶ stopped
//                                                       └─────▶ ended ◀─────┘
import { aTurn } from '../language/syntax/turn';
import type { DebuggerApi, Outcome, Stop, TrapReport } from '../language/debugger/api';
import { cancelled, internalFault, notLaunched, refused } from './errors';
import type { Outbox } from './outbox';

export type Phase = 'none' | 'launched' | 'running' | 'stopped' | 'ended';

/** What a debuggee tells its session. */
export interface DebuggeeEvents {
  /** Numbers of the old moment are void; the stop is to be told. */
  onStopped(stop: Stop): void;
  /** The program has ended by a trap, at a stop that is not told. */
  onFatalTrap(api: DebuggerApi, trap: TrapReport): void;
  /** No movement is under way any more, however it ended. */
  onMovementEnded(): void;
}

/** An answer that is given, and what is done after it has been sent. */
export interface Reply {
  readonly body?: object;
  readonly afterwards?: () => void;
}

/** Wraps one `DebuggerApi` after another: a session may launch again after an end. */
export class Debuggee {
  private api: DebuggerApi | undefined;
  private phaseNow: Phase = 'none';
  private movement: Promise<void> | undefined;
  private evaluation: Promise<unknown> | undefined;
  /** How often the user wanted something else than what was going on. */
  private interruptions = 0;
  /** Set when the client asked for the end, which is then no exit of the program's own. */
  private terminating = false;
  private stopsAtEnd = true;

  constructor(
    private readonly outbox: Outbox,
    private readonly events: DebuggeeEvents,
  ) {}

  get phase(): Phase {
    return this.phaseNow;
  }

  /** The debugger of a launched program. Throws `notLaunched`. */
  debugger(command: string): DebuggerApi {
    if (!this.api) throw notLaunched(command);
    return this.api;
  }

  /** The debugger, if a program is launched. */
  get current(): DebuggerApi | undefined {
    return this.api;
  }

  /**
   * Takes a compiled program, whose debugger stops at its end; one that was there before is ended.
   * @param stopsAtEnd whether the client is to hear of that stop, or of the end at once
   */
  attach(api: DebuggerApi, stopsAtEnd: boolean): void {
    this.api?.terminate();
    this.api = api;
    this.movement = undefined;
    this.stopsAtEnd = stopsAtEnd;
    this.phaseNow = 'launched';
    this.terminating = false;
  }

  /**
   * Starts a movement. The reply is to be sent before anything that the movement causes: events are held
   * back until then. Throws `refused` if the debugger says no at once.
   */
  async move(start: (api: DebuggerApi) => Promise<Outcome>, body?: object): Promise<Reply> {
    const api = this.debugger('movement');
    const before = this.phaseNow;
    this.phaseNow = 'running';
    this.outbox.hold();
    try {
      const outcome = start(api);
      // Time enough for a promise that is settled already to be seen.
      const early = await Promise.race([outcome, aTurn().then(() => undefined)]);
      if (early?.kind === 'refused') throw refused(early.message, true);
      this.follow(api, outcome);
      return { body, afterwards: () => this.outbox.release() };
    } catch (error) {
      if (this.api === api && this.phaseNow === 'running') this.phaseNow = before;
      this.outbox.release();
      throw error;
    }
  }

  /** Interrupts the movement or evaluation under way, and evaluations that wait for it. */
  interrupt(): void {
    this.interruptions++;
    this.api?.pause();
  }

  /**
   * Runs an evaluation, after any that is under way. Throws `cancelled` if the user, or `signal`, wanted
   * something else before its turn came.
   */
  async evaluate<T>(signal: AbortSignal, work: (api: DebuggerApi) => Promise<T>): Promise<T> {
    const { interruptions } = this;
    while (this.evaluation) await this.evaluationEnded();
    if (signal.aborted || interruptions !== this.interruptions) throw cancelled();
    const stop = (): void => this.api?.pause();
    signal.addEventListener('abort', stop);
    try {
      this.evaluation = work(this.debugger('evaluate'));
      return (await this.evaluation) as T;
    } finally {
      this.evaluation = undefined;
      signal.removeEventListener('abort', stop);
    }
  }

  get isEvaluating(): boolean {
    return this.evaluation !== undefined;
  }

  /** Settles when the evaluation under way has ended; another may have begun by then. */
  async evaluationEnded(): Promise<void> {
    await this.evaluation?.catch(() => undefined);
  }

  /** Ends the program because the client wants it. `ended` events follow once, here or by the movement. */
  terminate(): void {
    if (!this.api || this.phaseNow === 'ended') return;
    this.terminating = true;
    this.api.terminate();
    if (!this.movement) this.end();
  }

  private follow(api: DebuggerApi, outcome: Promise<Outcome>): void {
    // A restart may have put another program in the place of the one that moves, before or after this.
    if (this.api !== api) return;
    const movement = outcome
      .catch((error: unknown): Outcome => this.fault(error))
      .then((end) => {
        if (this.movement === movement) this.movement = undefined;
        if (this.api === api) this.arrive(end);
      });
    this.movement = movement;
  }

  private arrive(outcome: Outcome): void {
    this.events.onMovementEnded();
    if (this.phaseNow === 'ended') return;
    if (outcome.kind === 'terminated') {
      this.end(outcome.exitCode);
      return;
    }
    if (outcome.kind === 'stopped' && outcome.stop.reason === 'end' && !this.stopsAtEnd) {
      this.leave(outcome.stop);
      return;
    }
    this.phaseNow = 'stopped';
    if (outcome.kind === 'stopped') {
      this.events.onStopped(outcome.stop);
      return;
    }
    const stop = this.api?.stop;
    this.outbox.say(outcome.message, 'important');
    this.events.onStopped({
      ...(stop ?? { time: 0, thread: 1 }),
      reason: 'pause',
      hitBreakpoints: [],
      trap: undefined,
      note: outcome.message,
    });
  }

  /** The end without a stop: a trap behind it is told all the same. */
  private leave({ trap, exitCode }: Stop): void {
    if (this.api && trap) this.events.onFatalTrap(this.api, trap);
    this.api?.terminate();
    this.end(exitCode ?? 0);
  }

  private end(exitCode?: number): void {
    if (this.phaseNow === 'ended') return;
    this.phaseNow = 'ended';
    this.outbox.endOfOutput();
    if (exitCode !== undefined && !this.terminating) this.outbox.event('exited', { exitCode });
    this.outbox.event('terminated');
  }

  private fault(error: unknown): Outcome {
    this.outbox.say(internalFault(error).message, 'important');
    return { kind: 'terminated', exitCode: 1 };
  }
}
