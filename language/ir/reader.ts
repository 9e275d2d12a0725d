// Reads the IR's text form (see printer.ts) back. The text is written by tests and by our own tools: a
// mistake in it throws an IrSyntaxError that names the line.
import { SourceFile, type Span } from '../syntax/source';
import type * as ir from './ir';
import { Safepoints } from './safepoints';
import { BodyReader, readSignature, type ReadNames } from './reader-body';
import { IrSyntaxError, TokenStream } from './reader-tokens';

/**
 * @param sources the texts that spans point into, found by path; others are taken to be empty
 * @throws IrSyntaxError
 */
export function readProgram(text: string, sources: readonly SourceFile[] = []): ir.Program {
  return new Reader(text, sources).program();
}

class Reader implements ReadNames {
  private readonly t: TokenStream;
  private readonly sources: SourceFile[] = [];
  private readonly functionIds: ReadonlyMap<string, ir.FunctionId>;
  private readonly externalIds = new Map<string, ir.ExternalId>();
  readonly safepoints: ir.Safepoint[] = [];

  constructor(
    text: string,
    private readonly known: readonly SourceFile[],
  ) {
    this.t = new TokenStream(text);
    // Functions may be referred to before they are defined.
    const heads = [...text.matchAll(/^[ \t]*function (@(?:"(?:[^"\\]|\\.)*"|[\w.?]+)(?:~\d+)?)/gm)];
    this.functionIds = new Map(heads.map((head, id) => [head[1] as string, id]));
  }

  program(): ir.Program {
    const { t } = this;
    const program: ir.Program = {
      functions: [],
      externals: [],
      main: 0,
      safepoints: new Safepoints(),
      rodata: { bytes: new Uint8Array(), size: 0, relocations: [] },
      globals: { bytes: new Uint8Array(), size: 0, relocations: [] },
    };
    while (!t.isAtEnd) this.item(program);
    return { ...program, safepoints: Safepoints.of(this.safepoints) };
  }

  private item(program: ir.Program): void {
    const { t } = this;
    const word = t.oneOf([
      'main',
      'source',
      'external',
      'rodata',
      'globals',
      'relocate',
      'function',
    ] as const);
    switch (word) {
      case 'main':
        program.main = this.functionId(t.next());
        return;
      case 'source':
        return this.source();
      case 'external':
        return this.external(program);
      case 'rodata':
      case 'globals':
        program[word].size = t.integer();
        program[word].bytes = unhex(JSON.parse(t.next()) as string);
        return;
      case 'relocate':
        program[t.oneOf(['rodata', 'globals'] as const)].relocations.push(this.relocation());
        return;
      case 'function':
        program.functions.push(this.function(program.functions.length));
    }
  }

  private source(): void {
    const index = this.t.integer();
    const path = JSON.parse(this.t.next()) as string;
    const isLibrary = this.t.accept('library');
    this.sources[index] = this.known.find((s) => s.path === path) ?? new SourceFile(path, '', isLibrary);
  }

  private external(program: ir.Program): void {
    const name = this.t.next();
    this.externalIds.set(name, program.externals.length);
    program.externals.push({ name: plainName(name), signature: readSignature(this.t) });
  }

  private relocation(): ir.Relocation {
    const { t } = this;
    const at = t.integer();
    t.expect('to');
    if (t.peek.startsWith('@')) return { at, target: { kind: 'function', id: this.functionId(t.next()) } };
    return { at, target: { kind: t.oneOf(['rodata', 'globals'] as const), offset: t.integer() } };
  }

  private function(id: ir.FunctionId): ir.Function {
    const { t } = this;
    const name = plainName(t.next());
    const body = new BodyReader(t, this, id);
    t.list(() => body.declaration());
    const parameterCount = body.locals.length;
    t.expect('->');
    const results = t.list(() => t.next() as ir.ValueType);
    const isLibrary = t.accept('library');
    t.expect('at');
    const span = this.span();
    t.expect('{');
    while (t.peek.startsWith('%')) body.declaration();
    const statements = body.statements();
    return { id, name, isLibrary, span, locals: body.locals, parameterCount, results, body: statements };
  }

  span(): Span {
    const { t } = this;
    const index = t.integer();
    t.expect(':');
    const start = t.integer();
    t.expect('..');
    const source = (this.sources[index] ??= new SourceFile(`${index}`, ''));
    return { source, start, end: t.integer() };
  }

  functionId(name: string): ir.FunctionId {
    const id = this.functionIds.get(name);
    if (id === undefined) throw this.t.error(`no function is named ${name}`);
    return id;
  }

  externalId(name: string): ir.ExternalId {
    const id = this.externalIds.get(name);
    if (id === undefined) throw this.t.error(`no external is named ${name}`);
    return id;
  }
}

/** `@"print []i32"~4` → `print []i32` */
function plainName(reference: string): string {
  const name = reference.slice(1).replace(/~\d+$/, '');
  return name.startsWith('"') ? (JSON.parse(name) as string) : name;
}

function unhex(text: string): Uint8Array {
  if (!/^(?:[0-9a-f]{2})*$/.test(text)) throw new IrSyntaxError('a section is not written in hexadecimal');
  return Uint8Array.from(text.match(/../g) ?? [], (pair) => parseInt(pair, 16));
}
