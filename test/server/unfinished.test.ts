// Questions with the cursor in the middle of unfinished text: half a statement, a bracket that is open, a member
// without its name; and questions below what is unfinished, which must be answered as if that were not there.
import assert from 'node:assert/strict';
import * as answers from './answers';
import { check, marked } from './check';

type Kind = keyof typeof answers;

const TYPES =
  'type P struct { x: i32, next: *P }\ntype S enum { circle: f64, rect: P, empty }\nfn add(a: i32, b: i64 = 2) i32 { return a; }\nfn max(T: type)(x: T, y: T) T { return x; }\n';

/** Each text stands in line 5. */
function answersTo(kind: Kind, expected: Readonly<Record<string, string>>): void {
  for (const [text, answer] of Object.entries(expected)) check(answers[kind], TYPES + text, answer);
}

describe('in the middle of unfinished text', () => {
  it('hover knows what is there', () => {
    const p = 'p: *P Parameter, 8 bytes, aligned to 8.';
    const next = 'next: *P Field of `P`, at byte 8 (8 bytes, aligned to 8).';
    answersTo('hover', {
      'fn f(p: *P) {\n    $0p.\n}': p,
      'fn f(p: *P) {\n    p.$0next.\n}': next,
      'fn f(p: *P) { x := p.$0next.\n': next,
      'fn f(p: *P) { add(1, $0p.\n}': p,
      'fn f(p: *P) { add(p.x, $0p': p,
      'fn f(p: *P) { if $0p': p,
      'fn f(p: *P) { if p.x == \n    $0p.x = 1;\n}': p,
      'fn f(p: *P) { while $0p.x < }': p,
      'fn f(p: *P) { for i in 0..$0p.x': p,
      'fn f(p: *P) { for i { $0p.x = i; } }': p,
      'fn f(p: *P) { switch $0p\n}': p,
      'fn f(p: *P) { $0p = p.next\n    p.x = 1;\n}': p,
      'fn f(p: *P) { $0p.x < 1 < 2; }': p,
      'fn f(p: *P) { p |> f($0p': p,
      'fn f(p: *P) { p.next |> $0p': p,
      'fn f(p: *P) { $0p++; }': p,
      'fn f(p: *P) { x := -$0p.': p,
      'fn f(p: *P) { else { $0p.x = 1; }': p,
      'fn f(p: *P) { print("{}, $0p.x);\n}': 'none',
      'fn f(s: S) { switch s { case circ$0le(\n': 'circle: f64 Tag 0 of `S`.',
      'fn f(s: S) { switch s { case circle($0r) {': 'r: f64 Local, 8 bytes, aligned to 8.',
      'fn f(s: S) { case circle(r) { $0s = .empty; }':
        's: S Parameter, 24 bytes, aligned to 8, payload at 8.',
      'fn f(s: S) { if $0s is \n}': 's: S Parameter, 24 bytes, aligned to 8, payload at 8.',
      'fn f() { x := P{x: 1, $0next: ': next,
      'fn f() { add($0b: ': 'b: i64 Parameter, 8 bytes, aligned to 8.',
    });
  });

  it('hover says what is written where there is no type yet', () => {
    answersTo('hover', {
      'fn f(p: *P, $0q: ': 'q Parameter.',
      'fn f() { for $0i in 0..': 'i Loop variable.',
      'fn f(T: type)($0x: T) {}': 'x: T Parameter.',
      'fn f(T: type)(x: T) { y: [2]T = x; $0y': 'y: [2]T Local.',
      '$0N :: \nfn f() {}': 'N Constant, of which the value is not known.',
    });
  });

  it('definitions and types are found', () => {
    answersTo('definition', {
      'fn f(p: *P) {\n    $0p.\n}': '5:p',
      'fn f(p: *P) {\n    p.$0next.\n}': '1:next',
      'fn f(p: *P) { add(1, p.$0x': '1:x',
      'fn f(s: S) { t := S.$0rect(': '2:rect',
      'fn f(s: S) { switch s { case $0rect(': '2:rect',
      'fn f(s: S) { switch s { case rect(q) { $0q.': '5:q',
      'fn f() { x := P{x: 1, $0next: ': '1:next',
      'fn f() { add($0b: ': '3:b',
      'fn f() { x: $0P; x.': '1:P',
      'fn f(x: P) $0P': '1:P',
      'type Q struct { a: $0P': '1:P',
      'N :: 2;\nx: [$0N]\nfn f() {}': '5:N',
    });
    answersTo('typeDefinition', {
      'fn f(p: *P) {\n    $0p.\n}': '1:P',
      'fn f(p: *P) { q := p.next; switch $0q\n}': '1:P',
      'fn f(ss: []S) { for s in ss { if $0s is \n': '2:S',
      'fn f(ss: []S) { add(1, $0ss[0]': '2:S',
    });
  });

  it('references and highlights are those in what could be read', () => {
    answersTo('references', {
      'fn f($0p: *P) {\n    p.\n    p.next.x = add(1, p\n}': '5:p, 6:p, 7:p',
      'fn f(p: *P) {\n    if p.$0x == \n    p.x = 1;\n}\nfn g(p: P) { p.x': '1:x, 6:x, 7:x, 9:x',
      'fn f(s: S) { switch s { case $0circle(r) { t := S.circle(': '2:circle, 5:circle, 5:circle',
      'fn $0g() { g(\n}\nfn h() { x := "abc\n    g();\n}': '5:g, 5:g, 8:g',
      'N :: 2;\nx: [$0N]\nfn f() { y: [N]i32; y[N': '5:N, 6:N, 7:N, 7:N',
    });
    answersTo('highlights', {
      'fn f() {\n    $0x := 1;\n    x = \n    add(x, \n}': '6:x written, 7:x written, 8:x',
      'fn f() {\n    $0x := 1;\n    x +=\n}': '6:x written, 7:x written',
      'fn f(s: S) { switch s { case rect($0q) { q.\n    q.x = 1\n}': '5:q written, 5:q',
    });
  });

  it('renaming changes what could be read, and refuses what would mean something else', () => {
    answersTo('renaming', {
      'fn f($0p: *P) {\n    p.\n    p.next.x = add(1, p\n}': '5:p, 6:p, 7:p',
      'fn f(p: *P) { if p.$0x == \n    p.x = 1;\n}': '1:x, 5:x, 6:x',
      'fn f() { renamed := 1; $0x := 2; add(x, ':
        'In line 5, `renamed` would stand for another `renamed`, which is declared in line 5.',
      'fn f() { renamed := 1; { $0x := 2; add(renamed, x':
        'In line 5, `renamed` would stand for another `renamed`, which is declared in line 5.',
    });
  });

  it('completion offers members and tags', () => {
    answersTo('completion', {
      'fn f(p: *P) {\n    y := 1\n    p.$0\n    z := 2;\n}': 'x, next',
      'fn f(p: *P) { add(1, p.$0\n}': 'x, next',
      'fn f(p: *P) { switch p.$0\n}': 'x, next',
      'fn f(p: *P) { x := P{x: 1}.$0\n}': 'x, next',
      'fn f(s: S) { switch s { case rect(q) { q.$0': 'x, next',
      'fn f() { s: S = .$0\n}': 'circle, rect, empty',
      'fn f() S { return .$0\n}': 'circle, rect, empty',
      'fn f(s: S) { switch s {\n    case circle(r) { x := r; }\n    case $0\n': 'rect, empty, circle',
      'fn f(s: S) { switch s {\n    case circle(r) { x := r; }\n    $0\n':
        'case rect, case empty, case, else',
      'fn f(n: i32) { switch n { $0': 'case, else',
      'fn f() { q := P{$0\n    z := 1;\n}': 'x, next',
      'fn f() { q := P{x: 1, $0': 'next',
      'fn f() { q: P = {$0': 'x, next',
    });
  });

  it('completion puts first what fits', () => {
    answersTo('completion', {
      'fn f(aa: i32, ab: i64) { add(1, $0': 'ab, write, aa, add',
      'fn f(aa: i32, ab: i64) { 1 |> add($0': 'ab, write, aa, add',
      'fn f(aa: i32, ab: bool) { if $0': 'ab, aa, add, f',
      'fn f(aa: i32, ab: bool) { if ab and $0': 'ab, aa, add, f',
      'fn f(aa: i32, ab: i64) { x := ab + $0': 'ab, write, aa, add',
      'fn f(aa: i32, ab: i64) { ab -= $0': 'ab, write, aa, add',
      'fn f(aa: i32, ab: i64) { q := P{x: $0': 'aa, add, ab, q',
      'fn f(p: *P) { p |> $0': 'f, p, add, max',
      'fn f() { p := heap $0': 'P, S, Allocator, Context',
    });
  });

  it('completion offers words where they can stand, and nothing where a name is made up', () => {
    answersTo('completion', {
      'fn f(n: i32) { if n $0': 'and, is, or',
      'fn f(n: i32) { for i $0': 'in',
      'fn f(n: i32) { if n == 1 { } el$0': 'else, else if, yield',
      'type Q $0': 'enum, struct, P, Q',
      'import ma$0': 'map, math',
      'type Q struct { s: S, $0': 'none',
      'type Q enum { $0': 'none',
      'fn f(a: i32, $0': 'none',
      'fn f(s: S) { switch s { case circle($0': 'none',
      'fn f() { s := "abc $0\n}': 'none',
    });
  });

  it('signature help knows what is called', () => {
    answersTo('signature', {
      'fn f() { add(1, $0\n}': 'add(a: i32, «b: i64 = 2») i32',
      'fn f() { add(1, add(2, 3), $0\n}': 'add(a: i32, b: i64 = 2) i32',
      'fn f() { if true { add(1,\n        $0\n    x := 1;\n}': 'add(a: i32, «b: i64 = 2») i32',
      'fn f() { x := P{x: add(1, $0\n}': 'add(a: i32, «b: i64 = 2») i32',
      'fn f() { add("a, $0\n}': 'add(«a: i32», b: i64 = 2) i32',
      'fn f() { add(1;\n    x := $0\n}': 'none',
      'fn f() { 1 |> add($0\n}': 'add(a: i32, «b: i64 = 2») i32',
      'fn f() { s: S = .circle($0\n}': '.circle(«f64»)',
      'fn f() { max($0\n}': 'max(T: type)(«x: T», y: T) T',
      'fn f() { max(1, $0\n}': 'max(T: type)(x: T, «y: T») T',
      'fn f() { max(i32$0\n}': 'max(«T: type»)(x: T, y: T) T',
      'fn f() { max(i32)(1, $0\n}': 'max(T: type)(x: T, «y: T») T',
      'fn zero(T: type)() T { x: T; return x; }\nfn f() { zero($0\n}': 'zero(«T: type»)() T',
      'type List(T: type, N: i64) struct { x: T }\nx: List(i32, $0': 'List(T: type, «N: i64»)',
    });
  });

  it('what is shown in and beside the text is there', () => {
    answersTo('hints', {
      'fn f() { x := 1\n    add(1, 2\n}\nfn g() { y := 2.5; add(3, ': 'x: i32, a:1, b:2, y: f64, a:3',
      'fn f() { for i in 0..3 { x := i': 'i: i32, x: i32',
    });
    answersTo('evaluatable', {
      'fn f(p: *P) { x := p.$0next.': '5:p.next',
      'fn f(ps: []P) { add(ps[0].$0next.x, ': '5:ps[0].next',
    });
    answersTo('values', {
      'fn f(p: *P) {\n    y := p.x\n    $0z := add(y, p.next.\n}': '5:p, 6:y, 6:p.x, 7:y, 7:p.next',
      'fn f(p: *P) {\n    y := "abc\n    $0z := y;': '5:p, 6:y, 7:y',
    });
    answersTo('lenses', {
      'T :: #run g(\nfn g() {}\nfn main() {\n    if ':
        'run 7:main, debug 7:main, debugCompileTime 5:T :: #run g(',
      'fn main(\n': 'run 5:main, debug 5:main',
    });
    check(
      answers.tokens,
      'fn f(a: i8) {\n    a.\n    g(a, ',
      [...['1:f function', '1:a parameter', '1:i8 type', '2:a parameter', '3:a parameter']].join(', '),
    );
  });

  it('callers and callees are found', () => {
    answersTo('callers', { 'fn $0a() { b(\n}\nfn b() { a(); x := a(': 'b at 7:a and 7:a' });
    answersTo('callees', { 'fn $0a() { b(\n    b().\n}\nfn b() {}': 'b at 5:b and 6:b' });
  });

  it('what a text consists of is told', () => {
    answersTo('selection', {
      'fn f() { add(1, $0p.':
        'p, p., add(1, p., { add(1, p., fn f() { add(1, p., ' + `${TYPES}fn f() { add(1, p.`,
    });
    check(
      answers.outline,
      'fn f(\nfn g(a: \ntype E enum { a, b(\nfn h() {\n    if true {\ntype T struct { x: i32, ',
      [...['function f', 'function g', 'enum E (tag a, tag b)', 'function h', 'struct T (field x)']].join(
        ', ',
      ),
    );
    check(
      answers.symbols,
      'fn one(\nfn two() { s := "e\n}\ntype Tree struct { next: ',
      '1:one, 4:Tree, 4:next',
    );
    check(answers.folds, 'fn f(\nfn g() {\n    x;\n    y;\n}\nfn h() {\n', '2-4 block');
  });

  it('mistakes are mended', () => {
    answersTo('fixes', {
      'fn f(count: i32) { x := (c$0uont +\n': 'Change to `count`: 5:cuont > count',
      'fn f() { ad$0dd(1, ': 'Change to `add`: 5:addd > add',
      'fn f() { x := math$0.sqrt(': 'Import `std/math.rw`: 1: > import math "std/math.rw";\n\n',
      'fn g(\nfn f(a: i64) { b: i32 = $0a; }': 'Write `cast(i32) a`: 6:a > cast(i32) a',
    });
  });

  it('a mistake is reported once, and what follows from it is not', () => {
    answersTo('mistakes', {
      'fn f(p: *P) {\n    p.\n}\nfn g() { y: i32 = true; }':
        '7:}: expected the name of a field, found `}`, 8:true: cannot use `true` of type `bool` as `i32`',
      'fn f(p: *P) {\n    p.nothing.\n}': '7:}: expected the name of a field, found `}`',
      'fn f(p: *P) { s: S = . }': '5:.: expected an expression, found `.`',
    });
  });
});

