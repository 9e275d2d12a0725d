// The debugger: everything of `DebuggerApi`, put together. What it does lies in the files around; here are
// the states, and that one thing happens at a time.
//
// Movements and evaluations use the same machine, so they wait for each other in a queue. Breakpoints may be
// set at any moment: between two slices of a movement the machine stands still, and the movement is told
// to look anew.
import type { Position, SourceFile } from '../../syntax/source';
import type * as api from '../api';
import { BreakpointLocations, locationOf } from '../breakpoint-locations';
import { Breakpoints, type Breakpoint } from '../breakpoints';
import { completionsAt } from '../completions';
import { ConditionCompiler } from '../conditions';
import type { Debuggee } from '../debuggee';
import { CounterSlots } from '../hit-counters';
import { splitAssignment } from '../expressions';
import { LogTexts } from '../log-text';
import { checkMemory } from '../memory-check/memory-check';
import { goToFirst } from '../movement/first-moment';
import type { Halt } from '../movement/halt';
import { HitObserver } from '../movement/hits';
import { Interruption } from '../movement/interruption';
import { Moments } from '../movement/moments';
import { Mover, type Surroundings } from '../movement/mover';
import type { Returned } from '../returned-calls';
import { callsOf } from '../step-in-targets';
import { linesOfType } from '../type-lines';
import { TrapFilters } from '../trap-filters';
import { watchTargetOf } from '../watch/resolve';
import { Watchpoints } from '../watch/watchpoints';
import { Changes } from './changes';
import { Inspection, isValue } from './inspection';
import { refused, refusedMovement, WHY_NOT } from './refusals';
import { threadInfos } from '../thread-infos';
import { Settling } from './settling';

export class Debugger implements api.DebuggerApi {
  state: api.State = 'new';
  stop: api.Stop | undefined;
  readonly sources: readonly SourceFile[];
  private readonly locations: BreakpointLocations;
  private readonly breakpoints: Breakpoints;
  private readonly watchpoints: Watchpoints;
  private readonly hits: HitObserver;
  private readonly filters: TrapFilters;
  private readonly settling: Settling;
  private readonly around: Surroundings;
  private readonly logTexts: LogTexts;
  private inspection: Inspection | undefined;
  private interruption: Interruption | undefined;
  private evaluations = new AbortController();
  private queue: Promise<unknown> = Promise.resolve();
  private isBusy = false;
  /** Time of the first statement moment. */
  private first: api.Time = 0;

  constructor(
    private readonly debuggee: Debuggee,
    private readonly options: api.LaunchOptions,
    private readonly events: api.DebuggerEvents,
  ) {
    const { program, debug } = debuggee;
    this.sources = debuggee.sources;
    this.locations = new BreakpointLocations(program, debug);
    const counters = new CounterSlots(debuggee.machine);
    const conditions = new ConditionCompiler(debuggee);
    this.breakpoints = new Breakpoints(program, this.locations, conditions, counters);
    this.watchpoints = new Watchpoints(debuggee, conditions, () => this.breakpoints.takeId());
    this.hits = new HitObserver(debuggee, this.breakpoints, this.watchpoints);
    this.filters = new TrapFilters(debuggee);
    this.logTexts = new LogTexts(debuggee);
    this.settling = new Settling(debuggee, this.hits, this.filters, options.stopAtEnd);
    const log = (breakpoint: Breakpoint) => this.log(breakpoint);
    this.around = {
      debuggee,
      breakpoints: this.breakpoints,
      hits: this.hits,
      justMyCode: options.justMyCode,
      log,
    };
  }

  // --- any time -----------------------------------------------------------------------------------

  setBreakpoints(source: SourceFile, specs: readonly api.BreakpointSpec[]): api.BreakpointStatus[] {
    const statuses = this.breakpoints.setLines(source, specs);
    this.interruption?.interrupt('look anew');
    return statuses;
  }

