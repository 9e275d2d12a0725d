// Renaming, and why not.
import { prepareRename, rename } from '../../language/server/rename';
import { check, place, type Marked } from './check';

/** The text with the new name, or why there is none. */
const renameTo =
  (name: string) =>
  ({ snapshot, path, offset, text }: Marked): string => {
    const result = rename([snapshot], path, offset, name);
    if (!result.ok) return result.why;
    return [...result.spans]
      .reverse()
      .reduce((t, { start, end }) => t.slice(0, start) + name + t.slice(end), text);
  };

describe('rename', () => {
  it('changes every use', () => {
    check(
      renameTo('n'),
      'fn f(count: i32) i32 { return $0count + count; }',
      'fn f(n: i32) i32 { return n + n; }',
    );
    check(
      renameTo('y'),
      'type P struct { x: i32 } fn f(p: P) { p.$0x = P{x: 1}.x; }',
      'type P struct { y: i32 } fn f(p: P) { p.y = P{y: 1}.y; }',
    );
    check(
      renameTo('b'),
      'type E enum { $0a, c } fn f(e: E) { switch e { case a {} case c {} } x := E.a; }',
      'type E enum { b, c } fn f(e: E) { switch e { case b {} case c {} } x := E.b; }',
    );
    check(renameTo('b'), 'fn f(a: i32) { f($0a: 1); }', 'fn f(b: i32) { f(b: 1); }');
  });

  it('refuses what is no name, and what is not the user’s', () => {
    check(renameTo('while'), '$0x: i32;', '`while` is a reserved word.');
    check(
      renameTo('2x'),
      '$0x: i32;',
      '`2x` is not a name: a name consists of letters, digits and `_`, and does not begin with a digit.',
    );
    check(renameTo('write'), 'fn f() { $0print("a"); }', '`print` is part of the language.');
    check(renameTo('start'), 'fn $0main() {}', 'A program starts in `main`.');
    check(({ snapshot, path, offset }) => prepareRename(snapshot, path, offset), '$0 x: i32;', undefined);
    check(
      ({ snapshot, path, offset }) => {
        const span = prepareRename(snapshot, path, offset);
        return typeof span === 'object' && place(span);
      },
      '$0x: i32;',
      '1:x',
    );
  });

  it('refuses a name that is taken', () => {
    check(
      renameTo('b'),
      'fn f() {\n    $0a := 1;\n    b := 2;\n    c := a;\n}',
      'In line 3, that would be an error: `b` is already declared in this scope.',
    );
  });

  it('refuses to hide what others mean', () => {
    check(
      renameTo('x'),
      'x: i32;\nfn f() {\n    $0a := 1;\n    b := x;\n}',
      'In line 4, `x` would stand for another `x`, which is declared in line 3.',
    );
    check(
      renameTo('a'),
      '$0x: i32;\nfn f() {\n    a := 1;\n    b := x;\n}',
      'In line 4, `a` would stand for another `a`, which is declared in line 3.',
    );
  });

  it('works in unfinished text', () => {
    check(renameTo('n'), 'fn f(count: i32) { if count == ($0count', 'fn f(n: i32) { if n == (n');
  });
});
