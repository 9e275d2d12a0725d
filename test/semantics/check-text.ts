// Checks a text as a whole program, without the library.
import { check, type Units } from '../../language/semantics/checker';
import type { CheckedProgram } from '../../language/semantics/checked';
import { Diagnostics, type Diagnostic } from '../../language/syntax/diagnostic';
import { parse } from '../../language/syntax/parser/parser';
import { SourceFile } from '../../language/syntax/source';

export interface CheckedText {
  readonly program: CheckedProgram;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * @param text the user's program
 * @param library the text of a library unit
 */
export function checkText(text: string | SourceFile, library = ''): CheckedText {
  const diagnostics = new Diagnostics();
  const source = typeof text === 'string' ? new SourceFile('test.rw', text) : text;
  const units: Units = {
    library: [parse(new SourceFile('std/test.rw', library, true), diagnostics)],
    user: [parse(source, diagnostics)],
  };
  const program = check(units, diagnostics);
  return { program, diagnostics: diagnostics.sorted() };
}
