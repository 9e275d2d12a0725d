// Places in a text: offsets and lines convert into each other.
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { SourceFile } from '../../language/syntax/source';

const text = fc
  .array(fc.constantFrom('a', 'é', '😀', '\n', '\r\n', '\t'), { maxLength: 40 })
  .map((p) => p.join(''));

describe('source text', () => {
  it('an offset becomes a position and back', () => {
    fc.assert(
      fc.property(text, fc.nat(100), (content, at) => {
        const source = new SourceFile('a.rw', content);
        const offset = Math.min(at, content.length);
        const position = source.position(offset);
        assert.equal(source.offset(position), offset);
        const before = content.slice(0, offset);
        assert.equal(position.line, before.split('\n').length);
        assert.equal(position.column, offset - (before.lastIndexOf('\n') + 1) + 1);
      }),
    );
  });

  it('lines are those of the text', () => {
    fc.assert(
      fc.property(text, (content) => {
        const source = new SourceFile('a.rw', content);
        const lines = content.split('\n');
        lines.forEach((line, index) => assert.equal(source.lineText(index + 1), line.replace(/\r$/, '')));
      }),
    );
  });

  it('a line feed at the end is the end of the last line', () => {
    const counts = { '': 1, a: 1, 'a\n': 1, 'a\nb': 2, 'a\r\nb\r\n': 2, '\n': 1, '\n\n': 2, 'a\n\n': 2 };
    for (const [content, count] of Object.entries(counts))
      assert.equal(new SourceFile('a.rw', content).lineCount, count, JSON.stringify(content));
  });
});
