// What the quick fixes make of a text: the mistake is gone, and the rest is as it was.
import assert from 'node:assert/strict';
import { fixesAt, type TextEdit } from '../../language/server/fixes';
import { check, marked, type Marked } from './check';

function applied(text: string, edits: readonly TextEdit[]): string {
  return [...edits]
    .sort((a, b) => b.span.start - a.span.start)
    .reduce((t, { span, text: put }) => t.slice(0, span.start) + put + t.slice(span.end), text);
}

/** Each fix by its title, with the text that it makes; a preferred one takes its mistake away. */
const fixes = ({ snapshot, path, offset, text }: Marked): Record<string, string> => {
  const made: Record<string, string> = {};
  for (const { title, edits, diagnostic } of fixesAt(snapshot, path, offset, offset)) {
    const after = applied(text, edits);
    const left = marked(after, OTHERS).snapshot.diagnostics.filter(({ code }) => code === diagnostic.code);
    assert.deepEqual(left, [], title);
    made[title] = after;
  }
  return made;
};

/** Files that can be imported. */
const OTHERS = { '/shapes.rw': 'fn area() i32 { return 1; }\n', '/other.rw': '' };

describe('quick fixes', () => {
  it('import the file of a name, of the library or beside the own one', () => {
    check(
      fixes,
      '-- What it is.\n\n-- Starts.\nfn main() { x := $0math.PI; }\n',
      {
        'Import `std/math.rw`':
          '-- What it is.\n\nimport math "std/math.rw";\n\n-- Starts.\nfn main() { x := math.PI; }\n',
      },
      OTHERS,
    );
    check(
      fixes,
      'import math "std/math.rw";\nx := math.PI;\ny := $0shapes.area();\n',
      {
        'Import `shapes.rw`':
          'import math "std/math.rw";\nimport shapes "shapes.rw";\nx := math.PI;\ny := shapes.area();\n',
      },
      OTHERS,
    );
  });

  it('remove an import that nothing uses', () => {
    check(
      fixes,
      'import $0shapes "shapes.rw";\nfn main() {}\n',
      { 'Remove the import': 'fn main() {}\n' },
      OTHERS,
    );
  });

  it('remove a variable that nothing names, unless what it begins with does something', () => {
    check(fixes, 'fn main() {\n    $0x := 1 + 2;\n}\n', { 'Remove the variable': 'fn main() {\n}\n' });
    check(fixes, 'fn f() i32 { return 1; }\nfn main() {\n    $0x := f();\n}\n', {});
    check(fixes, 'fn main() {\n    $0x := heap i32;\n}\n', {});
  });

  it('write the name that was meant', () => {
    check(fixes, 'fn f(count: i32) { c$0outn = 2; }', {
      'Change to `count`': 'fn f(count: i32) { count = 2; }',
    });
    check(fixes, 'type P struct { size: i32 }\nfn f(p: *P) { p.si$0zee = 2; }', {
      'Change to `size`': 'type P struct { size: i32 }\nfn f(p: *P) { p.size = 2; }',
    });
    check(fixes, 'fn f(xs: []i32) { n := xs.$0len; }', {
      'Change to `count`': 'fn f(xs: []i32) { n := xs.count; }',
    });
    check(fixes, 'x: i3$02; y: *i23;', {});
  });

  it('write a cast', () => {
    check(fixes, 'fn f(a: i64) { b: i32 = $0a; }', {
      'Write `cast(i32) a`': 'fn f(a: i64) { b: i32 = cast(i32) a; }',
    });
    check(fixes, 'fn f(a: i64, c: i64) { b: i32 = $0a + c; }', {
      'Write `cast(i32) (a + c)`': 'fn f(a: i64, c: i64) { b: i32 = cast(i32) (a + c); }',
    });
  });

  it('add missing cases, or an `else`', () => {
    const types = 'type S enum { circle: f64, empty, dot }\n';
    check(fixes, `${types}fn f(s: S) {\n    $0switch s {\n        case empty {}\n    }\n}\n`, {
      'Add the missing cases': `${types}fn f(s: S) {\n    switch s {\n        case empty {}\n        case circle(value) {}\n        case dot {}\n    }\n}\n`,
      'Add `else {}`': `${types}fn f(s: S) {\n    switch s {\n        case empty {}\n        else {}\n    }\n}\n`,
    });
    check(fixes, `${types}fn f(s: S) {\n    $0switch s { case empty, circle {} }\n}\n`, {
      'Add the missing case': `${types}fn f(s: S) {\n    switch s { case empty, circle {}\n        case dot {}\n    }\n}\n`,
      'Add `else {}`': `${types}fn f(s: S) {\n    switch s { case empty, circle {}\n        else {}\n    }\n}\n`,
    });
  });

  it('remove what is never reached', () => {
    check(fixes, 'fn f() {\n    return;\n    $0f();\n    f();\n}\n', {
      'Remove the code that is never reached': 'fn f() {\n    return;\n}\n',
    });
  });

  it('write what was meant by what another language has, and the `;` that is missing', () => {
    check(fixes, 'fn main() {\n    x := 1$0\n    x = 2;\n}\n', {
      'Add `;`': 'fn main() {\n    x := 1;\n    x = 2;\n}\n',
    });
    check(fixes, 'fn f(a: bool) { b := a &$0& !a; }', { 'Write `and`': 'fn f(a: bool) { b := a and !a; }' });
    check(fixes, 'fn f(a: bool) { b := a |$0| !a; }', { 'Write `or`': 'fn f(a: bool) { b := a or !a; }' });
    check(fixes, 'type P struct { x: i32 } fn f(p: *P) { p-$0>x = 1; }', {
      'Write `.`': 'type P struct { x: i32 } fn f(p: *P) { p.x = 1; }',
    });
    check(fixes, 'fn f(a: i32) { if a $0= 1 {} }', { 'Compare with `==`': 'fn f(a: i32) { if a == 1 {} }' });
    check(fixes, 'fn f(a: i32) { f(a $0= 1); }', { 'Write `:`': 'fn f(a: i32) { f(a : 1); }' });
    check(fixes, 'fu$0nc f() {}', { 'Write `fn`': 'fn f() {}' });
    check(fixes, 'fn main() { x := 1 $0y; }', {});
  });

  it('work in unfinished text, and offer nothing where nothing is wrong', () => {
    check(fixes, 'fn f(count: i32) { if c$0outn == ', {
      'Change to `count`': 'fn f(count: i32) { if count == ',
    });
    check(fixes, 'fn f(co$0unt: i32) { }', {});
  });
});
