// What a debugger does, as an interface of plain data: the adapter, the terminal and tests are written
// against this. No protocol is in it. `debugger.ts` implements it.
//
// States: `new` (breakpoints may be set, nothing has run), `running`, `stopped`, `ended`. Requests that
// need another state give a `Refusal`, never an exception. Lines and columns are 1-based; columns count
// UTF-16 code units. Times count safepoints since the program's start (see ARCHITECTURE.md).
import type { Diagnostic } from '../syntax/diagnostic';
import type { Position, SourceFile, Span } from '../syntax/source';

/** Number of safepoints executed since the start of the program: names a moment exactly. */
export type Time = number;
export type ThreadId = number;
export type BreakpointId = number;
/** 0 is the innermost frame. */
export type FrameIndex = number;

/** Why a request could not be done, as a sentence for the user that says what to do. */
export interface Refusal {
  readonly ok: false;
  readonly message: string;
}
export type Result<T> = ({ readonly ok: true } & T) | Refusal;

export type State = 'new' | 'running' | 'stopped' | 'ended';

export type StopReason =
  | 'entry'
  | 'step'
  | 'breakpoint'
  | 'function breakpoint'
  | 'data breakpoint'
  | 'pause'
  | 'trap'
  | 'goto'
  /** A step ended because its thread did. */
  | 'thread end'
  /** The program's last moment: `main` returned or `exit` was called. One can go back from it. */
  | 'end';

/** Complete when it is given: frames and values of that same moment can be read at once. */
export interface Stop {
  readonly reason: StopReason;
  readonly time: Time;
  readonly thread: ThreadId;
  /** The breakpoints whose location and condition hold at this moment. */
  readonly hitBreakpoints: readonly BreakpointId[];
  /** What the watchpoints among them saw. */
  readonly changes?: readonly WatchedChange[];
  readonly trap?: TrapReport;
  /** For `end`. */
  readonly exitCode?: number;
  /** What the user should know besides: a condition that trapped, the beginning of history reached. */
  readonly note?: string;
}

/** Something watched that the statement before the stop has changed. */
export interface WatchedChange {
  readonly watchpoint: BreakpointId;
  readonly expression: string;
  /** Texts of the values before and after. */
  readonly before: string;
  readonly after: string;
  /** The statement that did it, in the user's code if it was the library on its behalf. */
  readonly span: Span;
  /** The function with that statement. */
  readonly function: string;
}

export interface TrapReport {
  /** `index 12 out of bounds for length 10` */
  readonly message: string;
  /** One of the exception filters' ids: the trap kinds of ir/ir.ts. */
  readonly kind: string;
  readonly span: Span;
  /** For a trap of the checked translation: what is known of the block. */
  readonly finding?: FindingInfo;
}

/** A moment and the statement of the user's that was about to run then. */
export interface PlacedMoment {
  readonly time: Time;
  readonly function: string;
  readonly span: Span;
}

/** A wrong use of the heap: see docs/memory-check.md. */
export interface FindingInfo {
  /** One of the trap kinds that only the checked translation finds. */
  readonly kind: string;
  /** `use after free: read of 8 bytes, 16 bytes into a freed block of 40 bytes` */
  readonly message: string;
  /** How often the same statement does it to blocks allocated at the same place. */
  readonly count: number;
  /** The access itself; in the library, with the place in the user's code that led there. */
  readonly access: PlacedMoment;
  /** The heap block that it was meant for: its address, and the bytes that were asked for. */
  readonly block?: { readonly address: number; readonly size: number };
  readonly allocated?: PlacedMoment;
  readonly freed?: PlacedMoment;
}

export interface MemoryCheckReport {
  /** In the order of their times. */
  readonly findings: readonly FindingInfo[];
  /** What has not been looked at. */
  readonly note?: string;
}

/** How a movement ended. `terminated`: the session is over (continue from the end, or terminate). */
export type Outcome =
  | { readonly kind: 'stopped'; readonly stop: Stop }
  | { readonly kind: 'terminated'; readonly exitCode: number }
  | Refusal_;
