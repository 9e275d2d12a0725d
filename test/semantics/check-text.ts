// Checks a text as a whole program, with a library of its own, in which there are mutexes and a little of std/math.rw.
import { check } from '../../language/semantics/checker';
import type { CheckedProgram } from '../../language/semantics/checked';
import { Diagnostics, type Diagnostic } from '../../language/syntax/diagnostic';
import { parse } from '../../language/syntax/parser/parser';
import { gatherModules } from '../../language/semantics/modules';
import { SourceFile } from '../../language/syntax/source';
import { FIXTURE_FILES } from '../fixture-files';

const MATH = new SourceFile('std/math.rw', 'PI :: 3.14; fn sqrt(x: f64) f64 { return x; }', true);

/** What every program has, unless a test says otherwise. */
const PRELUDE = 'type mutex struct { holder: u32 }';

export interface CheckedText {
  readonly program: CheckedProgram;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * @param text the user's program
 * @param library the text of what every program has
 */
export function checkText(text: string | SourceFile, library = PRELUDE): CheckedText {
  const diagnostics = new Diagnostics();
  const source = typeof text === 'string' ? new SourceFile('test.rw', text) : text;
  const prelude = [parse(new SourceFile('std/test.rw', library, true), diagnostics)];
  const modules = gatherModules(source, FIXTURE_FILES, [MATH], diagnostics);
  const program = check({ prelude, modules }, diagnostics);
  return { program, diagnostics: diagnostics.sorted() };
}
