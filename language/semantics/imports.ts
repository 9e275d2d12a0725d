// Imports: what a module's name stands for in the file that imports it, and the names behind its dot. What a
// file imports is visible in that file alone, and is no member of it.
import type * as ast from '../syntax/ast';
import type { Diagnostics } from '../syntax/diagnostic';
import type { Checking } from './checking';
import { declare } from './declare';
import type { Module } from './modules';
import type { MemberSymbol, ModuleSymbol, Scope, Symbol } from './symbol';
import { branchLabels } from './wording';

/** Declares the names of the modules that a file imports, in the current scope. */
export function declareImports(
  c: Checking,
  module: Module,
  scopes: ReadonlyMap<Module, Scope>,
): readonly ModuleSymbol[] {
  const symbols: ModuleSymbol[] = [];
  for (const declaration of module.unit.declarations) {
    if (declaration.kind !== 'ImportDeclaration') continue;
    const { name } = declaration;
    const imported = module.imports.get(declaration);
    const scope = imported && scopes.get(imported);
    const symbol: ModuleSymbol = { kind: 'module', name: name.text, span: name.span, scope };
    declare(c, symbol, name);
    if (c.scope.lookup(name.text) === symbol) symbols.push(symbol);
  }
  return symbols;
}

/** Warns of the imports that nothing was asked of. */
export function warnUnused(unused: readonly ModuleSymbol[], diagnostics: Diagnostics): void {
  for (const { name, span, scope } of unused) {
    if (scope)
      diagnostics.warning('W0501', span, `\`${name}\` is imported, but never used`, [], 'remove the import');
  }
}

/** The module that an expression names; undefined if it names none. */
export function moduleNamed(c: Checking, e: ast.Expression): ModuleSymbol | undefined {
  return e.kind === 'NameExpression' ? moduleOf(c, e.name) : undefined;
}

/** The module that a name stands for, which is used by that. */
function moduleOf(c: Checking, name: ast.Name): ModuleSymbol | undefined {
  const symbol = c.lookup(name);
  if (symbol?.kind !== 'module') return undefined;
  c.use(symbol);
  c.tables.symbolOf.set(name, symbol);
  return symbol;
}

/** What a name, plain or qualified with a module, stands for, if it stands for anything. Reports nothing. */
export function symbolNamed(c: Checking, e: ast.Expression): Symbol | undefined {
  if (e.kind === 'NameExpression') return c.lookup(e.name);
  if (e.kind !== 'MemberExpression') return undefined;
  const scope = moduleNamed(c, e.base)?.scope;
  return scope && visibleMember(c, scope, e.member);
}

/** What a type's name stands for, if it stands for anything. Reports nothing. */
export function symbolOfType(c: Checking, { module, name }: ast.NamedType): Symbol | undefined {
  if (!module) return c.lookup(name);
  const scope = moduleOf(c, module)?.scope;
  return scope && visibleMember(c, scope, name);
}

/** The last part of `name` or `module.name`: what the tables know the symbol by. */
export function lastName(e: ast.NameExpression | ast.MemberExpression): ast.Name {
  return e.kind === 'NameExpression' ? e.name : e.member;
}

/** Finds a member of a module, and notes it as what `name` stands for. What is not there is reported. */
export function findMember(
  c: Checking,
  module: ModuleSymbol,
  name: ast.Name,
  accepts: (symbol: Symbol) => boolean,
): MemberSymbol | undefined {
  const { scope } = module;
  if (!scope) return undefined; // the import was reported
  const found = visibleMember(c, scope, name);
  if (found) c.tables.symbolOf.set(name, found);
  else reportNoMember(c, module, scope, name, accepts);
  return found;
}

/** The module before the dot of a type's name. What is none is reported. */
export function moduleOfType(c: Checking, name: ast.Name): ModuleSymbol | undefined {
  const module = moduleOf(c, name);
  if (module) return module;
  const isKnown = c.lookup(name) !== undefined;
  const names = [...visibleModules(c.scope)];
  const hint = c.suggest(name.text, names) ?? 'a module is given its name by `import name "path.rw";`';
  const message = isKnown ? `\`${name.text}\` is no module` : `unknown module \`${name.text}\``;
  c.error('E0504', name.span, message, hint);
  return undefined;
}

function* visibleModules(scope: Scope): Iterable<string> {
  for (let level: Scope | undefined = scope; level; level = level.parent) {
    for (const symbol of level.own()) if (symbol.kind === 'module') yield symbol.name;
  }
}

function visibleMember(c: Checking, scope: Scope, name: ast.Name): MemberSymbol | undefined {
  c.decideIn(scope, name);
  const found = scope.member(name.text);
  return found && isPublic(found) ? found : undefined;
}

/** The library keeps some names for itself. */
function isPublic({ name, span }: MemberSymbol): boolean {
  return !span?.source.isLibrary || !/^(_|rt_)/.test(name);
}

/** What can be written behind a module's dot. */
export function* membersOf(scope: Scope): Iterable<MemberSymbol> {
  for (const { name } of scope.own()) {
    const member = scope.member(name);
    if (member && isPublic(member)) yield member;
  }
}

function reportNoMember(
  c: Checking,
  module: ModuleSymbol,
  scope: Scope,
  name: ast.Name,
  accepts: (symbol: Symbol) => boolean,
): void {
  const conditions = scope.conditionsAbout(name.text);
  if (c.unread.isIn(scope.span?.source) || conditions.some(({ state }) => state === 'wrong')) return; // it may well be there
  const candidates = [...membersOf(scope)].filter(accepts).map((symbol) => symbol.name);
  const isImport = [...scope.own()].some((s) => s.kind === 'module' && s.name === name.text);
  const untaken = branchLabels(conditions, name);
  const hint = isImport
    ? 'what a file imports is visible in that file alone: import it here, too'
    : untaken.length > 0
      ? undefined
      : c.suggest(name.text, candidates);
  const path = scope.span?.source.path ?? '';
  const imported = { span: module.span, message: `\`${module.name}\` is \`${path}\`, imported here` };
  const labels = [imported, ...untaken];
  c.error('E0505', name.span, `the module \`${module.name}\` has no member \`${name.text}\``, hint, labels);
}
