// What statements and declarations hold, and the spans that the debugger shows.
import assert from 'node:assert/strict';
import type { Declaration, Statement } from '../../language/syntax/ast';
import type { Span } from '../../language/syntax/source';
import { outline, outlineType } from './outline';
import { parseText } from './parse-text';

const textOf = ({ source, start, end }: Span): string => source.text.slice(start, end);

function declarationsOf(text: string): readonly Declaration[] {
  const { unit, diagnostics } = parseText(text);
  assert.deepEqual(diagnostics, []);
  return unit.declarations;
}

/** The statements of a function with this body. */
function statementsOf(body: string): readonly Statement[] {
  const [declaration] = declarationsOf(`fn f() { ${body} }`);
  assert.ok(declaration?.kind === 'FunctionDeclaration' && declaration.body);
  return declaration.body.statements;
}

/** The only statement of a body, of the kind that is asked for. */
function statement<K extends Statement['kind']>(body: string, kind: K): Extract<Statement, { kind: K }> {
  const [first, ...rest] = statementsOf(body);
  assert.equal(first?.kind, kind);
  assert.equal(rest.length, 0);
  return first as Extract<Statement, { kind: K }>;
}

describe('statements', () => {
  it('a block names its closing brace', () => {
    const block = statement('{ f(); }', 'Block');
    assert.equal(textOf(block.close), '}');
    assert.equal(block.close.end, block.span.end);
  });

  it('the header of a loop ends before its body', () => {
    assert.equal(textOf(statement('for i in 0..n + 1 { }', 'ForRangeStatement').header), 'for i in 0..n + 1');
    assert.equal(
      textOf(statement('for x, i in xs[..] { }', 'ForEachStatement').header),
      'for x, i in xs[..]',
    );
  });

  it('a loop over a range has its bounds', () => {
    const { low, high, variable } = statement('for i in a..b.c { }', 'ForRangeStatement');
    assert.deepEqual([variable.text, outline(low), outline(high)], ['i', 'a', 'b.c']);
  });

  it('the span of a statement ends with its semicolon', () => {
    assert.deepEqual(
      statementsOf('a := 1 ; b = 2; return b ;').map(({ span }) => textOf(span)),
      ['a := 1 ;', 'b = 2;', 'return b ;'],
    );
  });

  it('assignments of every operator', () => {
    for (const operator of ['+', '-', '*', '/', '%', '&', '|', '~', '<<', '>>']) {
      assert.equal(statement(`a ${operator}= 1;`, 'Assignment').operator, operator);
    }
    assert.equal(statement('a^=b;', 'Assignment').operator, undefined);
  });

  it('`else if` is an `if` in the `else`', () => {
    const { else: otherwise } = statement('if a { } else if b { } else { }', 'IfStatement');
    assert.ok(otherwise?.kind === 'IfStatement' && otherwise.else?.kind === 'Block');
  });

  it('a condition ends where the body begins', () => {
    assert.equal(outline(statement('while a { b(); }', 'WhileStatement').condition), 'a');
    assert.equal(outline(statement('if f(P{1}) { }', 'IfStatement').condition), 'f(P{1})');
    assert.equal(outline(statement('if (P{1}) == p { }', 'IfStatement').condition), '(P{1} == p)');
  });
});

describe('declarations', () => {
  it('variables', () => {
    const [a, b, c, d] = declarationsOf('a: i32 = 1; b := 2; c: []i32; d :: 4;');
    assert.ok(a?.kind === 'VariableDeclaration' && a.type && a.initializer);
    assert.ok(b?.kind === 'VariableDeclaration' && !b.type && b.initializer);
    assert.ok(c?.kind === 'VariableDeclaration' && c.type && !c.initializer);
    assert.ok(d?.kind === 'ConstantDeclaration' && outline(d.value) === '4');
  });

  it('functions with and without a body', () => {
    const [inside, external] = declarationsOf('fn f(a: i32, b: *T) fn() i8 { } fn g();');
    assert.ok(inside?.kind === 'FunctionDeclaration' && inside.body && inside.result);
    assert.deepEqual(
      inside.parameters.map((p) => outlineType(p.type)),
      ['i32', '*T'],
    );
    assert.equal(outlineType(inside.result), 'fn() i8');
    assert.ok(external?.kind === 'FunctionDeclaration' && !external.body && !external.result);
  });

  it('braces after the parameters are a type only if they hold fields', () => {
    const [fields, body] = declarationsOf('fn f() {a: i32, b: i8} { } fn g() { a: i32; }');
    assert.ok(fields?.kind === 'FunctionDeclaration' && fields.result?.kind === 'StructType' && fields.body);
    assert.ok(body?.kind === 'FunctionDeclaration' && !body.result);
    assert.equal(body.body?.statements.length, 1);
  });

  it('types', () => {
    const [point, pair, alias] = declarationsOf('type P struct { x: i8 = 1, } type Q {a: i8} type R *P;');
    assert.ok(point?.kind === 'TypeDeclaration' && point.type.kind === 'StructType');
    assert.ok(point.type.fields[0]?.initializer);
    assert.ok(pair?.kind === 'TypeDeclaration' && pair.type.kind === 'StructType');
    assert.ok(alias?.kind === 'TypeDeclaration' && outlineType(alias.type) === '*P');
  });
});
