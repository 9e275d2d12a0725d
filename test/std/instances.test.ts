// A value of a type that a function of the library cannot work with: the error is in the library's text, and says
// where the program asked for it.
import assert from 'node:assert/strict';
import { compile } from '../../language/compile';
import { SourceFile } from '../../language/syntax/source';

describe('instances of the library', () => {
  it('say which use of them is wrong', () => {
    const text = 'import math "std/math.rw";\nfn main() { print("{}\\n", math.abs("x")); }';
    const [first] = compile(new SourceFile('wrong.rw', text)).diagnostics;
    assert.equal(first?.span.source.path, 'std/math.rw');
    const label = first.labels.at(-1);
    assert.equal(label?.message, 'in `abs([]i8)`, instantiated here');
    assert.equal(label.span.source.text.slice(label.span.start, label.span.end), 'math.abs');
  });
});
