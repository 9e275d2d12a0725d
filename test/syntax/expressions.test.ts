// What expressions mean: precedence, association, and the forms that look alike.
import assert from 'node:assert/strict';
import { Diagnostics } from '../../language/syntax/diagnostic';
import { parseExpression } from '../../language/syntax/parser/parser';
import { SourceFile } from '../../language/syntax/source';
import { outline } from './outline';

function check(text: string, expected: string): void {
  it(`${text}   is   ${expected}`, () => {
    const diagnostics = new Diagnostics();
    const expression = parseExpression(new SourceFile('test', text), diagnostics);
    assert.equal(outline(expression), expected);
    assert.deepEqual(diagnostics.list, []);
  });
}

describe('expressions: binary operators, loosest first', () => {
  const levels = ['or', 'and', '==', '|', '~', '&', '<<', '+', '*'];
  levels.slice(1).forEach((tight, index) => {
    const loose = levels[index] as string;
    check(`a ${loose} b ${tight} c`, `(a ${loose} (b ${tight} c))`);
    check(`a ${tight} b ${loose} c`, `((a ${tight} b) ${loose} c)`);
  });
  for (const [one, other] of ['+ -', '* /', '/ %', '<< >>', 'or or', '- -'].map((pair) => pair.split(' '))) {
    check(`a ${one} b ${other} c`, `((a ${one} b) ${other} c)`);
  }
  for (const operator of ['!=', '<', '<=', '>', '>=']) {
    check(`a ${operator} b and c`, `((a ${operator} b) and c)`);
  }
  check('(a < b) == (c < d)', '((a < b) == (c < d))');
  check('(a + b) * c', '((a + b) * c)');
});

describe('expressions: before and after an operand', () => {
  check('-a.b', '(-a.b)');
  check('-a^', '(-(a^))');
  check('&a[1]', '(&a[1])');
  check('!a and b', '((!a) and b)');
  check('-a * b', '((-a) * b)');
  check('a - -b', '(a - (-b))');
  check('~a ~ b', '((~a) ~ b)');
  check('a & &b', '(a & (&b))');
  check('cast(i32) a + b', '((cast(i32) a) + b)');
  check('cast(*i8) cast(i64) a.b', '(cast(*i8) (cast(i64) a.b))');
  check('heap Point{1}.x', '(heap Point{1}.x)');
  check('a^.b^[1](2)^', '(((a^).b^)[1](2)^)');
  check('f(g(1), h)(2)', 'f(g(1), h)(2)');
});

describe('expressions: forms', () => {
  check('xs[1..2]', 'xs[1..2]');
  check('xs[..]', 'xs[..]');
  check('xs[a + 1..]', 'xs[(a + 1)..]');
  check('xs[..-1]', 'xs[..(-1)]');
  check('xs[1..2][3]', 'xs[1..2][3]');
  check('{1, x: 2}', '{1, x: 2}');
  check('Point{}', 'Point{}');
  check('Point{x: {1, 2}, y: [3,],}', 'Point{x: {1, 2}, y: [3]}');
  check('make([2]*i32, n + 1)', 'make([2]*i32, (n + 1))');
  check('sizeof(fn({a: i32}, []i8) *none)', 'sizeof(fn({a: i32}, []i8) *none)');
  check('1_000 + 0xfF + 0b11', '((1000 + 255) + 3)');
  check('2e-3 - 1.5', '(0.002 - 1.5)');
  check("'a' + '\\xff'", '(97 + -1)');
  check('"a\\t\\u{e9}é"', '"a\\téé"');
  check('true == nil', '(true == nil)');
});

describe('expressions: the whole text', () => {
  const errorOf = (text: string): string[] => {
    const diagnostics = new Diagnostics();
    parseExpression(new SourceFile('test', text), diagnostics);
    return diagnostics.list.map((d) => d.message);
  };

  it('is one expression', () => {
    assert.deepEqual(errorOf('a b'), ['expected the end of the expression, found `b`']);
    assert.deepEqual(errorOf('a;'), ['expected the end of the expression, found `;`']);
    assert.deepEqual(errorOf('a = 1'), ['an assignment is a statement and has no value']);
  });

  it('is not empty', () => {
    assert.deepEqual(errorOf(''), ['expected an expression, found the end']);
  });
});
