// Launching: from a source file to a debugger that is ready to start.
import { compile, type Compiled } from '../compile';
import { compileTimeHost } from '../compile-time/host';
import type { RecordedRun } from '../compile-time/evaluator';
import { History } from '../history/history';
import type { Host } from '../interpreter/host';
import type { Journal } from '../interpreter/journal';
import { Machine } from '../interpreter/machine';
import type { Program } from '../ir/ir';
import type { DebugInfo } from '../ir/lower/debug-info';
import { renderDiagnostics } from '../syntax/render-diagnostic';
import type { SourceFile } from '../syntax/source';
import { NO_FILES, type SourceLoader } from '../syntax/source-loader';
import type { DebuggerApi, DebuggerEvents, LaunchOptions, LaunchResult } from './api';
import { Debuggee } from './debuggee';
import { Phase, type PhaseSource } from './phases/phase';
import { PhasedDebugger } from './phases/phased-debugger';
import { Debugger } from './session/debugger';

type Options = LaunchOptions & { readonly arguments: readonly string[] };

/**
 * Compiles a program and puts it under a debugger, in the state `new`.
 * @param source the main file
 * @param loader gives the files that it imports
 * @param host gives input, clock and arguments; what the program writes goes to `events.onOutput` instead
 */
export function launch(
  source: SourceFile,
  options: Options,
  host: Host,
  events: DebuggerEvents,
  loader: SourceLoader = NO_FILES,
): LaunchResult {
  const say = (bytes: Uint8Array): void => events.onOutput('stderr', bytes);
  // What is debugged prints when it is run under the debugger.
  const write = options.compileTime ? undefined : say;
  const { compileSteps: steps, memoryCheck } = options;
  const compiled = compile(source, { loader, write, steps, memoryCheck });
  const phases = options.compileTime ? runsToDebug(compiled) : [];
  if (!compiled.ok && !phases.some((run) => !run.succeeded))
    return { ok: false, diagnostics: compiled.diagnostics };
  if (phases.length > 0) return { ok: true, debugger: phased(compiled, phases, options, host, events) };
  if (!compiled.ok) return { ok: false, diagnostics: compiled.diagnostics };
  return {
    ok: true,
    debugger: debuggerOf(compiled, observed(host, options.arguments, events), options, events),
  };
}

/** Up to the first one that failed. */
function runsToDebug({ runs }: Compiled): readonly RecordedRun[] {
  const failed = runs.findIndex((run) => !run.succeeded);
  return failed < 0 ? runs : runs.slice(0, failed + 1);
}

function phased(
  compiled: Compiled,
  runs: readonly RecordedRun[],
  options: Options,
  host: Host,
  events: DebuggerEvents,
): DebuggerApi {
  const say = (bytes: Uint8Array): void => events.onOutput('stderr', bytes);
  const { stopOnEntry } = options;
  const entering = { ...options, stopOnEntry: true };
  let offset = 0;
  const sources = runs.map((run): PhaseSource => {
    const { program, debug, steps, memoryLimit } = run;
    // Its threads take the turns that they took for the compiler: a schedule is the program's alone.
    const runOptions = { ...entering, stopAtEnd: true, memoryLimit, schedule: undefined };
    // The answers of the outside world are those of the first time; what is printed is printed anew.
    const open = (): Debugger =>
      debuggerOf(run, compileTimeHost(say), runOptions, events, run.journal.fork(Infinity, [0, 0]));
    offset += steps;
    return { program, debug, open, offset: offset - steps, stopOnEntry, hasFailed: !run.succeeded };
  });
  if (compiled.ok) {
    const { program, debug } = compiled;
    const open = (): Debugger =>
      debuggerOf(compiled, observed(host, options.arguments, events), entering, events);
    sources.push({ program, debug, open, offset, stopOnEntry, hasFailed: false });
  }
  return new PhasedDebugger(
    sources.map((one) => new Phase(one)),
    options.historyBudget,
    {
      onBreakpointChanged: (status) => events.onBreakpointChanged(status),
      onFailed: () => say(new TextEncoder().encode(renderDiagnostics(compiled.diagnostics))),
    },
  );
}

function debuggerOf(
  { program, debug }: { readonly program: Program; readonly debug: DebugInfo },
  host: Host,
  options: LaunchOptions,
  events: DebuggerEvents,
  journal?: Journal,
): Debugger {
  const machine = new Machine(program, host, {
    memoryLimit: options.memoryLimit,
    memoryCheck: options.memoryCheck,
    schedule: options.schedule,
  });
  if (journal) machine.journal = journal;
  // A branch of history has a journal of its own.
  const exchange = (next: Machine['journal']): Machine['journal'] => {
    const left = machine.journal;
    machine.journal = next;
    return left;
  };
  const history = new History(machine, {
    budgetBytes: options.historyBudget,
    listener: {
      fork: () => exchange(machine.forkJournal()),
      select: (token) => exchange(token as Machine['journal']),
    },
  });
  return new Debugger(new Debuggee(program, debug, machine, history), options, events);
}
function observed(host: Host, programArguments: readonly string[], events: DebuggerEvents): Host {
  return {
    write: (stream, bytes) => events.onOutput(stream === 1 ? 'stdout' : 'stderr', bytes),
    read: (limit) => host.read(limit),
    whenReadable: () => host.whenReadable(),
    now: () => host.now(),
    monotonic: () => host.monotonic(),
    arguments: programArguments,
    environment: (name) => host.environment?.(name),
    files: host.files,
  };
}
