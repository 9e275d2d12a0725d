// The program's sources as a client knows them: files by path, the library's own sources by number, since
// they are inside the adapter and not on the client's disk.
import type { DebugProtocol } from '@vscode/debugprotocol';
import type { SourceFile } from '../language/syntax/source';
import type { Arguments } from './arguments';
import type { Client } from './client';
import { unknownId } from './errors';
import { fileName } from './paths';
import type { Platform } from './platform';

/** Sources of one session. Numbers are given once and stay, also over a restart. */
export class Sources {
  private list: readonly SourceFile[] = [];
  private readonly references = new Map<string, number>();

  constructor(
    private readonly client: Client,
    private readonly platform: Pick<Platform, 'canonicalPath'>,
  ) {}

  /** The program was compiled from these. */
  replace(sources: readonly SourceFile[]): void {
    this.list = sources;
  }

  all(): readonly SourceFile[] {
    return this.list;
  }

  shape(source: SourceFile): DebugProtocol.Source {
    if (!source.isLibrary) return { name: fileName(source.path), path: this.client.toPath(source.path) };
    return {
      name: source.path,
      path: source.path,
      sourceReference: this.reference(source),
      presentationHint: 'deemphasize',
      origin: 'Ropewalk library',
    };
  }

  /** What names a source's module in stack frames. */
  moduleId(source: SourceFile): string {
    return source.isLibrary ? source.path : this.client.toPath(source.path);
  }

  moduleShape(source: SourceFile): DebugProtocol.Module {
    return {
      id: this.moduleId(source),
      name: source.isLibrary ? source.path : fileName(source.path),
      ...(!source.isLibrary && { path: this.client.toPath(source.path) }),
      isUserCode: !source.isLibrary,
      symbolStatus: 'Symbols loaded',
    };
  }

  /** The source that a request's `source` object names, if it is one of the program's. */
  find(args: Arguments): SourceFile | undefined {
    const reference = args.optionalInteger('sourceReference') ?? 0;
    if (reference > 0) return this.byReference(reference);
    const path = args.optionalString('path');
    if (path === undefined) throw args.bad('path', 'a string, unless there is a sourceReference');
    return this.byPath(this.client.path(path));
  }

  byReference(reference: number): SourceFile {
    const source = this.list.find((one) => this.references.get(one.path) === reference);
    if (!source) throw unknownId('source', reference, 'Sources are listed by `loadedSources`.');
    return source;
  }

  /** By its native path, however that is spelt. */
  byPath(path: string): SourceFile | undefined {
    const library = this.list.find((source) => source.isLibrary && source.path === path);
    if (library) return library;
    const wanted = this.canonicalPath(path);
    return this.list.find((source) => !source.isLibrary && this.canonicalPath(source.path) === wanted);
  }

  /** One spelling for each file. */
  canonicalPath(path: string): string {
    return this.platform.canonicalPath(path);
  }

  private reference(source: SourceFile): number {
    const known = this.references.get(source.path) ?? this.references.size + 1;
    this.references.set(source.path, known);
    return known;
  }
}
