// What goes to standard error besides the program's own output: complaints and diagnostics.
import type { Diagnostic } from '../syntax/diagnostic';
import type { Span } from '../syntax/source';
import { renderDiagnostic, renderDiagnostics } from '../syntax/render-diagnostic';
import type { CompileTimeOptions } from '../compile-time/evaluator';
import type { Work } from './arguments';
import { wantsColor, writeAll } from './standard-streams';

/** The exit code of everything that could not be done because of its input. */
const FAILURE = 1;

/** Says why nothing was done; the result is the exit code. */
export function complain(message: string): number {
  writeAll(2, `ropewalk: ${message}\n`);
  return FAILURE;
}

/** Shows diagnostics, with colours on a terminal. */
export function reportDiagnostics(diagnostics: readonly Diagnostic[]): void {
  if (diagnostics.length === 0) return;
  writeAll(2, renderDiagnostics(diagnostics, { color: wantsColor(process.stderr) }));
}

/** How to compile. What is printed meanwhile is the compiler's word, and no output of the program. */
export function compileTimeOptions({ compileSteps, memoryCheck }: Work): CompileTimeOptions {
  return { steps: compileSteps, memoryCheck, write: (bytes) => writeAll(2, bytes) };
}

/** Says that warnings count as errors, if there are some and they do. */
export function refusesWarnings(work: Work, diagnostics: readonly Diagnostic[]): boolean {
  const count = diagnostics.filter(({ severity }) => severity === 'warning').length;
  if (!work.warningsAsErrors || count === 0) return false;
  complain(count === 1 ? '1 warning counts as an error' : `${count} warnings count as errors`);
  return true;
}

/** A function on the stack and the place where it stands. */
export interface StackEntry {
  readonly name: string;
  readonly span: Span;
}

/** The stack of one thread. */
export interface ShownStack {
  /** The innermost first. */
  readonly entries: readonly StackEntry[];
  /** How many entries are left out behind the `shown` innermost. */
  readonly skipped: number;
  readonly shown: number;
  /** Absent where the program has only one. */
  readonly thread: number | undefined;
}

/** What happened before that has to do with a trap, and the stack at which it did. */
export interface TrapNote {
  /** `allocated` */
  readonly what: string;
  readonly stack: readonly StackEntry[];
}

/** Shows a trap: what happened, the source line of the person's own code, and the stack. */
export function reportTrap(message: string, stack: ShownStack, notes: readonly TrapNote[]): void {
  const { entries, shown, skipped, thread } = stack;
  const own = ownEntry(entries);
  if (!own) {
    complain(`trap: ${message}`);
    return;
  }
  const color = wantsColor(process.stderr);
  const text = renderDiagnostic(
    { code: '', severity: 'error', span: own.span, message, labels: [] },
    { color },
  );
  const lines = entries.map((entry) => `  in ${entry.name} (${place(entry)})`);
  if (skipped > 0) lines.splice(shown, 0, `  … ${skipped} more …`);
  if (thread !== undefined) lines.push(`  in thread ${thread}`);
  for (const note of notes) {
    const entry = ownEntry(note.stack);
    if (entry) lines.push(`  the block was ${note.what} in ${entry.name} (${place(entry)})`);
  }
  writeAll(2, `${text.replace('error:', 'trap:')}\n${lines.join('\n')}\n`);
}

/** The innermost one of the person's own code. */
function ownEntry(stack: readonly StackEntry[]): StackEntry | undefined {
  return stack.find(({ span }) => !span.source.isLibrary) ?? stack[0];
}

function place({ span }: StackEntry): string {
  return `${span.source.path}:${span.source.position(span.start).line}`;
}
