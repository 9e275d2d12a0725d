// The expressions, and names, that a text has most of, as the parser makes them. A span that is an object of its own takes
// as much room as its node, and a third of a program's tree were spans: these nodes are their own. Who asks such a node
// for its span gets the node, which says from where to where it goes as any span does, and moves with the text
// (reading.ts).
//
// Copies of them (copy-tree.ts) are other objects: the span of a copy is the node that it is a copy of.
import type * as ast from './ast';
import { expressionId, nameId, type NodeId } from './node-id';
import { Placed } from './placed';
import type { Offset, SourceFile, Span } from './source';

export class PlacedName extends Placed implements ast.Name {
  declare readonly kind: 'Name';
  declare readonly id: NodeId;
  declare readonly text: string;

  constructor(source: SourceFile, start: Offset, end: Offset, text: string) {
    super(source, start, end);
    this.kind = 'Name';
    this.id = nameId();
    this.text = text;
  }
}

export class PlacedIntegerLiteral extends Placed implements ast.IntegerLiteral {
  declare readonly kind: 'IntegerLiteral';
  declare readonly id: NodeId;
  declare readonly value: bigint;

  constructor(source: SourceFile, start: Offset, end: Offset, value: bigint) {
    super(source, start, end);
    this.kind = 'IntegerLiteral';
    this.id = expressionId();
    this.value = value;
  }
}

export class PlacedStringLiteral extends Placed implements ast.StringLiteral {
  declare readonly kind: 'StringLiteral';
  declare readonly id: NodeId;
  declare readonly bytes: Uint8Array;

  constructor(source: SourceFile, start: Offset, end: Offset, bytes: Uint8Array) {
    super(source, start, end);
    this.kind = 'StringLiteral';
    this.id = expressionId();
    this.bytes = bytes;
  }
}

export class PlacedUnaryExpression extends Placed implements ast.UnaryExpression {
  declare readonly kind: 'UnaryExpression';
  declare readonly id: NodeId;
  declare readonly operator: ast.UnaryOperator;
  declare readonly operand: ast.Expression;

  constructor(
    source: SourceFile,
    start: Offset,
    end: Offset,
    operator: ast.UnaryOperator,
    operand: ast.Expression,
  ) {
    super(source, start, end);
    this.kind = 'UnaryExpression';
    this.id = expressionId();
    this.operator = operator;
    this.operand = operand;
  }
}

export class PlacedBinaryExpression extends Placed implements ast.BinaryExpression {
  declare readonly kind: 'BinaryExpression';
  declare readonly id: NodeId;
  declare readonly operator: ast.BinaryOperator;
  declare readonly operatorSpan: Span;
  declare readonly left: ast.Expression;
  declare readonly right: ast.Expression;
  declare readonly links: number | undefined;

  constructor(
    source: SourceFile,
    start: Offset,
    end: Offset,
    operator: ast.BinaryOperator,
    operatorSpan: Span,
    left: ast.Expression,
    right: ast.Expression,
    links: number | undefined,
  ) {
    super(source, start, end);
    this.kind = 'BinaryExpression';
    this.id = expressionId();
    this.operator = operator;
    this.operatorSpan = operatorSpan;
    this.left = left;
    this.right = right;
    this.links = links;
  }
}

export class PlacedCallExpression extends Placed implements ast.CallExpression {
  declare readonly kind: 'CallExpression';
  declare readonly id: NodeId;
  declare readonly callee: ast.Expression;
  declare readonly arguments: readonly ast.Expression[];
  declare readonly names: ast.CallExpression['names'];
  declare readonly isDamaged: boolean | undefined;
  declare readonly isPiped: boolean | undefined;
  declare readonly links: number | undefined;

  constructor(
    source: SourceFile,
    start: Offset,
    end: Offset,
    callee: ast.Expression,
    list: readonly ast.Expression[],
    names: ast.CallExpression['names'],
    isDamaged: boolean | undefined,
    isPiped: boolean | undefined,
    links: number | undefined,
  ) {
    super(source, start, end);
    this.kind = 'CallExpression';
    this.id = expressionId();
    this.callee = callee;
    this.arguments = list;
    this.names = names;
    this.isDamaged = isDamaged;
    this.isPiped = isPiped;
    this.links = links;
  }
}

export class PlacedMemberExpression extends Placed implements ast.MemberExpression {
  declare readonly kind: 'MemberExpression';
  declare readonly id: NodeId;
  declare readonly base: ast.Expression;
  declare readonly member: ast.Name;

  constructor(source: SourceFile, start: Offset, end: Offset, base: ast.Expression, member: ast.Name) {
    super(source, start, end);
    this.kind = 'MemberExpression';
    this.id = expressionId();
    this.base = base;
    this.member = member;
  }
}

export class PlacedIndexExpression extends Placed implements ast.IndexExpression {
  declare readonly kind: 'IndexExpression';
  declare readonly id: NodeId;
  declare readonly base: ast.Expression;
  declare readonly index: ast.Expression;

  constructor(source: SourceFile, start: Offset, end: Offset, base: ast.Expression, index: ast.Expression) {
    super(source, start, end);
    this.kind = 'IndexExpression';
    this.id = expressionId();
    this.base = base;
    this.index = index;
  }
}

export class PlacedCastExpression extends Placed implements ast.CastExpression {
  declare readonly kind: 'CastExpression';
  declare readonly id: NodeId;
  declare readonly type: ast.TypeExpression;
  declare readonly operand: ast.Expression;

  constructor(
    source: SourceFile,
    start: Offset,
    end: Offset,
    type: ast.TypeExpression,
    operand: ast.Expression,
  ) {
    super(source, start, end);
    this.kind = 'CastExpression';
    this.id = expressionId();
    this.type = type;
    this.operand = operand;
  }
}

/** It stands where its name stands. */
export class PlacedNameExpression implements ast.NameExpression {
  declare readonly kind: 'NameExpression';
  declare readonly id: NodeId;
  declare readonly name: ast.Name;

  constructor(name: ast.Name) {
    this.kind = 'NameExpression';
    this.id = expressionId();
    this.name = name;
  }

  get span(): Span {
    return this.name.span;
  }
}
