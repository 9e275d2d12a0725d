// One compilation, timed: what the `compile` suite runs as it ships, in a bundle (compile.ts).
import { Diagnostics } from '../language/syntax/diagnostic';
import { parse } from '../language/syntax/parser/parser';
import { renderDiagnostics } from '../language/syntax/render-diagnostic';
import { SourceFile } from '../language/syntax/source';
import { PRELUDE } from '../language/std/library';
import { lower } from '../language/ir/lower/lower';
import { check } from '../language/semantics/checker';

/** Milliseconds of one compilation, by phase. */
export interface Phases {
  readonly parse: number;
  readonly check: number;
  readonly lower: number;
}

export function compileOnce(text: string): Phases {
  const source = new SourceFile('generated.rw', text);
  const diagnostics = new Diagnostics();
  const prelude = PRELUDE.map((file) => parse(file, diagnostics));
  const start = performance.now();
  const modules = [{ unit: parse(source, diagnostics), name: '', imports: new Map() }];
  const parsed = performance.now();
  const checked = check({ prelude, modules }, diagnostics);
  const known = performance.now();
  if (diagnostics.hasErrors) throw new Error(renderDiagnostics(diagnostics.sorted().slice(0, 3)));
  lower(checked);
  return { parse: parsed - start, check: known - parsed, lower: performance.now() - known };
}
