// The nodes of threads and mutexes. They are part of the tree that ast.ts tells of, which gives them out together
// with all others.
import type { Block, Expression } from './ast';
import type { Span } from './source';
import type { NodeId } from './node-id';

/** `#async f(…)`: starts a thread, and is its number. `call` is a CallExpression unless it is wrong. */
export interface AsyncExpression {
  readonly kind: 'AsyncExpression';
  readonly id: NodeId;
  readonly span: Span;
  readonly call: Expression;
}
/** `#sync(m) {…}`: the mutex is held from the beginning to every exit of the body. */
export interface SyncStatement {
  readonly kind: 'SyncStatement';
  readonly span: Span;
  readonly mutex: Expression;
  readonly body: Block;
}
