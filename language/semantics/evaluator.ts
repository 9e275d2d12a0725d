// What the checker asks of whoever runs code for it while it checks (`#run e`). The checker is given one, so
// that this floor knows nothing of how programs run.
import type { Label } from '../syntax/diagnostic';
import type { Span } from '../syntax/source';
import type { CheckedProgram } from './checked';
import type { RunCode } from './codes';
import type { ConstantValue } from './constant';
import type { FunctionSymbol, VariableSymbol } from './symbol';

export interface RunRequest {
  /** All that has been found out so far; it grows while the request is served. */
  readonly program: CheckedProgram;
  /** A function without parameters that does nothing but give the value; checked. */
  readonly root: FunctionSymbol;
  /** What is run, as the user wrote it. */
  readonly span: Span;
  /** Whether the memory that the value points at may be written to when the program runs. */
  readonly isWritable: boolean;
  /**
   * Makes sure that a function's body, or a global's initial value, is known. To be asked before either is
   * used; false if it is wrong, which has been reported.
   */
  readonly ensure: (symbol: FunctionSymbol | VariableSymbol) => boolean;
}

export type RunOutcome =
  /** The value is absent if there is none: of type `none`. */
  | { readonly kind: 'value'; readonly value: ConstantValue | undefined }
  /** Something that it needs is wrong, and reported. */
  | { readonly kind: 'unsound' }
  | RunFailure;

export interface RunFailure {
  readonly kind: 'failed';
  readonly code: RunCode;
  /** Goes on behind the name of what was run: `trapped: division by zero`. */
  readonly problem: string;
  /** The calls that were under way, the innermost first. */
  readonly stack: readonly Label[];
  readonly hint?: string;
}

export type Evaluator = (request: RunRequest) => RunOutcome;
