// A debugger whose program is a list of moments, for tests of the adapter alone: it goes to and fro in the
// list, stops at lines, and answers questions from the list. No compiler, no machine.
import type {
  BreakpointSpec,
  BreakpointStatus,
  DebuggerApi,
  DebuggerEvents,
  Direction,
  FrameInfo,
  FunctionBreakpointSpec,
  LaunchOptions,
  MemoryCheckReport,
  Outcome,
  Result,
  Stop,
  StopReason,
  TrapFilter,
  ValueInfo,
  WatchpointSpec,
} from '../../language/debugger/api';
import type { Launch } from '../../adapter/launcher';
import type { Position, SourceFile } from '../../language/syntax/source';

export interface Moment {
  readonly line: number;
  readonly output?: string | Uint8Array;
  readonly trap?: string;
}

export interface Script {
  readonly moments: readonly Moment[];
  readonly locals?: readonly ValueInfo[];
  /** Movements go on until `pause` or `terminate`. */
  readonly endless?: boolean;
  /** Runs before a movement settles. */
  readonly during?: (events: DebuggerEvents) => void;
}

/** Everything that the adapter asked of the debugger, for assertions. */
export type Calls = [string, ...unknown[]][];

export function scripted(script: Script, calls: Calls = []): Launch {
  return (source, options, _host, events) => ({
    ok: true,
    debugger: new ScriptedDebugger(source, script, options, events, calls),
  });
}

export function value(name: string, text: string, more: Partial<ValueInfo> = {}): ValueInfo {
  const plain = { type: 'i32', size: 4, namedChildren: 0, indexedChildren: 0, canSet: true, handle: name };
  return { name, text, expression: name, ...plain, ...more };
}

class ScriptedDebugger implements DebuggerApi {
  state: DebuggerApi['state'] = 'new';
  stop: Stop | undefined;
  readonly sources: SourceFile[];
  private at = 0;
  private lines = new Map<number, number>();
  private nextBreakpoint = 100;
  private interrupted: ((end: 'pause' | 'terminate') => void) | undefined;

  constructor(
    private readonly source: SourceFile,
    private readonly script: Script,
    private readonly options: LaunchOptions,
    private readonly events: DebuggerEvents,
    private readonly calls: Calls,
  ) {
    this.sources = [source];
    calls.push(['launch', options]);
  }

  setBreakpoints(source: SourceFile, specs: readonly BreakpointSpec[]): BreakpointStatus[] {
    this.calls.push(['setBreakpoints', specs]);
    const old = this.lines;
    this.lines = new Map(specs.map(({ line }) => [line, old.get(line) ?? this.nextBreakpoint++]));
    return specs.map(({ line }) => {
      const id = this.lines.get(line) as number;
      const start = { line, column: 1 };
      if (line > source.lineCount) return { id, verified: false, message: `There is no line ${line}.` };
      return { id, verified: true, source, start, end: { line, column: 5 } };
    });
  }

  setFunctionBreakpoints(specs: readonly FunctionBreakpointSpec[]): BreakpointStatus[] {
    this.calls.push(['setFunctionBreakpoints', specs]);
    return specs.map(({ name }) => ({ id: this.nextBreakpoint++, verified: name === 'main' }));
  }

  setWatchpoints(specs: readonly WatchpointSpec[]): BreakpointStatus[] {
    this.calls.push(['setWatchpoints', specs]);
    return specs.map(() => ({ id: this.nextBreakpoint++, verified: true }));
  }

  watchTarget(of: { expression: string } | { name: string }) {
    const text = 'expression' in of ? of.expression : of.name;
    if (text === 'bad') return Promise.resolve({ ok: false as const, message: 'it is no place' });
    return Promise.resolve({
      ok: true as const,
      target: `target of ${text}`,
      description: text,
      lasts: false,
    });
  }

  setJustMyCode(isOn: boolean): void {
    this.calls.push(['setJustMyCode', isOn]);
  }

  setTrapFilters(filters: readonly TrapFilter[]): Result<object> {
    this.calls.push(['setTrapFilters', filters]);
    const bad = filters.find(({ condition }) => condition === 'bad');
    return bad ? { ok: false, message: 'cannot compile `bad`' } : { ok: true };
  }

  breakpointLocations(source: SourceFile, from: Position, to: Position) {
    const found = [];
    for (let line = from.line; line <= Math.min(to.line, source.lineCount); line++) {
      if (source.lineText(line) !== '')
        found.push({ source, start: { line, column: 3 }, end: { line, column: 8 } });
    }
    return found;
  }

  threads() {
    return [{ id: 1, name: 'main' }];
  }

  pause(): void {
    this.calls.push(['pause']);
    this.interrupted?.('pause');
  }

  terminate(): void {
    this.calls.push(['terminate']);
    this.state = 'ended';
    this.interrupted?.('terminate');
  }

  history() {
    const end = this.script.moments.length - 1;
    return { start: 0, end, now: this.at, heldBytes: 4096, budgetBytes: 65536, checkpoints: 1 };
  }

  start(): Promise<Outcome> {
    if (this.options.stopOnEntry) return this.arrive('entry');
    return this.run('forward', 0);
  }

  continue(direction: Direction): Promise<Outcome> {
    if (direction === 'backward' && this.at === 0) {
      return Promise.resolve({ kind: 'refused', message: 'This is the beginning of history.' });
    }
    if (this.stop?.reason === 'end' && direction === 'forward') return Promise.resolve(terminated);
    return this.run(direction, direction === 'forward' ? this.at + 1 : this.at - 1);
  }

  step(request: Parameters<DebuggerApi['step']>[0]): Promise<Outcome> {
    this.calls.push(['step', request]);
    this.at = Math.max(0, this.at + (request.direction === 'forward' ? 1 : -1));
    return this.arrive('step');
  }

