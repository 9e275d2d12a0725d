// A program has a bounded number of files, so that a loader that makes up ever new ones comes to an end.
import assert from 'node:assert/strict';
import { compile } from '../../language/compile';
import { MOST_MODULES } from '../../language/semantics/modules';
import { SourceFile } from '../../language/syntax/source';
import type { SourceLoader } from '../../language/syntax/source-loader';

/** Each file imports one that has not been there before. */
function endless(last: number): SourceLoader {
  return {
    identify: (path) => path,
    load: (path) => {
      const number = Number(/\d+/.exec(path)?.[0]) + 1;
      const text =
        number > last ? 'N :: 1; ONE :: 1;' : `import next "f${number}.rw"; N :: 1 + next.ONE; ONE :: 1;`;
      return { ok: true, source: new SourceFile(path, text) };
    },
  };
}

const MAIN = new SourceFile('f0.rw', 'import next "f1.rw"; fn main() i32 { return next.N; }');

describe('the number of files', () => {
  it('may be as large as the bound', () => {
    const { ok, diagnostics } = compile(MAIN, { loader: endless(MOST_MODULES - 1) });
    assert.deepEqual([ok, diagnostics], [true, []]);
  }).timeout(60_000);

  it('is bounded', () => {
    const { ok, diagnostics } = compile(MAIN, { loader: endless(Infinity) });
    assert.equal(ok, false);
    assert.deepEqual(
      diagnostics.map(({ code, message }) => `${code} ${message}`),
      [`E0502 a program has at most ${MOST_MODULES} files`],
    );
  }).timeout(60_000);
});
