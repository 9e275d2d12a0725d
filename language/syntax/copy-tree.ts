// Copies of trees: what is generic is checked once for each instance, and what the checker finds out is kept by
// the identity of nodes, so each instance has nodes of its own. Their spans are those of the text.
//
// A node is plain data with a `kind`, so one rule copies nodes of every kind, those of the future included. The most
// frequent kinds are written out beside it, because going through a node's fields by their names is slow.

import type * as ast from './ast';
import { isLink, leftOf, type Link } from './chains';
import type { Span } from './source';
import { expressionId, idOfKind, nameId, scopeId, typeId } from './node-id';

interface AnyNode {
  readonly kind: string;
  span: Span;
}

/** A deep copy of a node: new nodes, the same spans and values. */
export function copyTree<T extends AnyNode>(node: T): T {
  return copyNode(node) as T;
}

/** Every field has to be there, so that none is forgotten in a copy. */
type Whole<T> = { [K in keyof Required<T>]: T[K] };

function copyNode(node: AnyNode): AnyNode {
  switch (node.kind) {
    case 'Name':
      return copyName(node as ast.Name);
    case 'NameExpression':
      return copyNameExpression(node as ast.NameExpression);
    case 'MemberExpression':
      return copyMember(node as ast.MemberExpression);
    case 'BinaryExpression':
      return copyBinary(node as ast.BinaryExpression);
    case 'CallExpression':
      return copyCall(node as ast.CallExpression);
    case 'IndexExpression':
      return copyIndex(node as ast.IndexExpression);
    case 'IntegerLiteral':
      return copyInteger(node as ast.IntegerLiteral);
    case 'NamedType':
      return copyNamedType(node as ast.NamedType);
    case 'Block':
      return copyBlock(node as ast.Block);
    case 'ExpressionStatement':
      return copyExpressionStatement(node as ast.ExpressionStatement);
    case 'Assignment':
      return copyAssignment(node as ast.Assignment);
    case 'VariableDeclaration':
      return copyVariable(node as ast.VariableDeclaration);
    case 'IfStatement':
      return copyIf(node as ast.IfStatement);
    case 'ReturnStatement':
      return copyReturn(node as ast.ReturnStatement);
    case 'CastExpression':
      return copyCast(node as ast.CastExpression);
    case 'StringLiteral':
      return copyString(node as ast.StringLiteral);
    case 'UnaryExpression':
      return copyUnary(node as ast.UnaryExpression);
    case 'PointerType':
      return copyPointerType(node as ast.PointerType);
    case 'SliceType':
      return copySliceType(node as ast.SliceType);
    case 'Parameter':
      return copyParameter(node as ast.Parameter);
    case 'FieldDeclaration':
      return copyField(node as ast.FieldDeclaration);
    default:
      return copyAny(node);
  }
}

const copy = copyNode as <T extends AnyNode>(node: T) => T;
const copyOptional = <T extends AnyNode>(node: T | undefined): T | undefined => node && copy(node);

function copyList<T extends AnyNode>(list: readonly T[]): T[] {
  // Copied at once, with as much room as it needs.
  const copies = list.slice();
  for (let i = 0; i < copies.length; i++) copies[i] = copy(copies[i] as T);
  return copies;
}

function copyName({ kind, span, text }: ast.Name): Whole<ast.Name> {
  return { kind, id: nameId(), span, text };
}

function copyNameExpression({ kind, span, name }: ast.NameExpression): Whole<ast.NameExpression> {
  return { kind, id: expressionId(), span, name: copyName(name) };
}

function copyMember({ kind, span, base, member }: ast.MemberExpression): Whole<ast.MemberExpression> {
  return { kind, id: expressionId(), span, base: copy(base), member: copyName(member) };
}

function copyBinary(e: ast.BinaryExpression): Whole<ast.BinaryExpression> {
  return copyBinaryOnto(e.links === undefined ? copy(e.left) : copyBelow(e), e);
}

function copyBinaryOnto(left: ast.Expression, e: ast.BinaryExpression): Whole<ast.BinaryExpression> {
  const { kind, span, operator, operatorSpan, links } = e;
  return { kind, id: expressionId(), span, operator, operatorSpan, left, right: copy(e.right), links };
}

/** What a rung of a long chain continues, link by link from the first one on. */
function copyBelow(rung: Link): ast.Expression {
  const links: Link[] = [];
  let first = leftOf(rung);
  for (; isLink(first); first = leftOf(first)) links.push(first);
  return links.reduceRight<ast.Expression>(
    (left, e) => (e.kind === 'BinaryExpression' ? copyBinaryOnto(left, e) : copyCallWith(e, left)),
    copy(first),
  );
}

function copyCall(e: ast.CallExpression): Whole<ast.CallExpression> {
  return copyCallWith(e, e.links === undefined ? undefined : copyBelow(e));
}

