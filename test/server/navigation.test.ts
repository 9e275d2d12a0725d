// From a name to its declaration, its type and its uses.
import { callableAt, calleesOf, callersOf, type Calls } from '../../language/server/call-hierarchy';
import { definitionAt, highlightsAt, referencesAt, typeDefinitionAt } from '../../language/server/navigation';
import { check, place, type Marked } from './check';

const definition = ({ snapshot, path, offset }: Marked): unknown => {
  const span = definitionAt(snapshot, path, offset);
  return span && place(span);
};
const typeDefinition = ({ snapshot, path, offset }: Marked): unknown => {
  const span = typeDefinitionAt(snapshot, path, offset);
  return span && place(span);
};
const references = ({ snapshot, path, offset }: Marked): string[] =>
  referencesAt([snapshot], path, offset, true).map(place);

describe('definition', () => {
  it('finds locals, parameters, functions, types, fields and tags', () => {
    check(definition, 'fn f() {\n    x := 1;\n    y := $0x;\n}', '2:x');
    check(definition, 'fn f(x: i32) {\n    y := $0x;\n}', '1:x');
    check(definition, 'fn f() { $0g(); }\nfn g() {}', '2:g');
    check(definition, 'x: $0P;\ntype P i32;', '2:P');
    check(definition, 'type P struct {\n    x: i32 }\nfn f(p: *P) { p.$0x = 1; }', '2:x');
    check(definition, 'type P struct {\n    x: i32 }\np := P{$0x: 1};', '2:x');
    check(definition, 'type E enum { a,\n    b }\ne := E.$0b;', '2:b');
    check(definition, 'fn f(a: i32,\n    b: i32) { f($0b: 1, a: 2); }', '2:b');
    check(definition, 'fn f() { $0print("a"); }', undefined);
  });

  it('takes the inner of two names', () => {
    check(definition, 'x: i32;\nfn f() {\n    x := 1;\n    { y := $0x; }\n}', '3:x');
    check(definition, 'x: i32;\nfn f() {\n    y := $0x;\n    x := 1;\n}', '1:x');
  });

  it('finds the type behind pointers and slices', () => {
    check(typeDefinition, 'type P struct { x: i32 }\nfn f(p: *P) { $0p.x = 1; }', '1:P');
    check(typeDefinition, 'type P struct { x: i32 }\nxs: []P;\nfn f() { y := $0xs; }', '1:P');
    check(typeDefinition, 'x$0: i32;', undefined);
  });

  it('works in unfinished text', () => {
    check(definition, 'fn f(p: i32) {\n    if $0p ==\n', '1:p');
    check(definition, 'fn g() {}\nfn f() {\n    $0g(1,\n    x :=', '1:g');
  });
});

describe('references', () => {
  it('finds every use, in code of any kind', () => {
    check(references, 'type P struct { $0x: i32 }\nfn f(p: P) {\n    p.x = P{x: 1}.x;\n}', [
      '1:x',
      '3:x',
      '3:x',
      '3:x',
    ]);
    check(references, 'type E enum { a, b: i32 }\nfn f(e: $0E) E {\n    return E.a;\n}', [
      '1:E',
      '2:E',
      '2:E',
      '3:E',
    ]);
    check(
      references,
      'type E enum { a, b: i32 }\nfn f(e: E) {\n    x := e is $0b;\n    switch e { case b(v) {} case a {} }\n}',
      ['1:b', '3:b', '4:b'],
    );
  });

  it('keeps names apart that are spelled alike', () => {
    check(references, 'x: i32;\nfn f(x: i32) {\n    { x := 1; y := $0x; }\n    z := x;\n}', ['3:x', '3:x']);
  });

  it('highlights, and tells what is written to', () => {
    const highlights = ({ snapshot, path, offset }: Marked): string[] =>
      highlightsAt(snapshot, path, offset).map(
        ({ span, isWrite }) => `${place(span)}${isWrite ? ' written' : ''}`,
      );
    check(highlights, 'fn f() {\n    $0x := 1;\n    x += x;\n    y := x == 1;\n}', [
      '2:x written',
      '3:x written',
      '3:x',
      '4:x',
    ]);
  });
});

describe('call hierarchy', () => {
  const show = (calls: readonly Calls[]): string[] =>
    calls.map(({ callable, places }) => `${callable.name} at ${places.map(place).join(', ')}`);
  const text = 'fn a() { b(); b(); }\nfn b() { fn c() { b(); } c(); }\nx := b;';

  it('finds callers and callees, nested functions apart', () => {
    const mark = text.replace('fn b', 'fn $0b');
    check(({ snapshot, path, offset }) => callableAt(snapshot, path, offset)?.name, mark, 'b');
    check(({ snapshot, path, offset }) => show(callersOf(snapshot, path, offset)), mark, [
      'a at 1:b, 1:b',
      'b.c at 2:b',
    ]);
    check(({ snapshot, path, offset }) => show(calleesOf(snapshot, path, offset)), mark, ['b.c at 2:c']);
    check(({ snapshot, path, offset }) => show(calleesOf(snapshot, path, offset)), '$0x: i32;', []);
  });
});
