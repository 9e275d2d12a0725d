// A debugger of a program together with what runs while it is compiled: one session over several phases, each
// with a debugger of its own, on one time line. A movement forward that comes to the end of a phase goes on in
// the next one, a movement backward that comes to the beginning in the one before.
import type { Position, SourceFile } from '../../syntax/source';
import type * as api from '../api';
import { laterBy } from '../memory-check/later';
import type { Debugger } from '../session/debugger';
import { BreakpointBook } from './breakpoint-book';
import { keepNearest } from './kept-phases';
import { hasEnded, isHit, isStuck, reasonToStopAtEdge, wantsBefore, type Movement } from './movement';
import { checkPhases } from './memory-check';
import type { Phase } from './phase';
import { newestTime, sessionHistory } from './session-history';
import { WatchBook } from './watch-book';

/** What a program ends with that does not compile. */
const NOT_COMPILED = 1;
const FAILED = 'What runs while compiling failed here: the program does not compile.';

export interface PhasedEvents {
  readonly onBreakpointChanged: (status: api.BreakpointStatus) => void;
  /** The last phase was run to its end, and failed: what the compiler has to say. */
  readonly onFailed: () => void;
}

export class PhasedDebugger implements api.DebuggerApi {
  readonly sources: readonly SourceFile[];
  stop: api.Stop | undefined;
  private readonly book: BreakpointBook;
  private readonly watches: WatchBook;
  /** Index of the phase where the session stands, and of the furthest that it has come to. */
  private at = 0;
  private reached = 0;
  private isMoving = false;
  private isOver = false;
  private wish: 'none' | 'pause' | 'terminate' = 'none';

  /**
   * @param phases in their order; at least one
   * @param historyBudget bytes for the histories of all of them together
   */
  constructor(
    private readonly phases: readonly Phase[],
    private readonly historyBudget: number,
    private readonly events: PhasedEvents,
  ) {
    this.book = new BreakpointBook(phases, events.onBreakpointChanged);
    const takeId = (): api.BreakpointId => this.book.takeId();
    this.watches = new WatchBook(phases, takeId, (phase) => this.openedOf(phase));
    this.sources = this.current.sources;
  }

  get state(): api.State {
    if (this.isOver) return 'ended';
    return this.isMoving ? 'running' : this.current.state;
  }

  private get phase(): Phase {
    return this.phases[this.at] as Phase;
  }

  private get current(): Debugger {
    return this.openedOf(this.phase);
  }

  /** Where names are looked up that stand in no frame: before the start in the program, not in its first run. */
  private get outlook(): Phase {
    return this.state === 'new' ? (this.phases.at(-1) as Phase) : this.phase;
  }

  // --- any time -----------------------------------------------------------------------------------

  setBreakpoints(source: SourceFile, specs: readonly api.BreakpointSpec[]): api.BreakpointStatus[] {
    return this.book.setLines(source, specs);
  }

  setFunctionBreakpoints(specs: readonly api.FunctionBreakpointSpec[]): api.BreakpointStatus[] {
    return this.book.setFunctions(specs);
  }

  setWatchpoints(specs: readonly api.WatchpointSpec[]): api.BreakpointStatus[] {
    return this.watches.set(specs);
  }

  setTrapFilters(filters: readonly api.TrapFilter[]): api.Result<object> {
    return this.book.setFilters(filters, this.phase);
  }

  setJustMyCode(isOn: boolean): void {
    this.book.setJustMyCode(isOn);
  }

  breakpointLocations(source: SourceFile, from: Position, to: Position): api.Location[] {
    const all = this.phases.flatMap((phase) => phase.locations.between(source, from, to));
    const byPlace = new Map(all.map((place) => [JSON.stringify([place.start, place.end]), place]));
    return [...byPlace.values()].sort(({ start: a }, { start: b }) => a.line - b.line || a.column - b.column);
  }

  entryOf(name: string): api.Result<{ location: api.Location }> {
    return this.book.entryOf(name);
  }

  threads(): api.ThreadInfo[] {
    return this.isOver ? [] : this.current.threads();
  }

