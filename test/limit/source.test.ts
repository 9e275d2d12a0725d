// The bounds of what is written: nesting, numbers, constants, types, and how many mistakes are told.
import assert from 'node:assert/strict';
import { compile } from '../../language/compile';
import { MAX_CONSTANT_BITS } from '../../language/semantics/constants';
import { MAX_TYPE_SIZE } from '../../language/semantics/stored-types';
import { MAX_DEPTH } from '../../language/syntax/parser/cursor';
import { SourceFile } from '../../language/syntax/source';
import { runProgram } from '../language/run-program';

const outputOf = (text: string): string => runProgram('limit.rw', text).stdout;

function mistakes(text: string): string[] {
  return compile(new SourceFile('limit.rw', text)).diagnostics.map(
    ({ code, message }) => `${code} ${message}`,
  );
}

const TOO_DEEP = 'E0128 this is nested too deep; the rest of the file is not read';

describe('nesting', () => {
  const kinds: Record<string, (levels: number) => string> = {
    parentheses: (n) => `fn main() { x := ${'('.repeat(n)}7${')'.repeat(n)}; print("{}\\n", x); }`,
    members: (n) =>
      `type P struct { p: *P, v: i32 } fn main() { p: P; p.p = &p; p.v = 7; print("{}\\n", p${'.p'.repeat(n)}.v); }`,
    blocks: (n) => `fn main() { x := 7; ${'{ '.repeat(n)} print("{}\\n", x); ${'}'.repeat(n)} }`,
    conditions: (n) =>
      `fn main() { x := 7; ${'if x == 7 { '.repeat(n)} print("{}\\n", x); ${'}'.repeat(n)} }`,
    loops: (n) =>
      `fn main() { ${Array.from({ length: n }, (_, i) => `for v${i} in 0..1 { `).join('')} print("7\\n"); ${'}'.repeat(n)} }`,
    deferred: (n) => `fn main() { ${'defer { '.repeat(n)} print("7\\n"); ${'}'.repeat(n)} }`,
    functions: (n) => {
      const open = Array.from({ length: n }, (_, i) => `fn g${i}() i32 { `).join('');
      const close = Array.from({ length: n - 1 }, (_, i) => `return g${n - 1 - i}(); } `).join('');
      return `${open}return 7; } ${close}fn main() { print("{}\\n", g0()); }`;
    },
    pointers: (n) => `fn main() { p: ${'*'.repeat(n)}i32; if p == nil { print("7\\n"); } }`,
  };
  for (const [name, program] of Object.entries(kinds)) {
    it(`of ${name} may be some hundreds deep, and ends in a message`, () => {
      assert.equal(outputOf(program(200)), '7\n');
      for (const levels of [MAX_DEPTH + 2, 20_000]) {
        const found = mistakes(program(levels));
        assert.ok(found.length > 0, `${levels} levels are fine`);
        assert.match(found.join('\n'), /nested too deep|is nested too deeply/, found.join('\n'));
      }
    });
  }

  it('is told once, and the rest is not read', () => {
    assert.deepEqual(mistakes(kinds['parentheses']?.(MAX_DEPTH) ?? ''), [TOO_DEEP]);
  });

  it('makes no name unknown that may be declared in the rest', () => {
    const deep = kinds['parentheses']?.(MAX_DEPTH) ?? '';
    const before = 'fn before(p: *Behind) i32 { return behind() + LAST; }';
    const behind = 'type Behind struct {} fn behind() i32 { return 1; } LAST :: 2;';
    assert.deepEqual(mistakes(`${before}\n${deep}\n${behind}`), [TOO_DEEP]);
  });
});

describe('declarations', () => {
  const chains: Record<string, (count: number) => string> = {
    constants: (n) => `${chain(n, (i) => `C${i} :: C${i + 1} + 1;`)} C${n} :: 0; fn main() {}`,
    globals: (n) => `${chain(n, (i) => `g${i} := &g${i + 1};`)} g${n} := 0; fn main() {}`,
    aliases: (n) => `${chain(n, (i) => `type A${i} A${i + 1};`)} type A${n} i32; fn main() {}`,
    structs: (n) =>
      `${chain(n, (i) => `type A${i} struct { a: A${i + 1} }`)} type A${n} struct { a: i32 } fn main() {}`,
  };

  function chain(count: number, item: (i: number) => string): string {
    return Array.from({ length: count }, (_, i) => item(i)).join('\n');
  }

  for (const [name, program] of Object.entries(chains)) {
    it(`may need others, of ${name}, in chains of a hundred`, () => {
      assert.deepEqual(mistakes(program(100)), []);
      for (const count of [300, 20_000])
        assert.match(
          mistakes(program(count)).join(),
          /^E0330 this is the end of a chain of \d{3} declarations that need each other(,|$)/,
        );
    });
  }

  it('may be as many as one likes in the order in which they are needed', () => {
    const constants = `C0 :: 0; ${chain(20_000, (i) => `C${i + 1} :: C${i} + 1;`)}`;
    assert.equal(outputOf(`${constants} fn main() { print("{}\\n", C20000); }`), '20000\n');
  });
});

describe('what is written', () => {
  it('may be as long as one likes: names, texts, lines', () => {
    const name = 'n'.repeat(100_000);
    assert.equal(outputOf(`fn main() { ${name} := 7; print("{}\\n", ${name}); }`), '7\n');
    const text = 'x'.repeat(1_000_000);
    assert.equal(outputOf(`fn main() { print("${text}\\n"); }`), `${text}\n`);
    assert.equal(outputOf(`T :: "${text}"; fn main() { print("{}\\n", T.count); }`), '1000000\n');
  });

  it('shows 200 mistakes of the grammar', () => {
    const wrong = (count: number): string =>
      `${Array.from({ length: count }, (_, i) => `x${i} := ;\n`).join('')}fn main() {}`;
    const found = mistakes(wrong(300));
    assert.equal(found.length, 201);
    assert.equal(found[200], 'E0129 there are too many errors; no more are shown');
    assert.equal(mistakes(wrong(200)).length, 200);
  });
});

describe('numbers', () => {
  it('have as many bits as a constant, and as the type that they meet', () => {
    const bits = (n: number): string =>
      `N :: 1 << ${n}; fn main() { x: u64 = N >> ${n - 10}; print("{}\\n", x); }`;
    assert.equal(outputOf(bits(MAX_CONSTANT_BITS - 1)), '1024\n');
    assert.deepEqual(mistakes(bits(MAX_CONSTANT_BITS)), ['E0302 a constant has at most 512 bits']);
  });

  it('are written with up to 64 bits, and one more: the end of a range of them', () => {
    const range = 'switch n { case 1..18446744073709551616 { print("in\\n"); } else {} }';
    assert.equal(outputOf(`fn main() { n: u64 = 18446744073709551615; ${range} }`), 'in\n');
    assert.deepEqual(mistakes('fn main() { n: u64 = 18446744073709551616; }'), [
      'E0302 the constant 18446744073709551616 does not fit in `u64` (0 to 18446744073709551615)',
    ]);
    for (const literal of ['18446744073709551617', '1'.repeat(1000), `0x${'f'.repeat(100_000)}`])
      assert.deepEqual(mistakes(`fn main() { n: u64 = ${literal}; }`), [
        'E0107 this number does not fit in 64 bits',
      ]);
  });
});

describe('types', () => {
  it('take up to 1 GiB', () => {
    assert.equal(MAX_TYPE_SIZE, 2 ** 30);
    const sized = (type: string): string => `type T ${type}; fn main() { print("{}\\n", sizeof(T)); }`;
    assert.equal(outputOf(sized('[1073741824]i8')), '1073741824\n');
    assert.equal(outputOf(sized('struct { a: [1073741823]i8, b: i8 }')), '1073741824\n');
    const tooLarge = 'E0214 this type takes more than 1073741824 bytes';
    assert.deepEqual(mistakes(sized('struct { a: [1073741823]i8, b: i16 }')), [tooLarge]);
    assert.deepEqual(mistakes(sized('[65536][65536]i8')), [tooLarge]);
    assert.deepEqual(mistakes(sized('[134217729]i64')), [tooLarge]);
    assert.deepEqual(mistakes(sized('[1073741825]i8')), [
      "E0209 an array's length cannot be 1073741825: that is too large",
    ]);
  });
});
