// What the client said of itself in `initialize`, and the conversions that follow from it. Inside the
// adapter lines and columns are 1-based and paths are native; only this file knows the client's ways.
import type { Arguments } from './arguments';
import { badArgument } from './errors';
import type { Platform } from './platform';

/** The client's side of the conversation. */
export class Client {
  private lineBase = 1;
  private columnBase = 1;
  private usesUris = false;
  /** True where the client can use it. */
  showsTypes = false;
  showsProgress = false;
  showsMemory = false;
  refreshesOnRequest = false;
  followsMemory = false;

  constructor(private readonly platform: Pick<Platform, 'toUri' | 'fromUri'>) {}

  /** Takes the arguments of `initialize`. */
  introduce(args: Arguments): void {
    this.lineBase = args.optionalBoolean('linesStartAt1') === false ? 0 : 1;
    this.columnBase = args.optionalBoolean('columnsStartAt1') === false ? 0 : 1;
    this.usesUris = args.oneOf('pathFormat', ['path', 'uri']) === 'uri';
    this.showsTypes = args.optionalBoolean('supportsVariableType') ?? false;
    this.showsProgress = args.optionalBoolean('supportsProgressReporting') ?? false;
    this.showsMemory = args.optionalBoolean('supportsMemoryReferences') ?? false;
    this.refreshesOnRequest = args.optionalBoolean('supportsInvalidatedEvent') ?? false;
    this.followsMemory = args.optionalBoolean('supportsMemoryEvent') ?? false;
  }

  /** A 1-based line in the client's numbering. */
  toLine(line: number): number {
    return line - 1 + this.lineBase;
  }

  /** A 1-based column in the client's numbering. */
  toColumn(column: number): number {
    return column - 1 + this.columnBase;
  }

  /** Reads a line of the client's numbering as a 1-based one. */
  line(args: Arguments, name: string): number {
    return args.integer(name, { least: this.lineBase }) + 1 - this.lineBase;
  }

  optionalLine(args: Arguments, name: string): number | undefined {
    return args.raw(name) === undefined ? undefined : this.line(args, name);
  }

  /** Reads a column of the client's numbering as a 1-based one. */
  column(args: Arguments, name: string): number {
    return args.integer(name, { least: this.columnBase }) + 1 - this.columnBase;
  }

  optionalColumn(args: Arguments, name: string): number | undefined {
    return args.raw(name) === undefined ? undefined : this.column(args, name);
  }

  /** A native path as the client writes paths. */
  toPath(path: string): string {
    return this.usesUris ? this.platform.toUri(path) : path;
  }

  /** The client's path as a native one. Both forms are understood from any client. */
  path(text: string): string {
    if (!/^file:/i.test(text)) return text;
    try {
      return this.platform.fromUri(text);
    } catch {
      throw badArgument('source.path', `a file: URI that names a file here, not \`${text.slice(0, 100)}\``);
    }
  }
}
