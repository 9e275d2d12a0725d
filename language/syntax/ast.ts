// The abstract syntax tree: plain data, one interface for each production, told apart by `kind`.
//
// The parser always gives a tree, whatever the text; what it could not read becomes an `ErrorExpression`,
// `ErrorStatement` or `ErrorType` that silences later phases. Nodes carry their span and nothing else:
// what the checker finds out lives in side tables (semantics/checked.ts), keyed by node identity.
import type { CompileTimeAssert, CompileTimeIf, RunExpression } from './ast-compile-time';
import type { AsyncExpression, SyncStatement } from './ast-threads';
import type {
  CaseItem,
  IsExpression,
  SwitchCase,
  SwitchStatement,
  TagDeclaration,
  TagExpression,
} from './ast-enums';
import type { CompileTimeParameter, TypeArgument } from './ast-generics';
import type { FieldDeclaration, TypeExpression } from './ast-types';
import type { SourceFile, Span } from './source';
import type { NodeId } from './node-id';

export type * from './ast-compile-time';
export type * from './ast-threads';
export type * from './ast-enums';
export type * from './ast-generics';
export type * from './ast-types';

/** An identifier where it stands. */
export interface Name {
  readonly kind: 'Name';
  readonly id: NodeId;
  readonly span: Span;
  readonly text: string;
}

// ---------------------------------------------------------------------------------------------
// Expressions

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
export interface ErrorExpression {
  readonly kind: 'ErrorExpression';
  readonly id: NodeId;
  readonly span: Span;
}

// ---------------------------------------------------------------------------------------------
// Statements and declarations

export type Statement =
  | Block
  | ExpressionStatement
  | Assignment
  | VariableDeclaration
  | ConstantDeclaration
  | TypeDeclaration
  | FunctionDeclaration
  | IfStatement
  | WhileStatement
  | ForRangeStatement
  | ForEachStatement
  | SwitchStatement
  | BreakStatement
  | ContinueStatement
  | ReturnStatement
  | DeferStatement
  | SyncStatement
  | CompileTimeIf
  | CompileTimeAssert
  | ErrorStatement;

/** What may stand at the top level: of expressions, `#run e;` alone. */
export type Declaration =
  | ImportDeclaration
  | VariableDeclaration
  | ConstantDeclaration
  | TypeDeclaration
  | FunctionDeclaration
  | CompileTimeIf
  | CompileTimeAssert
  | ExpressionStatement
  | ErrorStatement;

/** `import name "path.rw";` */
export interface ImportDeclaration {
  readonly kind: 'ImportDeclaration';
  readonly span: Span;
  readonly name: Name;
  readonly path: StringLiteral;
}

export interface Block {
  readonly kind: 'Block';
  readonly span: Span;
  readonly statements: readonly Statement[];
  /** The closing brace (empty span at the end if it is missing). */
  readonly close: Span;
}
export interface ExpressionStatement {
  readonly kind: 'ExpressionStatement';
  readonly span: Span;
  readonly expression: Expression;
}
/** `a = e` (no operator) and `a += e` (operator `+`). */
export interface Assignment {
  readonly kind: 'Assignment';
  readonly span: Span;
  readonly target: Expression;
  readonly operator?: ArithmeticOperator;
  readonly value: Expression;
}
/** `x: T = e;` `x := e;` `x: T;` */
export interface VariableDeclaration {
  readonly kind: 'VariableDeclaration';
  readonly span: Span;
  readonly name: Name;
  readonly type?: TypeExpression;
  readonly initializer?: Expression;
}
/** `NAME :: e;` */
export interface ConstantDeclaration {
  readonly kind: 'ConstantDeclaration';
  readonly span: Span;
  readonly name: Name;
  readonly value: Expression;
}
/** `type Name T;`, and generic: `type Name(A: type) T;` */
export interface TypeDeclaration {
  readonly kind: 'TypeDeclaration';
  readonly span: Span;
  readonly name: Name;
  /** Absent unless it is generic; never empty. */
  readonly compileTime?: readonly CompileTimeParameter[];
  readonly type: TypeExpression;
}
/** `fn name(a: T) R { … }`, and generic: `fn name(T: type)(a: T) R { … }`; without a body it is external. */
export interface FunctionDeclaration {
  readonly kind: 'FunctionDeclaration';
  readonly span: Span;
  readonly name: Name;
  /** Absent unless it is generic; never empty. */
  readonly compileTime?: readonly CompileTimeParameter[];
  readonly parameters: readonly Parameter[];
  readonly result?: TypeExpression;
  readonly body?: Block;
}
export interface Parameter {
  readonly kind: 'Parameter';
  readonly span: Span;
  readonly name: Name;
  readonly type: TypeExpression;
  readonly initializer?: Expression;
}
export interface IfStatement {
  readonly kind: 'IfStatement';
  readonly span: Span;
  readonly condition: Expression;
  readonly then: Block;
  readonly else?: Block | IfStatement;
}
export interface WhileStatement {
  readonly kind: 'WhileStatement';
  readonly span: Span;
  readonly condition: Expression;
  readonly body: Block;
}
/** `for i in lo..hi {}` */
export interface ForRangeStatement {
  readonly kind: 'ForRangeStatement';
  readonly span: Span;
  readonly variable: Name;
  readonly low: Expression;
  readonly high: Expression;
  readonly body: Block;
  /** `for i in lo..hi` without the body: where the loop's own stop is shown. */
  readonly header: Span;
}
/** `for x in xs {}`, `for x, i in xs {}` */
export interface ForEachStatement {
  readonly kind: 'ForEachStatement';
  readonly span: Span;
  readonly variable: Name;
  readonly index?: Name;
  readonly iterable: Expression;
  readonly body: Block;
  readonly header: Span;
}
export interface BreakStatement {
  readonly kind: 'BreakStatement';
  readonly span: Span;
}
export interface ContinueStatement {
  readonly kind: 'ContinueStatement';
  readonly span: Span;
}
export interface ReturnStatement {
  readonly kind: 'ReturnStatement';
  readonly span: Span;
  readonly value?: Expression;
}
/** `defer s`: `s` runs at every exit of the block that this stands in. */
export interface DeferStatement {
  readonly kind: 'DeferStatement';
  readonly span: Span;
  /** The word `defer`. */
  readonly word: Span;
  readonly statement: Statement;
}
export interface ErrorStatement {
  readonly kind: 'ErrorStatement';
  readonly span: Span;
}

/** A whole source file. */
export interface SourceUnit {
  readonly kind: 'SourceUnit';
  readonly source: SourceFile;
  readonly declarations: readonly Declaration[];
}

export type Node =
  | Name
  | ImportDeclaration
  | TypeExpression
  | FieldDeclaration
  | TagDeclaration
  | Expression
  | FieldInitializer
  | Statement
  | SwitchCase
  | CaseItem
  | Parameter
  | CompileTimeParameter
  | SourceUnit;
