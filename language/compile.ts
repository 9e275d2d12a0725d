// From source text to the IR: parses, checks and lowers a program together with the library that every
// program has. What is to run while compiling is run here, on the interpreter.
import { CompileTime, type CompileTimeOptions, type RecordedRun } from './compile-time/evaluator';
import { Diagnostics, type Diagnostic } from './syntax/diagnostic';
import { parse } from './syntax/parser/parser';
import { SourceFile } from './syntax/source';
import { check } from './semantics/checker';
import type { Program } from './ir/ir';
import { checkLimits } from './ir/limits';
import type { DebugInfo } from './ir/lower/debug-info';
import { lower } from './ir/lower/lower';
import floatSource from './std/float.rw';
import memorySource from './std/memory.rw';
import printSource from './std/print.rw';

/** The library's sources, under the names that users see. */
export const LIBRARY: readonly SourceFile[] = [
  new SourceFile('std/memory.rw', memorySource, true),
  new SourceFile('std/print.rw', printSource, true),
  new SourceFile('std/float.rw', floatSource, true),
];

interface Outcome {
  /** Without errors, there are only warnings. */
  readonly diagnostics: readonly Diagnostic[];
  /** What was run while compiling, in order. */
  readonly runs: readonly RecordedRun[];
}

export type Compiled =
  | (Outcome & { readonly ok: true; readonly program: Program; readonly debug: DebugInfo })
  | (Outcome & { readonly ok: false });

/** Compiles one source file. Mistakes in it are diagnostics; nothing is thrown. */
export function compile(source: SourceFile, options: CompileTimeOptions = {}): Compiled {
  const diagnostics = new Diagnostics();
  const compileTime = new CompileTime(options);
  const library = LIBRARY.map((file) => parse(file, diagnostics));
  const units = { library, user: [parse(source, diagnostics)] };
  const checked = check(units, diagnostics, compileTime.evaluate);
  const { runs } = compileTime;
  if (diagnostics.hasErrors || !checked.main) return { ok: false, diagnostics: diagnostics.sorted(), runs };
  const lowered = lower(checked);
  checkLimits(lowered.program, diagnostics);
  if (diagnostics.hasErrors) return { ok: false, diagnostics: diagnostics.sorted(), runs };
  return { ok: true, diagnostics: diagnostics.sorted(), runs, ...lowered };
}
