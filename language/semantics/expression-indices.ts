// Which field or tag an expression names, by its index. One table holds both: few expressions name either, and none both.
import type * as ast from '../syntax/ast';
import { NodeTable } from './node-table';

/** Fields are in the table as they are, from -1 on; tags count from here downwards. */
const FIRST_TAG = -2;

/** By member access, the index of the field. */
export class FieldIndices {
  constructor(private readonly table: NodeTable<ast.Expression, number>) {}

  get(e: ast.MemberExpression): number | undefined {
    const found = this.table.get(e);
    return found !== undefined && found > FIRST_TAG ? found : undefined;
  }

  /** @param index from -1 on */
  set(e: ast.MemberExpression, index: number): void {
    this.table.set(e, index);
  }

  /** True if there was one. */
  delete(e: ast.MemberExpression): boolean {
    return this.get(e) !== undefined && this.table.delete(e);
  }
}

/** By expression, the index of the tag. */
export class TagIndices {
  constructor(private readonly table: NodeTable<ast.Expression, number>) {}

  get(e: ast.Expression): number | undefined {
    const found = this.table.get(e);
    return found !== undefined && found <= FIRST_TAG ? FIRST_TAG - found : undefined;
  }

  has(e: ast.Expression): boolean {
    return this.get(e) !== undefined;
  }

  set(e: ast.Expression, index: number): void {
    this.table.set(e, FIRST_TAG - index);
  }

  /** True if there was one. */
  delete(e: ast.Expression): boolean {
    return this.has(e) && this.table.delete(e);
  }
}

/** Both, empty. */
export function expressionIndices(): { fields: FieldIndices; tags: TagIndices } {
  const table = new NodeTable<ast.Expression, number>();
  return { fields: new FieldIndices(table), tags: new TagIndices(table) };
}