  setFunctionBreakpoints(specs: readonly api.FunctionBreakpointSpec[]): api.BreakpointStatus[] {
    const statuses = this.breakpoints.setFunctions(specs);
    this.interruption?.interrupt('look anew');
    return statuses;
  }

  setWatchpoints(specs: readonly api.WatchpointSpec[]): api.BreakpointStatus[] {
    const statuses = this.watchpoints.set(specs);
    this.interruption?.interrupt('look anew');
    return statuses;
  }

  setTrapFilters(filters: readonly api.TrapFilter[]): api.Result<object> {
    return this.filters.set(filters);
  }

  setJustMyCode(isOn: boolean): void {
    this.around.justMyCode = isOn;
  }

  breakpointLocations(source: SourceFile, from: Position, to: Position): api.Location[] {
    return this.locations.between(source, from, to);
  }

  entryOf(name: string): api.Result<{ location: api.Location }> {
    const places = this.locations.functionEntries(name);
    if (typeof places === 'string') return refused(places);
    const [first] = places;
    return first ? { ok: true, location: locationOf(first) } : refused(`\`${name}\` has no code`);
  }

  threads(): api.ThreadInfo[] {
    return this.state === 'ended' ? [] : threadInfos(this.debuggee, this.state === 'stopped');
  }

  pause(): void {
    this.interruption?.interrupt('pause');
    this.evaluations.abort();
    this.evaluations = new AbortController();
  }

  history(): api.HistoryInfo {
    const { history } = this.debuggee;
    return {
      start: this.first,
      end: history.end.time,
      now: history.now,
      heldBytes: history.heldBytes,
      budgetBytes: history.budgetBytes,
      checkpoints: history.checkpointCount,
    };
  }

  /** Changes the budget of the history. */
  limitHistory(budgetBytes: number): void {
    this.debuggee.history.limitTo(budgetBytes);
  }

  terminate(): void {
    this.interruption?.interrupt('terminate');
    this.evaluations.abort();
    if (this.state !== 'running') this.end();
  }

  // --- movements ----------------------------------------------------------------------------------

  start(): Promise<api.Outcome> {
    if (this.state !== 'new') return refusedMovement('the program has been started already');
    return this.move(async (mover) => {
      this.first = await goToFirst(this.debuggee);
      // From the very beginning, so that a breakpoint on the first statement is one.
      await this.debuggee.history.goTo(0);
      return this.options.stopOnEntry ? mover(this.first).enter() : mover(this.first).continue('forward');
    });
  }

  continue(direction: api.Direction): Promise<api.Outcome> {
    return this.whenStopped((mover) => mover.continue(direction));
  }

  step(request: api.StepRequest): Promise<api.Outcome> {
    const { frame, thread } = request;
    const left = frame === undefined ? undefined : this.inspection?.stack.frame(frame)?.address;
    if (this.state === 'stopped' && frame !== undefined && left === undefined)
      return refusedMovement('there is no such frame any more');
    if (this.state === 'stopped' && thread !== undefined && !this.debuggee.machine.threads.find(thread))
      return refusedMovement(`there is no thread ${thread} at this moment`);
    return this.whenStopped((mover) => mover.step(request, left));
  }

  runTo(source: SourceFile, position: Position, direction: api.Direction): Promise<api.Outcome> {
    const found = this.locations.resolve(source, position.line, position.column);
    if (!found) return refusedMovement(this.locations.whyNone(source, position.line));
    return this.whenStopped((mover) => mover.runTo(found.place, direction));
  }

  goToTime(time: api.Time): Promise<api.Outcome> {
    if (!Number.isSafeInteger(time)) return refusedMovement('a time is a whole number');
    return this.whenStopped((mover) => mover.goTo(time));
  }

  restartFrame(frame: api.FrameIndex): Promise<api.Outcome> {
    const address = this.inspection?.stack.frame(frame)?.address;
    if (this.state === 'stopped' && address === undefined)
      return refusedMovement('there is no such frame any more');
    return this.whenStopped((mover) => mover.restartFrame(address ?? 0));
  }

