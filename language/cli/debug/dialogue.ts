// The state of a conversation with the debugger: the program under it, the breakpoints, the selected
// frame, what is displayed at each stop. Commands read and change it; it writes what every stop shows.
import type { DebuggerApi, Direction, FrameInfo, Outcome, Stop, ThreadId } from '../../debugger/api';
import type { SourceFile } from '../../syntax/source';
import { BreakpointTable } from './breakpoints';
import { changeText, frameText, kindOf, momentText, returnedText, sourceLine, valueText } from './format';
import type { Screen } from './terminal';

/** Why a command could not be done, for the person; undefined if it was. */
export type Complaint = string | undefined;

/** A run of the program. */
interface Running {
  readonly debugger: DebuggerApi;
  /** Its main file. */
  readonly program: SourceFile;
}

export type Relaunched =
  (Running & { readonly ok: true }) | { readonly ok: false; readonly complaint: string };

/** An expression shown at every stop. */
export interface Display {
  readonly number: number;
  readonly expression: string;
  readonly hex: boolean;
}

/** What `list` shows next. */
export interface Listing {
  readonly source: SourceFile;
  /** First and last line shown last, 1-based. */
  readonly first: number;
  readonly last: number;
}

const OVER = 'The program is over; `run` starts it anew.';
const ENDED = 'The program has ended: from here one can only go back. `run` starts it anew.';
const NOT_BEGUN = 'The program does not run yet; `run` or `start` begins it.';

/** More frames than the library ever has on top of the user's own. */
const LIBRARY_DEPTH = 32;

export class Dialogue {
  readonly breakpoints: BreakpointTable;
  displays: Display[] = [];
  listing: Listing | undefined;
  /** Position of the selected frame in the selected thread's stack, 0 is the innermost. */
  selected = 0;
  /** The one that was chosen at this stop; else the one that stopped is selected. */
  private chosenThread: ThreadId | undefined;
  /** The thread that stopped last, to say when it is another one. */
  private lastThread: ThreadId | undefined;
  /** Set by Ctrl-C; commands that repeat a movement look at it. */
  interrupted = false;
  /** Function and depth of the last stop, to say the place only when it changes. */
  private lastPlace = '';
  private lastDisplay = 0;
  private isJustMyCode = true;
  private current: DebuggerApi;
  private mainSource: SourceFile;

  /**
   * @param launched the program, not yet started
   * @param relaunch gives another run of the program as it is on the disk then
   */
  constructor(
    launched: Running,
    private readonly relaunch: () => Relaunched,
    readonly screen: Screen,
  ) {
    this.current = launched.debugger;
    this.mainSource = launched.program;
    this.breakpoints = new BreakpointTable(this.current);
    this.current.setTrapFilters([{ kind: 'all' }]);
  }

  /** The source that line numbers mean where no other is at hand. */
  get program(): SourceFile {
    return this.mainSource;
  }

  get debugger(): DebuggerApi {
    return this.current;
  }

  /** Whether steps pass over the library, in this run and those to come. */
  get justMyCode(): boolean {
    return this.isJustMyCode;
  }
  set justMyCode(isOn: boolean) {
    this.isJustMyCode = isOn;
    this.current.setJustMyCode(isOn);
  }

  /** Lets go of this run and makes ready for another; keeps it if there can be no other. */
  renew(): Complaint {
    const next = this.relaunch();
    if (!next.ok) return next.complaint;
    this.end();
    this.current = next.debugger;
    this.mainSource = next.program;
    this.listing = undefined;
    this.current.setTrapFilters([{ kind: 'all' }]);
    this.breakpoints.moveTo(this.current);
    this.current.setJustMyCode(this.isJustMyCode);
    this.forgetPlace();
    return undefined;
  }

  /** Lets go of the program, wherever it stands. */
  end(): void {
    if (this.current.state !== 'ended') this.current.terminate();
  }

  /** Ctrl-C. */
  interrupt(): void {
    this.interrupted = true;
    if (this.current.state === 'running') this.current.pause();
  }

  /** What to say when the program does not stand still anywhere. */
  get notStopped(): Complaint {
    if (this.current.state === 'stopped') return undefined;
    return this.current.state === 'ended' ? OVER : NOT_BEGUN;
  }

  /** The same for an expression: before the program runs it may use whatever is in no function. */
  get cannotEvaluate(): Complaint {
    return this.current.state === 'new' ? undefined : this.notStopped;
  }

  /** The same for a movement; the end of the program is kept, since all of its history hangs on it. */
  cannotMove(direction: Direction): Complaint {
    const atEnd = this.current.stop?.reason === 'end' && direction === 'forward';
    return this.notStopped ?? (atEnd ? ENDED : undefined);
  }

  /** The selected thread; undefined while nothing stands still. */
  get thread(): ThreadId | undefined {
    const { stop } = this.current;
    return stop && (this.chosenThread ?? stop.thread);
  }

  /** Selects a thread that there is, and in it the innermost frame of the user's own. */
  selectThread(thread: ThreadId): void {
    this.chosenThread = thread;
    this.selected = this.ownFrame();
  }

