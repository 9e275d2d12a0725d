// Fixtures of diagnostics: programs whose comments say what is wrong with the line above them.
//
//   x: i8 = 200;
//   --      ^^^ error[E0302]: the constant 200 does not fit in `i8` (-128 to 127)
//   --      hint: give it a larger type
//
// The carets stand exactly under the span (to the end of its first line, if it goes on; one caret for an
// empty span). A span in the first two columns cannot be marked: indent the line. Each diagnostic must be expected
// and each expectation met; a hint is compared where one is expected. With UPDATE=1 the comments are
// written anew from what is found, for the author to read.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Diagnostic } from '../language/syntax/diagnostic';
import { SourceFile } from '../language/syntax/source';

const EXPECTATION = /^\s*--\s+\^+ (error|warning)\[\w+\]: /;
const HINT = /^\s*--\s+hint: /;

/** Makes a test of each `.rw` file in the folder. */
export function describeFixtures(
  folder: string,
  diagnose: (source: SourceFile) => readonly Diagnostic[],
): void {
  for (const name of readdirSync(folder).filter((file) => file.endsWith('.rw'))) {
    it(name.replace(/\.rw$/, '').replaceAll('-', ' '), () => {
      const path = join(folder, name);
      checkFixture(path, readFileSync(path, 'utf8'), diagnose);
    });
  }
}

function checkFixture(
  path: string,
  text: string,
  diagnose: (source: SourceFile) => readonly Diagnostic[],
): void {
  const source = new SourceFile(path, text);
  const found = withExpectations(text, diagnose(source));
  if (process.env.UPDATE) writeFileSync(path, found);
  else assert.equal(found, text);
}

/** The text with, below each line, what is wrong with it. Hints are kept out where the text expects none. */
function withExpectations(text: string, diagnostics: readonly Diagnostic[]): string {
  const lines = text.split('\n');
  const result: string[] = [];
  lines.forEach((line, index) => {
    if (EXPECTATION.test(line) || HINT.test(line)) return;
    result.push(line);
    const showHints =
      Boolean(process.env.UPDATE) || followingExpectations(lines, index).some((l) => HINT.test(l));
    for (const diagnostic of diagnostics) {
      if (positionOf(diagnostic).line === index + 1) result.push(...expectation(diagnostic, line, showHints));
    }
  });
  return result.join('\n');
}

function followingExpectations(lines: readonly string[], index: number): string[] {
  const rest = lines.slice(index + 1);
  const end = rest.findIndex((line) => !EXPECTATION.test(line) && !HINT.test(line));
  return end < 0 ? rest : rest.slice(0, end);
}

const positionOf = (diagnostic: Diagnostic) => diagnostic.span.source.position(diagnostic.span.start);

function expectation(diagnostic: Diagnostic, line: string, showHint: boolean): string[] {
  const { span, severity, code, message, hint } = diagnostic;
  const column = positionOf(diagnostic).column;
  const width = Math.max(1, Math.min(span.end - span.start, line.length - column + 1));
  const margin = `--${' '.repeat(Math.max(1, column - 3))}`;
  const marked = `${margin}${'^'.repeat(width)} ${severity}[${code}]: ${message}`;
  return hint && showHint ? [marked, `${margin}hint: ${hint}`] : [marked];
}
