// What the checker tells the later floors: the side tables, by what they say of small programs.
import assert from 'node:assert/strict';
import type * as ast from '../../language/syntax/ast';
import type { CheckedProgram } from '../../language/semantics/checked';
import { typeName } from '../../language/semantics/types';
import { checkText } from './check-text';
import { entriesOf } from './nodes';

describe('side tables', () => {
  it('hold concrete types for constants, and their values in that type', () => {
    const program = good('fn main() { a: f32 = 1; b := 1 << 40; c: u8 = 2 * 100 + 5; d: f64 = 1 / 2; }');
    assert.deepEqual(typesOf(program, '1'), ['f32', 'i64', 'f64']);
    assert.deepEqual(typesOf(program, '1 << 40'), ['i64']);
    assert.deepEqual(typesOf(program, '2 * 100 + 5'), ['u8']);
    assert.deepEqual(valuesOf(program, '2 * 100 + 5'), [205n]);
    assert.deepEqual(typesOf(program, '40'), ['i64']);
    assert.deepEqual(valuesOf(program, '1 / 2'), [0]);
  });

  it('leave no expression of a good program untyped', () => {
    const program = good(`
      P :: {1, 2.5};
      type Node struct { next: *Node, v: i32 = 1 << 4 }
      fn f(n: *Node, xs: []i64) bool { return n == nil or nil != n and xs.count > 1; }
      fn main() {
        x := -(1 + 2) * 3; y := [1, 2.5]; z := {1, 'a'};
        for i in 0..10 { x = x << 2; }
        f(nil, [1, 2, 3]); g := f; g = nil; x = x / (5 - 3); assert(1 < 2 and 2.5 > 1);
        n := heap Node{}; n.next = nil; free(n); m := make(Node, 3); print("{}", P._0 + 1);
      }`);
    const open = entriesOf(program, program.typeOf).filter(([, type]) =>
      /untyped|nil|invalid/.test(type.kind),
    );
    assert.deepEqual(
      open.map(([e]) => textOf(e)),
      [],
    );
  });

  it('fold as the program would compute', () => {
    const values = (text: string) => valuesOf(good(`fn main() { x := ${text}; }`), text)[0];
    assert.equal(values('cast(u8) 255 + 1'), 0n);
    assert.equal(values('cast(i8) 127 + cast(i8) 1'), -128n);
    assert.equal(values('cast(i8) 300'), 44n);
    assert.equal(values('cast(u32) -1'), 4294967295n);
    assert.equal(values('cast(i32) 1e20'), 2147483647n);
    assert.equal(values('cast(u8) -2.5'), 0n);
    assert.equal(values('-7 / 2'), -3n);
    assert.equal(values('-7 % 2'), -1n);
    assert.equal(values('cast(u8) 1 << 9'), 2n);
    assert.equal(values('cast(i8) -128 >> 1'), -64n);
    assert.equal(values('~cast(u8) 1'), 254n);
    assert.equal(values('6 ~ 3'), 5n);
    assert.equal(values('cast(f32) 0.1'), Math.fround(0.1));
    assert.equal(values('cast(f32) 0.1 * 3'), Math.fround(Math.fround(0.1) * 3));
    assert.equal(values('1 < 2 and !(2.5 < 1)'), true);
    assert.equal(values('sizeof([3]i16)'), 6n);
  });

  it('say where arrays become slices and pointers become `*none`', () => {
    const program = good(
      'fn f(xs: []i32, p: *none) {} fn main() { a := [1]; n := 1; f(a, &n); f([2], nil); }',
    );
    const conversions = entriesOf(program, program.conversionOf).map(
      ([e, type]) => `${textOf(e)} ${typeName(type)}`,
    );
    assert.deepEqual(conversions, ['a []i32', '&n *none', '[2] []i32']);
    assert.deepEqual(typesOf(program, 'nil'), ['*none']);
  });

  it('know of which variables there are pointers', () => {
    const program = good(
      `
      type P struct { x: i32, ys: [2]i32 }
      fn f(p: P, q: P) { a := &p.x; b := q.x; }
      fn main() {
        a := 1; b := &a; c := [1, 2]; d := c[0]; e := [1]; g := e[..]; h: []i32 = [1]; i := h[..];
        j := [1]; for x in j {} k := [1]; for x in k[0..] { y := &x; } l: P; m := l.ys[..];
      }`,
    );
    const taken = entriesOf(program, program.declared).flatMap(([, s]) =>
      s.kind === 'variable' && s.addressTaken ? [s.name] : [],
    );
    assert.deepEqual(taken.sort(), ['a', 'e', 'j', 'k', 'l', 'p', 'x']);
  });

  it('hold the initial values of globals', () => {
    const program = good(`
      type P struct { x: i32, y: i16 = 7, p: *P }
      a := P{x: 1, p: &b}; b: P; xs := [1, 2, 3]; s := xs[1..]; t: []i32 = xs; q := &xs[2]; r := &b.y;
      text := "hi"; f := main; z: i64;
      fn main() {}`);
    const initial = (name: string) => {
      const value = program.globals.find((g) => g.name === name)?.initial;
      return JSON.stringify(value, (key, v) =>
        key === 'symbol' ? v.name : typeof v === 'bigint' ? `${v}` : v,
      );
    };
    const int = (value: number) => `{"kind":"integer","value":"${value}"}`;
    assert.equal(
      initial('a'),
      `{"kind":"aggregate","elements":[${int(1)},${int(7)},{"kind":"address","symbol":"b","offset":0}]}`,
    );
    assert.equal(initial('b'), undefined);
    assert.equal(initial('s'), '{"kind":"slice","symbol":"xs","offset":4,"count":2}');
    assert.equal(initial('t'), '{"kind":"slice","symbol":"xs","offset":0,"count":3}');
    assert.equal(initial('q'), '{"kind":"address","symbol":"xs","offset":8}');
    assert.equal(initial('r'), '{"kind":"address","symbol":"b","offset":4}');
    assert.equal(initial('f'), '{"kind":"function","symbol":"main"}');
    assert.equal(initial('z'), undefined);
  });

  it('lay structs out as C does', () => {
    const program = good('type P struct { a: i8, b: i64, c: i8, d: [3]i16, e: []i8 } fn main() {}');
    const struct = program.structs.find((s) => s.name === 'P');
    assert.deepEqual(
      struct?.fields.map((f) => f.offset),
      [0, 8, 16, 18, 24],
    );
    assert.deepEqual([struct?.size, struct?.align], [40, 8]);
  });

  it('put the parts of a literal into the order of the fields', () => {
    const program = good('type P struct { x: i32, y: i32, z: i32 } fn main() { p := P{z: 3, x: 1}; }');
    const [fields] = program.fieldsOf.values();
    assert.deepEqual(
      fields?.map((e) => e && textOf(e)),
      ['1', undefined, '3'],
    );
  });

  it('take the format of print apart', () => {
    const program = good('fn main() { print("{{a}} {}{} é", 1, true); }');
    const [parts] = program.printOf.values();
    const shown = parts?.map((p) =>
      p.kind === 'text' ? Buffer.from(p.bytes).toString() : p.expression.kind,
    );
    assert.deepEqual(shown, ['{a} ', 'IntegerLiteral', 'BooleanLiteral', ' é']);
  });

  it('name functions by those around them, in the order of the text', () => {
    const program = good('fn b() { fn c() {} fn a() { fn d() {} } } fn main() {} fn e();');
    assert.deepEqual(
      program.functions.map((f) => `${f.qualifiedName}${f.isExternal ? ' external' : ''}`),
      ['b', 'b.c', 'b.a', 'b.a.d', 'main', 'e external'],
    );
    assert.equal(program.main?.name, 'main');
  });

  it('give two anonymous structs of one shape one type', () => {
    const program = good('fn main() { a := {1, 2.5}; a = {3, 4.0}; b := {x: 1}; b = {x: 2}; }');
    assert.equal(program.structs.filter(({ name }) => name === undefined).length, 2);
  });
});

/** Checks a program that has no mistakes. */
function good(text: string): CheckedProgram {
  const { program, diagnostics } = checkText(text);
  assert.deepEqual(
    diagnostics.map((d) => d.message),
    [],
  );
  return program;
}

const textOf = (e: ast.Expression): string => e.span.source.text.slice(e.span.start, e.span.end);

/** The types of the expressions with this text, in the order of the text. */
function typesOf(program: CheckedProgram, text: string): string[] {
  return withText(program, text).map((e) => typeName(program.typeOf.get(e)!));
}

function valuesOf(program: CheckedProgram, text: string): unknown[] {
  return withText(program, text).map(
    (e) => (program.constantOf.get(e) as { value?: unknown } | undefined)?.value,
  );
}

function withText(program: CheckedProgram, text: string): ast.Expression[] {
  const found = entriesOf(program, program.typeOf).map(([e]) => e);
  return found.filter((e) => textOf(e) === text).sort((a, b) => a.span.start - b.span.start);
}
