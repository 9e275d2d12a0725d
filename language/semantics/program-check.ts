// The check of a whole program, in steps: what is declared, then the body of each function, then what came to
// wait meanwhile. After the first step bodies do not depend on each other. So an editor can check them a few at a
// time, and when one has another text, check that one alone.
import type * as ast from '../syntax/ast';
import type { Diagnostic } from '../syntax/diagnostic';
import type { Span } from '../syntax/source';
import type { Findings } from './findings';
import { RULES } from './rules';
import type { CheckedProgram } from './checked';
import { Checking } from './checking';
import { declareNames, findOutAbout } from './declare';
import type { Evaluator } from './evaluator';
import { checkFunction } from './functions';
import { checkDeclarations } from './generics';
import { declareImports, warnUnused } from './imports';
import { findMain } from './main-function';
import type { Module } from './modules';
import { Scope, type FunctionSymbol, type ModuleSymbol } from './symbol';
import { createUniverse } from './universe';
import { Unread } from './unread';

/** The files of a program, and those that every program has, whose names all others see. */
export interface ProgramFiles {
  readonly prelude: readonly ast.SourceUnit[];
  /** The main file first. */
  readonly modules: readonly Module[];
}

export class ProgramCheck {
  /** What is known so far. */
  readonly program: CheckedProgram;
  /** The functions at the top level, in the order of the files and their texts; known once all is declared. */
  readonly functions: FunctionSymbol[] = [];
  /** The function that the program starts in, once the check has come to its end. */
  main: FunctionSymbol | undefined;
  protected readonly c: Checking;
  private readonly imports: ModuleSymbol[] = [];
  private readonly scopes: ReadonlyMap<Module, Scope>;

  /**
   * @param syntax what is wrong with the texts
   * @param findings takes what is found, as far as it is not told elsewhere
   * @param evaluator runs code while compiling; without one, `#run` is an error
   */
  constructor(
    private readonly files: ProgramFiles,
    syntax: readonly Diagnostic[],
    findings: Findings,
    evaluator: Evaluator | undefined,
  ) {
    const { prelude, modules } = files;
    const c = (this.c = new Checking(findings, RULES, createUniverse()));
    const preludeScope = new Scope(c.scope, undefined, spanOf(prelude));
    this.scopes = new Map(
      modules.map((module) => [
        module,
        new Scope(preludeScope, undefined, spanOf([module.unit]), undefined, module.name),
      ]),
    );
    const [mainModule] = modules;
    const units = [...prelude, ...modules.map((module) => module.unit)];
    const { functions, globals, structs, enums, instances, starters } = c;
    this.program = {
      ...c.tables,
      units,
      functions,
      globals,
      structs,
      enums,
      instances,
      starters,
      scope: (mainModule && this.scopes.get(mainModule)) ?? preludeScope,
      scopes: [...this.scopes.values()],
      prelude: preludeScope,
    };
    c.unread = new Unread(units, syntax);
    Object.assign(c, { evaluator, program: this.program });
  }

  /** Declares all names, and finds out about them; their bodies are left. */
  declare(): void {
    this.declarePrelude();
    this.declareModules();
  }

  private declarePrelude(): void {
    const { c } = this;
    const declarations = this.files.prelude.flatMap((unit) => unit.declarations);
    c.within(this.program.prelude, undefined, () => {
      const declared = declareNames(c, declarations, true);
      const functions = findOutAbout(c, declarations, declared);
      // What is run while the modules are declared may use all of the prelude.
      for (const symbol of functions) checkFunction(c, symbol);
    });
  }

  /** The names of all modules are declared before any is found out about, since modules may need each other. */
  private declareModules(): void {
    const { c, scopes } = this;
    const inEach = [...scopes].map(([module, scope]) => {
      return c.within(scope, undefined, () => {
        const { declarations } = module.unit;
        this.imports.push(...declareImports(c, module, scopes));
        return { scope, declarations, declared: declareNames(c, declarations, true) };
      });
    });
    for (const { scope, declarations, declared } of inEach)
      c.within(scope, undefined, () => {
        for (const symbol of findOutAbout(c, declarations, declared)) this.functions.push(symbol);
      });
  }

  checkBody(symbol: FunctionSymbol): void {
    checkFunction(this.c, symbol);
  }

  /** Checks what waits: instances, and what is generic by itself. */
  finish(): void {
    this.c.checkWaiting();
    this.checkGenerics();
  }

  protected checkGenerics(): void {
    const { c } = this;
    const { hasWrongTypes } = c;
    checkDeclarations(c);
    c.hasWrongTypes = hasWrongTypes; // types of which nothing is known are not wrong
  }

  /** Says what is missing, and which imports are too much. */
  conclude(isUsed: (symbol: ModuleSymbol) => boolean): void {
    const { c } = this;
    const unused = this.imports.filter((symbol) => !isUsed(symbol));
    // What could not be read may use them.
    if (!c.unread.isAnywhere) warnUnused(unused, c.diagnostics);
    const [mainModule] = this.files.modules;
    this.main = findMain(c, this.program.scope, mainModule?.unit);
  }
}

// Names of the prelude come from several files; its span is that of the first.
function spanOf(units: readonly ast.SourceUnit[]): Span | undefined {
  const [unit] = units;
  return unit && { source: unit.source, start: 0, end: unit.source.text.length };
}
