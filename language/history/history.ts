// The history of one execution: it owns the machine, runs it forwards, and takes it to any moment that it
// has been at. Floors above ask for moments; how they are reached is decided here.
//
// A moment is named by its time on the current branch. A change from outside begins a new branch, whose
// earlier moments are its parent's; the old future is kept and can be gone back to. A diversion is a
// branch that is thrown away. One movement goes on at a time; all of them work in slices and can be
// cancelled between two strides, and what cancels leaves the machine at a whole moment.
import { Pace, type Control, type PaceOptions } from './pace';
import type { FrameAddress, Recordable, RunEnd, RunRequest, Time } from '../interpreter/recordable';
import { Recorder } from './recorder';
import type { Rope } from './rope';
import { findLastHit, findLastMoment, type Found, type HitQuery, type MomentQuery } from './search';
import { DEFAULT_BUDGET, PaidSpacing, type SpacingPolicy } from './spacing';
import { forkTime, type BranchEnd } from './time-line';
import { Traveller } from './travel';

/** What keeps state of its own for each branch: the journal of the outside world. */
export interface BranchListener {
  /** A branch begins at the machine's present moment. Gives a token for what is left. */
  fork(): unknown;
  /** Goes back to what a token was given for. Gives a token for what is left. */
  select(token: unknown): unknown;
}

export interface HistoryOptions extends PaceOptions {
  readonly budgetBytes?: number;
  readonly spacing?: SpacingPolicy;
  readonly listener?: BranchListener;
}

export interface ForwardRequest {
  readonly breakpoints: 'stop' | 'ignore';
  /** No more steps than these; without, there is no end to it. */
  readonly steps?: number;
  /** As in RunRequest. */
  readonly stopFrame?: FrameAddress;
  /**
   * After `exit` nobody wants to look: saves the replay that it takes to stand at the last moment. Then
   * there is no present until `goTo` makes one.
   */
  readonly leaveAtExit?: boolean;
}

/**
 * How a run forward ended. After `trap` and `exit` the machine stands at the branch's last moment, before
 * the statement that ended it.
 */
export type Arrival = Exclude<RunEnd, { kind: 'wait' }> | { readonly kind: 'cancelled' };

export interface BranchInfo {
  readonly id: number;
  /** The moment at which it left another one; 0 for the first. */
  readonly forkTime: Time;
  readonly end: BranchEnd;
  readonly isCurrent: boolean;
}

/** What may be done inside a diversion. The machine itself may be changed too. */
export interface Diversion {
  /** Runs on from the present moment; nothing of it is recorded. After `trap` and `exit` it cannot run again. */
  run(request: ForwardRequest, control?: Control): Promise<Arrival>;
  /** The diverted memory, held by the caller, who may keep it beyond the diversion. */
  snapshot(): Rope;
}

export class History {
  private readonly pace: Pace;
  private readonly recorder: Recorder;
  private readonly traveller: Traveller;
  private readonly listener: BranchListener | undefined;
  private isMoving = false;

  /** The machine stands at its start, time 0, and belongs to the history from now on. */
  constructor(
    readonly machine: Recordable,
    options: HistoryOptions = {},
  ) {
    this.pace = new Pace(options);
    const budget = options.budgetBytes ?? DEFAULT_BUDGET;
    this.recorder = new Recorder(machine, this.pace, options.spacing ?? new PaidSpacing(), budget);
    this.traveller = new Traveller(this.recorder, this.pace);
    this.listener = options.listener;
  }

  get now(): Time {
    return this.machine.time;
  }

  /**
   * Whether the present moment was changed from outside: a branch begins here, and what the engine saw
   * when it arrived was the memory before the change.
   */
  get isChange(): boolean {
    const { timeLine } = this.recorder;
    const floor = timeLine.floor(this.now);
    return floor.time === this.now && timeLine.isChange(floor);
  }

  /** The moment of the first change from outside on the way to the present branch's end. */
  get firstChange(): Time | undefined {
    return this.recorder.timeLine.firstChange;
  }

  /** The newest moment of the current branch, and whether the program ended there. */
  get end(): BranchEnd {
    return this.recorder.timeLine.current.end;
  }

  /** Bytes held, by checkpoints and by snapshots that others hold. */
  get heldBytes(): number {
    return this.recorder.heldBytes;
  }
  get budgetBytes(): number {
    return this.recorder.budgetBytes;
  }
  /** Changes the budget. What a smaller one has no room for goes; what cannot be had by replay stays. */
  limitTo(budgetBytes: number): void {
    this.recorder.limitTo(budgetBytes);
  }
  get checkpointCount(): number {
    return this.recorder.timeLine.checkpointCount;
  }

  /** Runs forward from the present moment, recording what is new. */
  run(request: ForwardRequest, control?: Control): Promise<Arrival> {
    return this.move(async () => {
      this.pace.begin();
      const end = await this.runOn(request, control, (strideRequest) => this.strideToLook(strideRequest));
      if (end.kind !== 'trap' && end.kind !== 'exit') return end;
      const last = this.now - 1;
      this.recorder.timeLine.current.end = { time: last, how: end };
      if (end.kind === 'trap' || !request.leaveAtExit) await this.traveller.goTo(last);
      return end;
    });
  }

  /** Goes to a moment, held inside the branch's. False if cancelled on the way, at some moment. */
  goTo(time: Time, control?: Control): Promise<boolean> {
    return this.move(() => {
      this.pace.begin();
      return this.traveller.goTo(Math.min(Math.max(time, 0), this.end.time), control);
    });
  }

