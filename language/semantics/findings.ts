// What the check of the whole program, or of a part of it, has to say: what is wrong, and what nothing uses.
import { Diagnostics } from '../syntax/diagnostic';
import type { ModuleSymbol, VariableSymbol } from './symbol';

export class Findings {
  private modules: Set<ModuleSymbol> | undefined;
  /** Variables of functions that nothing names. */
  readonly unused: VariableSymbol[] = [];

  constructor(readonly diagnostics = new Diagnostics()) {}

  /** It asks something of a module. */
  use(module: ModuleSymbol): void {
    (this.modules ??= new Set()).add(module);
  }

  uses(module: ModuleSymbol): boolean {
    return this.modules?.has(module) ?? false;
  }
}
