// The nodes of what is decided while compiling. They are part of the tree that ast.ts tells of, which gives
// them out together with all others.
import type { Block, Expression } from './ast';
import type { Span } from './source';
import type { NodeId } from './node-id';

/** `#if c {…} else #if d {…} else {…}`: the statements of one branch stand as if they were written here. */
export interface CompileTimeIf {
  readonly kind: 'CompileTimeIf';
  readonly span: Span;
  readonly condition: Expression;
  readonly then: Block;
  readonly else?: Block | CompileTimeIf;
}
/** `#assert(c, "why");` */
export interface CompileTimeAssert {
  readonly kind: 'CompileTimeAssert';
  readonly span: Span;
  readonly condition: Expression;
  readonly text?: Expression;
}
/** `#run e` */
export interface RunExpression {
  readonly kind: 'RunExpression';
  readonly id: NodeId;
  readonly span: Span;
  readonly operand: Expression;
}
