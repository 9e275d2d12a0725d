// Launching: from a source file to a debugger that is ready to start.
import { compile } from '../compile';
import { History } from '../history/history';
import type { Host } from '../interpreter/host';
import { Machine } from '../interpreter/machine';
import type { SourceFile } from '../syntax/source';
import type { DebuggerEvents, LaunchOptions, LaunchResult } from './api';
import { Debuggee } from './debuggee';
import { Debugger } from './session/debugger';

/**
 * Compiles a program and puts it under a debugger, in the state `new`.
 * @param host gives input, clock and arguments; what the program writes goes to `events.onOutput` instead
 */
export function launch(
  source: SourceFile,
  options: LaunchOptions & { readonly arguments: readonly string[] },
  host: Host,
  events: DebuggerEvents,
): LaunchResult {
  const compiled = compile(source, { write: (bytes) => events.onOutput('stderr', bytes) });
  if (!compiled.ok) return { ok: false, diagnostics: compiled.diagnostics };
  const { program, debug } = compiled;
  const machine = new Machine(program, observed(host, options.arguments, events), {
    memoryLimit: options.memoryLimit,
  });
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
  return {
    ok: true,
    debugger: new Debugger(new Debuggee(program, debug, machine, history), options, events),
  };
}

function observed(host: Host, programArguments: readonly string[], events: DebuggerEvents): Host {
  return {
    write: (stream, bytes) => events.onOutput(stream === 1 ? 'stdout' : 'stderr', bytes),
    read: (limit) => host.read(limit),
    whenReadable: () => host.whenReadable(),
    now: () => host.now(),
    arguments: programArguments,
  };
}
