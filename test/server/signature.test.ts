// What a call takes, while its arguments are typed.
import { signatureAt } from '../../language/server/signature';
import { check, type Marked } from './check';

/** The label with the parameter that is next in `«»`, and the comment. */
const signature = ({ snapshot, path, offset }: Marked): unknown => {
  const found = signatureAt(snapshot, path, offset);
  if (!found) return undefined;
  const active = found.parameters[found.active];
  const label = active === undefined ? found.label : found.label.replace(active, `«${active}»`);
  return found.comment === undefined ? label : `${label} -- ${found.comment}`;
};

describe('signature help', () => {
  const f = '-- Adds.\nfn f(a: i32, b: i8 = 2) i64 { return 0; }\n';

  it('shows what a function takes, and which argument is next', () => {
    check(signature, `${f}x := f($0);`, 'f(«a: i32», b: i8 = 2) i64 -- Adds.');
    check(signature, `${f}x := f(1, $0);`, 'f(a: i32, «b: i8 = 2») i64 -- Adds.');
    check(signature, `${f}x := f(1, 2, $0);`, 'f(a: i32, b: i8 = 2) i64 -- Adds.');
  });

  it('follows names of arguments and brackets inside', () => {
    check(signature, `${f}x := f(b: $01);`, 'f(a: i32, «b: i8 = 2») i64 -- Adds.');
    check(signature, `${f}fn g(i: i32) {} fn h() { g(f(1, 2) + $0); }`, 'g(«i: i32»)');
    check(
      signature,
      `${f}fn g(i: i32) {} fn h() { g(f(1, $0) + 2); }`,
      'f(a: i32, «b: i8 = 2») i64 -- Adds.',
    );
    check(signature, `${f}fn g(x: [2]i32, i: i32) {} fn h() { g([1, 2], $0); }`, 'g(x: [2]i32, «i: i32»)');
  });

  it('knows builtins, tags and function pointers', () => {
    check(signature, 'fn f() { print("{}", $0); }', 'print(format: string, «values…»)');
    check(signature, 'fn f() { print("{} {}", 1, $0); }', 'print(format: string, «values…»)');
    check(signature, 'type S enum { circle: f64, none_ } fn f() { s := S.circle($0', 'S.circle(«f64»)');
    check(signature, 'fn f(g: fn(i32, i8) i64) { x := g(1, $0); }', 'g(i32, «i8») i64');
  });

  it('works in unfinished text, and is silent elsewhere', () => {
    check(signature, `${f}fn g() {\n    f(\n        1,\n        $0\n`, 'f(a: i32, «b: i8 = 2») i64 -- Adds.');
    check(signature, `${f}fn g() { if f(1$0\n    x := 2;\n}\n`, 'f(«a: i32», b: i8 = 2) i64 -- Adds.');
    for (const text of [
      'fn f() { x := ($0',
      'fn f() { unknown($0',
      'fn f() { -- f($0',
      'fn f() { f(); $0 }',
      '$0',
    ])
      check(signature, text, undefined);
  });
});
