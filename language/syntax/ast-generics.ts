// The nodes of generic declarations and of what is given for their compile-time parameters. They are part of
// the tree that ast.ts tells of, which gives them out together with all others.
//
// `max(i32)(1, 2)` is a call of a call: that `max(i32)` names an instance is found out by the checker. Its
// arguments are expressions; a type that has a name is one, too, and any other is a `TypeArgument`.
import type { Expression, Name, TypeExpression } from './ast';
import type { Span } from './source';
import type { NodeId } from './node-id';

/** `T: type`, or a constant, `N: i64`. */
export interface CompileTimeParameter {
  readonly kind: 'CompileTimeParameter';
  readonly span: Span;
  readonly name: Name;
  /** A `MetaType` for a parameter that is a type. */
  readonly type: TypeExpression;
}
/** `type`, of which types are: stands only in a list of compile-time parameters. */
export interface MetaType {
  readonly kind: 'MetaType';
  readonly id: NodeId;
  readonly span: Span;
}
/** A type without a name of its own where an argument stands: `*T`, `[]T`, `[N]T`, `fn(A) B`, `struct {…}`. */
export interface TypeArgument {
  readonly kind: 'TypeArgument';
  readonly id: NodeId;
  readonly span: Span;
  readonly type: TypeExpression;
}
/** What is given for compile-time parameters: names of types and `TypeArgument`s among constants. */
export type CompileTimeArguments = readonly Expression[];
