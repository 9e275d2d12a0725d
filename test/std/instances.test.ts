// A value of a type that a function of the library cannot work with: the mistake is where the program asked for it, and
// a note says what goes wrong in the library's text. test/fixtures/library has more of them.
import assert from 'node:assert/strict';
import { compile } from '../../language/compile';
import { SourceFile } from '../../language/syntax/source';

describe('instances of the library', () => {
  it('are wrong where they are asked for', () => {
    const text =
      'import math "std/math.rw";\nfn f(T: type)(x: T) T { return math.abs(x); }\nfn main() { print("{}\\n", f("x")); }';
    const [first] = compile(new SourceFile('wrong.rw', text)).diagnostics;
    const { source, start, end } = first?.span ?? assert.fail();
    assert.equal(source.path, 'wrong.rw');
    assert.equal(source.text.slice(start, end), 'math.abs');
    assert.equal(first?.message, "the library's `abs` does not work as `abs([]i8)`");
    const [label] = first.labels;
    assert.equal(first.labels.at(-1)?.message, 'in `f([]i8)`, instantiated here');
    assert.equal(label?.span.source.path, 'std/math.rw');
    assert.match(label.message, /is not defined on|operands of two types/);
  });
});
