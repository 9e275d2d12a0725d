// The table of syntax errors is true: each example makes its code, and nothing else.
import assert from 'node:assert/strict';
import { SYNTAX_CODES } from '../../language/syntax/codes';
import { parseText } from './parse-text';

describe('syntax codes', () => {
  for (const { code, title, example } of SYNTAX_CODES) {
    it(`${code}: ${title}`, () => {
      const codes = new Set(parseText(example).diagnostics.map((d) => d.code));
      // The last error says that there are too many of another kind.
      if (code === 'E0129') assert.ok(codes.has(code));
      else assert.deepEqual([...codes], [code]);
    });
  }

  it('are unique', () => {
    const codes = SYNTAX_CODES.map((entry) => entry.code);
    assert.equal(new Set(codes).size, codes.length);
  });
});
