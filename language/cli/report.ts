// What goes to standard error besides the program's own output: complaints and diagnostics.
import type { Diagnostic } from '../syntax/diagnostic';
import { renderDiagnostics } from '../syntax/render-diagnostic';
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
