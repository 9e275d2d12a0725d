// The nodes of types. They are part of the tree that ast.ts tells of, which gives them out together with
// all others.
import type { Expression, Name } from './ast';
import type { EnumType } from './ast-enums';
import type { CompileTimeArguments, MetaType } from './ast-generics';
import type { Span } from './source';
import type { NodeId } from './node-id';

export type TypeExpression =
  | NamedType
  | PointerType
  | ArrayType
  | SliceType
  | StructType
  | EnumType
  | FunctionType
  | TagTypeOf
  | TypeofType
  | MetaType
  | ErrorType;

/** `i32`, `Point`, `module.Point`, and with arguments an instance of a generic type: `List(i32)`. */
export interface NamedType {
  readonly kind: 'NamedType';
  readonly id: NodeId;
  readonly span: Span;
  /** The name of the module that the type is looked up in. */
  readonly module?: Name;
  readonly name: Name;
  readonly arguments?: CompileTimeArguments;
}
export interface PointerType {
  readonly kind: 'PointerType';
  readonly id: NodeId;
  readonly span: Span;
  readonly pointee: TypeExpression;
}
/** `[N]T` */
export interface ArrayType {
  readonly kind: 'ArrayType';
  readonly id: NodeId;
  readonly span: Span;
  readonly length: Expression;
  readonly element: TypeExpression;
}
/** `[]T` */
export interface SliceType {
  readonly kind: 'SliceType';
  readonly id: NodeId;
  readonly span: Span;
  readonly element: TypeExpression;
}
/** `struct { a: T = e, … }` and the anonymous `{ … }`. */
export interface StructType {
  readonly kind: 'StructType';
  readonly id: NodeId;
  readonly span: Span;
  readonly fields: readonly FieldDeclaration[];
}
export interface FieldDeclaration {
  readonly kind: 'FieldDeclaration';
  readonly span: Span;
  readonly name: Name;
  readonly type: TypeExpression;
  readonly initializer?: Expression;
}
/** `fn(A, B) R`; no result means `none`. */
export interface FunctionType {
  readonly kind: 'FunctionType';
  readonly id: NodeId;
  readonly span: Span;
  readonly parameters: readonly TypeExpression[];
  readonly result?: TypeExpression;
}
/** `Shape.tag`: which of its tags a value of the enum has, by itself. */
export interface TagTypeOf {
  readonly kind: 'TagTypeOf';
  readonly id: NodeId;
  readonly span: Span;
  readonly base: TypeExpression;
}
/** `typeof(e)`; `e` is not evaluated. */
export interface TypeofType {
  readonly kind: 'TypeofType';
  readonly id: NodeId;
  readonly span: Span;
  readonly expression: Expression;
}
export interface ErrorType {
  readonly kind: 'ErrorType';
  readonly id: NodeId;
  readonly span: Span;
}
