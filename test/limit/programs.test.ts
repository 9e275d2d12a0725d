// How large a whole program may be: functions, statements, globals, and the file that it stands in.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { compile } from '../../language/compile';
import { readSource } from '../../language/cli/read-source';
import {
  excessesOf,
  LARGEST_DATA,
  MOST_FUNCTIONS,
  MOST_SAFEPOINTS_IN_ALL,
} from '../../language/interpreter/limits';
import type { Function, Program, Safepoint } from '../../language/ir/ir';
import { Safepoints } from '../../language/ir/safepoints';
import { SourceFile } from '../../language/syntax/source';
import { compileProgram, runProgram } from '../language/run-program';

const small = compileProgram('limit.rw', 'fn main() {}');
const main = small.functions[small.main] as Function;
const safepoint = small.safepoints.at(0) as Safepoint;
const messagesOf = (change: Partial<Program>): string[] =>
  excessesOf({ ...small, ...change }).map(({ code, message }) => `${code} ${message}`);

describe('a program', () => {
  // Programs of this size take half a minute to compile: the bounds themselves are looked at without one.
  it('has at most so many functions', () => {
    const functions = (count: number): Function[] => new Array<Function>(count).fill(main);
    assert.deepEqual(messagesOf({ functions: functions(MOST_FUNCTIONS) }), []);
    assert.deepEqual(messagesOf({ functions: functions(MOST_FUNCTIONS + 1) }), [
      'E0410 the program has 300 001 functions, and may have 300 000',
    ]);
  });

  it('has at most so many statements', () => {
    // Of functions that are not there, so that none of them is too long by itself.
    const safepoints = (count: number): Safepoints =>
      Safepoints.of(new Array<Safepoint>(count).fill({ ...safepoint, function: -1 }));
    assert.deepEqual(messagesOf({ safepoints: safepoints(MOST_SAFEPOINTS_IN_ALL) }), []);
    assert.deepEqual(messagesOf({ safepoints: safepoints(MOST_SAFEPOINTS_IN_ALL + 1) }), [
      'E0410 the program has 2 000 001 statements and calls, and may have 2 000 000',
    ]);
  });

  it('runs with 130,000 functions', function () {
    const functions = Array.from({ length: 130_000 }, (_, i) => `fn fn${i}() i32 { return ${i}; }`);
    const text = `${functions.join('\n')}\nfn main() { print("{}\\n", fn7() + fn129999()); }`;
    assert.equal(runProgram('limit.rw', text).stdout, '130006\n');
  }).timeout(60_000);

  it('has globals of at most 1 GiB together', () => {
    const text = (sizes: readonly number[]): string =>
      `${sizes.map((size, i) => `g${i}: [${size}]i8;`).join(' ')} fn main() { g0[5] = 7; print("{}\\n", g0[5]); }`;
    const { globals, rodata } = compileProgram('limit.rw', text([16]));
    const rest = LARGEST_DATA - (globals.size - 16) - rodata.size;
    assert.equal(runProgram('limit.rw', text([rest - 16])).stdout, '7\n');
    for (const sizes of [[rest + 16], [1 << 30, 1 << 30, 1 << 30, 1 << 30, 1 << 30]]) {
      const { diagnostics } = compile(new SourceFile('limit.rw', text(sizes)));
      assert.match(
        diagnostics.map(({ code, message }) => `${code} ${message}`).join('\n'),
        /^E0410 the program's globals and constants take [\d ]+ bytes, and may take 1 073 741 824$/,
      );
    }
  }).timeout(60_000);
});

describe('a file', () => {
  it('has at most 16 MiB', () => {
    const folder = mkdtempSync(join(tmpdir(), 'limit-'));
    const path = join(folder, 'large.rw');
    const written = (bytes: number): ReturnType<typeof readSource> => {
      writeFileSync(path, `${'-'.repeat(bytes - 1)}\n`);
      return readSource(path);
    };
    try {
      assert.equal(written(16 << 20).ok, true);
      assert.deepEqual(written((16 << 20) + 1), {
        ok: false,
        message: `cannot read ${path}: it has more than 16 MiB`,
      });
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
