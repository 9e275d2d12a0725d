// Chains of instances up to the limit, and what asks for instances without end.
import assert from 'node:assert/strict';
import { compile } from '../../language/compile';
import { MAX_INSTANCE_DEPTH, MAX_INSTANCES } from '../../language/semantics/instances';
import { SourceFile } from '../../language/syntax/source';

/** The messages of what is wrong with a program. */
function mistakes(text: string): string[] {
  return compile(new SourceFile('instances.rw', text)).diagnostics.map(
    ({ code, message }) => `${code} ${message}`,
  );
}

describe('instances', () => {
  /** Functions each of which calls the next one at its own type. */
  const chain = (length: number): string => {
    const links = Array.from(
      { length: length - 1 },
      (_, i) => `fn link${i}(T: type)() { link${i + 1}(T)(); }`,
    );
    return `${links.join('\n')} fn link${length - 1}(T: type)() {} fn main() { link0(i32)(); }`;
  };

  it('may be as deep as the limit', () => {
    assert.deepEqual(mistakes(chain(MAX_INSTANCE_DEPTH)), []);
  });

  it('may not be deeper', () => {
    const [message, ...others] = mistakes(chain(MAX_INSTANCE_DEPTH + 1));
    assert.match(message ?? '', /^E0405 `link100` is instantiated endlessly/);
    assert.deepEqual(others, []);
  });

  it('may be as many as the limit', () => {
    const many = (count: number): string => {
      const calls = Array.from({ length: count }, (_, i) => `f(${i})();`);
      return `fn f(N: i64)() {} fn a() { ${calls.slice(0, count / 2).join(' ')} }
        fn main() { a(); ${calls.slice(count / 2).join(' ')} }`;
    };
    assert.deepEqual(mistakes(many(MAX_INSTANCES)), []);
    assert.equal(mistakes(many(MAX_INSTANCES + 2)).length, 1);
  });

  it('of functions that ask for more with each one are an error', () => {
    const message = 'E0405 `f` is instantiated endlessly: `f(i32)`, `f(*i32)`, `f(**i32)`, …';
    assert.deepEqual(mistakes('fn f(T: type)(x: T) { f(&x); } fn main() { f(1); }'), [message]);
    assert.deepEqual(mistakes('fn f(T: type)(x: T) { f(&x); s: []T; f(s); } fn main() { f(1); }'), [message]);
  });

  it('of types that ask for more with each one are an error', () => {
    const message = 'E0405 `L` is instantiated endlessly: `L(i32)`, `L(*i32)`, `L(**i32)`, …';
    for (const next of ['*L(*T)', 'L(*T)', '[]L(*T)'])
      assert.deepEqual(
        mistakes(`type L(T: type) struct { next: ${next} } fn main() { l: L(i32); }`),
        [message],
        next,
      );
  });

  it('of types that double have names that end', () => {
    const text = 'fn f(T: type)(x: T) { f({x, x}); } fn main() { f(1); }';
    const [message] = mistakes(text);
    assert.equal(message, 'E0214 this type takes more than 1073741824 bytes');
  });
});
