// What lowering knows of the whole program: ids of functions and externals, data sections, scopes, and
// the functions that the compiler makes itself.
import type { CheckedProgram, Tables } from '../../semantics/checked';
import type { ConstantMemory, ConstantValue } from '../../semantics/constant';
import type { FunctionSymbol, Scope, VariableSymbol } from '../../semantics/symbol';
import { alignOf, sizeOf, typeName, type EnumType, type Type } from '../../semantics/types';
import type * as ir from '../ir';
import { Safepoints } from '../safepoints';
import { sectionAddress } from '../expressions';
import type { Comparison } from './comparers';
import type { ConstantReferences, SectionPlace } from './section-builder';
import { SectionBuilder } from './section-builder';
import { signatureOf } from './value-types';

const ENCODER = new TextEncoder();

/** What the lowering of one function asks of the program around it. */
export interface ProgramContext {
  readonly checked: CheckedProgram;
  /** The tables in which the code being lowered is described. */
  readonly tables: Tables;
  /** Whether there can be other threads: then the library's own data is held while it is used. */
  readonly usesThreads: boolean;
  readonly safepoints: Safepoints;
  functionId(symbol: FunctionSymbol): ir.FunctionId;
  externalId(symbol: FunctionSymbol): ir.ExternalId;
  /** The function to point at for a function's value: for an external one a function that calls it. */
  functionValue(symbol: FunctionSymbol): ir.FunctionId;
  /** The function of the library that prints values of an aggregate or slice type. */
  printer(type: Type): ir.FunctionId;
  /** The function of the library that compares or hashes values of a type. */
  comparer(what: Comparison, type: Type): ir.FunctionId;
  /** A function of the library that the compiler itself calls. */
  libraryFunction(name: string): FunctionSymbol;
  /** A global of the library that the compiler itself uses. */
  libraryGlobal(name: string): VariableSymbol;
  /** The id of a function that the compiler makes; `make` is called later. */
  made(make: Maker): ir.FunctionId;
  globalOffset(symbol: VariableSymbol): number;
  scopeId(scope: Scope): ir.ScopeId;
  /** The address of a string literal's bytes. */
  textAddress(bytes: Uint8Array): ir.Expression;
  /** An enum's name and those of its tags, a line each: for a trap's message. */
  tagNames(type: EnumType): { address: ir.Expression; length: number };
  /** Where memory that a `#run` left behind is. */
  memory(memory: ConstantMemory): SectionPlace;
  /** The address of a constant's bytes, or nothing if it must be written piece by piece. */
  constantAddress(type: Type, value: ConstantValue): ir.Expression | undefined;
}

/** Makes the body of a function that no source describes, once all others are done. */
export type Maker = (id: ir.FunctionId) => ir.Function;

export class ProgramLowering implements ProgramContext, ConstantReferences {
  /** To be set before anything is lowered. */
  usesThreads = false;
  readonly safepoints = new Safepoints();
  readonly externals: ir.External[] = [];
  readonly functions: ir.Function[] = [];
  readonly functionIds = new Map<FunctionSymbol, ir.FunctionId>();
  readonly namesOfTags = new Map<EnumType, { offset: number; length: number }>();
  readonly globalOffsets = new Map<VariableSymbol, number>();
  readonly scopes: Scope[] = [];
  readonly rodata = new SectionBuilder();
  readonly globals = new SectionBuilder();

  readonly memories = new Map<ConstantMemory, SectionPlace>();

  private nextFunction = 0;
  private readonly pending: { id: ir.FunctionId; make: Maker }[] = [];
  private readonly scopeIds = new Map<Scope, ir.ScopeId>();
  private lastScope: Scope | undefined;
  private lastScopeId: ir.ScopeId = -1;
  private readonly externalIds = new Map<FunctionSymbol, ir.ExternalId>();
  private readonly wrappers = new Map<FunctionSymbol, ir.FunctionId>();
  private readonly printers = new Map<Type, ir.FunctionId>();
  private readonly comparers = {
    equal: new Map<Type, ir.FunctionId>(),
    hash: new Map<Type, ir.FunctionId>(),
  };
  private readonly texts = new Map<string, number>();
  /** By type, for equal values of different types may be one object. */
  private readonly constants = new Map<Type, Map<ConstantValue, number>>();
  /** The first of them is being written. */
  private readonly unwritten: ConstantMemory[] = [];