  pause(): void {
    if (this.isMoving && this.wish === 'none') this.wish = 'pause';
    // Also what is not the present one may be at work: it is looked at by the memory check.
    for (const { debugger: open } of this.phases) open?.pause();
  }

  history(): api.HistoryInfo {
    return sessionHistory(this.phases, this.phase, this.reached, this.historyBudget);
  }

  terminate(): void {
    this.wish = 'terminate';
    for (const { debugger: open } of this.phases) open?.terminate();
    if (!this.isMoving) this.end();
  }

  // --- movements ----------------------------------------------------------------------------------

  /** The first phase is entered at its first statement, whether or not that is where it stops. */
  start(): Promise<api.Outcome> {
    const { stopOnEntry } = this.phase.source;
    const movement: Movement = {
      direction: 'forward',
      isStep: stopOnEntry,
      run: (debug) => debug.continue('forward'),
    };
    return this.moving(async () => {
      const entered = await this.current.start();
      this.phase.note();
      if (entered.kind !== 'stopped' || entered.stop.reason !== 'entry') return this.goOn(movement, entered);
      if (stopOnEntry) return entered;
      return isHit(entered)
        ? this.asHit(entered)
        : this.goOn(movement, await movement.run(this.current, this.phase));
    });
  }

  continue(direction: api.Direction): Promise<api.Outcome> {
    return this.move({ direction, isStep: false, run: (debug) => debug.continue(direction) });
  }

  step(request: api.StepRequest): Promise<api.Outcome> {
    return this.move({ direction: request.direction, isStep: true, run: (debug) => debug.step(request) });
  }

  runTo(source: SourceFile, position: Position, direction: api.Direction): Promise<api.Outcome> {
    const { phases, at } = this.book.phasesAt(source, position.line, position.column);
    const run = (debug: Debugger, phase: Phase): Promise<api.Outcome> =>
      phases.includes(phase) ? debug.runTo(source, position, direction) : debug.continue(direction);
    if (at) return this.move({ direction, isStep: false, run, goal: at.place });
    return Promise.resolve({
      kind: 'refused',
      message: `there is no code on line ${position.line} or after it`,
    });
  }

  goToTime(time: api.Time): Promise<api.Outcome> {
    if (!Number.isSafeInteger(time)) return this.current.goToTime(time);
    return this.whenStopped(async () => {
      const target = Math.min(time, newestTime(this.phases, this.reached));
      const came = this.phases.filter((phase, i) => i <= this.reached && phase.offset <= target);
      await this.goToPhase(Math.max(came.length - 1, 0));
      const outcome = await this.current.goToTime(Math.max(target - this.phase.offset, 0));
      if (time === target || outcome.kind !== 'stopped') return outcome;
      const note = `The session has not come further than this yet: its newest moment is ${target}.`;
      return { kind: 'stopped', stop: { ...outcome.stop, note } };
    });
  }

  restartFrame(frame: api.FrameIndex): Promise<api.Outcome> {
    return this.whenStopped(() => this.current.restartFrame(frame));
  }

  restart(): Promise<api.Outcome> {
    return this.whenStopped(async () => {
      await this.goToPhase(0);
      return this.current.restart();
    });
  }

  private whenStopped(run: () => Promise<api.Outcome>): Promise<api.Outcome> {
    // The phase's own debugger says why not.
    return this.state === 'stopped' ? this.moving(run) : this.current.restart();
  }

  private move(movement: Movement): Promise<api.Outcome> {
    return this.whenStopped(async () => {
      const began = this.current.stop;
      const outcome = await movement.run(this.current, this.phase);
      if (isStuck(movement, outcome, began) && this.phase.source.hasFailed) return this.fail();
      return this.goOn(movement, outcome, began);
    });
  }

