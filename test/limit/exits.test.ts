// Deferred statements in deferred statements, each with two ways out, would double their code with each
// level: a small text must not make a large program.
import assert from 'node:assert/strict';
import { compile } from '../../language/compile';
import { SourceFile } from '../../language/syntax/source';

const codes = (text: string): string[] =>
  compile(new SourceFile('exits.rw', text)).diagnostics.map((d) => d.code);

/** `levels` loops, each in a deferred statement of the one around it and with two ways out. */
function nested(levels: number): string {
  const open = 'while c() { defer { ';
  const close = ' } if c() { break; } }';
  return `fn c() bool { return false; } fn main() { ${open.repeat(levels)} c(); ${close.repeat(levels)} }`;
}

describe('ways out of blocks', () => {
  it('are as many as the code has room for', () => {
    assert.deepEqual(codes(nested(8)), []);
    assert.deepEqual(codes(nested(100)), ['E0401']);
  });

  it('each run what is deferred, up to the length that a function may have', () => {
    const text = (n: number): string =>
      `fn f() {} fn main() { ${'defer f(); '.repeat(n)} ${'if true { return; } '.repeat(n)} }`;
    assert.deepEqual(codes(text(90)), []);
    assert.deepEqual(codes(text(2000)), ['E0401']);
  });
});
