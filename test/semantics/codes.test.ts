// The table of codes is true: each example makes its code, and nothing else.
import assert from 'node:assert/strict';
import { SEMANTIC_CODES } from '../../language/semantics/codes';
import { SourceFile } from '../../language/syntax/source';
import { checkText } from './check-text';

describe('semantic codes', () => {
  for (const [code, { title, example }] of Object.entries(SEMANTIC_CODES)) {
    it(`${code}: ${title}`, () => {
      const codes = checkText(new SourceFile('example.rw', example)).diagnostics.map((d) => d.code);
      assert.deepEqual([...new Set(codes)], [code]);
    });
  }
});
