// Importing what a name seems to mean: the file of that name, of the library or beside the one that names it.
import { MODULES } from '../std/library';
import type * as ast from '../syntax/ast';
import type { Diagnostic } from '../syntax/diagnostic';
import type { Fix, TextEdit } from './fixes';
import type { Snapshot } from './snapshot';

/** The fixes for a name, or the name of a module, that means nothing. */
export function importFixes({ files }: Snapshot, unit: ast.SourceUnit, diagnostic: Diagnostic): Fix[] {
  const { source, start, end } = diagnostic.span;
  const name = source.text.slice(start, end);
  const folder = source.path.slice(0, source.path.lastIndexOf('/') + 1);
  const library = MODULES.map(({ path }) => path);
  const beside = files.list(folder).filter((file) => folder + file !== source.path);
  const paths = [...library, ...beside].filter((path) => path.replace(/^.*\//, '') === `${name}.rw`);
  return paths.map((path) => ({
    title: `Import \`${path}\``,
    edits: [insertion(unit, `import ${name} "${path}";\n`)],
    diagnostic,
    isPreferred: paths.length === 1,
  }));
}

/** Behind the other imports, or else above the first declaration and the comment that belongs to it. */
function insertion({ source, declarations }: ast.SourceUnit, line: string): TextEdit {
  const last = declarations.filter(({ kind }) => kind === 'ImportDeclaration').at(-1);
  if (last) {
    const at = source.lineStart(source.position(last.span.end).line + 1);
    const isLastLine = at === source.text.length && !source.text.endsWith('\n');
    return { span: { source, start: at, end: at }, text: isLastLine ? `\n${line}` : line };
  }
  let first = source.position(declarations[0]?.span.start ?? 0).line;
  while (
    first > 1 &&
    source
      .lineText(first - 1)
      .trimStart()
      .startsWith('--')
  )
    first--;
  const at = source.lineStart(first);
  return { span: { source, start: at, end: at }, text: `${line}\n` };
}
