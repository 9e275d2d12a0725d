// A debugger in this process, driven by the benchmarks: launched on a source text, with lines found by marks.
import { outputOnlyHost } from '../language/interpreter/host';
import type { BreakpointSpec, DebuggerApi, Direction, Outcome } from '../language/debugger/api';
import { launch } from '../language/debugger/launch';
import { renderDiagnostic } from '../language/syntax/render-diagnostic';
import { SourceFile } from '../language/syntax/source';

export const MEBIBYTE = 2 ** 20;

export class DebugSession {
  private constructor(
    readonly api: DebuggerApi,
    private readonly source: SourceFile,
  ) {}

  /** Compiles and launches a program, which must be without errors. Nothing has run yet. */
  static launch(text: string): DebugSession {
    const source = new SourceFile('bench.rw', text);
    const options = {
      stopOnEntry: false,
      stopAtEnd: true,
      justMyCode: true,
      memoryLimit: 512 * MEBIBYTE,
      historyBudget: 256 * MEBIBYTE,
      arguments: [],
    };
    const events = {
      onOutput: () => undefined,
      onLog: () => undefined,
      onProgress: () => undefined,
      onBreakpointChanged: () => undefined,
    };
    const launched = launch(source, options, outputOnlyHost(), events);
    if (!launched.ok) throw new Error(launched.diagnostics.map((d) => renderDiagnostic(d)).join('\n'));
    return new DebugSession(launched.debugger, source);
  }

  /** Number of the line (1-based) that ends with the comment `-- mark`. */
  line(mark: string): number {
    const lines = this.source.text.split('\n');
    return lines.findIndex((line) => line.endsWith(`-- ${mark}`)) + 1;
  }

  /** Replaces the breakpoints by one at a mark, or none. */
  breakAt(mark?: string, spec: Omit<BreakpointSpec, 'line'> = {}): void {
    const specs = mark === undefined ? [] : [{ ...spec, line: this.line(mark) }];
    for (const status of this.api.setBreakpoints(this.source, specs)) {
      if (!status.verified) throw new Error(status.message);
    }
  }

  async start(): Promise<void> {
    expectStop(await this.api.start());
  }

  async continue(direction: Direction): Promise<void> {
    expectStop(await this.api.continue(direction));
  }

  async stepBack(): Promise<void> {
    expectStop(await this.api.step({ kind: 'over', direction: 'backward' }));
  }

  async goTo(time: number): Promise<void> {
    expectStop(await this.api.goToTime(time));
  }
}

function expectStop(outcome: Outcome): void {
  if (outcome.kind !== 'stopped') throw new Error(`no stop: ${JSON.stringify(outcome)}`);
}
