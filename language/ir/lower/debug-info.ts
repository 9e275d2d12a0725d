// What the debugger knows of the source behind the IR: for each function its symbol, for each scope the
// variables alive in it and where they live. Made by lowering, beside the IR, and read only by the debugger.
import type { FunctionSymbol, Scope, VariableSymbol } from '../../semantics/symbol';
import type { CheckedProgram } from '../../semantics/checked';
import type { EnumType, Type } from '../../semantics/types';
import type { ListMap } from '../../semantics/list-map';
import type { FunctionId, LocalId } from '../ir';
import { shared } from '../shared';
import type { ConstantMemory } from '../../semantics/constant';
import type { SectionPlace } from './section-builder';

export interface DebugInfo {
  readonly checked: CheckedProgram;
  /** Whether there can be other threads: then the library's own data is held while it is used. */
  readonly usesThreads: boolean;
  /** By function id; absent for a function that the compiler made itself. */
  readonly functions: ReadonlyMap<FunctionId, DebugFunction>;
  /** By id; the names that can be seen at a safepoint. */
  readonly scopes: readonly Scope[];
  /** Byte offset of each global in the globals section. */
  readonly globals: ReadonlyMap<VariableSymbol, number>;
  /** Where what a `#run` left behind is. */
  readonly memories: ReadonlyMap<ConstantMemory, SectionPlace>;
  readonly functionIds: ReadonlyMap<FunctionSymbol, FunctionId>;
  /** Where the names of each enum and its tags are, a line each, in the read-only section. */
  readonly tagNames: ReadonlyMap<EnumType, { readonly offset: number; readonly length: number }>;
  /** The functions that print values of these types. */
  readonly printers: ReadonlyMap<Type, FunctionId>;
  /** The functions that stand for external ones where those are used as values. */
  readonly wrappers: ReadonlyMap<FunctionSymbol, FunctionId>;
}

export interface DebugFunction {
  readonly id: FunctionId;
  readonly symbol: FunctionSymbol;
  /** Where each variable of the function lives. */
  readonly homes: Homes;
}

/**
 * `register`: in the home of a register local (a slice: in the homes of two neighbours, data and count,
 * so that the bytes from the first home on are those of the value);
 * `memory`: in a memory local;
 * `reference`: where the pointer in the register local points: a payload that a case names.
 */
export type VariableHome =
  | { readonly kind: 'register'; readonly local: LocalId }
  | { readonly kind: 'memory'; readonly local: LocalId }
  | { readonly kind: 'reference'; readonly local: LocalId };

/** In memory. */
export const memoryHome = shared((local: LocalId): VariableHome => ({ kind: 'memory', local }));

/** By variable. */
export type Homes = Pick<ListMap<VariableSymbol, VariableHome>, 'get'> &
  Iterable<[VariableSymbol, VariableHome]>;
