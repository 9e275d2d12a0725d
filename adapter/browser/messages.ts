// What the editor and the adapter's worker say to each other: the protocol's messages both ways, and the worker's
// questions about files.
import type { FetchedFile } from '../../language/syntax/fetched';

export type { FetchedFile };

export type ToWorker =
  | { readonly kind: 'message'; readonly message: unknown }
  /** Answers the question of that number. */
  | { readonly kind: 'file'; readonly question: number; readonly file: FetchedFile };

export type FromWorker =
  | { readonly kind: 'message'; readonly message: unknown }
  | { readonly kind: 'read'; readonly question: number; readonly uri: string };
