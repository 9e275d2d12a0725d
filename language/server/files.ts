// Where the server's texts come from: documents that are open in the editor stand for their files, whatever the
// disk says; all others are read once, and again when they are said to have changed.
import type { SourceFile } from '../syntax/source';
import type { Loaded, SourceLoader } from '../syntax/source-loader';

/** Files by their paths, and what lies in a folder. */
export interface Files extends SourceLoader {
  /** The names in a folder, those of folders with a `/` at the end; none if it cannot be read. */
  list(folder: string): readonly string[];
  /** Where files are not at hand: gets those that were asked for in vain; false if there were none. */
  fetchWanted?(): Promise<boolean>;
  /** Where files are not at hand: gets them anew from now on. */
  forget?(): void;
  /** Where files are not at hand: questions about what lies beside this one may come. */
  expect?(path: string): void;
}

export class OpenFiles implements Files {
  private readonly open = new Map<string, SourceFile>();
  private readonly read = new Map<string, Loaded>();
  readonly resolve: SourceLoader['resolve'];

  constructor(private readonly disk: Files) {
    this.resolve = disk.resolve?.bind(disk);
  }

  /** The open documents, in the order in which they were opened. */
  documents(): readonly SourceFile[] {
    return [...this.open.values()];
  }

  document(path: string): SourceFile | undefined {
    return this.open.get(this.identify(path));
  }

  put(source: SourceFile): void {
    this.open.set(this.identify(source.path), source);
  }

  /** False if it is not open. */
  close(path: string): boolean {
    return this.open.delete(this.identify(path));
  }

  /** Reads the disk anew from now on. */
  forgetDisk(): void {
    this.read.clear();
  }

  identify(path: string): string {
    return this.disk.identify(path);
  }

  load(path: string): Loaded {
    const identity = this.identify(path);
    const source = this.open.get(identity);
    if (source) return { ok: true, source };
    const known = this.read.get(identity);
    if (known) return known;
    const loaded = this.disk.load(path);
    this.read.set(identity, loaded);
    return loaded;
  }

  list(folder: string): readonly string[] {
    return this.disk.list(folder);
  }
}