interface Refusal_ {
  readonly kind: 'refused';
  readonly message: string;
}

export interface BreakpointSpec {
  readonly line: number;
  readonly column?: number;
  readonly condition?: string;
  /** `5` (the fifth time), `>= 5`, `> 5`, `< 5`, `<= 5`, `% 3`. Counted from the program's start. */
  readonly hitCondition?: string;
  /** With `{expressions}`; a breakpoint with a message never stops. */
  readonly logMessage?: string;
  readonly enabled?: boolean;
}

export interface FunctionBreakpointSpec {
  readonly name: string;
  readonly condition?: string;
  readonly hitCondition?: string;
  readonly enabled?: boolean;
}

/** Stops where a place has just been changed, in either direction. */
export interface WatchpointSpec {
  /** A name that `watchTarget` gave. */
  readonly target: string;
  /**
   * Any expression of type bool. Names of the function in whose frame the target was asked for mean what they do in its
   * innermost call; what it does not know, or if it is not under way, is understood where the change was made.
   */
  readonly condition?: string;
  /** As that of a breakpoint; what lies in a frame is counted from the call's beginning. */
  readonly hitCondition?: string;
  readonly enabled?: boolean;
}

/** An expression at a frame, or a value by its handle and the name under which it is shown at one. */
export type Watchable =
  | { readonly expression: string; readonly frame?: FrameIndex }
  | { readonly handle: unknown; readonly name: string; readonly frame?: FrameIndex };

/** A place that can be watched. */
export interface WatchTargetInfo {
  /** For `WatchpointSpec`. Names nothing else in any other run of the program. */
  readonly target: string;
  /** `total`, `n in add`: the expression, and the function in whose call it lies, if it does. */
  readonly description: string;
  /** It is a global, or a part of one: then `target` names it in other runs, too, also before they are started. */
  readonly lasts: boolean;
}

export interface BreakpointStatus {
  readonly id: BreakpointId;
  readonly verified: boolean;
  /** Why it is not verified, or that it was moved. */
  readonly message?: string;
  readonly source?: SourceFile;
  /** Where it really is. */
  readonly start?: Position;
  readonly end?: Position;
}

export interface TrapFilter {
  /** A trap kind, or `all`. */
  readonly kind: string;
  /** Evaluated in the frame that traps; stops only if true. */
  readonly condition?: string;
}

export type Granularity = 'statement' | 'line';
/** `past` leaves a loop: like `over`, to a line behind this one; backward, to one before it. Always by line. */
export type StepKind = 'over' | 'in' | 'out' | 'past';
export type Direction = 'forward' | 'backward';

export interface StepRequest {
  readonly kind: StepKind;
  readonly direction: Direction;
  readonly granularity?: Granularity;
  readonly thread?: ThreadId;
  /** For `in`: the id of one of `stepInTargets`. */
  readonly target?: number;
  /** For `out`: the frame that is left, with all within it; the innermost unless said. */
  readonly frame?: FrameIndex;
}

export interface ThreadInfo {
  readonly id: ThreadId;
  /** Of the function that it began with. */
  readonly name: string;
  /** What it waits for, of a thread that waits while the program stands still: `waits for the end of thread 2`. */
  readonly state?: string;
}

export interface FrameInfo {
  /** From the innermost frame on; stable for this moment, whatever page of the stack it came with. */
  readonly index: FrameIndex;
  readonly name: string;
  readonly source: SourceFile;
  /** The statement about to run; in callers, the one whose call is going on. */
  readonly span: Span;
  readonly isLibrary: boolean;
}

export type ScopeKind = 'locals' | 'globals';

