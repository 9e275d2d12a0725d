// What is under the cursor.
import { hoverAt } from '../../language/server/hover';
import { check, type Marked } from './check';

const hover = ({ snapshot, path, offset }: Marked): unknown => {
  const found = hoverAt(snapshot, path, offset);
  return (
    found && [found.code, ...found.facts, ...(found.comment === undefined ? [] : [`-- ${found.comment}`])]
  );
};

describe('hover', () => {
  it('shows a name with its type, size and the comment above it', () => {
    check(hover, '-- How many\n-- there are.\ncou$0nt: i64;', [
      'count: i64',
      'Global, 8 bytes, aligned to 8.',
      '-- How many\nthere are.',
    ]);
    check(hover, 'fn f(a: i8) { b := $0a; }', ['a: i8', 'Parameter, 1 byte, aligned to 1.']);
    check(hover, 'fn f() { for i$0 in 0..3 {} }', ['i: i32', 'Loop variable, 4 bytes, aligned to 4.']);
  });

  it("shows a constant's value", () => {
    check(hover, 'N :: 3 * 4; x: [$0N]i8;', ['N :: 12', 'An integer constant, typed where it is used.']);
    check(hover, 'type P struct { x: i32, y: f64 } A$0 :: P{1, 2.5};', [
      'A :: P{x: 1, y: 2.5}',
      'Constant of type `P`.',
    ]);
    check(hover, 'T$0 :: "a\\n";', ['T :: "a\\n"', 'Constant of type `[]i8`.']);
  });

  it('shows what was computed while compiling', () => {
    const made =
      'type P struct { x: i32, name: []i8 } type N struct { kids: []N }\n' +
      'fn squares(n: i32) []i32 { xs := make(i32, n); for i in 0..n { xs[i] = i * i; } return xs; }\n' +
      'fn points() []P { ps := make(P, 1); ps[0] = P{1, "one"}; return ps; }\n' +
      'fn rows() [][]i32 { rows := make([]i32, 2); rows[1] = squares(3); return rows; }\n' +
      'fn circle() []N { ns := make(N, 1); ns[0].kids = ns; return ns; }\n' +
      "fn text() []i8 { s := make(i8, 2); s[0] = 'h'; s[1] = 'i'; return s; }\n";
    const code = (at: Marked): string | undefined => hoverAt(at.snapshot, at.path, at.offset)?.code;
    check(code, `${made}T$0 :: #run squares(5);`, 'T :: [0, 1, 4, 9, 16]');
    check(code, `${made}T$0 :: #run points();`, 'T :: [P{x: 1, name: "one"}]');
    check(code, `${made}T$0 :: #run rows();`, 'T :: [[], [0, 1, 4]]');
    check(code, `${made}T$0 :: #run text();`, 'T :: "hi"');
    check(code, `${made}T :: #run squares(5); P$0 :: T[2..][..2];`, 'P :: [4, 9]');
    check(code, 'T :: [1, 2, 3]; P$0 :: T[1..];', 'P :: [2, 3]');
    check(code, `${made}T$0 :: #run heap 1;`, 'T :: made while compiling');
    check(
      code,
      `${made}T$0 :: #run circle();`,
      'T :: [N{kids: [N{kids: [N{kids: made while compiling, 1 element}]}]}]',
    );
    check(code, `${made}T :: #run squares(5); N$0UM :: T[2] + 1;`, 'NUM :: 5');
  });

  it('shows the layout of a struct, and where a field lies', () => {
    const text = '-- A point.\ntype P struct {\n    x: i8,\n    y: i64,    -- upwards\n}\nfn f(p: P) { ';
    check(hover, `${text}q: $0P; }`, [
      'type P struct {\n    x: i8,   -- at 0\n    y: i64,  -- at 8\n}',
      '16 bytes, aligned to 8.',
      '-- A point.',
    ]);
    check(hover, `${text}p.$0y = 1; }`, [
      'y: i64',
      'Field of `P`, at byte 8 (8 bytes, aligned to 8).',
      '-- upwards',
    ]);
  });

  it('shows tags wherever they are named', () => {
    const text = 'type S enum { circle: f64, empty } fn f(s: S) { ';
    for (const use of [
      't := S.$0circle(1.0);',
      't: S = .circ$0le(1.0);',
      'b := s is $0circle;',
      'switch s { case $0circle(r) {} }',
    ])
      check(hover, `${text}${use} }`, ['circle: f64', 'Tag 0 of `S`.']);
    check(hover, 'type $0S enum { circle: f64, empty }', [
      'type S enum {\n    circle: f64,  -- 0\n    empty,        -- 1\n}',
      '16 bytes, aligned to 8, payload at 8.',
    ]);
  });

  it('shows functions, builtins and values of expressions', () => {
    check(hover, 'fn add(a: i32, b: i32 = 2) i32 { return a + b; } x := $0add;', [
      'fn add(a: i32, b: i32 = 2) i32',
    ]);
    check(hover, 'fn f() { pri$0nt("a"); }', ['fn print(format: string, values…)']);
    check(hover, 'fn f() { x: i64 = 3 $0* 4; }', ['12: i64']);
    check(hover, 'fn f() { $0return; }', undefined);
  });

  it('works in unfinished text', () => {
    check(hover, 'fn f(a: i8) { if a == 1 { $0a = 2;\n', ['a: i8', 'Parameter, 1 byte, aligned to 1.']);
    check(hover, 'type P struct { x: i32 } fn f(p: *P) { p$0.x = (', [
      'p: *P',
      'Parameter, 8 bytes, aligned to 8.',
    ]);
    check(hover, 'x := $0', undefined);
  });
});
