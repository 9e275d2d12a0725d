// The statements, declarations and types that a text has most of, as the parser makes them: each is its own span, as
// placed-expressions.ts tells.
import type * as ast from './ast';
import { scopeId, typeId, type NodeId } from './node-id';
import { Placed } from './placed';
import type { Offset, SourceFile, Span } from './source';

export class PlacedBlock extends Placed implements ast.Block {
  declare readonly kind: 'Block';
  declare readonly id: NodeId;
  declare readonly statements: readonly ast.Statement[];
  declare readonly close: Span;

  constructor(
    source: SourceFile,
    start: Offset,
    end: Offset,
    statements: readonly ast.Statement[],
    close: Span,
  ) {
    super(source, start, end);
    this.kind = 'Block';
    this.id = scopeId();
    this.statements = statements;
    this.close = close;
  }
}

export class PlacedAssignment extends Placed implements ast.Assignment {
  declare readonly kind: 'Assignment';
  declare readonly target: ast.Expression;
  declare readonly operator: ast.ArithmeticOperator | undefined;
  declare readonly value: ast.Expression;

  constructor(
    source: SourceFile,
    start: Offset,
    end: Offset,
    target: ast.Expression,
    operator: ast.ArithmeticOperator | undefined,
    value: ast.Expression,
  ) {
    super(source, start, end);
    this.kind = 'Assignment';
    this.target = target;
    this.operator = operator;
    this.value = value;
  }
}

type Typed = ast.VariableDeclaration | ast.Parameter | ast.FieldDeclaration;

/** A name with its type and what it holds at first: of a variable, a parameter or a field. */
export class PlacedTyped<K extends Typed['kind'], T extends Typed['type']> extends Placed {
  declare readonly kind: K;
  declare readonly name: ast.Name;
  declare readonly type: T;
  declare readonly initializer: ast.Expression | undefined;

  constructor(
    kind: K,
    source: SourceFile,
    start: Offset,
    end: Offset,
    name: ast.Name,
    type: T,
    initializer: ast.Expression | undefined,
  ) {
    super(source, start, end);
    this.kind = kind;
    this.name = name;
    this.type = type;
    this.initializer = initializer;
  }
}

export class PlacedReturnStatement extends Placed implements ast.ReturnStatement {
  declare readonly kind: 'ReturnStatement';
  declare readonly value: ast.Expression | undefined;

  constructor(source: SourceFile, start: Offset, end: Offset, value: ast.Expression | undefined) {
    super(source, start, end);
    this.kind = 'ReturnStatement';
    this.value = value;
  }
}

/** It stands where its name stands, unless there is more of it. */
export class PlacedNamedType implements ast.NamedType {
  declare readonly kind: 'NamedType';
  declare readonly id: NodeId;
  declare readonly module: ast.Name | undefined;
  declare readonly name: ast.Name;
  declare readonly arguments: ast.NamedType['arguments'];
  declare readonly whole: Span | undefined;

  /** @param whole where all of it stands, if that is more than the name */
  constructor(name: ast.Name, whole?: Span, module?: ast.Name, list?: ast.NamedType['arguments']) {
    this.kind = 'NamedType';
    this.id = typeId();
    this.module = module;
    this.name = name;
    this.arguments = list;
    this.whole = whole;
  }

  get span(): Span {
    return this.whole ?? this.name.span;
  }
}
