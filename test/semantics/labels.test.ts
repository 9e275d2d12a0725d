// The further places that a diagnostic shows.
import assert from 'node:assert/strict';
import { checkText } from './check-text';

/** Each label of the program's only diagnostic as `text at the label: message`. */
function labelsOf(text: string): string[] {
  const { diagnostics } = checkText(text);
  assert.equal(diagnostics.length, 1, diagnostics.map((d) => d.message).join('\n'));
  return (diagnostics[0]?.labels ?? []).map(
    ({ span, message }) => `${text.slice(span.start, span.end)}: ${message}`,
  );
}

describe('labels', () => {
  it('show the first of two declarations', () => {
    assert.deepEqual(labelsOf('fn f() {} fn f() {} fn main() {}'), ['f: it is first declared here']);
    const [label] = labelsOf('fn main() { n := 1; fn n() {} }');
    assert.equal(label, 'n: it is first declared here');
  });

  it('show the parameter that an argument is for', () => {
    assert.deepEqual(labelsOf('fn f(a: i8) {} fn main() { f("x"); }'), [
      'a: the parameter `a` is declared here',
    ]);
  });

  it('show the local that a nested function cannot use', () => {
    assert.deepEqual(labelsOf('fn main() { n := 1; fn f() i32 { return n; } }'), ['n: `n` is declared here']);
  });

  it('show each member of a cycle', () => {
    assert.deepEqual(labelsOf('A :: B; B :: C; C :: A; fn main() {}'), [
      'B: which needs `B`',
      'C: which needs `C`',
    ]);
    assert.deepEqual(labelsOf('type A struct { b: B } type B struct { a: A } fn main() {}'), [
      'B: `B` is declared here',
    ]);
  });

  it('show both operands of two types', () => {
    const labels = labelsOf('fn main() { a: i8 = 1; b: i16 = 2; c := a + b; }');
    assert.deepEqual(labels, ['a: this is `i8`', 'b: this is `i16`']);
  });

  it('show what the function returns', () => {
    assert.deepEqual(labelsOf('fn f() i32 {} fn main() {}'), ['i32: it returns `i32`']);
    assert.deepEqual(labelsOf('fn f() i32 { return "a"; } fn main() {}'), ['i32: `f` is declared here']);
  });

  it('show in which instance of what is generic an error is', () => {
    const generics =
      'fn inner(T: type)(x: T) T { return x + 1; } fn outer(T: type)(x: T) T { return inner(x); }';
    assert.deepEqual(labelsOf(`${generics} fn main() { outer("a"); }`), [
      'inner: in `inner([]i8)`, instantiated here',
      'outer: in `outer([]i8)`, instantiated here',
    ]);
  });

  it('show no instance where every one is wrong', () => {
    assert.deepEqual(labelsOf('fn f(T: type)(x: T) { y: i8 = 300; } fn main() { f(1); f(2.5); }'), []);
  });

  it('show which argument made a parameter what it is', () => {
    const program = 'fn f(T: type)(a: T, b: T) {} fn main() { x: i64 = 1; f(x, "a"); }';
    assert.deepEqual(labelsOf(program), [
      'b: the parameter `b` is declared here',
      'x: this makes `T` be `i64`',
    ]);
  });
});
