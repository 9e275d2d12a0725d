// The open documents and the programs that they are part of. A document that is open stands for its file,
// whatever the disk says.
import type { Diagnostic } from '../syntax/diagnostic';
import { SourceFile } from '../syntax/source';
import { takeSnapshot, type Snapshot } from './snapshot';

/** A document as the editor has it. */
export interface OpenDocument {
  readonly path: string;
  readonly text: string;
  /** One of the library's files, which no change reaches. */
  readonly isLibrary: boolean;
}

/** What stands for the program where only the library is looked at. */
const EMPTY = new SourceFile('', '');

export class Workspace {
  private readonly open = new Map<string, SourceFile>();
  private readonly snapshots = new Map<SourceFile, Snapshot>();

  /** Opens a document, or takes its new text. */
  change({ path, text, isLibrary }: OpenDocument): void {
    if (this.open.get(path)?.text === text) return;
    this.open.set(path, new SourceFile(path, text, isLibrary));
    this.snapshots.clear();
  }

  close(path: string): void {
    if (this.open.delete(path)) this.snapshots.clear();
  }

  /** The program whose main file is an open document; checked when it is first asked for. */
  snapshot(path: string): Snapshot | undefined {
    const source = this.open.get(path);
    if (!source) return undefined;
    return this.snapshotOf(source.isLibrary ? EMPTY : source);
  }

  /** The programs of all open documents. */
  programs(): Snapshot[] {
    return [...this.open.values()]
      .filter(({ isLibrary }) => !isLibrary)
      .map((source) => this.snapshotOf(source));
  }

  /** What is wrong in each open document, and in the files that their programs have besides. */
  diagnostics(): Map<SourceFile, Diagnostic[]> {
    const byFile = new Map<SourceFile, Diagnostic[]>();
    for (const source of this.open.values()) {
      if (source.isLibrary) continue;
      byFile.set(source, []);
      for (const diagnostic of this.snapshotOf(source).diagnostics) {
        const file = diagnostic.span.source;
        // An open document speaks for itself.
        if (file !== source && this.open.has(file.path)) continue;
        const known = byFile.get(file);
        if (known) known.push(diagnostic);
        else byFile.set(file, [diagnostic]);
      }
    }
    return byFile;
  }

  private snapshotOf(source: SourceFile): Snapshot {
    const known = this.snapshots.get(source);
    if (known) return known;
    const made = takeSnapshot(source);
    this.snapshots.set(source, made);
    return made;
  }
}
