// How something declared is found out about when it is first needed. It hangs at the symbol or type itself, which
// every use of a name asks: to look it up in a table of all that waits took longer than most of what was asked for.
import type { FunctionSymbol, Condition, Scope, Symbol } from './symbol';
import type { EnumType, StructType } from './types';

/** What can be resolved on demand. A struct or enum is resolved when its parts and size are known. */
export type Resolvable = Extract<Symbol, Pending> | StructType | EnumType | Condition;

export interface Resolution {
  isRunning: boolean;
  /** Where it is declared. */
  readonly scope: Scope;
  readonly owner: FunctionSymbol | undefined;
  readonly run: () => void;
  readonly onCycle: (cycle: readonly Resolvable[]) => void;
}

/** Something of which not everything is known at once. */
export interface Pending {
  /** Absent once everything is known. */
  resolution: Resolution | undefined;
}
