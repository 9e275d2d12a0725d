// Parses a text by itself, for the tests of this floor.
import type { SourceUnit } from '../../language/syntax/ast';
import { Diagnostics, type Diagnostic } from '../../language/syntax/diagnostic';
import { parse } from '../../language/syntax/parser/parser';
import { SourceFile } from '../../language/syntax/source';

export interface ParsedText {
  readonly unit: SourceUnit;
  readonly diagnostics: readonly Diagnostic[];
}

export function parseText(text: string | SourceFile): ParsedText {
  const diagnostics = new Diagnostics();
  const source = typeof text === 'string' ? new SourceFile('test.rw', text) : text;
  const unit = parse(source, diagnostics);
  return { unit, diagnostics: diagnostics.sorted() };
}
