// What is known of the bodies of functions, and of the loops in them, while they are checked.
import type { FunctionSymbol, Scope } from './symbol';

/** How far the check of a function's body is. */
export interface Body {
  /** Where its declaration stands. */
  readonly scope: Scope;
  readonly owner: FunctionSymbol | undefined;
  state: 'waiting' | 'under way' | 'sound' | 'wrong';
  /**
   * True once it has an `#if` of which no branch is known: in what is generic, checked by itself, or after a mistake.
   * Then it is not known either whether its end is reached.
   */
  isUndecided?: boolean;
}

export interface Loop {
  /** True once a `break` that can be reached leaves it. */
  isLeft: boolean;
}
