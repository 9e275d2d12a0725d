// Which files a program is made of: the main one, and all that it imports, directly or not. Each is read and
// parsed once, however many import it and by whatever path, and imports may run in circles.
import type * as ast from '../syntax/ast';
import type { Diagnostics } from '../syntax/diagnostic';
import { parse } from '../syntax/parser/parser';
import type { SourceFile } from '../syntax/source';
import type { SourceLoader } from '../syntax/source-loader';
import { canonicalUri, isUri } from '../syntax/uri-paths';
import type { SemanticCode } from './codes';
import { didYouMean } from './wording';

/** One file of the program, with what it imports. */
export interface Module {
  readonly unit: ast.SourceUnit;
  /** What stands before its functions' names in stacks, as in `shapes.area`; empty for the main file. */
  readonly name: string;
  /** An import of a file that is not there has no module. */
  readonly imports: ReadonlyMap<ast.ImportDeclaration, Module>;
}

/** Gives a file's tree, and says what is wrong with its text. */
export type Reader = (source: SourceFile, diagnostics: Diagnostics) => ast.SourceUnit;

/** Paths that begin so are of the library, whatever the importing file. */
const LIBRARY_FOLDER = 'std/';

/** What the library's own files share; nobody is told of it. */
const INTERNAL_FOLDER = 'std/internal/';

/** Far more files than any program has; without a limit, a loader that makes up files would never end. */
export const MOST_MODULES = 10_000;

/**
 * Finds the modules of a program, the main one first.
 * @param library the files that can be imported from `std/`
 * @param read gives the tree of a file
 */
export function gatherModules(
  main: SourceFile,
  loader: SourceLoader,
  library: readonly SourceFile[],
  diagnostics: Diagnostics,
  read: Reader = parse,
): readonly Module[] {
  const gathering = new Gathering(loader, library, diagnostics, read);
  gathering.add(main, loader.identify(main.path));
  return gathering.all();
}

class Gathering {
  private readonly modules: OpenModule[] = [];
  private readonly byIdentity = new Map<string, OpenModule>();
  private readonly refused = new Map<string, string>();

  constructor(
    private readonly loader: SourceLoader,
    private readonly library: readonly SourceFile[],
    private readonly diagnostics: Diagnostics,
    private readonly read: Reader,
  ) {}

  all(): readonly Module[] {
    for (let next = 0; next < this.modules.length; next++) this.follow(this.modules[next] as OpenModule);
    nameModules(this.modules);
    return this.modules;
  }

  add(source: SourceFile, identity: string): OpenModule {
    const module = { unit: this.read(source, this.diagnostics), name: '', imports: new Map() };
    this.modules.push(module);
    this.byIdentity.set(identity, module);
    return module;
  }

  private follow(module: OpenModule): void {
    for (const declaration of module.unit.declarations) {
      if (declaration.kind !== 'ImportDeclaration') continue;
      const imported = this.find(declaration, module);
      if (imported) module.imports.set(declaration, imported);
    }
  }

  private find(declaration: ast.ImportDeclaration, from: OpenModule): OpenModule | undefined {
    const { path } = declaration;
    const text = new TextDecoder().decode(path.bytes);
    if (text === '') return this.report('E0502', declaration, 'the path of an import is empty');
    const resolved = resolvePath(from.unit.source, text, this.loader);
    const found = resolved.isLibrary
      ? this.findInLibrary(declaration, resolved.path)
      : this.load(declaration, resolved.path);
    if (found !== from) return found;
    return this.report('E0503', declaration, 'a file cannot import itself', 'its own names need no module');
  }

  private findInLibrary(declaration: ast.ImportDeclaration, path: string): OpenModule | undefined {
    const identity = `library:${path}`;
    const known = this.byIdentity.get(identity);
    if (known) return known;
    const source = this.library.find((file) => file.path === path);
    if (source) return this.add(source, identity);
    const names = this.library.map((file) => file.path).filter((name) => !name.startsWith(INTERNAL_FOLDER));
    const hint = didYouMean(path, names) ?? `it has ${names.join(', ')}`;
    return this.report('E0502', declaration, `the library has no file \`${path}\``, hint);
  }

  private load(declaration: ast.ImportDeclaration, path: string): OpenModule | undefined {
    const identity = this.loader.identify(path);
    const known = this.byIdentity.get(identity);
    if (known) return known;
    if (this.modules.length >= MOST_MODULES)
      return this.report('E0502', declaration, `a program has at most ${MOST_MODULES} files`);
    const refused = this.refused.get(identity);
    const loaded = refused === undefined ? this.loader.load(path) : { ok: false as const, message: refused };
    if (loaded.ok) return this.add(loaded.source, identity);
    this.refused.set(identity, loaded.message);
    const hint = path.endsWith('.rw') ? undefined : 'the path of a file of a program ends in `.rw`';
    return this.report('E0502', declaration, loaded.message, hint);
  }

  private report(
    code: SemanticCode,
    { path }: ast.ImportDeclaration,
    message: string,
    hint?: string,
  ): OpenModule | undefined {
    this.diagnostics.error(code, path.span, message, [], hint);
    return undefined;
  }
}

interface OpenModule extends Module {
  name: string;
  readonly imports: Map<ast.ImportDeclaration, OpenModule>;
}

/** The path of an imported file. What a file of the library imports is of the library, too. */
function resolvePath(
  from: SourceFile,
  path: string,
  loader: SourceLoader,
): { path: string; isLibrary: boolean } {
  if (from.isLibrary || path.startsWith(LIBRARY_FOLDER)) {
    return { path: path.startsWith(LIBRARY_FOLDER) ? path : LIBRARY_FOLDER + path, isLibrary: true };
  }
  if (loader.resolve) return { path: loader.resolve(from.path, path), isLibrary: false };
  if (/^([/\\]|[A-Za-z]:[/\\])/.test(path)) return { path, isLibrary: false };
  const folder = from.path.slice(0, Math.max(from.path.lastIndexOf('/'), from.path.lastIndexOf('\\')) + 1);
  return { path: withoutDots(folder + path), isLibrary: false };
}

/** `a/./b/../c` is `a/c`. */
function withoutDots(path: string): string {
  const parts: string[] = [];
  for (const part of path.split('/')) {
    const last = parts.at(-1);
    if (part === '.') continue;
    if (part === '..' && last !== undefined && last !== '' && last !== '..' && !last.includes('\\'))
      parts.pop();
    else parts.push(part);
  }
  return parts.join('/');
}

/**
 * Names every module but the main one by its file. Where two files have one name, as many of their folders
 * stand before it as tell them apart: `shapes/list`.
 */
function nameModules(modules: readonly OpenModule[]): void {
  const others = modules.slice(1);
  const partsOf = new Map(others.map((module) => [module, withoutEnding(module).split(/[/\\]/)]));
  for (let length = 1, open = others; open.length > 0; length++) {
    const byName = new Map<string, OpenModule[]>();
    for (const module of open) {
      module.name = (partsOf.get(module) ?? []).slice(-length).join('/');
      byName.set(module.name, [...(byName.get(module.name) ?? []), module]);
    }
    open = [...byName.values()].flatMap((list) => (list.length > 1 ? list : []));
    if (open.every((module) => (partsOf.get(module)?.length ?? 0) <= length)) return;
  }
}

function withoutEnding({ unit }: OpenModule): string {
  const { path } = unit.source;
  return (isUri(path) ? canonicalUri(path) : path).replace(/\.rw$/, '');
}
