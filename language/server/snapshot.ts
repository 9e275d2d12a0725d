// A program as the queries see it: its newest texts, as far as they have been checked. What a query needs is
// checked when it asks: a place of the text needs what is declared and the function around it, all else the
// whole program. While nobody asks, the check goes on in steps.
import type * as ast from '../syntax/ast';
import type { Diagnostic } from '../syntax/diagnostic';
import type { EditedBody } from '../syntax/reading';
import type { Offset, SourceFile } from '../syntax/source';
import type { CheckedProgram } from '../semantics/checked';
import type { FunctionSymbol } from '../semantics/symbol';
import { beginLive, type LiveProgram } from '../compile';
import type { Files } from './files';
import { declarationAt } from './locate';
import { Occurrences } from './occurrences';
import { Readings } from './readings';

/** Safepoints that a run while compiling may pass, some tenths of a second: one waits for it with each change. */
const MOST_STEPS = 2e7;

/** What is no mistake here: that there is no `main` yet, and that a run is cut short which `check` would wait for. */
const UNSAID: ReadonlySet<string> = new Set(['E0211', 'E0603']);

export class Snapshot {
  readonly occurrences: Occurrences;
  private readonly live: LiveProgram;
  private state: 'begun' | 'declared' | 'complete' = 'begun';
  /** How many functions have had their turn. */
  private turn = 0;
  private said: readonly Diagnostic[] | undefined;

  /**
   * Begins the check of the program whose main file is `main`.
   * @param files where the texts of the other files come from
   */
  constructor(
    readonly main: SourceFile,
    readonly files: Files,
    private readonly readings = new Readings(),
  ) {
    const { read, syntax } = readings;
    this.live = beginLive(main, { loader: files, read, syntax, steps: MOST_STEPS });
    this.occurrences = new Occurrences(this);
  }

  /** The tree of a file; undefined if the file is no part of the program. */
  unit(path: string): ast.SourceUnit | undefined {
    return this.live.check.program.units.find(({ source }) => source.path === path);
  }

  /** All of the program, checked. */
  get program(): CheckedProgram {
    while (this.advance()) continue;
    return this.live.check.program;
  }

  /** The program, checked as far as the place needs it. */
  programAt(path: string, offset: Offset): CheckedProgram {
    const unit = this.unit(path);
    const declaration = unit && declarationAt(unit, offset);
    return declaration ? this.programFor(declaration) : this.declared();
  }

  /** The program, checked as far as what stands in a declaration of the top level needs it. */
  programFor(declaration: ast.Declaration): CheckedProgram {
    const program = this.declared();
    // What is in an `#if` is anything; what is generic is checked at the end.
    const isGeneric = 'compileTime' in declaration && declaration.compileTime !== undefined;
    if (declaration.kind === 'CompileTimeIf' || isGeneric) return this.program;
    const symbol = declaration.kind === 'FunctionDeclaration' && program.declared.get(declaration.name);
    if (symbol && symbol.kind === 'function') this.live.check.checkBody(symbol);
    return program;
  }

  private declared(): CheckedProgram {
    if (this.state === 'begun') this.advance();
    return this.live.check.program;
  }

  /** Takes a step of the check; false if there is nothing left to do. */
  advance(): boolean {
    const { check } = this.live;
    const next: FunctionSymbol | undefined = check.functions[this.turn];
    if (this.state === 'complete') return false;
    if (this.state === 'begun') {
      check.declare();
      this.state = 'declared';
    } else if (next) {
      check.checkBody(next);
      this.turn++;
    } else {
      check.finish();
      this.live.runs.length = 0; // nobody debugs them here
      this.state = 'complete';
    }
    return true;
  }

  /** Of all files, in the order of their places. */
  get diagnostics(): readonly Diagnostic[] {
    if (this.said) return this.said;
    const { check, imports } = this.live;
    const { units } = this.program;
    const all = [...units.flatMap(this.readings.syntax), ...imports, ...check.diagnostics()];
    return (this.said = all.filter(({ code }) => !UNSAID.has(code)).sort(byPlace));
  }

  /** Checks the function again whose body has another text. False if the program has to be checked anew. */
  bodyChanged(edited: EditedBody): boolean {
    const { source } = edited.declaration.span;
    this.said = undefined;
    this.occurrences.forget(edited.declaration);
    return (
      this.state === 'complete' && this.live.check.bodyChanged(edited, this.readings.of(source).diagnostics)
    );
  }
}

function byPlace({ span: a }: Diagnostic, { span: b }: Diagnostic): number {
  return a.source.path.localeCompare(b.source.path) || a.start - b.start;
}
