// A checked program as the queries see it: one state of all its texts, which never changes.
import type * as ast from '../syntax/ast';
import type { Diagnostic } from '../syntax/diagnostic';
import type { SourceFile } from '../syntax/source';
import type { CheckedProgram } from '../semantics/checked';
import { analyse } from '../compile';
import type { Files } from './files';
import { Occurrences } from './occurrences';

export class Snapshot {
  private known: Occurrences | undefined;

  constructor(
    /** The main file. */
    readonly main: SourceFile,
    /** Where the texts of the other files come from. */
    readonly files: Files,
    readonly program: CheckedProgram,
    /** Of all files, in the order of their places. */
    readonly diagnostics: readonly Diagnostic[],
  ) {}

  /** Every name with what it means; found out when it is first asked for. */
  get occurrences(): Occurrences {
    return (this.known ??= new Occurrences(this.program));
  }

  /** The tree of a file; undefined if the file is no part of the program. */
  unit(path: string): ast.SourceUnit | undefined {
    return this.program.units.find(({ source }) => source.path === path);
  }
}

/** Safepoints that a run while compiling may pass, some tenths of a second: one waits for it with each change. */
const MOST_STEPS = 2e7;

/** What is no mistake here: that there is no `main` yet, and that a run is cut short which `check` would wait for. */
const UNSAID: ReadonlySet<string> = new Set(['E0211', 'E0603']);

/** Reads and checks the program whose main file is `source`. */
export function takeSnapshot(source: SourceFile, files: Files): Snapshot {
  const { checked, diagnostics } = analyse(source, { steps: MOST_STEPS, loader: files });
  return new Snapshot(
    source,
    files,
    checked,
    diagnostics.sorted().filter(({ code }) => !UNSAID.has(code)),
  );
}
