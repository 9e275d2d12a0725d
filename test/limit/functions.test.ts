// How large one function may be: parameters, statements, values that last through them, code, variables in memory.
// At each bound it runs; beyond it there is a message, not one of the engine's.
import assert from 'node:assert/strict';
import { compile } from '../../language/compile';
import { LARGEST_CODE, MOST_SAFEPOINTS } from '../../language/interpreter/limits';
import { LARGEST_STACK } from '../../language/interpreter/memory-layout';
import { MOST_PARAMETERS } from '../../language/semantics/stored-types';
import { SourceFile } from '../../language/syntax/source';
import { runProgram } from '../language/run-program';

const outputOf = (text: string): string => runProgram('limit.rw', text).stdout;

function mistakes(text: string, memoryCheck = false): string[] {
  return compile(new SourceFile('limit.rw', text), { memoryCheck }).diagnostics.map(
    ({ code, message }) => `${code} ${message}`,
  );
}

const list = (count: number, item: (i: number) => string): string =>
  Array.from({ length: count }, (_, i) => item(i)).join(', ');

describe('parameters', () => {
  const program = (count: number, type: string, value: string, last: string): string => `
    type Point struct { x: i64, y: i64 }
    fn f(${list(count, (i) => `p${i}: ${type}`)}) ${type} { return p${count - 1}; }
    fn main() { g: fn(${list(count, () => type)}) ${type} = f; x := ${value}; print("{}\\n", g(${list(count, () => 'x')})${last}); }`;

  it('may be as many as the limit, of whatever type', () => {
    assert.equal(outputOf(program(MOST_PARAMETERS, 'i32', '7', '')), '7\n');
    assert.equal(outputOf(program(MOST_PARAMETERS, '[]i8', '"text"', '')), 'text\n');
    assert.equal(outputOf(program(MOST_PARAMETERS, 'Point', 'Point{1, 2}', '.y')), '2\n');
  });

  it('may not be more', () => {
    const message = `E0409 a function has at most 255 parameters, and this one has 256`;
    assert.deepEqual(mistakes(program(MOST_PARAMETERS + 1, 'i32', '7', '')), [message, message]);
    const external = `fn f(${list(256, (i) => `p${i}: i32`)}) i32; fn main() {}`;
    assert.deepEqual(mistakes(external), [message]);
  });

  it('reach a thread, as many as there may be', () => {
    const text = `fn f(${list(MOST_PARAMETERS, (i) => `p${i}: i64`)}) { print("{}\\n", p0 + p${MOST_PARAMETERS - 1}); }
      fn main() { join(#async f(${list(MOST_PARAMETERS, (i) => `${i}`)})); }`;
    assert.equal(outputOf(text), '254\n');
  });
});

describe('statements of a function', () => {
  const program = (count: number): string =>
    `fn main() { x: i64; ${'x += 1; '.repeat(count)} print("{}\\n", x); }`;

  it('may be as many as the limit', () => {
    // `x: i64;`, the three of `print`, and the closing brace count, too.
    assert.equal(outputOf(program(MOST_SAFEPOINTS - 5)), '19995\n');
  });

  it('may not be more', () => {
    const message = 'E0401 `main` is too long: it has 20 001 statements and calls, and may have 20 000';
    assert.deepEqual(mistakes(program(MOST_SAFEPOINTS - 4)), [message]);
  });
});

