// One thing that could be written at the cursor.
import type { Span } from '../syntax/source';

export type CompletionKind =
  | 'variable'
  | 'constant'
  | 'function'
  | 'type'
  | 'field'
  | 'tag'
  | 'keyword'
  | 'snippet'
  | 'argument'
  | 'module'
  | 'file';

export interface Completion {
  readonly label: string;
  readonly kind: CompletionKind;
  /** Its type or declaration. */
  readonly detail?: string;
  readonly comment?: string;
  /** What is inserted, if that is not the label; with `$1` for places to fill in. */
  readonly snippet?: string;
  /** What it takes the place of, if that is not the word at the cursor. */
  readonly span?: Span;
  /** The smaller, the better it fits. */
  readonly rank: number;
}