  /**
   * The last moment before `query.before`, and not before `query.from`, at which a breakpoint hits or behind
   * which something watched is another. Leaves the machine wherever the search ended: go to a moment
   * afterwards.
   */
  lastHitBefore(query: HitQuery, control?: Control): Promise<Found> {
    return this.move(() => findLastHit(this.recorder, this.pace, query, control));
  }

  /** The last moment of which `query` holds. Leaves the machine as `lastHitBefore` does. */
  lastMoment(query: MomentQuery, control?: Control): Promise<Found> {
    return this.move(() => findLastMoment(this.recorder, this.traveller, this.pace, query, control));
  }

  /** The present memory as a value, held by the caller. It counts as held, and may exceed the budget. */
  snapshot(): Rope {
    return this.recorder.snapshot();
  }

  /**
   * Says that the present memory was changed from outside (and its pages touched). A new branch begins
   * here and becomes the current one; if the old one had a future, it is kept.
   */
  branch(): void {
    const left = this.recorder.timeLine.current;
    const begun = this.recorder.fork();
    // A branch replaced before anything ran on it has no journal worth keeping.
    const token = this.listener?.fork();
    if (begun !== left) left.token = token;
  }

  /** All branches that have a moment of their own, oldest first. */
  branches(): BranchInfo[] {
    const { timeLine } = this.recorder;
    const old = new Set(timeLine.oldFutures());
    return timeLine.branches
      .filter((branch) => branch === timeLine.current || old.has(branch))
      .map((branch) => ({
        id: branch.id,
        forkTime: forkTime(branch),
        end: branch.end,
        isCurrent: branch === timeLine.current,
      }));
  }

  /** Makes a branch the current one and goes to a moment of it. False if there is no such branch any more. */
  switchTo(id: number, time: Time, control?: Control): Promise<boolean> {
    return this.move(async () => {
      const { timeLine } = this.recorder;
      const branch = timeLine.branches.find((candidate) => candidate.id === id);
      if (!branch) return false;
      if (branch !== timeLine.current) {
        timeLine.current.token = this.listener?.select(branch.token);
        timeLine.select(branch);
        this.recorder.goAstray();
      }
      this.pace.begin();
      return this.traveller.goTo(Math.min(Math.max(time, 0), branch.end.time), control);
    });
  }

  /**
   * Runs something on a branch that is thrown away: whatever `divert` does to the machine, the present
   * moment is put back afterwards, exactly, also if it throws.
   */
  diversion<T>(divert: (diversion: Diversion) => Promise<T>): Promise<T> {
    return this.move(async () => {
      const putBack = this.recorder.divert();
      const token = this.listener?.fork();
      try {
        return await divert({
          run: (request, control) => this.runAside(request, control),
          snapshot: () => this.recorder.snapshot(),
        });
      } finally {
        this.listener?.select(token);
        putBack();
      }
    });
  }

  /** The engine can only look before a change is put in: behind one, whoever wants to stop must look. */
  private strideToLook(request: RunRequest): RunEnd {
    const end = this.recorder.stride(request, 'recording');
    const isUnseen = end.kind === 'steps' && request.breakpoints === 'stop' && this.isChange;
    return isUnseen ? { kind: 'breakpoint' } : end;
  }

  private runAside(request: ForwardRequest, control?: Control): Promise<Arrival> {
    this.pace.begin();
    return this.runOn(request, control, (strideRequest) => {
      const steps = Math.min(strideRequest.steps, this.pace.strideSteps);
      const before = this.now;
      const start = this.pace.clock();
      const end = this.machine.run({ ...strideRequest, steps });
      this.pace.ran(this.now - before, this.pace.clock() - start);
      return end;
    });
  }

  /** Strides until something ends the run; waits for the host where the machine asks for it. */
  private async runOn(
    request: ForwardRequest,
    control: Control | undefined,
    stride: (request: RunRequest) => RunEnd,
  ): Promise<Arrival> {
    const limit = this.now + (request.steps ?? Infinity);
    while (this.now < limit) {
      if (control?.signal?.aborted) return { kind: 'cancelled' };
      const top = this.machine.topFrame;
      const end = stride({ ...request, steps: limit - this.now });
      if (end.kind === 'wait') await this.waitForHost(control);
      else if (end.kind !== 'steps') return end;
      else if (this.cameDown(request.stopFrame, top)) return { kind: 'frame' };
      if (this.pace.isSliceOver()) await this.pace.rest();
    }
    return { kind: 'steps' };
  }

  /** Whether a stride that began in frame `top` ended just where the run was to stop. */
  private cameDown(stopFrame: FrameAddress | undefined, top: FrameAddress): boolean {
    if (stopFrame === undefined) return false;
    const low = this.machine.stackStartOf?.(stopFrame) ?? 0;
    const isWithin = (frame: FrameAddress) => frame >= low && frame <= stopFrame;
    return !isWithin(top) && isWithin(this.machine.topFrame);
  }

  /** Settles when the host can go on, or when the movement is cancelled. */
  private async waitForHost(control: Control | undefined): Promise<void> {
    const signal = control?.signal;
    await new Promise<void>((resolve, reject) => {
      signal?.addEventListener('abort', () => resolve(), { once: true });
      this.machine.waitForHost().then(resolve, reject);
    });
    this.pace.begin();
  }

  /** One movement at a time: a second one would find the machine in the middle of the first. */
  private async move<T>(movement: () => Promise<T>): Promise<T> {
    if (this.isMoving) throw new Error('History: a movement began inside another; please report this.');
    this.isMoving = true;
    try {
      return await movement();
    } finally {
      this.isMoving = false;
    }
  }
}
