// What lowering makes of small programs, as text beside them (the functions of the program itself; the
// library's are its own business). UPDATE=1 writes the texts anew.
import { equal } from 'node:assert/strict';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { printProgram } from '../../language/ir/printer';
import { compileFile, rwFiles } from './programs';

describe('lowering', () => {
  for (const path of rwFiles('test/fixtures/lower')) {
    it(path, () => {
      const text = printProgram(compileFile(path).program, { excerpts: true, only: (fn) => !fn.isLibrary });
      const golden = path.replace(/\.rw$/, '.ir');
      if (process.env['UPDATE']) writeFileSync(golden, text);
      equal(text, existsSync(golden) ? readFileSync(golden, 'utf8') : '(no text yet: run with UPDATE=1)');
    });
  }
});