  runTo(_source: SourceFile, { line }: Position, direction: Direction): Promise<Outcome> {
    this.calls.push(['runTo', line, direction]);
    this.at = this.script.moments.findIndex((moment) => moment.line === line);
    return this.arrive('goto');
  }

  goToTime(time: number): Promise<Outcome> {
    if (time >= this.script.moments.length)
      return Promise.resolve({ kind: 'refused', message: 'No such moment.' });
    this.at = time;
    return this.arrive('goto');
  }

  restartFrame(): Promise<Outcome> {
    return this.goToTime(0);
  }

  restart(): Promise<Outcome> {
    this.calls.push(['restart']);
    this.at = 0;
    return this.start();
  }

  frames(_thread: number, first: number, count: number): { frames: FrameInfo[]; total: number } {
    const line = this.script.moments[this.at]?.line ?? 1;
    const start = this.source.lineStart(line);
    const span = { source: this.source, start, end: start + 4 };
    const all = ['inner', 'main'].map((name, index) => ({
      index,
      name,
      source: this.source,
      span,
      isLibrary: false,
    }));
    return { frames: all.slice(first, first + count), total: all.length };
  }

  entryOf(): ReturnType<DebuggerApi['entryOf']> {
    return { ok: false, message: 'there is none' };
  }

  typeOf(): ReturnType<DebuggerApi['typeOf']> {
    return { ok: false, message: 'there is none' };
  }

  returned(): ValueInfo[] {
    return [];
  }

  variables(_frame: number, scope: 'locals' | 'globals', format?: { hex?: boolean }): ValueInfo[] {
    if (scope === 'globals') return [value('total', '7')];
    const now = value('now', format?.hex ? `0x${this.at.toString(16)}` : String(this.at));
    return [now, ...(this.script.locals ?? [])];
  }

  children(_handle: unknown, first: number, count: number): ValueInfo[] {
    return Array.from({ length: count }, (_, at) => value(`[${first + at}]`, String((first + at) * 10)));
  }

  setValue(handle: unknown, text: string): Promise<Result<{ value: ValueInfo }>> {
    this.calls.push(['setValue', handle, text]);
    if (text === 'no') return Promise.resolve({ ok: false, message: 'there is no `no`' });
    return Promise.resolve({ ok: true, value: value(String(handle), text, { address: 64 }) });
  }

  setExpression(target: string, text: string): Promise<Result<{ value: ValueInfo }>> {
    return this.setValue(target, text);
  }

  async evaluate({ expression }: { expression: string }): Promise<Result<{ value: ValueInfo }>> {
    if (expression === 'endless()') {
      await new Promise((resolve) => (this.interrupted = resolve));
      this.interrupted = undefined;
      return { ok: false, message: 'interrupted' };
    }
    if (expression === 'boom') throw new Error('a fault inside');
    if (expression === 'wrong {') return { ok: false, message: 'expected `}` after {' };
    return { ok: true, value: value(expression, '42') };
  }

  completions(text: string, column: number) {
    this.calls.push(['completions', text, column]);
    return [{ label: 'total', type: 'i64', kind: 'variable' }];
  }

  stepInTargets() {
    const span = { source: this.source, start: 0, end: 2 };
    return [{ id: 0, label: 'f(1)', span }];
  }

  readMemory(address: number, count: number) {
    const readable = Math.max(0, Math.min(count, 256 - address));
    return { address, bytes: new Uint8Array(readable).fill(7), unreadable: count - readable };
  }

  writeMemory(_address: number, bytes: Uint8Array): Result<{ written: number }> {
    return { ok: true, written: bytes.length };
  }

  memoryCheck(): Promise<Result<MemoryCheckReport>> {
    return Promise.resolve({ ok: true, findings: [] });
  }

  private async run(direction: Direction, from: number): Promise<Outcome> {
    this.state = 'running';
    if (this.script.endless) {
      const end = await new Promise((resolve) => (this.interrupted = resolve));
      this.interrupted = undefined;
      return end === 'pause' ? this.arrive('pause') : terminated;
    }
    const step = direction === 'forward' ? 1 : -1;
    for (this.at = from; this.at >= 0 && this.at < this.script.moments.length; this.at += step) {
      const moment = this.script.moments[this.at] as Moment;
      if (moment.trap) return this.arrive('trap');
      if (this.lines.has(moment.line)) return this.arrive('breakpoint');
      if (moment.output && step > 0) this.events.onOutput('stdout', bytes(moment.output));
    }
    this.at = Math.max(0, Math.min(this.at, this.script.moments.length - 1));
    if (direction === 'backward') return this.arrive('entry');
    return this.options.stopAtEnd ? this.arrive('end') : terminated;
  }

  private async arrive(reason: StopReason): Promise<Outcome> {
    this.script.during?.(this.events);
    await Promise.resolve();
    this.state = 'stopped';
    const { line, trap } = this.script.moments[this.at] as Moment;
    const hit = this.lines.get(line);
    const here = this.source.lineStart(line);
    this.stop = {
      reason,
      time: this.at,
      thread: 1,
      hitBreakpoints: reason === 'breakpoint' && hit !== undefined ? [hit] : [],
      ...(reason === 'end' && { exitCode: 0 }),
      ...(reason === 'trap' && {
        trap: {
          message: String(trap),
          kind: 'index',
          span: { source: this.source, start: here, end: here + 1 },
        },
      }),
    };
    return { kind: 'stopped', stop: this.stop };
  }
}

const terminated: Outcome = { kind: 'terminated', exitCode: 0 };

function bytes(output: string | Uint8Array): Uint8Array {
  return typeof output === 'string' ? Buffer.from(output) : output;
}
