// What a text consists of: folds, growing selections, outlines, and symbols by name.
import { foldsOf } from '../../language/server/folding';
import { selectionAt } from '../../language/server/selection';
import { outlineOf, symbolsNamed, type OutlineItem } from '../../language/server/symbols';
import { check, place, type Marked } from './check';

const unitOf = ({ snapshot, path }: Marked): NonNullable<ReturnType<Marked['snapshot']['unit']>> => {
  const unit = snapshot.unit(path);
  if (!unit) throw new Error('no tree');
  return unit;
};

describe('folding', () => {
  const folds = (at: Marked): string[] =>
    foldsOf(unitOf(at).source).map(({ first, last, kind }) => `${first}-${last} ${kind}`);

  it('folds blocks and comments of several lines, down to the line before the end', () => {
    check(folds, '-- one\n-- two\nfn f() {\n    if true {\n        f();\n    }\n}\n-- alone\nfn g() {}\n', [
      '1-2 comment',
      '3-6 block',
      '4-5 block',
    ]);
    check(folds, 'fn f() {\n}\n', []);
  });

  it('folds what is complete in unfinished text', () => {
    check(folds, 'fn f() {\n    x := (\nfn g() {\n    y;\n}\n', ['3-4 block']);
    check(folds, '}\n}\nfn g() {\n    y;\n}\n', ['3-4 block']);
  });
});

describe('selection ranges', () => {
  const selections = (at: Marked): string[] =>
    selectionAt(unitOf(at), at.offset).map(({ start, end }) => at.text.slice(start, end));

  it('grow from a name to the whole file', () => {
    check(selections, 'fn f(a: i32) { g := $0a * 2 + 1; }\n', [
      'a',
      'a * 2',
      'a * 2 + 1',
      'g := a * 2 + 1;',
      '{ g := a * 2 + 1; }',
      'fn f(a: i32) { g := a * 2 + 1; }',
      'fn f(a: i32) { g := a * 2 + 1; }\n',
    ]);
    check(selections, '$0', ['']);
  });

  it('grow in unfinished text', () => {
    check(selections, 'x := ($0a\n', ['a', 'x := (a', 'x := (a\n']);
  });
});

describe('symbols', () => {
  const show = ({ name, kind, inside }: OutlineItem): unknown =>
    inside.length > 0 ? [`${kind} ${name}`, ...inside.map(show)] : `${kind} ${name}`;
  const text =
    'N :: 1;\ng: i32;\ntype P struct { x: i32, y: i32 }\ntype E enum { a, b: i32 }\ntype Q P;\nfn f(a: i32) { l := 1; fn inner() {} }\n';

  it('are an outline', () => {
    check((at) => outlineOf(unitOf(at)).map(show), text, [
      'constant N',
      'variable g',
      ['struct P', 'field x', 'field y'],
      ['enum E', 'tag a', 'tag b'],
      'type Q',
      ['function f', 'function inner'],
    ]);
    check((at) => outlineOf(unitOf(at)).map(show), 'fn f() { if (\n}\ntype P struct { x: ', [
      'function f',
      ['struct P', 'field x'],
    ]);
  });

  it('are found by their letters, without those of the library', () => {
    const named =
      (query: string) =>
      ({ snapshot }: Marked): string[] =>
        symbolsNamed(snapshot, query).map(({ nameSpan }) => place(nameSpan));
    const names = 'fn countAll() {}\ntype Counter struct { total: i32 }\nfn f() { cost: i32; }\n';
    check(named('ctr'), names, ['2:Counter']);
    check(named('COUNT'), names, ['1:countAll', '2:Counter']);
    check(named('tot'), names, ['2:total']);
    check(named(''), names, ['1:countAll', '2:Counter', '2:total', '3:f']);
  });
});