/** Names a value of a moment, whose children can be asked for while the debugger is stopped there. */
export interface ValueInfo {
  /** Name of the variable, field or `[index]`; for results of `evaluate`, the expression. */
  readonly name: string;
  /** In the language's own terms: `Rect{w: 3, h: 1}`, cut to a reasonable length. */
  readonly text: string;
  readonly type: string;
  /** An expression that gives this value in this frame, where there is one. */
  readonly expression?: string;
  /** Address in the program's memory, if it has one. */
  readonly address?: number;
  /** Bytes. */
  readonly size: number;
  /** Children by name (fields, a pointer's target) and by index (elements). */
  readonly namedChildren: number;
  readonly indexedChildren: number;
  /** True if `setValue` can change it. */
  readonly canSet: boolean;
  /** Handle for `children` and `setValue`: plain data that the debugger understands, opaque to others. */
  readonly handle: unknown;
}

export interface ValueFormat {
  readonly hex?: boolean;
  /** The text is to be copied rather than shown: not cut before it is a megabyte long. */
  readonly whole?: boolean;
}

export interface EvaluateRequest {
  readonly expression: string;
  /** Absent: globals only. */
  readonly frame?: FrameIndex;
  readonly thread?: ThreadId;
  readonly format?: ValueFormat;
  /** Whether what the expression prints is shown; else it reaches nobody, as in a watch. */
  readonly showsOutput?: boolean;
}

/** A place where something may be: breakpoint locations, goto targets. */
export interface Location {
  readonly source: SourceFile;
  readonly start: Position;
  readonly end: Position;
}

export interface HistoryInfo {
  /** First moment, 0 unless the history is bounded otherwise. */
  readonly start: Time;
  /** The newest moment that has been executed on this branch. */
  readonly end: Time;
  readonly now: Time;
  /** Bytes held for checkpoints, and their budget. */
  readonly heldBytes: number;
  readonly budgetBytes: number;
  readonly checkpoints: number;
}

/** Said while something goes on that may take long. `fraction` is 0 to 1. */
export interface Progress {
  readonly title: string;
  readonly fraction?: number;
  readonly done: boolean;
}

export interface DebuggerEvents {
  /** Bytes that the program wrote, once each; replayed output is not repeated. */
  onOutput(stream: 'stdout' | 'stderr', bytes: Uint8Array): void;
  /** A log point's message. */
  onLog(message: string, at: Location): void;
  onProgress(progress: Progress): void;
  /** A breakpoint's status changed by itself. */
  onBreakpointChanged(status: BreakpointStatus): void;
}

export interface LaunchOptions {
  readonly stopOnEntry: boolean;
  /** Stop at the program's end, from which one can go back. */
  readonly stopAtEnd: boolean;
  /** Skip library code when stepping; `setJustMyCode` changes it. */
  readonly justMyCode: boolean;
  /** Bytes. */
  readonly memoryLimit: number;
  /** Bytes; 256 MiB unless said otherwise. */
  readonly historyBudget: number;
  /** Debug what runs while compiling, too, before the program. */
  readonly compileTime?: boolean;
  /** Steps that each run may take while compiling. */
  readonly compileSteps?: number;
  /** Whether the first wrong use of the heap is a trap. */
  readonly memoryCheck?: boolean;
  /** How threads take turns; absent: a thousand steps each. */
  readonly schedule?: { readonly quantum: number; readonly seed: number };
}

/**
 * Movements give a promise that settles when the debugger has stopped again; one at a time. While one
 * is under way everything marked "any time" may be called; it takes effect at once.
 */
export interface DebuggerApi {
  readonly state: State;
  /** The last stop, while stopped. */
  readonly stop: Stop | undefined;
  readonly sources: readonly SourceFile[];

