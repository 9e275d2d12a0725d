// What the tree knows of tokens: which `-` stands between operands, which braces hold a literal. A token
// that no rule here speaks of is arranged by its spelling alone, so a new production of the language is
// formatted well enough before anybody has thought of it.
import type * as ast from '../ast';
import type { Offset } from '../source';
import { eachNode, type AnyNode } from '../walk';
import type { Piece, Role } from './pieces';

/** Gives the pieces of `unit` their roles. */
export function assignRoles(unit: ast.SourceUnit, pieces: readonly Piece[]): void {
  const roles = new Roles(pieces);
  eachNode(unit, (node) => roles.visit(node as ast.Node & AnyNode));
  for (const { span } of unit.declarations) roles.set(span.start, 'declaration');
}

class Roles {
  private readonly byStart: ReadonlyMap<Offset, number>;
  private readonly byEnd: ReadonlyMap<Offset, number>;

  constructor(private readonly pieces: readonly Piece[]) {
    this.byStart = new Map(pieces.map(({ start }, i) => [start, i]));
    // Without the end of the text, which is empty and may end where the last token does.
    this.byEnd = new Map(pieces.slice(0, -1).map(({ end }, i) => [end, i]));
  }

  set(start: Offset, role: Role): void {
    this.give(this.byStart.get(start), role);
  }

  visit(node: ast.Node & AnyNode): void {
    const { span } = node;
    switch (node.kind) {
      case 'BinaryExpression':
        return this.set(node.operatorSpan.start, 'binary');
      case 'IndexExpression':
      case 'SliceExpression':
        return this.setBrackets(this.byEnd.get(span.end), 'index');
      case 'ArrayType':
      case 'SliceType':
        return this.setBrackets(this.byStart.get(span.start), 'element');
      case 'StructLiteral':
        return this.setBrackets(this.byEnd.get(span.end), 'literal');
      case 'StructType':
        return this.setBrackets(
          this.byEnd.get(span.end),
          this.startsWithBrace(span.start) ? 'literal' : 'members',
        );
      case 'EnumType':
        return this.setBrackets(this.byEnd.get(span.end), 'members');
      case 'TagExpression':
        return this.set(span.start, 'tag');
      case 'Block':
        for (const statement of node.statements) this.setStatement(this.byStart.get(statement.span.start));
        return;
      case 'SwitchStatement':
        for (const { span: of } of node.cases) this.setStatement(this.byStart.get(of.start));
        return this.setElse(node.else);
    }
  }

  private setStatement(index: number | undefined): void {
    const piece = this.pieces[index ?? -1];
    if (piece) piece.role ??= 'statement';
  }

  /** The `else` of a `switch` stands where a case would. */
  private setElse(body: ast.Block | undefined): void {
    let index = body && this.byStart.get(body.span.start);
    while (index !== undefined && index > 0 && this.pieces[index]?.kind !== 'else') index--;
    this.setStatement(index);
  }

  private startsWithBrace(start: Offset): boolean {
    return this.pieces[this.byStart.get(start) ?? -1]?.kind === '{';
  }

  /** @param index of either bracket */
  private setBrackets(index: number | undefined, role: Role): void {
    this.give(index, role);
    this.give(this.pieces[index ?? -1]?.partner, role);
  }

  private give(index: number | undefined, role: Role): void {
    const piece = this.pieces[index ?? -1];
    if (piece) piece.role = role;
  }
}
