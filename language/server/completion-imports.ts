// Paths of files to import: those of the library, and what lies in the folders that have been typed so far.
import { MODULES } from '../std/library';
import type { Completion } from './completion-item';
import type { Site } from './site';

/** Inside the quotes of an import; undefined elsewhere. */
export function importPaths({ before, unit, snapshot, offset }: Site): Completion[] | undefined {
  const quote = before.at(1);
  if (before.isInside !== 'string' || !quote || !follows(before.kind(2), before.kind(3))) return undefined;
  const { source } = unit;
  const typed = source.text.slice(quote.start + 1, offset);
  const folder = typed.slice(0, typed.lastIndexOf('/') + 1);
  const own = source.path.slice(0, Math.max(source.path.lastIndexOf('/'), source.path.lastIndexOf('\\')) + 1);
  const isAbsolute = /^([/\\]|[A-Za-z]:)/.test(folder);
  const found = folder.startsWith('std/') ? [] : snapshot.files.list(isAbsolute ? folder : own + folder);
  const self = own + folder + source.path.slice(own.length);
  const paths = found
    .filter((name) => /\.rw$|\/$/.test(name) && own + folder + name !== self)
    .map((name) => folder + name)
    .sort();
  const replaced = { source, start: quote.start + 1, end: offset };
  return [...paths, ...libraryPaths()].map((label, rank) => ({
    label,
    kind: 'file',
    span: replaced,
    rank: label.startsWith('std/') ? 100 + rank : rank,
  }));
}

/** Behind `import`: the library's files under their own names. */
export function modulesToImport(): Completion[] {
  return MODULES.map(({ path }, rank) => {
    const name = path.replace(/^.*\/|\.rw$/g, '');
    return { label: name, kind: 'module', detail: path, snippet: `${name} "${path}";`, rank };
  });
}

/** `import name "` or, without a name yet, `import "`. */
function follows(last: string | undefined, first: string | undefined): boolean {
  return last === 'import' || (last === 'name' && first === 'import');
}

function libraryPaths(): string[] {
  return MODULES.map(({ path }) => path);
}