  /** Frames of the selected thread, from the innermost on; none while nothing stands still. */
  frames(first: number, count: number): { frames: FrameInfo[]; total: number } {
    const { thread } = this;
    return thread === undefined ? { frames: [], total: 0 } : this.current.frames(thread, first, count);
  }

  get frame(): FrameInfo | undefined {
    return this.frames(this.selected, 1).frames[0];
  }

  addDisplay(expression: string, hex: boolean): Display {
    const display = { number: ++this.lastDisplay, expression, hex };
    this.displays.push(display);
    return display;
  }

  /** Makes the next stop say where it is, as if nothing had been said before. */
  forgetPlace(): void {
    this.lastPlace = '';
    this.lastThread = undefined;
  }

  /** Waits for a movement to end and shows where it has ended. */
  async show(movement: Promise<Outcome>, direction: Direction): Promise<Complaint> {
    return this.arrive(await movement, direction);
  }

  /** Shows the end of a movement. */
  async arrive(outcome: Outcome, direction: Direction): Promise<Complaint> {
    this.selected = 0;
    this.chosenThread = undefined;
    this.listing = undefined;
    if (outcome.kind === 'refused') return outcome.message;
    if (outcome.kind === 'terminated') {
      this.forgetPlace();
      this.screen.line(`The program is over, with exit code ${outcome.exitCode}.`);
      return undefined;
    }
    if (outcome.stop.reason === 'trap') this.selected = this.ownFrame();
    this.showStop(outcome.stop, direction);
    for (const value of this.current.returned()) this.screen.line(returnedText(value));
    await this.showDisplays();
    return undefined;
  }

  /** The source line of the selected frame, behind its place. */
  showFrame(): void {
    const { frame } = this;
    if (!frame) return;
    this.screen.line(`#${this.selected}  ${frameText(frame)}`);
    this.screen.line(sourceLine(frame.source, frame.source.position(frame.span.start).line));
    this.listing = undefined;
  }

  async showDisplay(display: Display): Promise<void> {
    const { expression, hex } = display;
    const result = await this.current.evaluate({ expression, frame: this.frame?.index, format: { hex } });
    const text = result.ok ? valueText(result.value) : `${expression}: ${result.message}`;
    this.screen.line(`${display.number}: ${text}`);
  }

  private async showDisplays(): Promise<void> {
    for (const display of this.displays) await this.showDisplay(display);
  }

  /** The innermost frame of the user's own code, if the library does something on its behalf. */
  private ownFrame(): number {
    const { frames } = this.frames(0, LIBRARY_DEPTH);
    return Math.max(
      0,
      frames.findIndex((frame) => !frame.isLibrary),
    );
  }

  private showStop(stop: Stop, direction: Direction): void {
    const { frames, total } = this.frames(this.selected, 1);
    const frame = frames[0];
    const heading = this.heading(stop);
    const place = `${frame?.name ?? ''} ${total}`;
    if (stop.note !== undefined) this.screen.line(stop.note);
    this.sayThread(stop.thread);
    if (frame && (place !== this.lastPlace || stop.reason !== 'step' || heading !== '')) {
      this.screen.line(heading + frameText(frame, (name) => this.screen.paint('bold', name)));
    }
    this.lastPlace = place;
    const time = this.screen.paint('dim', `[t=${stop.time}${direction === 'backward' ? ', backwards' : ''}]`);
    if (!frame) this.screen.line(time);
    else
      this.screen.line(`${sourceLine(frame.source, frame.source.position(frame.span.start).line)}   ${time}`);
  }

  /** Says who stops where that is another thread than before. */
  private sayThread(thread: ThreadId): void {
    const before = this.lastThread;
    this.lastThread = thread;
    if (before === undefined || before === thread) return;
    const info = this.current.threads().find(({ id }) => id === thread);
    this.screen.line(`[Thread ${thread}: ${info?.name ?? ''}]`);
  }

  /** What is said before the place: the breakpoints, or why else the program stands here. */
  private heading(stop: Stop): string {
    const hit = this.breakpoints.byIds(stop.hitBreakpoints);
    const names = hit.map((breakpoint) => `${kindOf(breakpoint)} ${breakpoint.number}`);
    const once = hit.filter((breakpoint) => breakpoint.temporary);
    if (once.length > 0) this.breakpoints.remove(once);
    if (stop.trap) {
      this.screen.line(this.screen.paint('red', `Trap: ${stop.trap.message}`));
      const { allocated, freed } = stop.trap.finding ?? {};
      if (allocated) this.screen.line(`  allocated in ${momentText(allocated)}`);
      if (freed) this.screen.line(`  freed in ${momentText(freed)}`);
    }
    if (stop.reason === 'end')
      this.screen.line(`The program ends here, with exit code ${stop.exitCode ?? 0}.`);
    if (stop.reason === 'pause') this.screen.line('Paused.');
    for (const change of stop.changes ?? []) this.screen.line(changeText(change));
    return names.map((name) => `${name}, `).join('');
  }
}