/** @param first the copy of its first argument, if there is one already */
function copyCallWith(e: ast.CallExpression, first: ast.Expression | undefined): Whole<ast.CallExpression> {
  const given = e.arguments;
  return {
    kind: e.kind,
    id: expressionId(),
    span: e.span,
    callee: copy(e.callee),
    arguments: first ? [first, ...copyList(given.slice(1))] : copyList(given),
    names: e.names?.map(copyOptional),
    isDamaged: e.isDamaged,
    isPiped: e.isPiped,
    links: e.links,
  };
}

function copyIndex({ kind, span, base, index }: ast.IndexExpression): Whole<ast.IndexExpression> {
  return { kind, id: expressionId(), span, base: copy(base), index: copy(index) };
}

function copyInteger({ kind, span, value }: ast.IntegerLiteral): Whole<ast.IntegerLiteral> {
  return { kind, id: expressionId(), span, value };
}

function copyCast({ kind, span, type, operand }: ast.CastExpression): Whole<ast.CastExpression> {
  return { kind, id: expressionId(), span, type: copy(type), operand: copy(operand) };
}

function copyString({ kind, span, bytes }: ast.StringLiteral): Whole<ast.StringLiteral> {
  return { kind, id: expressionId(), span, bytes };
}

function copyNamedType(node: ast.NamedType): Whole<ast.NamedType> {
  return {
    kind: node.kind,
    id: typeId(),
    span: node.span,
    module: copyOptional(node.module),
    name: copyName(node.name),
    arguments: node.arguments && copyList(node.arguments),
  };
}

function copyBlock({ kind, span, statements, close }: ast.Block): Whole<ast.Block> {
  return { kind, id: scopeId(), span, statements: copyList(statements), close };
}

function copyExpressionStatement(s: ast.ExpressionStatement): Whole<ast.ExpressionStatement> {
  return { kind: s.kind, span: s.span, expression: copy(s.expression) };
}

function copyAssignment({ kind, span, target, operator, value }: ast.Assignment): Whole<ast.Assignment> {
  return { kind, span, target: copy(target), operator, value: copy(value) };
}

function copyVariable(s: ast.VariableDeclaration): Whole<ast.VariableDeclaration> {
  return {
    kind: s.kind,
    span: s.span,
    name: copyName(s.name),
    type: copyOptional(s.type),
    initializer: copyOptional(s.initializer),
  };
}

/** From the last branch on, for there may be thousands behind each other's `else`. */
function copyIf(s: ast.IfStatement): Whole<ast.IfStatement> {
  const branches: ast.IfStatement[] = [];
  let last = s.else;
  for (; last?.kind === 'IfStatement'; last = last.else) branches.push(last);
  const otherwise = branches.reduceRight<ast.IfStatement['else']>(
    (after, branch) => copyBranch(branch, after),
    copyOptional(last),
  );
  return copyBranch(s, otherwise);
}

function copyBranch(s: ast.IfStatement, otherwise: ast.IfStatement['else']): Whole<ast.IfStatement> {
  const { kind, span, condition, then } = s;
  return { kind, span, condition: copy(condition), then: copyBlock(then), else: otherwise };
}

function copyReturn({ kind, span, value }: ast.ReturnStatement): Whole<ast.ReturnStatement> {
  return { kind, span, value: copyOptional(value) };
}

function copyUnary({ kind, span, operator, operand }: ast.UnaryExpression): Whole<ast.UnaryExpression> {
  return { kind, id: expressionId(), span, operator, operand: copy(operand) };
}

function copyPointerType({ kind, span, pointee }: ast.PointerType): Whole<ast.PointerType> {
  return { kind, id: typeId(), span, pointee: copy(pointee) };
}

function copySliceType({ kind, span, element }: ast.SliceType): Whole<ast.SliceType> {
  return { kind, id: typeId(), span, element: copy(element) };
}

function copyParameter({ kind, span, name, type, initializer }: ast.Parameter): Whole<ast.Parameter> {
  return { kind, span, name: copyName(name), type: copy(type), initializer: copyOptional(initializer) };
}

function copyField(node: ast.FieldDeclaration): Whole<ast.FieldDeclaration> {
  const { kind, span, name, type, initializer } = node;
  return { kind, span, name: copyName(name), type: copy(type), initializer: copyOptional(initializer) };
}

/** A node of any kind, field by field. */
function copyAny(node: AnyNode): AnyNode {
  const made = { ...node } as AnyNode & Record<string, unknown>;
  for (const key in made) {
    const part = made[key];
    if (typeof part === 'object' && part !== null && !PLACES.has(key)) made[key] = copyPart(part);
  }
  made.span = node.span; // of a node that is its own span, that was none of its fields
  if ('id' in made) made.id = idOfKind(made.kind);
  return made;
}

/** Where a node stands is the same for all copies. */
const PLACES: ReadonlySet<string> = new Set(['span', 'source']);

/** Spans and bytes have no `kind`: they are values, and shared. */
function copyPart(part: object): object {
  if (Array.isArray(part)) return part.map(copyElement);
  return 'kind' in part ? copyNode(part as AnyNode) : part;
}

const copyElement = (part: unknown): unknown =>
  typeof part === 'object' && part !== null ? copyPart(part) : part;