  /**
   * @param makeWrapper makes a function that does nothing but call an external one
   * @param makePrinter makes a function that prints a value of a type
   * @param makeComparer makes a function that compares or hashes values of a type
   */
  constructor(
    readonly checked: CheckedProgram,
    private readonly makeWrapper: (symbol: FunctionSymbol, id: ir.FunctionId) => ir.Function,
    private readonly makePrinter: (type: Type, id: ir.FunctionId) => ir.Function,
    private readonly makeComparer: (what: Comparison, type: Type, id: ir.FunctionId) => ir.Function,
  ) {}

  get tables(): Tables {
    return this.checked;
  }

  // --- functions -------------------------------------------------------------------------------

  /** Gives a function of the source its id. */
  declare(symbol: FunctionSymbol): void {
    this.functionIds.set(symbol, this.nextFunction++);
  }

  /** Gives a function that the compiler makes its id; `make` is called later. */
  addMade(make: Maker): ir.FunctionId {
    const id = this.nextFunction++;
    this.pending.push({ id, make });
    return id;
  }

  get hasPending(): boolean {
    return this.pending.length > 0;
  }

  /** Makes what has been asked for, which may ask for more. */
  makePending(): void {
    for (let next = this.pending.shift(); next; next = this.pending.shift()) {
      this.functions[next.id] = next.make(next.id);
    }
  }

  functionId(symbol: FunctionSymbol): ir.FunctionId {
    const id = this.functionIds.get(symbol);
    if (id === undefined) throw new Error(`ropewalk: function ${symbol.qualifiedName} was not checked`);
    return id;
  }

  libraryFunction(name: string): FunctionSymbol {
    return libraryFunction(this.checked, name);
  }

  libraryGlobal(name: string): VariableSymbol {
    return libraryGlobal(this.checked, name);
  }

  made(make: Maker): ir.FunctionId {
    return this.addMade(make);
  }

  externalId(symbol: FunctionSymbol): ir.ExternalId {
    const known = this.externalIds.get(symbol);
    if (known !== undefined) return known;
    const id = this.externals.push({ name: symbol.name, signature: signatureOf(symbol.type) }) - 1;
    this.externalIds.set(symbol, id);
    return id;
  }

  functionValue(symbol: FunctionSymbol): ir.FunctionId {
    if (!symbol.isExternal) return this.functionId(symbol);
    let id = this.wrappers.get(symbol);
    if (id === undefined)
      this.wrappers.set(symbol, (id = this.addMade((made) => this.makeWrapper(symbol, made))));
    return id;
  }

  printer(type: Type): ir.FunctionId {
    let id = this.printers.get(type);
    if (id === undefined)
      this.printers.set(type, (id = this.addMade((made) => this.makePrinter(type, made))));
    return id;
  }

  comparer(what: Comparison, type: Type): ir.FunctionId {
    let id = this.comparers[what].get(type);
    if (id === undefined)
      this.comparers[what].set(type, (id = this.addMade((made) => this.makeComparer(what, type, made))));
    return id;
  }

  get knownWrappers(): ReadonlyMap<FunctionSymbol, ir.FunctionId> {
    return this.wrappers;
  }

  get knownPrinters(): ReadonlyMap<Type, ir.FunctionId> {
    return this.printers;
  }

  // --- data ------------------------------------------------------------------------------------

  /** Lays out all globals, then writes their initial values. */
  placeGlobals(globals: readonly VariableSymbol[]): void {
    for (const g of globals) this.globalOffsets.set(g, this.globals.reserve(sizeOf(g.type), alignOf(g.type)));
    for (const g of globals) if (g.initial) this.globals.write(this.globalOffset(g), g.type, g.initial, this);
  }

  globalOffset(symbol: VariableSymbol): number {
    const offset = this.globalOffsets.get(symbol);
    if (offset === undefined) throw new Error(`ropewalk: global ${symbol.name} was not checked`);
    return offset;
  }

  /** Where the first thread's context lies. */
  contextPlace(): ir.Program['context'] {
    const symbol = this.libraryGlobal('context');
    return { offset: this.globalOffset(symbol), size: sizeOf(symbol.type) };
  }

