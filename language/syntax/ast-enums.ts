// The nodes of enums: their types, the tags of their values, and `switch`. They are part of the tree that
// ast.ts tells of, which gives them out together with all others.
import type { Block, Expression, Name, TypeExpression } from './ast';
import type { Span } from './source';
import type { NodeId } from './node-id';

/** `enum { circle: f64, empty }` */
export interface EnumType {
  readonly kind: 'EnumType';
  readonly id: NodeId;
  readonly span: Span;
  readonly tags: readonly TagDeclaration[];
}
export interface TagDeclaration {
  readonly kind: 'TagDeclaration';
  readonly span: Span;
  readonly name: Name;
  readonly payload?: TypeExpression;
}
/** `.circle`, a tag of the enum that is wanted; a payload comes as the argument of a call. */
export interface TagExpression {
  readonly kind: 'TagExpression';
  readonly id: NodeId;
  readonly span: Span;
  readonly tag: Name;
}
/** `s is circle` */
export interface IsExpression {
  readonly kind: 'IsExpression';
  readonly id: NodeId;
  readonly span: Span;
  readonly operand: Expression;
  readonly tag: Name;
}
/** `switch e { case a, b {} case 1..5 {} else {} }` */
export interface SwitchStatement {
  readonly kind: 'SwitchStatement';
  readonly span: Span;
  readonly subject: Expression;
  readonly cases: readonly SwitchCase[];
  readonly else?: Block;
  /** `switch e` without the cases: where its own stop is shown. */
  readonly header: Span;
}
/** `case a, b {}`; never without items. */
export interface SwitchCase {
  readonly kind: 'SwitchCase';
  readonly id: NodeId;
  readonly span: Span;
  readonly items: readonly CaseItem[];
  readonly body: Block;
}
/** A value, a range `low..high` (half open), a tag's name (a `NameExpression`), or `circle(r)` with a payload. */
export interface CaseItem {
  readonly kind: 'CaseItem';
  readonly span: Span;
  readonly low: Expression;
  readonly high?: Expression;
  /** Names the payload in place. */
  readonly payload?: Name;
}
