// Programs of several files: what is open stands for its file, and questions go across files.
import assert from 'node:assert/strict';
import { completionsAt } from '../../language/server/completion';
import { hoverAt } from '../../language/server/hover';
import { definitionAt, referencesAt } from '../../language/server/navigation';
import { rename } from '../../language/server/rename';
import { signatureAt } from '../../language/server/signature';
import { symbolsNamed } from '../../language/server/symbols';
import { Workspace } from '../../language/server/workspace';
import { check, filesIn, marked, place, type Marked } from './check';
import { MODULES } from '../../language/std/library';

const SHAPES =
  '-- An area.\nfn area(w: i32) i32 { return w; }\ntype Rect struct { w: i32 }\ntype Kind enum { flat, tall: i32 }\nSIDE :: 4;\n';
const OTHERS = { '/shapes.rw': SHAPES, '/lib/deep.rw': 'x: i32;\n', '/notes.txt': 'no program' };
const IMPORT = 'import shapes "shapes.rw"; ';

const labels = ({ snapshot, path, offset }: Marked): string[] =>
  completionsAt(snapshot, path, offset).map(({ label }) => label);
const definition = ({ snapshot, path, offset }: Marked): string | undefined => {
  const span = definitionAt(snapshot, path, offset);
  return span && place(span);
};
const ask = <T>(query: (at: Marked) => T, input: string, expected: T): void =>
  check(query, input, expected, OTHERS);

const LIBRARY_PATHS = MODULES.map(({ path }) => path);

describe('modules in the language server', () => {
  it('completes the members of a module, in unfinished text too', () => {
    ask(labels, `${IMPORT} fn main() { shapes.$0 }`, ['area', 'Rect', 'Kind', 'SIDE']);
    ask(labels, `${IMPORT} fn f(r: shapes.$0`, ['area', 'Rect', 'Kind', 'SIDE']);
    ask(labels, `${IMPORT} fn main() { k := shapes.Kind.$0; }`, ['flat', 'tall']);
    const math = labels(marked('import math "std/math.rw"; fn main() { x := math.P$0'));
    assert.ok(math.includes('PI'), math.join());
  });

  it('offers a module where its types are wanted', () => {
    const { snapshot, path, offset } = marked(`${IMPORT} fn f(r: $0) {}`, OTHERS);
    const found = completionsAt(snapshot, path, offset).find(({ label }) => label === 'shapes');
    assert.deepEqual([found?.kind, found?.detail], ['module', 'import shapes "/shapes.rw"']);
  });

  it('completes the paths of imports: files and folders beside the file, and the library', () => {
    ask(labels, 'import s "$0', ['lib/', 'shapes.rw', ...LIBRARY_PATHS]);
    ask(labels, 'import "sha$0', ['lib/', 'shapes.rw', ...LIBRARY_PATHS]);
    ask(labels, 'import d "lib/$0";', ['lib/deep.rw', ...LIBRARY_PATHS]);
    ask(labels, 'fn main() { print("$0"); }', []);
  });

  it('replaces the whole path that was typed', () => {
    const { snapshot, path, offset } = marked('import s "lib/d$0";', OTHERS);
    const [first] = completionsAt(snapshot, path, offset);
    assert.equal(first?.span && place(first.span), '1:lib/d');
  });

  it('goes to the declaration in the other file, and from an import to the file', () => {
    ask(definition, `${IMPORT} fn main() { shapes.$0area(1); }`, '/shapes.rw:2:area');
    ask(definition, `${IMPORT} fn f(r: *shapes.$0Rect) {}`, '/shapes.rw:3:Rect');
    ask(definition, `${IMPORT} fn main() { $0shapes.area(1); }`, '1:shapes');
    ask(definition, `import $0shapes "shapes.rw";`, '/shapes.rw:1:');
    ask(definition, `import shapes "sh$0apes.rw";`, '/shapes.rw:1:');
    ask(definition, `import shapes "$0missing.rw";`, undefined);
  });

  it('tells what a member and a module are, and what a member takes', () => {
    const hover = ({ snapshot, path, offset }: Marked): (string | undefined)[] => {
      const found = hoverAt(snapshot, path, offset);
      return [found?.code, found?.comment];
    };
    ask(hover, `${IMPORT} fn main() { shapes.$0area(1); }`, ['fn area(w: i32) i32', 'An area.']);
    ask(hover, `${IMPORT} fn main() { $0shapes.area(1); }`, ['import shapes "/shapes.rw"', undefined]);
    const help = ({ snapshot, path, offset }: Marked): string | undefined =>
      signatureAt(snapshot, path, offset)?.label;
    ask(help, `${IMPORT} fn main() { shapes.area($0 }`, 'area(w: i32) i32');
    ask(help, `${IMPORT} fn main() { k := shapes.Kind.tall($0 }`, 'shapes.Kind.tall(i32)');
  });

  it('finds names of all files of the program', () => {
    const { snapshot } = marked(`${IMPORT} fn aha() {}`, OTHERS);
    assert.deepEqual(
      symbolsNamed(snapshot, 'aa').map(({ nameSpan }) => place(nameSpan)),
      ['1:aha', '/shapes.rw:2:area'],
    );
  });
});