describe('below unfinished text', () => {
  const above = [
    'fn g(\n',
    'fn g(a: \n',
    'fn g(a: i32\n',
    'fn g(a: *P) {\n    a.\n',
    'fn g() {\n    if true {\n    }\n',
    'fn g() {\n    switch 1 {\n',
    'fn g() {\n    add(1,\n}\n',
    'fn g() {\n    s := "abc\n}\n',
    "fn g() {\n    c := 'a\n}\n",
    'fn g() {\n    for i in 0..\n}\n',
    'fn g() *P {\n    return heap P{\n',
    'type Q struct {\n    a: i32,\n',
    'type Q struct {\n    a: \n',
    'type Q enum {\n    a(\n',
    'type Q\n',
    'fn\n',
    'v: [2]\n',
    'v :=\n',
    'v := add(1,\n',
    'N :: #run\n',
    'import m "x.rw\n',
    'import\n',
    '#if\n',
    '}\n',
  ];
  const below: readonly (readonly [Kind, string])[] = [
    ['hover', 'fn f(p: *P) {\n    $0p.x = 1;\n}'],
    ['hover', 'fn f(T: type)(x: T) { y := $0x; }\nfn h() { f(1); }'],
    ['definition', 'fn f(p: *P) {\n    p.$0next = p;\n}'],
    ['typeDefinition', 'fn f(p: *P) {\n    q := $0p.next;\n}'],
    ['references', 'fn f(p: *P) {\n    $0p.x = add(p.x, 1);\n}'],
    ['highlights', 'fn f(p: *P) {\n    $0p.x = add(p.x, 1);\n}'],
    ['renaming', 'fn f(p: *P) {\n    $0p.x = add(p.x, 1);\n}'],
    ['completion', 'fn f(p: *P) {\n    p.$0\n}'],
    ['completion', 'fn f(s: S) {\n    switch s { case $0 }\n}'],
    ['signature', 'fn f(p: *P) {\n    add(1, $0\n}'],
    ['evaluatable', 'fn f(p: *P) {\n    x := p.$0next.x;\n}'],
    ['values', 'fn f(p: *P) {\n    x := p.x;\n    $0y := x;\n}'],
    ['callers', 'fn $0f() {}\nfn h() { f(); }'],
    ['callees', 'fn $0f() { h(); }\nfn h() {}'],
  ];

  for (const text of above) {
    it(`every question is answered as if \`${text.trimEnd().replace(/\n/g, '⏎')}\` were not there`, () => {
      const blank = text.replace(/[^\n]/g, '');
      for (const [kind, asked] of below) {
        const expected = answers[kind](marked(`${TYPES}${blank}${asked}`));
        assert.notEqual(expected, 'none', asked);
        assert.equal(answers[kind](marked(`${TYPES}${text}${asked}`)), expected, `${kind} of ${asked}`);
      }
    });
  }
});
