// Every question, at random places of texts that change at random: there is always an answer, never an exception.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { callableAt, calleesOf, callersOf } from '../../language/server/call-hierarchy';
import { completionsAt } from '../../language/server/completion';
import { fixesAt } from '../../language/server/fixes';
import { foldsOf } from '../../language/server/folding';
import { formatDocument, formatRange, formatTyped } from '../../language/server/formatting';
import { hoverAt } from '../../language/server/hover';
import { inlayHints } from '../../language/server/inlay-hints';
import { evaluatableAt, inlineValues } from '../../language/server/inline-values';
import { lensesOf } from '../../language/server/lenses';
import { definitionAt, highlightsAt, referencesAt, typeDefinitionAt } from '../../language/server/navigation';
import { prepareRename, rename } from '../../language/server/rename';
import { selectionAt } from '../../language/server/selection';
import { semanticTokens } from '../../language/server/semantic-tokens';
import { signatureAt } from '../../language/server/signature';
import type { Snapshot } from '../../language/server/snapshot';
import { outlineOf, symbolsNamed } from '../../language/server/symbols';
import { Workspace } from '../../language/server/workspace';
import { Random } from '../interpreter/random/random';
import { filesIn } from './check';
import { edited, isLong } from './typing';

const FOLDERS = ['examples', 'test/fixtures/run', 'test/fixtures/check'];
const TEXTS = FOLDERS.flatMap((folder) =>
  readdirSync(folder)
    .filter((file) => file.endsWith('.rw'))
    .map((file) => readFileSync(join(folder, file), 'utf8')),
);
const PATH = '/a.rw';
const ROUNDS = isLong ? 20_000 : 400;

/** Questions about a place, by their names. */
const QUESTIONS: Record<string, (program: Snapshot, offset: number, other: number) => unknown> = {
  hover: (program, offset) => hoverAt(program, PATH, offset),
  definition: (program, offset) => definitionAt(program, PATH, offset),
  typeDefinition: (program, offset) => typeDefinitionAt(program, PATH, offset),
  references: (program, offset) => referencesAt([program], PATH, offset, true),
  highlights: (program, offset) => highlightsAt(program, PATH, offset),
  completion: (program, offset) => completionsAt(program, PATH, offset),
  signature: (program, offset) => signatureAt(program, PATH, offset),
  prepareRename: (program, offset) => prepareRename(program, PATH, offset),
  rename: (program, offset) => rename([program], PATH, offset, 'x'),
  fixes: (program, offset, other) => fixesAt(program, PATH, Math.min(offset, other), Math.max(offset, other)),
  hints: (program, offset, other) => inlayHints(program, PATH, Math.min(offset, other), other),
  tokens: (program) => semanticTokens(program, PATH),
  values: (program, offset) => inlineValues(program, PATH, offset),
  evaluatable: (program, offset) => evaluatableAt(program, PATH, offset),
  callers: (program, offset) => callersOf(program, PATH, offset),
  callees: (program, offset) => callableAt(program, PATH, offset) && calleesOf(program, PATH, offset),
  symbols: (program) => symbolsNamed(program, 'a'),
  selection: (program, offset) => selectionAt(program.unit(PATH)!, offset),
  outline: (program) => outlineOf(program.unit(PATH)!),
  lenses: (program) => lensesOf(program.unit(PATH)!),
  folds: (program) => foldsOf(program.unit(PATH)!.source),
  format: (program) => formatDocument(program.unit(PATH)!.source),
  formatRange: (program, offset, other) => formatRange(program.unit(PATH)!.source, offset, other),
  formatTyped: (program, offset) => formatTyped(program.unit(PATH)!.source, offset, ';'),
};

describe('random questions', function () {
  this.timeout(isLong ? 3_600_000 : 60_000);

  it('are always answered', () => {
    const random = new Random(Number(process.env['SEED'] ?? 3));
    const names = Object.keys(QUESTIONS);
    const workspace = new Workspace(filesIn({}));
    let text = '';
    for (let i = 0; i < ROUNDS; i++) {
      text = i % 5 === 0 ? random.pick(TEXTS) : edited(text, random);
      if (random.chance(5)) text = noise(random);
      workspace.change({ path: PATH, text, isLibrary: false });
      for (let k = 0; k < 6; k++) {
        const name = random.pick(names);
        const [offset, other] = [random.below(text.length + 1), random.below(text.length + 1)];
        const [program] = workspace.programsWith(PATH);
        assert.doesNotThrow(
          () => QUESTIONS[name]?.(program!, offset, other),
          `${name} at ${offset} of ${JSON.stringify(text)}`,
        );
      }
      workspace.diagnostics();
    }
  });
});

/** Characters of any kind. */
function noise(random: Random): string {
  const codes = Array.from({ length: random.below(200) }, () =>
    random.chance(80) ? random.below(128) : random.below(0x10000),
  );
  return String.fromCharCode(...codes);
}