  global(symbol: VariableSymbol): number {
    return this.globalOffset(symbol);
  }

  text(bytes: Uint8Array): number {
    const key = textKey(bytes);
    let offset = this.texts.get(key);
    if (offset === undefined) this.texts.set(key, (offset = this.rodata.add(bytes)));
    return offset;
  }

  textAddress(bytes: Uint8Array): ir.Expression {
    return sectionAddress('rodata', this.text(bytes));
  }

  /** The names of all enums with payloads are there, for the debugger may ask for any. */
  placeTagNames(enums: readonly EnumType[]): void {
    for (const type of enums) {
      const text = [typeName(type), ...type.tags.map((tag) => tag.name)].join('\n');
      const bytes = ENCODER.encode(text);
      this.namesOfTags.set(type, { offset: this.text(bytes), length: bytes.length });
    }
  }

  tagNames(type: EnumType): { address: ir.Expression; length: number } {
    const known = this.namesOfTags.get(type);
    if (!known) throw new Error(`ropewalk: enum ${typeName(type)} was not checked`);
    return { address: sectionAddress('rodata', known.offset), length: known.length };
  }

  constantAddress(type: Type, value: ConstantValue): ir.Expression {
    return sectionAddress('rodata', this.constant(type, value));
  }

  constant(type: Type, value: ConstantValue): number {
    let known = this.constants.get(type);
    if (!known) this.constants.set(type, (known = new Map<ConstantValue, number>()));
    let offset = known.get(value);
    if (offset === undefined) {
      offset = this.rodata.reserve(sizeOf(type), alignOf(type));
      known.set(value, offset);
      this.rodata.write(offset, type, value, this);
    }
    return offset;
  }

  memory(memory: ConstantMemory): SectionPlace {
    const known = this.memories.get(memory);
    if (known) return known;
    const kind = memory.isWritable ? 'globals' : 'rodata';
    const place = { kind, offset: this[kind].reserve(memory.bytes.length, memory.align) } as const;
    // Noted first, since memory may point at itself; and written one after the other, since a list may be long.
    this.memories.set(memory, place);
    this.unwritten.push(memory);
    if (this.unwritten.length === 1) this.writeMemories();
    return place;
  }

  private writeMemories(): void {
    for (let next = this.unwritten[0]; next; next = this.unwritten[0]) {
      const { kind, offset } = this.memory(next);
      this[kind].writeMemory(offset, next, this);
      this.unwritten.shift();
    }
  }

  scopeId(scope: Scope): ir.ScopeId {
    // Asked for each statement.
    if (scope !== this.lastScope) {
      this.lastScope = scope;
      this.lastScopeId = this.idOfScope(scope);
    }
    return this.lastScopeId;
  }

  private idOfScope(scope: Scope): ir.ScopeId {
    let id = this.scopeIds.get(scope);
    if (id === undefined) {
      id = this.scopes.length;
      this.scopeIds.set(scope, id);
      this.scopes.push(scope);
    }
    return id;
  }
}

/** Finds a function of the prelude by its name; every program is compiled with all that are asked for. */
export function libraryFunction({ prelude }: CheckedProgram, name: string): FunctionSymbol {
  const found = prelude.member(name);
  if (found?.kind !== 'function') throw new Error(`ropewalk: the library has no ${name}`);
  return found;
}

/** Finds a global of the prelude by its name. */
export function libraryGlobal({ prelude }: CheckedProgram, name: string): VariableSymbol {
  const found = prelude.member(name);
  if (found?.kind !== 'variable') throw new Error(`ropewalk: the library has no ${name}`);
  return found;
}

/** The name `context` stands for that of the thread that runs. */
export function isContext({ prelude }: CheckedProgram, symbol: VariableSymbol): boolean {
  return symbol.name === 'context' && prelude.member('context') === symbol;
}

/** The bytes as characters. */
function textKey(bytes: Uint8Array): string {
  if (bytes.length > 64) return new TextDecoder('latin1').decode(bytes);
  // Most are short, and a decoder is not begun so fast.
  let key = '';
  for (const byte of bytes) key += String.fromCharCode(byte);
  return key;
}
