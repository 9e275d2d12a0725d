// A debugging session for tests: launches a program, names places by the `-- bp: name` marks of its text,
// and tells each stop as one line, so that a dialogue reads like a script.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import assert from 'node:assert/strict';
import type {
  BreakpointSpec,
  DebuggerApi,
  Direction,
  Granularity,
  LaunchOptions,
  Outcome,
  StepKind,
  Stop,
  ValueInfo,
} from '../../language/debugger/api';
import { launch } from '../../language/debugger/launch';
import { outputOnlyHost, type Host } from '../../language/interpreter/host';
import { SourceFile } from '../../language/syntax/source';
import type { SourceLoader } from '../../language/syntax/source-loader';
import { FIXTURE_FILES } from '../fixture-files';

const FIXTURES = join(__dirname, '../fixtures/debug');

export class Session {
  output = '';
  readonly log: string[] = [];
  readonly progress: string[] = [];
  readonly debugger: DebuggerApi;

  constructor(
    readonly source: SourceFile,
    options: Partial<LaunchOptions> = {},
    host: Host = outputOnlyHost(),
    loader: SourceLoader = FIXTURE_FILES,
  ) {
    const decoder = new TextDecoder();
    const result = launch(
      source,
      {
        stopOnEntry: true,
        stopAtEnd: true,
        justMyCode: true,
        memoryLimit: 16 << 20,
        historyBudget: 64 << 20,
        arguments: [],
        ...options,
      },
      host,
      {
        onOutput: (_, bytes) => (this.output += decoder.decode(bytes)),
        onLog: (message) => this.log.push(message),
        onProgress: ({ title }) => this.progress.push(title),
        onBreakpointChanged: () => undefined,
      },
      loader,
    );
    assert.ok(result.ok, result.ok ? '' : result.diagnostics.map((d) => d.message).join('\n'));
    this.debugger = result.debugger;
  }

  /** Launches a program of test/fixtures/debug, or one given as text. */
  static of(program: string, options?: Partial<LaunchOptions>): Session {
    if (!program.endsWith('.rw')) return new Session(new SourceFile('test.rw', program), options);
    const path = join(FIXTURES, program);
    return new Session(new SourceFile(path, readFileSync(path, 'utf8')), options);
  }

  /** Launches and stops at the entry. */
  static async at(program: string, options?: Partial<LaunchOptions>): Promise<Session> {
    const session = Session.of(program, options);
    await session.start();
    return session;
  }

  /** Line of the mark `-- bp: name`. */
  line(mark: string): number {
    const at = this.source.text.indexOf(`-- bp: ${mark}\n`);
    assert.ok(at >= 0, `no mark ${mark}`);
    return this.source.position(at).line;
  }

  /** Sets breakpoints at marks, or as they are given, and wants all of them verified. */
  breakAt(...specs: (string | ({ at: string } & Omit<BreakpointSpec, 'line'>))[]): void {
    const full = specs.map((spec) =>
      typeof spec === 'string' ? { line: this.line(spec) } : { ...spec, line: this.line(spec.at) },
    );
    for (const status of this.debugger.setBreakpoints(this.source, full))
      assert.ok(status.verified, status.message);
  }

  start(): Promise<string> {
    return this.told(this.debugger.start());
  }
  go(direction: Direction = 'forward'): Promise<string> {
    return this.told(this.debugger.continue(direction));
  }
  back(): Promise<string> {
    return this.go('backward');
  }
  step(kind: StepKind, direction: Direction = 'forward', granularity: Granularity = 'line'): Promise<string> {
    return this.told(this.debugger.step({ kind, direction, granularity }));
  }

  /** `reason function:line`, with what else there is to say. */
  async told(outcome: Promise<Outcome>): Promise<string> {
    const end = await outcome;
    if (end.kind === 'refused') return `refused: ${end.message}`;
    if (end.kind === 'terminated') return `terminated ${end.exitCode}`;
    return this.tell(end.stop);
  }

  private tell({ reason, trap, exitCode }: Stop): string {
    const more = reason === 'end' ? ` ${exitCode}` : reason === 'trap' ? `: ${trap?.message}` : '';
    return `${reason} ${this.here}${more}`;
  }

  /** `function:line` of the innermost frame. */
  get here(): string {
    const [frame] = this.debugger.frames(1, 0, 1).frames;
    return frame ? `${frame.name}:${frame.source.position(frame.span.start).line}` : 'nowhere';
  }

  get isInLibrary(): boolean {
    return this.debugger.frames(1, 0, 1).frames[0]?.isLibrary ?? false;
  }

  get time(): number {
    return this.debugger.stop?.time ?? -1;
  }

  stack(): string[] {
    return this.debugger
      .frames(1, 0, 100)
      .frames.map((f) => `${f.name}:${f.source.position(f.span.start).line}`);
  }

  locals(frame = 0): string {
    return this.debugger
      .variables(frame, 'locals')
      .map((v) => `${v.name}=${v.text}`)
      .join(' ');
  }

  variable(name: string, frame = 0): ValueInfo {
    const all = [...this.debugger.variables(frame, 'locals'), ...this.debugger.variables(frame, 'globals')];
    const found = all.find((v) => v.name === name);
    assert.ok(found, `no variable ${name}`);
    return found;
  }

  /** The value's text, or why there is none. */
  async value(expression: string, frame: number | undefined = 0): Promise<string> {
    const result = await this.debugger.evaluate({ expression, frame });
    return result.ok ? result.value.text : `refused: ${result.message}`;
  }
}
