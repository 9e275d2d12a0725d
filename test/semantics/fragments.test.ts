// Expressions and assignments that the debugger checks inside a paused program.
import assert from 'node:assert/strict';
import type { CheckedProgram } from '../../language/semantics/checked';
import { checkAssignment, checkExpression } from '../../language/semantics/checker';
import type { FunctionSymbol, Scope } from '../../language/semantics/symbol';
import { typeName, type Type } from '../../language/semantics/types';
import { Diagnostics } from '../../language/syntax/diagnostic';
import { parseExpression } from '../../language/syntax/parser/parser';
import { SourceFile } from '../../language/syntax/source';
import { checkText } from './check-text';
import { entriesOf } from './nodes';

const PROGRAM = `
type P struct { x: i32, next: *P }
LIMIT :: 10;
total: i64;
fn twice(n: i32) i32 { return 2 * n; }
fn nothing() {}
fn main() {
    a := 1;
    taken := 2;
    p: P;
    pair := {1, 2};
    xs := [1, 2, 3];
    q := &taken;
    for i in 0..3 {
        inner := i;
        print("{}", inner); -- here
    }
    late := 1.5;
}`;

describe('fragments for the debugger', () => {
  const here = PROGRAM.indexOf('print(');
  let program: CheckedProgram;
  let scope: Scope;
  let owner: FunctionSymbol;

  before(() => {
    const checked = checkText(PROGRAM, 'fn rt_secret() {} fn abs(n: i32) i32 { return n; }');
    assert.deepEqual(checked.diagnostics, []);
    program = checked.program;
    owner = program.main!;
    scope = entriesOf(program, program.scopeOf)
      .map(([, s]) => s)
      .find((s) => [...s.own()].some((symbol) => symbol.name === 'inner'))!;
  });

  function evaluate(text: string, at: number = here, expected?: Type): string {
    const diagnostics = new Diagnostics();
    const e = parseExpression(new SourceFile('expression', text), diagnostics);
    const { type } = checkExpression(program, e, scope, at, owner, diagnostics, expected);
    return diagnostics.list.map((d) => d.message).join('; ') || typeName(type);
  }

  function assign(target: string, value: string): string {
    const diagnostics = new Diagnostics();
    const read = (text: string) => parseExpression(new SourceFile('expression', text), diagnostics);
    const { type } = checkAssignment(program, read(target), read(value), scope, here, owner, diagnostics);
    return diagnostics.list.map((d) => d.message).join('; ') || typeName(type);
  }

  it('have the types of the program', () => {
    assert.equal(evaluate('inner + a'), 'i32');
    assert.equal(evaluate('total + LIMIT'), 'i64');
    assert.equal(evaluate('twice(a) > abs(3) and p.next == nil'), 'bool');
    assert.equal(evaluate('pair'), '{_0: i32, _1: i32}');
    assert.equal(evaluate('P{1}.x'), '`P` has 2 fields, but 1 is given');
    assert.equal(evaluate('nothing()'), 'none');
    assert.equal(evaluate('5000000000'), 'i64');
  });

  it('see the locals that are declared by then', () => {
    assert.equal(evaluate('late'), '`late` does not exist yet: it is declared in line 18');
    assert.equal(evaluate('late', PROGRAM.length), 'f64');
    assert.equal(evaluate('i'), 'i32');
    assert.equal(evaluate('rt_secret()'), 'unknown name `rt_secret`');
  });

  it('take only addresses that exist', () => {
    assert.equal(evaluate('&taken'), '*i32');
    assert.equal(evaluate('&a'), '`a` has no address: the program never takes it');
    assert.equal(evaluate('&total'), '*i64');
    assert.equal(evaluate('xs[1..]'), '[]i32');
    assert.equal(evaluate('&p.x'), '*i32');
  });

  it('change nothing of the program', () => {
    const shape = () => [
      entriesOf(program, program.typeOf).length,
      program.structs.length,
      program.functions.length,
      entriesOf(program, program.symbolOf).length,
    ];
    const before = shape();
    const xs = entriesOf(program, program.declared).find(([, s]) => s.name === 'xs')?.[1];
    evaluate('twice(1) + xs[..].count + {1, true}._0 + &xs[0]');
    assert.deepEqual(shape(), before);
    assert.equal(xs?.kind === 'variable' && xs.addressTaken, false);
  });

  it('set what is a place, loop variables too', () => {
    assert.equal(assign('a', '2'), 'i32');
    assert.equal(assign('p.next', '&p'), '*P');
    assert.equal(assign('i', 'i + 1'), 'i32');
    assert.equal(assign('pair', '{3, 4}'), '{_0: i32, _1: i32}');
    assert.equal(
      assign('a', '1.5'),
      'the constant 1.5 does not fit in `i32`: it would lose its fraction or its size',
    );
    assert.equal(assign('LIMIT', '1'), 'cannot assign to `LIMIT`: `LIMIT` is a constant');
    assert.equal(assign('a', 'total'), 'cannot use `total` of type `i64` as `i32`');
  });
});
