// Which files a program is made of: what is asked of the loader, and how modules are named.
import assert from 'node:assert/strict';
import { gatherModules } from '../../language/semantics/modules';
import { Diagnostics } from '../../language/syntax/diagnostic';
import { SourceFile } from '../../language/syntax/source';
import type { SourceLoader } from '../../language/syntax/source-loader';

const LIBRARY = [
  new SourceFile('std/a.rw', 'import b "b.rw";', true),
  new SourceFile('std/b.rw', 'import a "std/a.rw";', true),
];

/** What a program of these files, the first of which is the main one, is made of. */
function gather(files: Readonly<Record<string, string>>, links: Readonly<Record<string, string>> = {}) {
  const asked: string[] = [];
  const loader: SourceLoader = {
    identify: (path) => links[path] ?? path,
    load: (path) => {
      asked.push(path);
      const text = files[links[path] ?? path];
      return text === undefined
        ? { ok: false, message: `no ${path}` }
        : { ok: true, source: new SourceFile(path, text) };
    },
  };
  const [[path, text] = ['', '']] = Object.entries(files);
  const diagnostics = new Diagnostics();
  const modules = gatherModules(new SourceFile(path, text), loader, LIBRARY, diagnostics);
  return {
    asked,
    names: modules.map(({ name }) => name),
    paths: modules.map(({ unit }) => unit.source.path),
    messages: diagnostics.list.map(({ message }) => message),
  };
}

describe('modules', () => {
  it('are read once each, in circles too', () => {
    const { asked, paths } = gather({
      'src/main.rw': 'import a "a.rw"; import again "./a.rw"; import b "lib/b.rw";',
      'src/a.rw': 'import main "main.rw"; import b "lib/../lib/b.rw";',
      'src/lib/b.rw': 'import a "../a.rw"; import main "../../src/main.rw"; import self "b.rw";',
    });
    assert.deepEqual(paths, ['src/main.rw', 'src/a.rw', 'src/lib/b.rw']);
    assert.deepEqual(asked, ['src/a.rw', 'src/lib/b.rw']);
  });

  it('are the same by whatever path the loader knows them', () => {
    const files = { 'main.rw': 'import a "a.rw"; import b "link.rw"; import m "M.rw";', 'a.rw': '' };
    const { paths, asked } = gather(files, { 'link.rw': 'a.rw', 'M.rw': 'main.rw' });
    assert.deepEqual(paths, ['main.rw', 'a.rw']);
    assert.deepEqual(asked, ['a.rw']);
  });

  it('are asked for once if they are not there', () => {
    const { asked, messages } = gather({ 'main.rw': 'import a "a.rw"; import b "a.rw"; import c "no";' });
    assert.deepEqual(asked, ['a.rw', 'no']);
    assert.deepEqual(messages, ['no a.rw', 'no a.rw', 'no no']);
  });

  it('are looked for beside the importing file, wherever that is', () => {
    assert.deepEqual(gather({ '/x/y/main.rw': 'import a "../../../z/a.rw";' }).asked, ['/../z/a.rw']);
    assert.deepEqual(gather({ 'main.rw': 'import a "../../a.rw";' }).asked, ['../../a.rw']);
    assert.deepEqual(gather({ '/x/main.rw': 'import a "/y/a.rw";' }).asked, ['/y/a.rw']);
    assert.deepEqual(gather({ 'C:\\x\\main.rw': 'import a "b/a.rw";' }).asked, ['C:\\x\\b/a.rw']);
    assert.deepEqual(gather({ '../main.rw': 'import a "../a.rw";' }).asked, ['../../a.rw']);
  });

  it('of the library import each other, and are never asked for', () => {
    const { asked, paths, names } = gather({ 'std/main.rw': 'import a "std/a.rw"; import own "./a.rw";' });
    assert.deepEqual(asked, ['std/a.rw']); // the user's own folder
    assert.deepEqual(paths, ['std/main.rw', 'std/a.rw', 'std/b.rw']);
    assert.deepEqual(names, ['', 'a', 'b']);
  });

  it('of a folder `std` of one’s own are named with `./`', () => {
    const { asked, paths } = gather({ 'main.rw': 'import a "./std/a.rw";', 'std/a.rw': '' });
    assert.deepEqual(asked, ['std/a.rw']);
    assert.deepEqual(paths, ['main.rw', 'std/a.rw']); // and not what the library's `a` imports
  });

  it('are told apart by their folders where their names are the same', () => {
    const { names } = gather({
      'main.rw': 'import a "x/list.rw"; import b "y/list.rw"; import c "list.rw"; import d "y/map.rw";',
      'x/list.rw': '',
      'y/list.rw': '',
      'list.rw': '',
      'y/map.rw': '',
    });
    assert.deepEqual(names, ['', 'x/list', 'y/list', 'list', 'map']);
  });
});