  /** From phase to phase, until the movement is at its end. */
  private async goOn(movement: Movement, first: api.Outcome, began?: api.Stop): Promise<api.Outcome> {
    let outcome = first;
    for (let before = began; ; before = undefined) {
      if (this.wish === 'terminate') return { kind: 'terminated', exitCode: 0 };
      if (hasEnded(outcome) && this.at + 1 < this.phases.length) outcome = await this.forward(movement);
      else if (wantsBefore(movement, outcome, before) && this.at > 0) outcome = await this.backward(movement);
      else return outcome;
    }
  }

  private async forward(movement: Movement): Promise<api.Outcome> {
    this.at++;
    this.reached = Math.max(this.reached, this.at);
    const next = this.current;
    this.closeSome();
    const entered = next.state === 'new' ? await next.start() : await next.restart();
    this.phase.note();
    return this.arriveIn(movement, entered);
  }

  /** A run is one statement: where it has ended is the middle of it, from which a step back goes on. */
  private async backward(movement: Movement): Promise<api.Outcome> {
    await this.goToPhase(this.at - 1);
    const last = await this.current.goToTime(this.current.history().end);
    const { now, start } = this.current.history();
    return this.arriveIn({ ...movement, isStep: movement.isStep && now === start }, last);
  }

  /** At the edge of another phase: the movement ends here, or goes on. */
  private async arriveIn(movement: Movement, outcome: api.Outcome): Promise<api.Outcome> {
    if (outcome.kind !== 'stopped' || outcome.stop.reason === 'trap' || outcome.stop.reason === 'end')
      return outcome;
    if (isHit(outcome)) return this.asHit(outcome);
    const reason = this.wish === 'pause' ? 'pause' : reasonToStopAtEdge(movement, this.current);
    if (reason === undefined) return movement.run(this.current, this.phase);
    return { kind: 'stopped', stop: { ...outcome.stop, reason, note: undefined } };
  }

  private asHit(outcome: api.Outcome): api.Outcome {
    if (outcome.kind !== 'stopped') return outcome;
    const ids = this.book.idsOf(this.phase, outcome.stop.hitBreakpoints);
    const reason = ids.length > 0 ? this.book.reasonOf(ids) : 'data breakpoint';
    return { kind: 'stopped', stop: { ...outcome.stop, reason, note: undefined } };
  }

  /** Makes a phase the present one; one that was let go of is run again, to its end. */
  private async goToPhase(index: number): Promise<void> {
    this.at = index;
    if (this.phase.debugger) {
      this.closeSome();
      return;
    }
    const again = this.phase.open();
    this.closeSome();
    again.setTrapFilters([]);
    await again.start();
    await again.continue('forward');
    this.applyTo(this.phase);
  }

  private openedOf(phase: Phase): Debugger {
    if (phase.debugger) return phase.debugger;
    const opened = phase.open();
    this.applyTo(phase);
    return opened;
  }

  /** Gives a phase that has just been opened all that stops in it. */
  private applyTo(phase: Phase): void {
    this.book.applyTo(phase);
    this.watches.applyTo(phase);
  }

  private closeSome(): void {
    const isPinned = (phase: Phase): boolean => phase.wasChanged || this.watches.watchesIn(phase);
    keepNearest(this.phases, this.at, isPinned, this.historyBudget);
  }

  private async moving(run: () => Promise<api.Outcome>): Promise<api.Outcome> {
    this.isMoving = true;
    this.wish = 'none';
    this.stop = undefined;
    try {
      return this.tell(await run());
    } finally {
      this.isMoving = false;
    }
  }

  /** An outcome of a phase as one of the session. */
  private tell(outcome: api.Outcome): api.Outcome {
    if (outcome.kind === 'refused') return outcome;
    if (outcome.kind === 'terminated') {
      this.end();
      return this.phase.source.hasFailed ? { kind: 'terminated', exitCode: NOT_COMPILED } : outcome;
    }
    const { hasFailed } = this.phase.source;
    const isEnd = outcome.stop.reason === 'end' && hasFailed;
    // The beginning of a run is not the beginning of everything.
    const isInside = this.at > 0 && outcome.stop.reason === 'entry';
    if (isEnd) this.events.onFailed();
    const { hitBreakpoints: hits, trap } = outcome.stop;
    this.stop = {
      ...outcome.stop,
      time: this.phase.offset + outcome.stop.time,
      ...(trap?.finding && { trap: { ...trap, finding: laterBy(trap.finding, this.phase.offset) } }),
      hitBreakpoints: [...this.book.idsOf(this.phase, hits), ...this.watches.idsOf(this.phase, hits)],
      changes: this.watches.changesOf(this.phase, outcome.stop.changes),
      ...(isInside ? { reason: 'step', note: undefined } : {}),
      ...(isEnd ? { exitCode: NOT_COMPILED, note: FAILED } : {}),
    };
    return { kind: 'stopped', stop: this.stop };
  }

