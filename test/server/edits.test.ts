// Random edits: after each, what is known of a program that was edited is what is known of the same text when it
// is checked afresh.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { FIXTURE_FILES } from '../fixture-files';
import { declarationOf, nameOf } from '../../language/server/entity';
import type { Snapshot } from '../../language/server/snapshot';
import { Workspace } from '../../language/server/workspace';
import { Random } from '../interpreter/random/random';
import { edited, isLong } from './typing';

const FOLDERS = ['examples', 'test/fixtures/run', 'test/fixtures/check'];
const FILES = {
  ...FIXTURE_FILES,
  // A file that is read already keeps the path that it was read by, whatever an edited import calls it.
  load: (path: string) => FIXTURE_FILES.load(FIXTURE_FILES.identify(path)),
  list: () => [],
};
const EDITS_OF_EACH = Number(process.env['EDITS'] ?? (isLong ? 1000 : 3));

/** Everything that is known, as text. */
function known(workspace: Workspace, path: string): string[] {
  const place = (span: { source: { path: string }; start: number; end: number } | undefined): string =>
    span ? `${span.source.path}:${span.start}-${span.end}` : '';
  const said = [...workspace.diagnostics()].flatMap(([, list]) =>
    list.map(({ code, span, message, hint, labels }) =>
      [code, place(span), message, hint, ...labels.map((l) => place(l.span) + l.message)].join(' '),
    ),
  );
  const [program] = workspace.programsWith(path);
  const names = (program as Snapshot).occurrences
    .inFile(path)
    .map(({ span, entity }) => `${place(span)} ${nameOf(entity)} ${place(declarationOf(entity))}`);
  return [...said.sort(), ...names];
}

/** What was typed, and where, for the message of a failure. */
function change(before: string, after: string): string {
  let start = 0;
  while (before[start] === after[start] && start < before.length) start++;
  const around = (text: string): string => JSON.stringify(text.slice(Math.max(0, start - 40), start + 40));
  return `${around(before)} --> ${around(after)}`;
}

describe('random edits', function () {
  this.timeout(isLong ? 3_600_000 : 60_000);
  /** Edits after which the program was not checked anew. */
  let kept = 0;
  const random = new Random(Number(process.env['SEED'] ?? 1));

  for (const folder of FOLDERS) {
    it(`leave behind what a fresh check finds, in ${folder}`, () => {
      for (const name of readdirSync(folder).filter((file) => file.endsWith('.rw'))) {
        const path = join(folder, name);
        let text = readFileSync(path, 'utf8');
        const workspace = new Workspace(FILES);
        workspace.change({ path, text, isLibrary: false });
        for (let i = 0; i < EDITS_OF_EACH; i++) {
          const [before] = workspace.programs();
          const last = text;
          text = edited(text, random);
          workspace.change({ path, text, isLibrary: false });
          const fresh = new Workspace(FILES);
          fresh.change({ path, text, isLibrary: false });
          assert.deepEqual(known(workspace, path), known(fresh, path), `${path}: ${change(last, text)}`);
          if (workspace.programs()[0] === before) kept++;
          if (random.below(4) === 0) text = readFileSync(path, 'utf8');
        }
      }
    });
  }

  it('are mostly checked by themselves', () => assert.ok(kept > 60, `${kept} were`));
});

describe('instances that come and go with edits', () => {
  const path = 'edited.rw';
  const program = (call: string): string => `
fn inner(T: type)(x: T) T { local := x; return local; }
fn outer(T: type)(x: T) T { result := inner(x); return result; }
fn each(T: type)(x: T) { outer(true); }
fn nobody(T: type)(x: T) { each(i32)(1); }
fn other() { print("{}\n", inner(1.5)); }
fn main() { ${call}; other(); }
`;
  const steps = ['outer(7)', 'outer(7', 'print("none\n")', 'inner(7)', 'each(7)', 'nobody(7)', 'outer(7)'];

  it('leave behind what a fresh check finds', () => {
    const workspace = new Workspace(FILES);
    workspace.change({ path, text: program('outer(7)'), isLibrary: false });
    const [first] = workspace.programs();
    for (const step of steps) {
      workspace.change({ path, text: program(step), isLibrary: false });
      const fresh = new Workspace(FILES);
      fresh.change({ path, text: program(step), isLibrary: false });
      assert.deepEqual(known(workspace, path), known(fresh, path), step);
    }
    assert.equal(workspace.programs()[0], first, 'it was never checked anew');
  });
});

it('an edit that makes a mistake gets a hint, however many came before', () => {
  const path = 'edited.rw';
  const text = (i: number): string => `fn main() { length := ${i}; print("{}\\n", lenght); }`;
  const workspace = new Workspace(FILES);
  for (let i = 0; i < 150; i++) {
    workspace.change({ path, text: text(i), isLibrary: false });
    const [[, said] = []] = [...workspace.diagnostics()];
    assert.match(said?.find(({ code }) => code === 'E0201')?.hint ?? '', /length/, `after ${i} edits`);
  }
});

it('a mistake in a default stays while the bodies around are edited', () => {
  const path = 'edited.rw';
  const text = (i: number): string =>
    `fn f(a: i32 = missing) i32 { x := ${i}; return a + x; }\nfn main() { y := ${i}; print("{}\\n", f() + y); }\n`;
  const workspace = new Workspace(FILES);
  for (let i = 0; i < 3; i++) {
    workspace.change({ path, text: text(i), isLibrary: false });
    const said = [...workspace.diagnostics()].flatMap(([, list]) => list.map(({ message }) => message));
    assert.deepEqual(said, ['unknown name `missing`'], `after ${i} edits`);
  }
});
