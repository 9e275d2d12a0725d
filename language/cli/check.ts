// `ropewalk check FILE`: everything that can be said of a program without running it.
import { compile } from '../compile';
import type { Work } from './arguments';
import { DISK, readSource } from './read-source';
import { compileTimeOptions, complain, refusesWarnings, reportDiagnostics } from './report';

/** The result is the exit code. */
export function check(work: Work): number {
  const source = readSource(work.file);
  if (!source.ok) return complain(source.message);
  const result = compile(source.value, { ...compileTimeOptions(work), loader: DISK });
  reportDiagnostics(result.diagnostics);
  return result.ok && !refusesWarnings(work, result.diagnostics) ? 0 : 1;
}