  private fail(): api.Outcome {
    this.events.onFailed();
    this.phase.debugger?.terminate();
    return { kind: 'terminated', exitCode: NOT_COMPILED };
  }

  private end(): void {
    this.isOver = true;
    this.stop = undefined;
    for (const phase of this.phases) phase.debugger?.terminate();
  }

  // --- only while stopped -------------------------------------------------------------------------

  frames(thread: api.ThreadId, first: number, count: number): { frames: api.FrameInfo[]; total: number } {
    return this.current.frames(thread, first, count);
  }

  returned(): api.ValueInfo[] {
    return this.current.returned();
  }

  variables(frame: api.FrameIndex, scope: api.ScopeKind, format?: api.ValueFormat): api.ValueInfo[] {
    return this.current.variables(frame, scope, format);
  }

  children(handle: unknown, first: number, count: number, format?: api.ValueFormat): api.ValueInfo[] {
    return this.current.children(handle, first, count, format);
  }

  setValue(handle: unknown, text: string, frame?: number): Promise<api.Result<{ value: api.ValueInfo }>> {
    this.phase.wasChanged = true;
    return this.current.setValue(handle, text, frame);
  }

  setExpression(target: string, text: string, frame: number): Promise<api.Result<{ value: api.ValueInfo }>> {
    this.phase.wasChanged = true;
    return this.current.setExpression(target, text, frame);
  }

  evaluate(request: api.EvaluateRequest): Promise<api.Result<{ value: api.ValueInfo }>> {
    return this.openedOf(this.outlook).evaluate(request);
  }

  async watchTarget(of: api.Watchable): Promise<api.Result<api.WatchTargetInfo>> {
    const { outlook } = this;
    const here = await this.openedOf(outlook).watchTarget(of);
    const found = here.ok ? here : ((await this.globalOfProgram(of)) ?? here);
    return found.ok ? { ok: true, ...this.watches.nameOf(outlook, found) } : found;
  }

  /** A global that the present phase does not have. */
  private async globalOfProgram(of: api.Watchable): Promise<api.Result<api.WatchTargetInfo> | undefined> {
    if (!('expression' in of)) return undefined;
    const { expression } = of;
    const found = await this.openedOf(this.phases.at(-1) as Phase).watchTarget({ expression });
    return found.ok && found.lasts ? found : undefined;
  }

  typeOf(text: string, frame?: api.FrameIndex): api.Result<{ lines: readonly string[] }> {
    return this.openedOf(this.outlook).typeOf(text, frame);
  }

  completions(text: string, column: number, frame?: number): ReturnType<api.DebuggerApi['completions']> {
    return this.openedOf(this.outlook).completions(text, column, frame);
  }

  stepInTargets(frame: api.FrameIndex): ReturnType<api.DebuggerApi['stepInTargets']> {
    return this.current.stepInTargets(frame);
  }

  readMemory(address: number, count: number): { address: number; bytes: Uint8Array; unreadable: number } {
    return this.current.readMemory(address, count);
  }

  writeMemory(address: number, bytes: Uint8Array): api.Result<{ written: number }> {
    this.phase.wasChanged = true;
    return this.current.writeMemory(address, bytes);
  }

  async memoryCheck(): Promise<api.Result<api.MemoryCheckReport>> {
    return checkPhases(this.phases.slice(0, this.reached + 1), this.phase);
  }
}
