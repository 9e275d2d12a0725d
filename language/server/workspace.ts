// The open documents and the programs that they are part of. A program begins in a document that no other open
// one imports; what it imports belongs to it, whether it is open or not.
import { filesOf } from '../compile';
import type { Diagnostic } from '../syntax/diagnostic';
import { SourceFile } from '../syntax/source';
import { OpenFiles, type Files } from './files';
import { Readings } from './readings';
import { Snapshot } from './snapshot';

/** A document as the editor has it. */
export interface OpenDocument {
  readonly path: string;
  readonly text: string;
  /** One of the library's files, which no change reaches. */
  readonly isLibrary: boolean;
}

export class Workspace {
  private readonly files: OpenFiles;
  private readonly readings = new Readings();
  private readonly libraryFiles = new Map<string, SourceFile>();
  private known: readonly Snapshot[] | undefined;

  /** @param disk where texts come from that are not open */
  constructor(disk: Files) {
    this.files = new OpenFiles(disk);
  }

  /** Opens a document, or takes its new text. */
  change({ path, text, isLibrary }: OpenDocument): void {
    if (isLibrary) {
      this.libraryFiles.set(path, new SourceFile(path, text, true));
      return;
    }
    const known = this.files.document(path);
    if (known?.path === path && (known.text === text || this.changeBody(known, text))) return;
    this.files.put(new SourceFile(path, text));
    this.known = undefined;
  }

  /** Takes the new text of a document if it is another in one function's body alone. */
  private changeBody(source: SourceFile, text: string): boolean {
    if (!this.known) return false;
    const edited = this.readings.of(source).edit(text);
    if (!edited) return false;
    this.known = this.known.map((snapshot) =>
      !snapshot.unit(source.path) || snapshot.bodyChanged(edited) ? snapshot : this.snapshotOf(snapshot.main),
    );
    return true;
  }

  /** Takes a step of the checks; false if there is nothing left to do. */
  advance(): boolean {
    return this.programs().some((snapshot) => snapshot.advance());
  }

  /** The same for the programs alone that an open document is part of. */
  advanceIn(path: string): boolean {
    return this.programsWith(path).some((snapshot) => snapshot.advance());
  }

  private snapshotOf(source: SourceFile): Snapshot {
    return new Snapshot(source, this.files, this.readings);
  }

  close(path: string): void {
    if (!this.libraryFiles.delete(path) && this.files.close(path)) this.known = undefined;
  }

  /** Files that are not open have changed. */
  diskChanged(): void {
    this.files.forgetDisk();
    this.known = undefined;
  }

  /** The programs that an open document is part of; none if it is not open. */
  programsWith(path: string): readonly Snapshot[] {
    if (this.libraryFiles.has(path)) return this.programsWithLibrary(path);
    const source = this.files.document(path);
    return source ? this.programs().filter((snapshot) => snapshot.unit(source.path)) : [];
  }

  /** A file of the library is looked at in the programs that have it, or by itself. */
  private programsWithLibrary(path: string): readonly Snapshot[] {
    const having = this.programs().filter((snapshot) => snapshot.unit(path));
    if (having.length > 0) return having;
    const alone = this.snapshotOf(new SourceFile('', `import library "${path}";`));
    return alone.unit(path) ? [alone] : [];
  }

  /** The programs of all open documents, each checked when it is first asked for. */
  programs(): readonly Snapshot[] {
    return (this.known ??= this.roots().map((source) => this.snapshotOf(source)));
  }

  /** Where programs begin. Of documents that import each other, the one that was opened first begins one. */
  private roots(): SourceFile[] {
    const documents = this.files.documents();
    const filesIn = new Map(
      documents.map((source) => [source, new Set(filesOf(source, this.files, this.readings.read))]),
    );
    const isImported = (source: SourceFile): boolean =>
      documents.some((other) => other !== source && filesIn.get(other)?.has(source));
    const roots: SourceFile[] = [];
    const isCovered = (source: SourceFile): boolean => roots.some((root) => filesIn.get(root)?.has(source));
    roots.push(...documents.filter((source) => !isImported(source)));
    for (const source of documents) if (!isCovered(source)) roots.push(source);
    return roots;
  }

  /** What is wrong in each open document, and in the files that their programs have besides. */
  diagnostics(): Map<SourceFile, Diagnostic[]> {
    return found(this.programs(), this.files.documents());
  }

  /** What is wrong in an open document; undefined if it is not open. */
  diagnosticsIn(path: string): { source: SourceFile; list: Diagnostic[] } | undefined {
    const source = this.files.document(path);
    return source && { source, list: found(this.programsWith(path), [source]).get(source) ?? [] };
  }
}

/** What is wrong in some programs, by files; there is a list for each of the documents. */
function found(
  programs: readonly Snapshot[],
  documents: readonly SourceFile[],
): Map<SourceFile, Diagnostic[]> {
  const byFile = new Map<SourceFile, Diagnostic[]>(documents.map((source) => [source, []]));
  const seen = new Set<string>();
  for (const { diagnostics } of programs) {
    for (const diagnostic of diagnostics) {
      const { source, start } = diagnostic.span;
      // A file that two programs have is wrong in both.
      const key = `${source.path}:${start}:${diagnostic.message}`;
      if (seen.has(key)) continue;
      seen.add(key);
      const known = byFile.get(source);
      if (known) known.push(diagnostic);
      else byFile.set(source, [diagnostic]);
    }
  }
  return byFile;
}
