// From source text to the IR: reads, checks and lowers a program, all its files together with the library. What
// is to run while compiling is run here, on the interpreter.
import { CompileTime, type CompileTimeOptions, type RecordedRun } from './compile-time/evaluator';
import type * as ast from './syntax/ast';
import { Diagnostics, type Diagnostic } from './syntax/diagnostic';
import { parse } from './syntax/parser/parser';
import type { SourceFile } from './syntax/source';
import { NO_FILES, type SourceLoader } from './syntax/source-loader';
import type { CheckedProgram } from './semantics/checked';
import { check } from './semantics/checker';
import { LiveCheck } from './semantics/live-check';
import { gatherModules } from './semantics/modules';
import type { Program } from './ir/ir';
import { excessesOf } from './interpreter/limits';
import type { DebugInfo } from './ir/lower/debug-info';
import { lower } from './ir/lower/lower';
import { IMPORTABLE, PRELUDE } from './std/library';

interface Outcome {
  /** Without errors, there are only warnings. */
  readonly diagnostics: readonly Diagnostic[];
  /** What was run while compiling, in order. */
  readonly runs: readonly RecordedRun[];
}

export type Compiled =
  | (Outcome & { readonly ok: true; readonly program: Program; readonly debug: DebugInfo })
  | (Outcome & { readonly ok: false });

export interface CompileOptions extends CompileTimeOptions {
  /** Gives the files that the program imports, other than those of the library; absent: there are none. */
  readonly loader?: SourceLoader;
}

/** A program as far as it is understood without making code of it. */
export interface Analysis {
  /** Whole only when there are no errors. */
  readonly checked: CheckedProgram;
  readonly diagnostics: Diagnostics;
  /** What was run while compiling, in order. */
  readonly runs: readonly RecordedRun[];
}

/**
 * Reads and checks a program. Mistakes in it are diagnostics; nothing is thrown.
 * @param source the main file
 */
export function analyse(source: SourceFile, options: CompileOptions = {}): Analysis {
  const diagnostics = new Diagnostics();
  const compileTime = new CompileTime(options);
  const prelude = PRELUDE.map((file) => parse(file, diagnostics));
  const modules = gatherModules(source, options.loader ?? NO_FILES, IMPORTABLE, diagnostics);
  const checked = check({ prelude, modules }, diagnostics, compileTime.evaluate);
  return { checked, diagnostics, runs: compileTime.runs };
}

/** What an editor's program is made with. */
export interface LiveOptions extends CompileTimeOptions {
  readonly loader: SourceLoader;
  /** Gives the tree of a file. */
  readonly read: (source: SourceFile) => ast.SourceUnit;
  /** What is wrong with the text of a file. */
  readonly syntax: (unit: ast.SourceUnit) => readonly Diagnostic[];
}

/** The check of a program that is being edited; nothing of it is done yet. */
export interface LiveProgram {
  readonly check: LiveCheck;
  /** What is wrong with its imports. */
  readonly imports: readonly Diagnostic[];
  readonly runs: RecordedRun[];
}

export function beginLive(main: SourceFile, options: LiveOptions): LiveProgram {
  const { loader, read, syntax } = options;
  const diagnostics = new Diagnostics();
  const compileTime = new CompileTime(options);
  const prelude = PRELUDE.map((file) => read(file));
  const modules = gatherModules(main, loader, IMPORTABLE, diagnostics, read);
  const units = [...prelude, ...modules.map(({ unit }) => unit)];
  const check = new LiveCheck({ prelude, modules }, units.flatMap(syntax), compileTime.evaluate);
  return { check, imports: diagnostics.list, runs: compileTime.runs };
}

/** The files of a program other than the prelude's, the main one first. */
export function filesOf(main: SourceFile, loader: SourceLoader, read: LiveOptions['read']): SourceFile[] {
  const modules = gatherModules(main, loader, IMPORTABLE, new Diagnostics(), read);
  return modules.map(({ unit }) => unit.source);
}

/**
 * Compiles a program. Mistakes in it are diagnostics; nothing is thrown.
 * @param source the main file
 */
export function compile(source: SourceFile, options: CompileOptions = {}): Compiled {
  const { checked, diagnostics, runs } = analyse(source, options);
  if (diagnostics.hasErrors || !checked.main) return { ok: false, diagnostics: diagnostics.sorted(), runs };
  const lowered = lower(checked);
  for (const { code, span, message, hint } of excessesOf(lowered.program, options.memoryCheck))
    diagnostics.error(code, span, message, [], hint);
  if (diagnostics.hasErrors) return { ok: false, diagnostics: diagnostics.sorted(), runs };
  return { ok: true, diagnostics: diagnostics.sorted(), runs, ...lowered };
}
