// Hints about variables that nothing names.
import assert from 'node:assert/strict';
import { marked } from './check';

const unused = (text: string): string[] =>
  marked(`${text}$0`).snapshot.diagnostics.flatMap(({ code, span }) =>
    code === 'H0301' ? [span.source.text.slice(span.start, span.end)] : [],
  );

describe('variables that nothing names', () => {
  it('are hinted at, in functions of every kind', () => {
    assert.deepEqual(unused('fn main() { a := 1; b: i32; { c := 2; } d := 3; print("{}\\n", d); }'), [
      ...['a', 'b', 'c'],
    ]);
    assert.deepEqual(unused('fn main() { fn inner() { a := 1; } inner(); }'), ['a']);
    assert.deepEqual(unused('fn id(T: type)(x: T) T { a: T; return x; } fn main() { id(1); id(true); }'), [
      'a',
    ]);
  });

  it('are not those that are named in any way', () => {
    assert.deepEqual(unused('fn main() { a := 1; a = 2; }'), []);
    assert.deepEqual(unused('fn main() { a := 1; b := &a; b.* = 2; }'), []);
    assert.deepEqual(unused('fn main() { a := 1; print("{}\\n", sizeof(typeof(a))); }'), []);
    assert.deepEqual(unused('fn main() { m: mutex; #sync(m) {} }'), []);
    assert.deepEqual(unused('fn main() { a: [3]i32; for x in a { print("{}\\n", x); } }'), []);
  });

  it('are not parameters, what a loop or a case makes, nor those that are called so', () => {
    assert.deepEqual(unused('fn f(a: i32) {} fn main() { for i in 0..3 { f(1); } }'), []);
    assert.deepEqual(
      unused('type E enum { a: i32, b } fn main() { e := E.a(1); switch e { case a(x) {} case b {} } }'),
      [],
    );
    assert.deepEqual(unused('fn main() { _a := 1; }'), []);
    assert.deepEqual(unused('a := 1; fn main() {}'), []);
  });

  it('are left alone where not all is known', () => {
    assert.deepEqual(unused('N :: 1; fn main() { a := 1; #if N == 2 { a = 2; } }'), []);
    assert.deepEqual(unused('fn main() { a := 1; b = a.; }'), []);
    assert.deepEqual(unused('fn main() { a := 1; nothing(); }'), []);
  });
});