describe('variables of a function', () => {
  it('may be as many as its statements: those beyond the registers are in memory', () => {
    const text = (count: number, value: string): string => `
      fn one() i32 { return 1; }
      fn main() {
          sum: i64;
          ${Array.from({ length: count }, (_, i) => `x${i} := ${value};`).join('\n')}
          ${Array.from({ length: 400 }, (_, i) => `sum += cast(i64) x${Math.floor((i * count) / 400)};`).join('\n')}
          print("{}\\n", sum);
      }`;
    assert.equal(outputOf(text(19_000, '1')), '400\n');
    assert.equal(outputOf(text(9_000, 'one()')), '400\n');
  });

  it('that loops keep may not be too many', () => {
    const text = (count: number): string => `fn main() { xs: [1]i32; ${'for x in xs {} '.repeat(count)} }`;
    assert.equal(outputOf(text(500)), '');
    const [message, ...others] = mistakes(text(6_000));
    assert.match(
      message ?? '',
      /^E0401 `main` is too long: it has 1. ... statements and calls with some 1. ... values/,
    );
    assert.deepEqual(others, []);
  });

  it('fit a stack, or there is a message', () => {
    const text = (size: number): string =>
      `fn main() { xs: [${size}]i8; xs[${size - 1}] = 5; print("{}\\n", xs[${size - 1}]); }`;
    assert.deepEqual(mistakes(text(LARGEST_STACK)), []);
    assert.deepEqual(mistakes(text(LARGEST_STACK + 1)), [
      'E0411 the variables of `main` take 67 108 880 bytes, and a stack has at most 67 108 864',
    ]);
    const four = `fn main() { ${list(4, (i) => `xs${i}`)
      .split(', ')
      .map((name) => `${name}: [1 << 30]i8; ${name}[0] = 1;`)
      .join(' ')} }`;
    assert.match(mistakes(four).join(), /^E0411 the variables of `main` take 4 294 967 296 bytes/);
  });
});

describe('code of a function', () => {
  const program = (count: number): string => `
    fn main() { xs := [1, 2]; y := 1;
    ${'y = xs[y & 1] + xs[xs[y & 1] & 1] * xs[xs[y & 1] & 1] + xs[xs[xs[y & 1] & 1] & 1];\n'.repeat(count)}
    print("{}\\n", y); }`;

  it('may be as long as engines take it', () => {
    const xs = [1, 2] as const;
    const at = (i: number): number => xs[i & 1] as number;
    let y = 1;
    for (let i = 0; i < 8_000; i++) y = at(y) + at(at(y)) * at(at(y)) + at(at(at(y)));
    assert.equal(outputOf(program(8_000)), `${y}\n`);
    const text = program(3_000);
    assert.deepEqual(mistakes(text, true), []);
  });

  it('may not be longer', () => {
    const [message] = mistakes(program(14_000));
    assert.match(
      message ?? '',
      /^E0401 `main` is too long: its code takes [\d ]+ bytes, and may take 7 600 000$/,
    );
    assert.ok(LARGEST_CODE < 7_654_321);
  });

  it('is longer with the memory check', () => {
    const [message] = mistakes(program(8_000), true);
    assert.match(message ?? '', /its code takes [\d ]+ bytes with the memory check, and may take/);
  });

  it('is told of where it is run while compiling', () => {
    const text = `fn f() i32 { xs := [1, 2]; y := 1; ${'y = xs[xs[y & 1] & 1] * xs[xs[y & 1] & 1] + xs[xs[xs[y & 1] & 1] & 1];'.repeat(18_000)} return y; }
      N :: #run f(); fn main() { print("{}\\n", N); }`;
    const [message, ...others] = mistakes(text);
    assert.match(message ?? '', /^E0607 this `#run` cannot be run: `f` is too long: its code takes/);
    assert.deepEqual(others, []);
  });
});

describe('what the compiler makes for a type', () => {
  const printed = (fields: number): string =>
    `type S struct { ${list(fields, (i) => `f${i}: i32`)} } s: S; fn main() { print("{}\\n", s); }`;

  it('may have as many parts as a function has statements', () => {
    assert.ok(outputOf(printed(5_000)).endsWith(', f4999: 0}\n'));
    assert.deepEqual(mistakes(printed(20_000)), [
      'E0401 `print S` is too long: it has 40 002 statements and calls, and may have 20 000',
    ]);
  });

  it('chooses among as many cases as there are', () => {
    const cases = Array.from({ length: 100_000 }, (_, i) => `case ${i * 7} {}`).join(' ');
    assert.equal(outputOf(`fn main() { x := 77; switch x { ${cases} else {} } print("{}\\n", x); }`), '77\n');
  });
});
