// Whatever is lowered must be well formed, and must survive being printed and read.
import type { Function } from '../../language/ir/ir';
import { deepEqual, equal } from 'node:assert/strict';
import { printProgram } from '../../language/ir/printer';
import { readProgram } from '../../language/ir/reader';
import { verify } from '../../language/ir/verifier';
import { compileFile, rwFiles } from './programs';

const FOLDERS = [
  'test/fixtures/lower',
  'test/fixtures/run',
  'test/fixtures/debug',
  'examples',
  'bench/programs',
];

/** A span may be a node of the tree, of which the text knows nothing. */
function withPlainSpan(fn: Function): Function {
  const { source, start, end } = fn.span;
  return { ...fn, span: { source, start, end } };
}

describe('lowered programs', () => {
  for (const path of FOLDERS.flatMap(rwFiles)) {
    it(`${path} is well formed`, () => {
      deepEqual(verify(compileFile(path).program), []);
    });
  }

  for (const path of ['test/fixtures/lower', 'examples'].flatMap(rwFiles)) {
    it(`${path} is printed, read and printed again the same`, () => {
      const { program, source } = compileFile(path);
      const text = printProgram(program, { excerpts: true });
      const again = readProgram(text, [
        source,
        ...new Set([...program.safepoints].map((s) => s.span.source)),
      ]);
      equal(printProgram(again, { excerpts: true }), text);
      deepEqual(again.functions, program.functions.map(withPlainSpan));
    });
  }
});
