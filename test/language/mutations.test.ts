// Programs that somebody has just mistyped: pieces of the fixtures and examples deleted, doubled, swapped
// and replaced. Whatever comes out compiles or is refused with diagnostics, and runs or traps; nothing
// is ever thrown, and nothing hangs.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { compile } from '../../language/compile';
import { verify } from '../../language/ir/verifier';
import { outputOnlyHost } from '../../language/interpreter/host';
import { Machine } from '../../language/interpreter/machine';
import { SourceFile } from '../../language/syntax/source';
import { FIXTURE_FILES } from '../fixture-files';

const ROOT = join(__dirname, '../..');
const MUTANTS = process.env['ROPEWALK_LONG'] ? 20_000 : 250;
const STEPS = 200_000;
const MEMORY = 16 * 2 ** 20;

const REPLACEMENTS = [
  ...[
    '0',
    '1',
    '-1',
    '255',
    '2147483648',
    '9223372036854775807',
    '1.5',
    "'a'",
    '"text"',
    'nil',
    'true',
    'x',
    'main',
  ],
  ...[
    '+',
    '-',
    '*',
    '/',
    '%',
    '<<',
    '>>',
    '&',
    '|',
    '~',
    '==',
    '<',
    'and',
    'or',
    '!',
    '^',
    '.',
    '..',
    '=',
    ':=',
  ],
  ...[
    'i8',
    'u64',
    'f32',
    'bool',
    '[]i32',
    '*none',
    '[3]i32',
    'string',
    'fn()',
    '{',
    '}',
    '(',
    ')',
    '[',
    ']',
    ';',
    ',',
  ],
  ...[
    'return',
    'break',
    'while true',
    'heap',
    'cast(i32)',
    'cast(*i32)',
    'sizeof(i64)',
    'make(i32, 3)',
    'free',
    '.count',
  ],
];

const programs = ['test/fixtures/run', 'examples'].flatMap((folder) =>
  readdirSync(join(ROOT, folder))
    .filter((file) => file.endsWith('.rw'))
    .map((file) => readFileSync(join(ROOT, folder, file), 'utf8').replace(/--.*$/gm, '')),
);

describe('mistyped programs', () => {
  it('are refused or run, and nothing is thrown', function () {
    this.timeout(process.env['ROPEWALK_LONG'] ? 1_200_000 : 60_000);
    const random = randomBelow(Number(process.env['ROPEWALK_SEED'] ?? 1));
    let ran = 0;
    for (let i = 0; i < MUTANTS; i++) {
      const text = mutate(programs[random(programs.length)] as string, random);
      try {
        if (compileAndRun(text)) ran++;
      } catch (error) {
        assert.fail(`${error instanceof Error ? error.stack : String(error)}\nin the program\n${text}`);
      }
    }
    assert.ok(ran > MUTANTS / 20, `only ${ran} of ${MUTANTS} ran: the mutations are too coarse`);
  });
});

/** Returns whether the program was run. */
function compileAndRun(text: string): boolean {
  const compiled = compile(new SourceFile('mutant.rw', text), { loader: FIXTURE_FILES });
  if (!compiled.ok) {
    assert.ok(compiled.diagnostics.length > 0, 'refused without a diagnostic');
    return false;
  }
  assert.deepEqual(verify(compiled.program), []);
  const machine = new Machine(compiled.program, outputOnlyHost(), { memoryLimit: MEMORY });
  const end = machine.run({ steps: STEPS, breakpoints: 'ignore' });
  assert.ok(['steps', 'trap', 'exit', 'wait'].includes(end.kind));
  return true;
}

function mutate(program: string, random: (limit: number) => number): string {
  const tokens =
    program.match(/"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|[A-Za-z_0-9.]+|\s+|[^\sA-Za-z_0-9]/g) ?? [];
  const changes = 1 + random(2);
  for (let i = 0; i < changes; i++) {
    const at = random(tokens.length);
    const other = random(tokens.length);
    const replacement = REPLACEMENTS[random(REPLACEMENTS.length)] as string;
    switch (random(6)) {
      case 0:
        tokens.splice(at, 1);
        break;
      case 1:
        tokens.splice(at, 0, tokens[at] as string);
        break;
      case 2:
        [tokens[at], tokens[other]] = [tokens[other] as string, tokens[at] as string];
        break;
      case 3:
        tokens[at] = tokens[other] as string;
        break;
      default:
        tokens[at] = ` ${replacement} `;
    }
  }
  return tokens.join('');
}

function randomBelow(seed: number): (limit: number) => number {
  let state = seed >>> 0;
  return (limit) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * limit);
  };
}
