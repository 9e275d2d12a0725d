// The nodes of expressions. They are part of the tree that ast.ts tells of, which gives them out together with
// all others.
import type { Name } from './ast';
import type { RunExpression } from './ast-compile-time';
import type { IsExpression, TagExpression } from './ast-enums';
import type { TypeArgument } from './ast-generics';
import type { AsyncExpression } from './ast-threads';
import type { TypeExpression } from './ast-types';
import type { NodeId } from './node-id';
import type { Span } from './source';

export type Expression =
  | IntegerLiteral
  | CharacterLiteral
  | FloatLiteral
  | StringLiteral
  | BooleanLiteral
  | NilLiteral
  | NameExpression
  | UnaryExpression
  | DereferenceExpression
  | BinaryExpression
  | CallExpression
  | IndexExpression
  | SliceExpression
  | MemberExpression
  | TagExpression
  | IsExpression
  | CastExpression
  | HeapExpression
  | MakeExpression
  | SizeofExpression
  | RunExpression
  | AsyncExpression
  | StructLiteral
  | ArrayLiteral
  | TypeArgument
  | ErrorExpression;

export interface IntegerLiteral {
  readonly kind: 'IntegerLiteral';
  readonly id: NodeId;
  readonly span: Span;
  readonly value: bigint;
}
/** `'a'`, an `i8`; the value is the byte, -128 to 127. */
export interface CharacterLiteral {
  readonly kind: 'CharacterLiteral';
  readonly id: NodeId;
  readonly span: Span;
  readonly value: number;
}
export interface FloatLiteral {
  readonly kind: 'FloatLiteral';
  readonly id: NodeId;
  readonly span: Span;
  readonly value: number;
  /** The nearest `f32` of what is written, where that is not the one that is nearest to `value`. */
  readonly single?: number;
}
export interface StringLiteral {
  readonly kind: 'StringLiteral';
  readonly id: NodeId;
  readonly span: Span;
  /** The UTF-8 bytes, escapes resolved. */
  readonly bytes: Uint8Array;
}
export interface BooleanLiteral {
  readonly kind: 'BooleanLiteral';
  readonly id: NodeId;
  readonly span: Span;
  readonly value: boolean;
}
export interface NilLiteral {
  readonly kind: 'NilLiteral';
  readonly id: NodeId;
  readonly span: Span;
}
export interface NameExpression {
  readonly kind: 'NameExpression';
  readonly id: NodeId;
  readonly span: Span;
  readonly name: Name;
}
/** `-e !e ~e &e` */
export interface UnaryExpression {
  readonly kind: 'UnaryExpression';
  readonly id: NodeId;
  readonly span: Span;
  readonly operator: UnaryOperator;
  readonly operand: Expression;
}
export type UnaryOperator = '-' | '!' | '~' | '&';
/** `p^` */
export interface DereferenceExpression {
  readonly kind: 'DereferenceExpression';
  readonly id: NodeId;
  readonly span: Span;
  readonly operand: Expression;
}
export interface BinaryExpression {
  readonly kind: 'BinaryExpression';
  readonly id: NodeId;
  readonly span: Span;
  readonly operator: BinaryOperator;
  /** Where the operator itself stands. */
  readonly operatorSpan: Span;
  readonly left: Expression;
  readonly right: Expression;
  /** How many links the chain has up to here, if it is a rung of it (`chains.ts`). */
  readonly links: number | undefined;
}
export type ArithmeticOperator = '+' | '-' | '*' | '/' | '%' | '&' | '|' | '~' | '<<' | '>>';
export type ComparisonOperator = '==' | '!=' | '<' | '<=' | '>' | '>=';
export type BinaryOperator = ArithmeticOperator | ComparisonOperator | 'and' | 'or';
/**
 * A call of a function, a function pointer or a builtin (`print assert panic malloc free`); or an enum's value
 * with its payload, `Shape.circle(2.0)` and `.circle(2.0)`; or an instance of what is generic, `max(i32)`.
 */
export interface CallExpression {
  readonly kind: 'CallExpression';
  readonly id: NodeId;
  readonly span: Span;
  readonly callee: Expression;
  /** In the order of their text. */
  readonly arguments: readonly Expression[];
  /** For each argument, its name (`f(1, b: 2)`); absent if none has one. */
  readonly names?: readonly (Name | undefined)[];
  /** Something between the parentheses could not be read: there may have been more arguments, or fewer. */
  readonly isDamaged?: boolean;
  /** Written `x |> f(y)`: the first argument stands before the callee. */
  readonly isPiped?: boolean;
  /** As that of a `BinaryExpression`, if it is piped. */
  readonly links?: number | undefined;
}
export interface IndexExpression {
  readonly kind: 'IndexExpression';
  readonly id: NodeId;
  readonly span: Span;
  readonly base: Expression;
  readonly index: Expression;
}
/** `xs[lo..hi]`, either bound may be missing. */
export interface SliceExpression {
  readonly kind: 'SliceExpression';
  readonly id: NodeId;
  readonly span: Span;
  readonly base: Expression;
  readonly low?: Expression;
  readonly high?: Expression;
}
export interface MemberExpression {
  readonly kind: 'MemberExpression';
  readonly id: NodeId;
  readonly span: Span;
  readonly base: Expression;
  readonly member: Name;
}
export interface CastExpression {
  readonly kind: 'CastExpression';
  readonly id: NodeId;
  readonly span: Span;
  readonly type: TypeExpression;
  readonly operand: Expression;
}
/** `heap e` */
export interface HeapExpression {
  readonly kind: 'HeapExpression';
  readonly id: NodeId;
  readonly span: Span;
  readonly operand: Expression;
}
/** `make(T, n)` */
export interface MakeExpression {
  readonly kind: 'MakeExpression';
  readonly id: NodeId;
  readonly span: Span;
  readonly element: TypeExpression;
  readonly count: Expression;
}
export interface SizeofExpression {
  readonly kind: 'SizeofExpression';
  readonly id: NodeId;
  readonly span: Span;
  readonly type: TypeExpression;
}
/** `Point{1, 2}`, `Point{x: 1}`, `{1, 2}`. */
export interface StructLiteral {
  readonly kind: 'StructLiteral';
  readonly id: NodeId;
  readonly span: Span;
  readonly type?: TypeExpression;
  readonly fields: readonly FieldInitializer[];
}
export interface FieldInitializer {
  readonly kind: 'FieldInitializer';
  readonly span: Span;
  readonly name?: Name;
  readonly value: Expression;
}
/** `[a, b, c]` */
export interface ArrayLiteral {
  readonly kind: 'ArrayLiteral';
  readonly id: NodeId;
  readonly span: Span;
  readonly elements: readonly Expression[];
}
/** What could not be read as an expression. */
export interface ErrorExpression {
  readonly kind: 'ErrorExpression';
  readonly id: NodeId;
  readonly span: Span;
  /** What was read of it: the names in there are looked up, and nothing is said of them. */
  readonly parts: readonly Expression[];
}
