// What could be written at the cursor.
import assert from 'node:assert/strict';
import { completionsAt } from '../../language/server/completion';
import { check, marked, type Marked } from './check';

const all = ({ snapshot, path, offset }: Marked): string[] =>
  completionsAt(snapshot, path, offset).map(({ label }) => label);
/** Without what every program has. */
/** What every program has from the library. */
const PRELUDE = [
  'context',
  'exit_thread',
  'join',
  'makeContext',
  'yield',
  'Allocator',
  'Context',
  'mutex',
  'thread',
];

const own = (at: Marked): string[] =>
  completionsAt(at.snapshot, at.path, at.offset)
    .filter(({ kind, detail }) => kind !== 'keyword' && kind !== 'snippet' && !detail?.startsWith('fn print'))
    .map(({ label }) => label)
    .filter((label) => !['assert', 'free', 'malloc', 'panic', 'write'].includes(label))
    .filter((label) => !PRELUDE.includes(label))
    .filter((label) => !/^([iuf]\d+|bool|none|string)$/.test(label));

describe('completion', () => {
  const types = 'type P struct { x: i32, next: *P }\ntype S enum { circle: f64, empty }\n';

  it('offers members behind a dot', () => {
    check(all, `${types}fn f(p: P) { p.$0 }`, ['x', 'next']);
    check(all, `${types}fn f(p: *P) { p.next.next.ne$0 = 1; }`, ['next']);
    check(all, `${types}fn f(ps: []P) { ps[0].$0`, ['x', 'next']);
    check(all, `${types}fn g() P { return P{}; } fn f() { g().$0`, ['x', 'next']);
    check(all, 'fn f(xs: []i32) { n := xs.$0; }', ['count', 'data']);
    check(all, 'fn f(xs: [3]i32) { n := xs.$0; }', ['count']);
    check(all, `${types}fn f(s: S) { s.$0`, ['circle', 'tag']);
    check(all, 'fn f(n: i32) { n.$0 }', []);
  });

  it('offers tags where they belong', () => {
    check(all, `${types}s := S.$0`, ['circle', 'empty']);
    check(all, `${types}fn f(s: S) { if s is $0`, ['circle', 'empty']);
    check(all, `${types}fn f(s: S) { s = .$0; }`, ['circle', 'empty']);
    check(all, `${types}fn f(s: S) { t: S = .e$0; }`, ['empty', 'circle']);
    check(all, `${types}fn f(s: S) { f(.$0); }`, ['circle', 'empty']);
    check(all, `${types}fn f() S { return .$0`, ['circle', 'empty']);
    check(all, `${types}fn f(s: S) { switch s { case $0 } }`, ['circle', 'empty']);
    check(all, `${types}fn f(s: S) { switch s { case circle(r) {} case $0 } }`, ['empty', 'circle']);
  });

  it('offers what has the letters of the word that is being typed, in their order', () => {
    const { snapshot, path, offset } = marked('fn area() {} fn arena() {} fn main() { aea$0 }');
    const labels = completionsAt(snapshot, path, offset).map(({ label }) => label);
    assert.ok(labels.includes('area') && labels.includes('arena') && !labels.includes('main'));
  });

  it('offers directives where they can stand', () => {
    const directives = ({ snapshot, path, offset }: Marked): string[] =>
      completionsAt(snapshot, path, offset).map(({ label }) => label);
    check(directives, 'fn f() { #$0', ['#sync', '#assert', '#async', '#if', '#run']);
    check(directives, 'fn f() { #syn$0', ['#sync', '#async']);
    check(directives, 'x := #r$0;', ['#run']);
    check(directives, 'x := #as$0;', ['#async']);
    check(directives, '#$0', ['#assert', '#if', '#run']);
  });

  it('offers types where a type belongs', () => {
    for (const text of [
      'x: $0',
      'x: *$0',
      'x: []$0',
      'fn f(a: $0',
      'fn f() $0',
      'type Q struct { a: $0',
      'fn f() { x := cast($0',
    ])
      assert.deepEqual(
        completionsAt(marked(types + text).snapshot, '/test.rw', marked(types + text).offset)
          .map(({ label }) => label)
          .filter((label) => /^[PS]$|^i32$|^x$|^print$/.test(label)),
        ['P', 'S', 'i32'],
        text,
      );
  });

  it('offers names, near ones first, those of the wanted type before all', () => {
    check(own, 'g: i32;\nfn f(a: i32) { b := 1; { c := $0 } d := 2; }', ['a', 'b', 'f', 'g']);
    check(own, 'fn f(a: i32, b: bool) { x: bool = $0; }', ['b', 'a', 'f']);
    check(own, 'fn f(a: bool) bool { b := 1; return $0; }', ['a', 'f', 'b']);
  });

  it('does not offer what a nested function cannot use', () => {
    check(own, 'fn f(a: i32) { fn g(b: i32) { $0 } }', ['b', 'g', 'f']);
  });

  it('offers fields in a literal and names of parameters in a call', () => {
    check(own, `${types}p := P{$0};`, ['x', 'next']);
    check(own, `${types}p := P{x: 1, $0};`, ['next']);
    check(own, 'fn f(a: i32, b: i32) { f($0); }', ['a', 'b', 'f', 'a:', 'b:']);
    check(own, 'fn f(a: i32, b: i32) { f(1, $0); }', ['a', 'b', 'f', 'b:']);
  });

  it('offers statements where one begins, and operands elsewhere', () => {
    const words = (at: Marked): string[] =>
      completionsAt(at.snapshot, at.path, at.offset)
        .filter(({ kind }) => kind === 'keyword' || kind === 'snippet')
        .map(({ label }) => label);
    check(words, '$0', [
      ...['fn', 'fn main', 'import', 'type enum', 'type struct'],
      ...['#assert', '#if', '#run'],
    ]);
    check(words, 'fn f() { $0 }', [
      '#sync',
      'fn',
      'for each',
      'for range',
      'if',
      'switch',
      'while',
      ...['#assert', '#async', '#if', '#run'],
      'break',
      'continue',
      'defer',
      'return',
    ]);
    check(words, 'fn f() { x := $0', [
      ...['#async', '#run'],
      'cast',
      'false',
      'heap',
      'make',
      'nil',
      'sizeof',
      'true',
      'typeof',
    ]);
  });

  it('is silent in comments and texts, and where a name is made up', () => {
    for (const text of [
      '-- a$0',
      'fn f() { print("a$0"); }',
      'fn f() { x := "a.$0',
      'fn $0',
      'type $0',
      'fn f() { for $0',
    ])
      check(all, text, []);
  });

  it('works in the middle of unfinished text', () => {
    check(all, `${types}fn f(p: *P) {\n    if p.$0\n    x := 1;\n}\nfn g() {}`, ['x', 'next']);
    check(all, `${types}fn f(p: *P) {\n    while (p.next.$0\n}\n`, ['x', 'next']);
    check(own, 'fn f(first: i32) {\n    x := (first + $0\n', ['first', 'f']);
  });
});