  restart(): Promise<api.Outcome> {
    return this.whenStopped(async () => {
      await goToFirst(this.debuggee);
      return { kind: 'arrived', reason: 'entry' };
    });
  }

  // --- only while stopped -------------------------------------------------------------------------

  frames(thread: api.ThreadId, first: number, count: number): { frames: api.FrameInfo[]; total: number } {
    const stack = this.inspection?.stack;
    if (!stack) return { frames: [], total: 0 };
    return { frames: stack.frames(first, count, thread), total: stack.depthOf(thread) };
  }

  variables(frame: api.FrameIndex, scope: api.ScopeKind, format?: api.ValueFormat): api.ValueInfo[] {
    return this.inspection?.variables(frame, scope, format) ?? [];
  }

  returned(): api.ValueInfo[] {
    return this.inspection?.returned() ?? [];
  }

  children(handle: unknown, first: number, count: number, format?: api.ValueFormat): api.ValueInfo[] {
    return this.inspection?.children(handle, first, count, format) ?? [];
  }

  setValue(handle: unknown, text: string, frame = 0): Promise<api.Result<{ value: api.ValueInfo }>> {
    if (!isValue(handle)) return Promise.resolve(refused('this is no value'));
    return this.inspect((inspection, control) =>
      this.changes(inspection).setValue(handle, text, frame, control),
    );
  }

  setExpression(
    target: string,
    text: string,
    frame: api.FrameIndex,
  ): Promise<api.Result<{ value: api.ValueInfo }>> {
    return this.inspect((inspection, control) =>
      this.changes(inspection).setExpression(target, text, frame, control),
    );
  }

  evaluate(request: api.EvaluateRequest): Promise<api.Result<{ value: api.ValueInfo }>> {
    const assignment = splitAssignment(request.expression);
    if (assignment) return this.setExpression(assignment.target, assignment.value, request.frame ?? 0);
    return this.inspect((inspection, control) => inspection.evaluate(request, control), LOOKING);
  }

  typeOf(text: string, frame?: api.FrameIndex): api.Result<{ lines: readonly string[] }> {
    const at = this.sight?.site(frame);
    if (!at) return refused(this.whyNot());
    return at.ok ? linesOfType(this.debuggee, text, at.site) : at;
  }

  watchTarget(of: api.Watchable): Promise<api.Result<api.WatchTargetInfo>> {
    return this.inspect(
      (inspection, control) => watchTargetOf(this.debuggee, inspection, this.watchpoints, of, control),
      LOOKING,
    );
  }

  completions(text: string, column: number, frame?: api.FrameIndex): Completion[] {
    const at = this.sight?.site(frame);
    return at?.ok ? completionsAt(this.debuggee, text, column, at.site) : [];
  }

  stepInTargets(frame: api.FrameIndex): StepInTarget[] {
    const top = frame === 0 ? this.inspection?.stack.frame(0) : undefined;
    if (!top) return [];
    const moments = new Moments(this.debuggee, !this.around.justMyCode);
    return callsOf(this.debuggee, top.safepoint, (fn) => moments.isOwn(fn));
  }

  readMemory(address: number, count: number): { address: number; bytes: Uint8Array; unreadable: number } {
    const nothing = { address, bytes: new Uint8Array(), unreadable: count };
    return this.inspection?.readMemory(address, count) ?? nothing;
  }

  writeMemory(address: number, bytes: Uint8Array): api.Result<{ written: number }> {
    if (!this.inspection || this.isBusy || this.state === 'new') return refused(this.whyNot());
    return this.changes(this.inspection).writeMemory(address, bytes);
  }

  async memoryCheck(): Promise<api.Result<api.MemoryCheckReport>> {
    const interruption = new Interruption((progress) => this.events.onProgress(progress));
    try {
      return await this.inspect((inspection, { signal }) =>
        inspection.beside(() =>
          checkMemory(this.debuggee, { ...interruption.control('Checking memory'), signal }),
        ),
      );
    } finally {
      interruption.end();
    }
  }