  // --- any time -------------------------------------------------------------------------------
  /** Replaces all breakpoints of a source. Also while running. The ids of unchanged ones stay. */
  setBreakpoints(source: SourceFile, specs: readonly BreakpointSpec[]): BreakpointStatus[];
  setFunctionBreakpoints(specs: readonly FunctionBreakpointSpec[]): BreakpointStatus[];
  /** Replaces all watchpoints. */
  setWatchpoints(specs: readonly WatchpointSpec[]): BreakpointStatus[];
  setTrapFilters(filters: readonly TrapFilter[]): Result<object>;
  /** Whether the movements that begin from now on skip library code. */
  setJustMyCode(isOn: boolean): void;
  /** Where breakpoints can be, from the one place to the other. */
  breakpointLocations(source: SourceFile, from: Position, to: Position): Location[];
  /** Where a function begins; for a name of several, the first of them. */
  entryOf(name: string): Result<{ location: Location }>;
  threads(): ThreadInfo[];
  /** Interrupts the movement under way, which then stops with `pause`. */
  pause(): void;
  history(): HistoryInfo;
  /** Ends the session; a movement under way ends as `terminated`. */
  terminate(): void;

  // --- movements: in state `new` (start) or `stopped` (the others) -----------------------------
  /** Runs to the first stop: entry, breakpoint, trap, end. */
  start(): Promise<Outcome>;
  continue(direction: Direction): Promise<Outcome>;
  step(request: StepRequest): Promise<Outcome>;
  /** Runs to a line, as a temporary breakpoint in the direction; stops elsewhere if something else does. */
  runTo(source: SourceFile, position: Position, direction: Direction): Promise<Outcome>;
  goToTime(time: Time): Promise<Outcome>;
  /** Back to the moment when this frame's function began. */
  restartFrame(frame: FrameIndex): Promise<Outcome>;
  /** Back to the first moment, breakpoints kept, without compiling anew. */
  restart(): Promise<Outcome>;

  // --- only while stopped ----------------------------------------------------------------------
  /** Frames from the innermost on; `total` is cheap even when the stack is 100,000 deep. */
  frames(thread: ThreadId, first: number, count: number): { frames: FrameInfo[]; total: number };
  /** Results of the calls that a step forward has just left or stepped over; the locals begin with them, too. */
  returned(): ValueInfo[];
  variables(frame: FrameIndex, scope: ScopeKind, format?: ValueFormat): ValueInfo[];
  children(handle: unknown, first: number, count: number, format?: ValueFormat): ValueInfo[];
  /** Sets a variable, field or element; a new branch of history begins. `text` is any expression. */
  setValue(handle: unknown, text: string, frame?: FrameIndex): Promise<Result<{ value: ValueInfo }>>;
  /** Assigns to any expression that has an address. */
  setExpression(target: string, text: string, frame: FrameIndex): Promise<Result<{ value: ValueInfo }>>;
  /**
   * Any expression, calls included, with no lasting effect. Without a frame also in the state `new`, where globals
   * have their initial values; so are `typeOf` and `completions`.
   */
  evaluate(request: EvaluateRequest): Promise<Result<{ value: ValueInfo }>>;
  /** What a type, or that of an expression, is made of: a line for each field or tag. */
  typeOf(text: string, frame?: FrameIndex): Result<{ lines: readonly string[] }>;
  /** What an expression, or a value by its handle, would be watched as. Globals also in the state `new`. */
  watchTarget(of: Watchable): Promise<Result<WatchTargetInfo>>;
  completions(
    text: string,
    column: number,
    frame?: FrameIndex,
  ): { label: string; type: string; kind: string }[];
  /** The calls of the statement about to run. */
  stepInTargets(frame: FrameIndex): { id: number; label: string; span: Span }[];
  readMemory(address: number, count: number): { address: number; bytes: Uint8Array; unreadable: number };
  writeMemory(address: number, bytes: Uint8Array): Result<{ written: number }>;
  /**
   * Looks for wrong uses of the heap in all that has been recorded on this branch, also without
   * `LaunchOptions.memoryCheck`. The program stays where it stands; `pause` cancels it.
   */
  memoryCheck(): Promise<Result<MemoryCheckReport>>;
}

export type LaunchResult =
  | { readonly ok: true; readonly debugger: DebuggerApi }
  | { readonly ok: false; readonly diagnostics: readonly Diagnostic[] };
