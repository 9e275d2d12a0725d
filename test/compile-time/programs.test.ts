// Whatever a program does when it runs, it does while compiling: every program of the corpus is run, and run again by
// `#run main();`, and has to print the same bytes, and to end in the same way. Those that need the world around
// them are refused while compiling; they are listed, and each has to be refused.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { compile, type Compiled } from '../../language/compile';
import type { RunEnd } from '../../language/interpreter/recordable';
import { SourceFile } from '../../language/syntax/source';
import { MOST_STEPS, runProgram } from '../language/run-program';
import { FIXTURE_FILES } from '../fixture-files';

const ROOT = join(__dirname, '../..');
const CORPUS = ['test/fixtures/run', 'examples', 'bench/programs'];

/** What cannot be done while compiling, and which programs do it. */
const REFUSED: Readonly<Record<string, string>> = {
  'test/fixtures/run/externals-input.rw': 'calls `getchar`, which reads standard input',
  'test/fixtures/run/library-io.rw': 'calls `read`, which reads standard input',
  'examples/words.rw': "reads the program's arguments",
};

interface Result {
  readonly compiled: Compiled;
  readonly printed: string;
}

/** The text stays where it is, so that places in it are what they were. */
function runWhileCompiling(name: string, text: string, end: RunEnd): Result {
  const returns = /^fn main\(\) i32/m.test(text) && end.kind === 'exit' && end.byReturn;
  const run = returns ? `#assert(#run main() == ${end.code}, "it returns something else");` : '#run main();';
  const output: Uint8Array[] = [];
  const compiled = compile(new SourceFile(name, `${text}\n${run}\n`), {
    steps: MOST_STEPS,
    write: (bytes) => output.push(bytes),
    loader: FIXTURE_FILES,
  });
  return { compiled, printed: Buffer.concat(output).toString('utf8') };
}

/** The message of the one error there is. */
function errorOf({ compiled }: Result, code: string): string {
  const errors = compiled.diagnostics.filter((d) => d.severity === 'error');
  const texts = errors.map((d) => d.message).join('\n');
  assert.deepEqual(
    errors.map((d) => d.code),
    [code],
    texts,
  );
  return texts;
}

/** Memory is laid out anew for each run, so an address in a message is another one. */
const withoutAddresses = (message: string): string => message.replace(/\b0x[0-9a-f]+/g, '0x…');

function expectEnd(result: Result, end: RunEnd): void {
  if (end.kind === 'trap')
    assert.equal(
      withoutAddresses(errorOf(result, 'E0601')),
      withoutAddresses(`this \`#run\` trapped: ${end.trap.message}`),
    );
  else if (end.kind === 'exit' && end.byThreads)
    assert.equal(
      errorOf(result, 'E0601'),
      'this `#run` ended its thread by `exit_thread()`, without a value',
    );
  else if (end.kind === 'exit' && !end.byReturn)
    assert.equal(errorOf(result, 'E0601'), `this \`#run\` ended by \`exit(${end.code})\`, without a value`);
  else {
    assert.equal(end.kind, 'exit');
    assert.ok(result.compiled.ok, result.compiled.diagnostics.map((d) => d.message).join('\n'));
  }
}

describe('programs while compiling', () => {
  for (const folder of CORPUS) {
    for (const file of readdirSync(join(ROOT, folder)).filter((name) => name.endsWith('.rw'))) {
      const path = `${folder}/${file}`;
      const text = readFileSync(join(ROOT, path), 'utf8');
      const reason = REFUSED[path];
      if (reason !== undefined)
        it(`${path} is refused: it ${reason}`, () => {
          const result = runWhileCompiling(basename(path), text, { kind: 'exit', code: 0, byReturn: false });
          assert.ok(errorOf(result, 'E0606').startsWith(`this \`#run\` ${reason}`), errorOf(result, 'E0606'));
        });
      else
        it(`${path} prints the same, and ends in the same way`, () => {
          const { stdout, end } = runProgram(basename(path), text);
          const result = runWhileCompiling(basename(path), text, end);
          expectEnd(result, end);
          assert.equal(result.printed, stdout);
        });
    }
  }
});
