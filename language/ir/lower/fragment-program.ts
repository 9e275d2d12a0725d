// The program as code that the debugger adds sees it: complete and closed. Its functions, externals and
// globals can be used; texts go into bytes that come with the fragment; what would need a new function or
// external is a problem that the user is told of.
import type { CheckedProgram, Tables } from '../../semantics/checked';
import type { ConstantMemory, ConstantValue } from '../../semantics/constant';
import type { FunctionSymbol, Scope, VariableSymbol } from '../../semantics/symbol';
import { sizeOf, typeName, type EnumType, type Type } from '../../semantics/types';
import { advance, sectionAddress, zero } from '../expressions';
import type * as ir from '../ir';
import { Safepoints } from '../safepoints';
import type { DebugInfo } from './debug-info';
import { libraryFunction, libraryGlobal, type ProgramContext } from './program';
import { SectionBuilder, type ConstantReferences, type SectionPlace } from './section-builder';

export class FragmentProgram implements ProgramContext {
  /** Their ids go on from the program's last. */
  readonly safepoints: Safepoints;
  /** Why the fragment cannot be run, as a sentence. */
  problem: string | undefined;
  private readonly section = new SectionBuilder();

  /** @param textsAddress where the fragment's texts are when it runs; absent: it can have none */
  constructor(
    private readonly program: ir.Program,
    private readonly debug: DebugInfo,
    readonly tables: Tables,
    private readonly textsAddress: ir.Expression | undefined,
  ) {
    this.safepoints = new Safepoints(program.safepoints.length);
  }

  get checked(): CheckedProgram {
    return this.debug.checked;
  }

  get usesThreads(): boolean {
    return this.debug.usesThreads;
  }

  /** The bytes that the code expects at the texts' address. */
  get texts(): Uint8Array {
    const { bytes, size } = this.section.finish();
    const all = new Uint8Array(size);
    all.set(bytes);
    return all;
  }

  functionId(symbol: FunctionSymbol): ir.FunctionId {
    const known = this.debug.functionIds.get(symbol);
    return (
      known ??
      this.unused(`uses \`${symbol.name}\`, so its code is not there`, 'a call of it anywhere makes it')
    );
  }

  functionValue(symbol: FunctionSymbol): ir.FunctionId {
    if (!symbol.isExternal) return this.functionId(symbol);
    const wrapper = this.debug.wrappers.get(symbol);
    return wrapper ?? this.unused(`points at the external function \`${symbol.name}\``);
  }

  externalId(symbol: FunctionSymbol): ir.ExternalId {
    const id = this.program.externals.findIndex((external) => external.name === symbol.name);
    return id >= 0 ? id : this.unused(`calls the external function \`${symbol.name}\``);
  }

  printer(type: Type): ir.FunctionId {
    const known = this.debug.printers.get(type);
    return known ?? this.unused(`prints a \`${typeName(type)}\``);
  }

  comparer(_what: string, type: Type): ir.FunctionId {
    return this.fail(`a \`${typeName(type)}\` cannot be compared here`);
  }

  libraryFunction(name: string): FunctionSymbol {
    return libraryFunction(this.checked, name);
  }

  libraryGlobal(name: string): VariableSymbol {
    return libraryGlobal(this.checked, name);
  }

  made(): ir.FunctionId {
    return this.fail('what is evaluated cannot start threads');
  }

  globalOffset(symbol: VariableSymbol): number {
    return this.debug.globals.get(symbol) ?? this.unused(`uses \`${symbol.name}\`, so it has no place`);
  }

  /** The fragment's safepoints stand in the program's top scope when theirs has none of its own. */
  scopeId(scope: Scope): ir.ScopeId {
    return Math.max(0, this.debug.scopes.indexOf(scope));
  }

  textAddress(bytes: Uint8Array): ir.Expression {
    const at = this.section.add(bytes);
    if (this.textsAddress) return advance(this.textsAddress, at);
    this.fail('a text cannot be used here');
    return sectionAddress('rodata', 0);
  }

  /** An enum that the program does not have has no names here. */
  tagNames(type: EnumType): { address: ir.Expression; length: number } {
    const known = this.debug.tagNames.get(type);
    return known
      ? { address: sectionAddress('rodata', known.offset), length: known.length }
      : { address: zero('ptr'), length: 0 };
  }

  memory(memory: ConstantMemory): SectionPlace {
    const known = this.debug.memories.get(memory);
    if (!known) this.unused('uses this constant, so its data is not there');
    return known ?? { kind: 'rodata', offset: 0 };
  }

  /** Constants without addresses in them can be copied from the fragment's bytes. */
  constantAddress(type: Type, value: ConstantValue): ir.Expression | undefined {
    if (!this.textsAddress || holdsAddress(value)) return undefined;
    const at = this.section.reserve(sizeOf(type), 8);
    this.section.write(at, type, value, NO_REFERENCES);
    return advance(this.textsAddress, at);
  }

  /** A variable that has no home in the frame. Gives something to go on with. */
  missing(symbol: VariableSymbol): ir.Expression {
    this.fail(`\`${symbol.name}\` is no variable of this frame`);
    return zero('ptr');
  }

  /** What runs while compiling has only what can be reached from it. */
  private unused(does: string, remedy?: string): number {
    const isRun = [...this.debug.functions.values()].some(({ symbol }) => symbol.isRun);
    if (isRun) return this.fail(`what runs here never ${does}`);
    return this.fail(`the program itself never ${does}${remedy === undefined ? '' : `; ${remedy}`}`);
  }

  private fail(message: string): number {
    this.problem ??= message;
    return 0;
  }
}

function holdsAddress(value: ConstantValue): boolean {
  switch (value.kind) {
    case 'string':
    case 'function':
    case 'address':
    case 'slice':
    case 'memory':
    case 'elements':
      return true;
    case 'aggregate':
      return value.elements.some(holdsAddress);
    case 'tagged':
      return value.payload !== undefined && holdsAddress(value.payload);
    default:
      return false;
  }
}

/** For constants without addresses. */
const NO_REFERENCES: ConstantReferences = {
  text: () => 0,
  global: () => 0,
  constant: () => 0,
  functionValue: () => 0,
  memory: () => ({ kind: 'rodata', offset: 0 }),
};
