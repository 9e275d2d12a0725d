// Whatever a program does when it runs, it does while compiling: every program of test/fixtures/run is run by
// `#run main();` and has to print the same bytes, and to end in the same way.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { compile, type Compiled } from '../../language/compile';
import { SourceFile } from '../../language/syntax/source';
import { expectationsOf, wildcard } from '../language/run-program';
import { FIXTURE_FILES } from '../fixture-files';

const FIXTURES = join(__dirname, '../fixtures/run');
/** Of the program's text as it stands, so that places in it stay what they are. */
const RUN = '\n#run main();\n';
const MOST_STEPS = 500_000_000;

interface Result {
  readonly compiled: Compiled;
  readonly printed: string;
}

function runWhileCompiling(name: string, text: string): Result {
  const output: Uint8Array[] = [];
  const compiled = compile(new SourceFile(name, text + RUN), {
    steps: MOST_STEPS,
    write: (bytes) => output.push(bytes),
    loader: FIXTURE_FILES,
  });
  return { compiled, printed: Buffer.concat(output).toString('utf8') };
}

/** The one error there is, on the `#run`. */
function errorOf({ compiled }: Result): string {
  const errors = compiled.diagnostics.filter((d) => d.severity === 'error');
  assert.deepEqual(
    errors.map((d) => d.code),
    ['E0601'],
    errors.map((d) => d.message).join('\n'),
  );
  return errors[0]?.message ?? '';
}

describe('programs while compiling', () => {
  const names = readdirSync(FIXTURES).filter((file) => file.endsWith('.rw'));
  const texts = names.map((name) => ({ name, text: readFileSync(join(FIXTURES, name), 'utf8') }));
  // What reads the standard input is refused: a test of its own.
  for (const { name, text } of texts.filter((file) => expectationsOf(file.text).stdin === '')) {
    it(name.replace(/\.rw$/, '').replaceAll('-', ' '), () => {
      const expected = expectationsOf(text);
      const result = runWhileCompiling(name, text);
      if (expected.trap !== undefined)
        assert.match(errorOf(result), wildcard(`this \`#run\` trapped: ${expected.trap}`));
      else if (/^ *exit\(/m.test(text))
        assert.equal(
          errorOf(result),
          `this \`#run\` ended by \`exit(${expected.exitCode})\`, without a value`,
        );
      else assert.ok(result.compiled.ok, result.compiled.diagnostics.map((d) => d.message).join('\n'));
      assert.equal(result.printed, expected.stdout);
    });
  }
});
