// The expressions, and names, that a text has most of, as the parser makes them. A span that is an object of its own takes
// as much room as its node, and a third of a program's tree were spans: these nodes are their own. Who asks such a node
// for its span gets the node, which says from where to where it goes as any span does, and moves with the text
// (reading.ts).
//
// Copies of them (copy-tree.ts) are other objects: the span of a copy is the node that it is a copy of.
import type * as ast from './ast';
import { expressionId, nameId, type NodeId } from './node-id';
import type { Offset, SourceFile, Span } from './source';

export class PlacedName implements ast.Name {
  declare readonly source: SourceFile;
  declare readonly start: Offset;
  declare readonly end: Offset;
  declare readonly kind: 'Name';
  declare readonly id: NodeId;
  declare readonly text: string;

  constructor(source: SourceFile, start: Offset, end: Offset, text: string) {
    this.source = source;
    this.start = start;
    this.end = end;
    this.kind = 'Name';
    this.id = nameId();
    this.text = text;
  }

  get span(): Span {
    return this;
  }
}

export class PlacedIntegerLiteral implements ast.IntegerLiteral {
  declare readonly source: SourceFile;
  declare readonly start: Offset;
  declare readonly end: Offset;
  declare readonly kind: 'IntegerLiteral';
  declare readonly id: NodeId;
  declare readonly value: bigint;

  constructor(source: SourceFile, start: Offset, end: Offset, value: bigint) {
    this.source = source;
    this.start = start;
    this.end = end;
    this.kind = 'IntegerLiteral';
    this.id = expressionId();
    this.value = value;
  }

  get span(): Span {
    return this;
  }
}

export class PlacedStringLiteral implements ast.StringLiteral {
  declare readonly source: SourceFile;
  declare readonly start: Offset;
  declare readonly end: Offset;
  declare readonly kind: 'StringLiteral';
  declare readonly id: NodeId;
  declare readonly bytes: Uint8Array;

  constructor(source: SourceFile, start: Offset, end: Offset, bytes: Uint8Array) {
    this.source = source;
    this.start = start;
    this.end = end;
    this.kind = 'StringLiteral';
    this.id = expressionId();
    this.bytes = bytes;
  }

  get span(): Span {
    return this;
  }
}

export class PlacedUnaryExpression implements ast.UnaryExpression {
  declare readonly source: SourceFile;
  declare readonly start: Offset;
  declare readonly end: Offset;
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
    this.source = source;
    this.start = start;
    this.end = end;
    this.kind = 'UnaryExpression';
    this.id = expressionId();
    this.operator = operator;
    this.operand = operand;
  }

  get span(): Span {
    return this;
  }
}

export class PlacedBinaryExpression implements ast.BinaryExpression {
  declare readonly source: SourceFile;
  declare readonly start: Offset;
  declare readonly end: Offset;
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
    this.source = source;
    this.start = start;
    this.end = end;
    this.kind = 'BinaryExpression';
    this.id = expressionId();
    this.operator = operator;
    this.operatorSpan = operatorSpan;
    this.left = left;
    this.right = right;
    this.links = links;
  }

  get span(): Span {
    return this;
  }
}

export class PlacedCallExpression implements ast.CallExpression {
  declare readonly source: SourceFile;
  declare readonly start: Offset;
  declare readonly end: Offset;
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
    this.source = source;
    this.start = start;
    this.end = end;
    this.kind = 'CallExpression';
    this.id = expressionId();
    this.callee = callee;
    this.arguments = list;
    this.names = names;
    this.isDamaged = isDamaged;
    this.isPiped = isPiped;
    this.links = links;
  }

  get span(): Span {
    return this;
  }
}

export class PlacedMemberExpression implements ast.MemberExpression {
  declare readonly source: SourceFile;
  declare readonly start: Offset;
  declare readonly end: Offset;
  declare readonly kind: 'MemberExpression';
  declare readonly id: NodeId;
  declare readonly base: ast.Expression;
  declare readonly member: ast.Name;

  constructor(source: SourceFile, start: Offset, end: Offset, base: ast.Expression, member: ast.Name) {
    this.source = source;
    this.start = start;
    this.end = end;
    this.kind = 'MemberExpression';
    this.id = expressionId();
    this.base = base;
    this.member = member;
  }

  get span(): Span {
    return this;
  }
}

export class PlacedIndexExpression implements ast.IndexExpression {
  declare readonly source: SourceFile;
  declare readonly start: Offset;
  declare readonly end: Offset;
  declare readonly kind: 'IndexExpression';
  declare readonly id: NodeId;
  declare readonly base: ast.Expression;
  declare readonly index: ast.Expression;

  constructor(source: SourceFile, start: Offset, end: Offset, base: ast.Expression, index: ast.Expression) {
    this.source = source;
    this.start = start;
    this.end = end;
    this.kind = 'IndexExpression';
    this.id = expressionId();
    this.base = base;
    this.index = index;
  }

  get span(): Span {
    return this;
  }
}

export class PlacedCastExpression implements ast.CastExpression {
  declare readonly source: SourceFile;
  declare readonly start: Offset;
  declare readonly end: Offset;
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
    this.source = source;
    this.start = start;
    this.end = end;
    this.kind = 'CastExpression';
    this.id = expressionId();
    this.type = type;
    this.operand = operand;
  }

  get span(): Span {
    return this;
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