describe('workspace', () => {
  const A = '/a.rw';
  const B = '/b.rw';
  const open = (texts: Readonly<Record<string, string>>, others = {}): Workspace => {
    const workspace = new Workspace(filesIn(others));
    for (const [path, text] of Object.entries(texts)) workspace.change({ path, text, isLibrary: false });
    return workspace;
  };
  const said = (workspace: Workspace): Record<string, string[]> =>
    Object.fromEntries(
      [...workspace.diagnostics()].map(([{ path }, list]) => [path, list.map(({ message }) => message)]),
    );
  const USES_B = 'import b "b.rw";\nfn main() { b.f(1); }\n';

  it('checks a file with the open text of what it imports, not with that of the disk', () => {
    const workspace = open({ [A]: USES_B }, { [B]: 'fn f(x: i32) {}\n' });
    assert.deepEqual(said(workspace), { [A]: [] });
    workspace.change({ path: B, text: 'fn g(x: i32) {}\n', isLibrary: false });
    assert.deepEqual(said(workspace), { [A]: ['the module `b` has no member `f`'], [B]: [] });
    workspace.close(B);
    assert.deepEqual(said(workspace), { [A]: [] });
  });

  it('says what is wrong in files that are not open, and reads them again when they change', () => {
    const files: Record<string, string> = { [B]: 'fn f(x: i32) { x = y; }\n' };
    const disk = { ...filesIn({}), load: (path: string) => filesIn(files).load(path) };
    const workspace = new Workspace(disk);
    workspace.change({ path: A, text: USES_B, isLibrary: false });
    assert.deepEqual(said(workspace), { [A]: [], [B]: ['unknown name `y`'] });
    files[B] = 'fn f(x: i32) {}\n';
    workspace.diskChanged();
    assert.deepEqual(said(workspace), { [A]: [] });
  });

  it('has one program for files that import each other, and one for each that nobody imports', () => {
    const workspace = open({ [B]: 'import a "a.rw";\nfn f(x: i32) { a.main(); }\n', [A]: USES_B });
    assert.deepEqual(
      workspace.programs().map(({ main }) => main.path),
      [B],
    );
    workspace.change({ path: B, text: 'fn f(x: i32) {}\n', isLibrary: false });
    workspace.change({ path: '/c.rw', text: USES_B, isLibrary: false });
    assert.deepEqual(
      workspace.programs().map(({ main }) => main.path),
      [A, '/c.rw'],
    );
  });

  it('finds and renames in all programs that have a file', () => {
    const workspace = open({ [B]: 'fn f(x: i32) {}\n', [A]: USES_B, '/c.rw': USES_B });
    const programs = workspace.programsWith(B);
    assert.deepEqual(referencesAt(programs, B, 3, true).map(place), ['/a.rw:2:f', '/b.rw:1:f', '/c.rw:2:f']);
    const renamed = rename(programs, B, 3, 'g');
    assert.deepEqual(renamed.ok && renamed.spans.map(place), ['/a.rw:2:f', '/b.rw:1:f', '/c.rw:2:f']);
  });

  it('refuses to rename to a name that means something in another file', () => {
    const workspace = open({ [B]: 'fn f(x: i32) {}\nfn g() {}\n', [A]: USES_B });
    assert.deepEqual(rename(workspace.programsWith(A), A, USES_B.indexOf('f('), 'g'), {
      ok: false,
      why: 'In line 2 of b.rw, that would be an error: `g` is already declared in this scope.',
    });
  });

  it('looks at a file of the library in a program that imports it', () => {
    const workspace = open({});
    workspace.change({ path: 'std/math.rw', text: '', isLibrary: true });
    const [alone] = workspace.programsWith('std/math.rw');
    assert.ok(alone?.unit('std/math.rw'));
    workspace.change({ path: 'std/print.rw', text: '', isLibrary: true });
    assert.ok(workspace.programsWith('std/print.rw')[0]?.unit('std/print.rw'));
  });
});
