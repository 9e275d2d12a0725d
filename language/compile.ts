// From source text to the IR: parses, checks and lowers a program together with the library that every
// program has.
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

export type Compiled =
  /** `diagnostics` holds warnings. */
  | {
      readonly ok: true;
      readonly diagnostics: readonly Diagnostic[];
      readonly program: Program;
      readonly debug: DebugInfo;
    }
  | { readonly ok: false; readonly diagnostics: readonly Diagnostic[] };

/** Compiles one source file. Mistakes in it are diagnostics; nothing is thrown. */
export function compile(source: SourceFile): Compiled {
  const diagnostics = new Diagnostics();
  const library = LIBRARY.map((file) => parse(file, diagnostics));
  const checked = check({ library, user: [parse(source, diagnostics)] }, diagnostics);
  if (diagnostics.hasErrors || !checked.main) return { ok: false, diagnostics: diagnostics.sorted() };
  const lowered = lower(checked);
  checkLimits(lowered.program, diagnostics);
  if (diagnostics.hasErrors) return { ok: false, diagnostics: diagnostics.sorted() };
  return { ok: true, diagnostics: diagnostics.sorted(), ...lowered };
}
