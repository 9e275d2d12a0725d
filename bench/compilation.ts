// A process that compiles the program on its standard input as often as its argument says, and prints the times as JSON:
// what the `compile` suite starts (compile.ts).
import { readFileSync } from 'node:fs';
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

function compileOnce(text: string): Phases {
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

const program = readFileSync(0, 'utf8');
const runs = Array.from({ length: Number(process.argv[2]) }, () => compileOnce(program));
process.stdout.write(JSON.stringify(runs));
