// What is shown beside and over the text: colours by meaning, what was left out, and values while debugging.
import { inlayHints } from '../../language/server/inlay-hints';
import { evaluatableAt, inlineValues } from '../../language/server/inline-values';
import { semanticTokens } from '../../language/server/semantic-tokens';
import { lensesOf } from '../../language/server/lenses';
import { check, place, type Marked } from './check';

describe('semantic tokens', () => {
  const tokens = ({ snapshot, path }: Marked): string[] =>
    semanticTokens(snapshot, path).map(({ span, type, modifiers }) =>
      [place(span), type, ...modifiers].join(' '),
    );

  it('tell what each name is', () => {
    check(tokens, 'type P struct { x: i32 }\nN :: 2;\ng: P;\nfn f(a: *P) { b := a.x + N; g.x = b; f(a); }', [
      '1:P struct declaration',
      '1:x property declaration',
      '1:i32 type defaultLibrary',
      '2:N variable declaration readonly',
      '3:g variable declaration static',
      '3:P struct',
      '4:f function declaration',
      '4:a parameter declaration',
      '4:P struct',
      '4:b variable declaration',
      '4:a parameter',
      '4:x property',
      '4:N variable readonly',
      '4:g variable static',
      '4:x property',
      '4:b variable',
      '4:f function',
      '4:a parameter',
    ]);
    check(tokens, 'type E enum { a, b: bool }\nfn f(e: E) { for i in 0..2 { print("{}", e is a); } }', [
      '1:E enum declaration',
      '1:a enumMember declaration',
      '1:b enumMember declaration',
      '1:bool type defaultLibrary',
      '2:f function declaration',
      '2:e parameter declaration',
      '2:E enum',
      '2:i variable declaration readonly',
      '2:print function defaultLibrary',
      '2:e parameter',
      '2:a enumMember',
    ]);
  });

  it('are there in unfinished text', () => {
    check(tokens, 'fn f(a: i8) { if (a == ', [
      '1:f function declaration',
      '1:a parameter declaration',
      '1:i8 type defaultLibrary',
      '1:a parameter',
    ]);
  });
});

describe('inlay hints', () => {
  /** The text with the hints in it, in `‹›`. */
  const hinted = ({ snapshot, path, text }: Marked): string =>
    inlayHints(snapshot, path, 0, text.length)
      .reverse()
      .reduce((t, { offset, text: hint }) => `${t.slice(0, offset)}‹${hint}›${t.slice(offset)}`, text);

  it('tell inferred types, but not what the text says itself', () => {
    check(hinted, 'x := 1;\ny: i8 = 2;', 'x‹: i32› := 1;\ny: i8 = 2;');
    check(
      hinted,
      'type P struct { x: i64 }\nfn f(ps: []P) { for p in ps { q := p.x; } for i in 0..3 {} r := P{}; s := cast(i8) 1; t := heap P{}; }',
      'type P struct { x: i64 }\nfn f(ps: []P) { for p‹: P› in ps { q‹: i64› := p.x; } for i‹: i32› in 0..3 {} r := P{}; s := cast(i8) 1; t := heap P{}; }',
    );
  });

  it('name the parameters that literals are for', () => {
    check(
      hinted,
      'fn f(a: i32, b: bool) {}\nfn g(n: i32) { f(1, true); f(n, b: false); f(-n, n == 1); f(-1, false); }',
      'fn f(a: i32, b: bool) {}\nfn g(n: i32) { f(‹a:›1, ‹b:›true); f(n, b: false); f(-n, n == 1); f(‹a:›-1, ‹b:›false); }',
    );
  });

  it('stay within the range that is asked for, and hold in unfinished text', () => {
    check(
      ({ snapshot, path, offset, text }: Marked) =>
        inlayHints(snapshot, path, offset, text.length).map(({ offset: at, text: hint }) => `${at}${hint}`),
      'a := 1;\n$0b := 2;\n',
      ['9: i32'],
    );
    check(hinted, 'fn f() { x := 1.5; y := (', 'fn f() { x‹: f64› := 1.5; y := (');
  });
});

describe('inline values', () => {
  const values = ({ snapshot, path, offset }: Marked): string[] =>
    inlineValues(snapshot, path, offset).map(
      ({ span, isVariable }) => place(span) + (isVariable ? '' : ' =>'),
    );

  it('are those of the variables in sight of where the program stands', () => {
    check(
      values,
      'g: i32;\nfn f(a: i32) {\n    b := a + a;\n    $0c := b + g;\n    d := c;\n}\nfn h(z: i32) {}\n',
      ['2:a', '3:b', '3:a', '4:b', '4:g'],
    );
    check(values, 'x: i32;$0\n', []);
  });

  it('are of the part of a variable that is looked into, and of no long array', () => {
    check(
      values,
      [
        'type P struct { next: *P, xs: [4]i32 }',
        'fn g(p: *P, i: i32) {',
        '    long: [17]i32;',
        '    long[i + 1] = p.next.xs[p.xs[0]] + p.xs[h()];',
        '    $0g(p^.next, 1);',
        '}',
        'fn h() i32 { return 0; }',
      ].join('\n'),
      [
        ...['2:p', '2:i', '4:long[i + 1] =>', '4:i', '4:p.next.xs[p.xs[0]] =>', '4:p.xs[0] =>', '4:p.xs =>'],
        '5:p^.next =>',
      ],
    );
  });
});

describe('the expression under the mouse', () => {
  const evaluatable = ({ snapshot, path, offset }: Marked): string | undefined => {
    const span = evaluatableAt(snapshot, path, offset);
    return span && place(span);
  };
  const program = (body: string): string =>
    `type P struct { next: *P, xs: [4]i32 }\nfn f() *P { return nil; }\nfn g(p: *P, i: i32) { ${body} }\n`;

  it('is a name with what stands before its dots', () => {
    check(evaluatable, program('q := p.next.$0next;'), '3:p.next.next');
    check(evaluatable, program('q := p.ne$0xt.next;'), '3:p.next');
    check(evaluatable, program('q := p.xs[$0i];'), '3:i');
    check(evaluatable, program('$0q := p.xs[i];'), '3:q');
  });

  it('never runs anything', () => {
    check(evaluatable, program('q := f().$0next;'), undefined);
    check(evaluatable, program('q := 1 $0+ i;'), undefined);
  });

  it('is found in unfinished text', () => {
    check(evaluatable, 'fn g(p: *i32) { if p.$0x', '1:p.x');
  });
});

describe('lenses', () => {
  const lenses = ({ snapshot, path }: Marked): string[] =>
    lensesOf(snapshot.unit(path)!).map(({ span, action }) => `${action} ${place(span).slice(0, 12)}`);

  it('stand above `main` and what runs while compiling', () => {
    check(lenses, 'T :: #run f();\nfn f() i32 { return 1; }\nfn main() {}\n', [
      'run 3:main',
      'debug 3:main',
      'debugCompileTime 1:T :: #run ',
    ]);
    check(lenses, 'T :: #run f();\n', []);
    check(lenses, 'fn main() { x := #run', ['run 1:main', 'debug 1:main', 'debugCompileTime 1:fn main() ']);
  });
});