  // --- one thing at a time ------------------------------------------------------------------------

  private whenStopped(run: (mover: Mover) => Promise<Halt>): Promise<api.Outcome> {
    if (this.state !== 'stopped') return refusedMovement(this.whyNot());
    return this.move((mover) => run(mover(this.first)));
  }

  private async move(run: (mover: (first: api.Time) => Mover) => Promise<Halt>): Promise<api.Outcome> {
    const before = this.stop;
    const interruption = new Interruption((progress) => this.events.onProgress(progress));
    this.state = 'running';
    this.interruption = interruption;
    this.stop = undefined;
    this.evaluations.abort();
    this.evaluations = new AbortController();
    return this.exclusively(async () => {
      this.inspection?.close();
      this.inspection = undefined;
      let outcome: api.Outcome | undefined;
      let returned: readonly Returned[] = [];
      try {
        const halt = await run((first) => new Mover(this.around, interruption, first, before?.reason));
        if (halt.kind === 'arrived') returned = halt.returned ?? [];
        outcome = await this.settling.settle(halt, before);
      } finally {
        interruption.end();
        this.interruption = undefined;
        // An internal fault: nothing can be relied on any more.
        if (!outcome) this.end();
      }
      return this.arrive(interruption.wish === 'terminate' ? TERMINATED : outcome, returned);
    });
  }

  private arrive(outcome: api.Outcome, returned: readonly Returned[]): api.Outcome {
    if (outcome.kind === 'stopped') {
      this.state = 'stopped';
      this.stop = outcome.stop;
      this.inspection = new Inspection(this.debuggee, returned);
    } else {
      this.end();
    }
    return outcome;
  }

  private end(): void {
    this.state = 'ended';
    this.stop = undefined;
    this.inspection?.close();
    this.inspection = undefined;
  }

  /** What can be looked at: before the start, all that needs no frame. */
  private get sight(): Inspection | undefined {
    if (this.state === 'new') this.inspection ??= new Inspection(this.debuggee, []);
    return this.inspection;
  }

  private inspect<T>(
    run: (inspection: Inspection, control: { signal: AbortSignal }) => Promise<api.Result<T>>,
    states: readonly api.State[] = ['stopped'],
  ): Promise<api.Result<T>> {
    if (!states.includes(this.state)) return Promise.resolve(refused(this.whyNot()));
    const { signal } = this.evaluations;
    return this.exclusively(async (): Promise<api.Result<T>> => {
      const { sight } = this;
      if (!sight || signal.aborted) return refused(signal.aborted ? 'it was cancelled' : this.whyNot());
      return run(sight, { signal });
    });
  }

  private exclusively<T>(work: () => Promise<T>): Promise<T> {
    const done = this.queue.then(async () => {
      this.isBusy = true;
      try {
        return await work();
      } finally {
        this.isBusy = false;
      }
    });
    this.queue = done.catch(() => undefined);
    return done;
  }

  private changes(inspection: Inspection): Changes {
    return new Changes(this.debuggee, inspection, () => this.hits.futureChanged());
  }

  private async log(breakpoint: Breakpoint): Promise<void> {
    const text = await this.logTexts.textOf(breakpoint.log ?? []);
    const { machine } = this.debuggee;
    this.events.onLog(text, locationOf(this.debuggee.safepointOf(machine.topFrame).span));
  }

  private whyNot(): string {
    return WHY_NOT[this.state];
  }
}

/** States in which what needs no frame can be looked at. */
const LOOKING: readonly api.State[] = ['new', 'stopped'];

type Completion = ReturnType<api.DebuggerApi['completions']>[number];
type StepInTarget = ReturnType<api.DebuggerApi['stepInTargets']>[number];
const TERMINATED: api.Outcome = { kind: 'terminated', exitCode: 0 };
