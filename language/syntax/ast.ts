// The abstract syntax tree: plain data, one interface for each production, told apart by `kind`.
//
// The parser always gives a tree, whatever the text; what it could not read becomes an `ErrorExpression`,
// `ErrorStatement` or `ErrorType` that silences later phases. Nodes carry their span and nothing else (the frequent
// ones are their own span, see placed-expressions.ts):
// what the checker finds out lives in side tables (semantics/checked.ts), for most nodes at a number that the
// node has for that (node-id.ts).
import type { CompileTimeAssert, CompileTimeIf } from './ast-compile-time';
import type { SyncStatement } from './ast-threads';
import type { CaseItem, SwitchCase, SwitchStatement, TagDeclaration } from './ast-enums';
import type { ArithmeticOperator, Expression, FieldInitializer, StringLiteral } from './ast-expressions';
import type { CompileTimeParameter } from './ast-generics';
import type { FieldDeclaration, TypeExpression } from './ast-types';
import type { SourceFile, Span } from './source';
import type { NodeId } from './node-id';

export type * from './ast-expressions';
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
  readonly id: NodeId;
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
  readonly id: NodeId;
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
  readonly id: NodeId;
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
  readonly id: NodeId;
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
/** What could not be read as a statement. */
export interface ErrorStatement {
  readonly kind: 'ErrorStatement';
  readonly span: Span;
  /** What was read of it: the names in there are looked up, and nothing is said of them. */
  readonly parts: readonly Expression[];
  /** What stands behind a broken head. */
  readonly rest?: Statement;
}

/** A whole source file. */
export interface SourceUnit {
  readonly kind: 'SourceUnit';
  readonly source: SourceFile;
  readonly declarations: readonly Declaration[];
}

/** What opens a scope of its own. */
export type ScopeNode = Block | FunctionDeclaration | ForRangeStatement | ForEachStatement | SwitchCase;

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
