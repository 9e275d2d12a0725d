// The types of expressions, and those that they are converted to where they stand. One table holds both: few expressions
// are converted, and all are asked for both types.
import type * as ast from '../syntax/ast';
import { NodeTable } from './node-table';
import type { Type } from './types';

/** Both types of an expression that is converted. */
interface Converted {
  readonly kind: 'converted';
  readonly from: Type;
  readonly to: Type;
}

/** By expression, its type before any conversion. */
export class ExpressionTypes {
  /** By expression, the type that it is converted to, if it is. */
  readonly conversions: Conversions;
  private readonly table = new NodeTable<ast.Expression, Type | Converted>();

  constructor() {
    this.conversions = new Conversions(this.table);
  }

  get(e: ast.Expression): Type | undefined {
    const found = this.table.get(e);
    return found?.kind === 'converted' ? found.from : found;
  }

  /** The type after the conversion, if there is one. */
  whereItStands(e: ast.Expression): Type | undefined {
    const found = this.table.get(e);
    return found?.kind === 'converted' ? found.to : found;
  }

  /** A conversion that is known stays. */
  set(e: ast.Expression, type: Type): void {
    const known = this.table.get(e);
    this.table.set(e, known?.kind === 'converted' ? { kind: 'converted', from: type, to: known.to } : type);
  }

  /** Forgets both types. True if there was one. */
  delete(e: ast.Expression): boolean {
    return this.table.delete(e);
  }
}

/** Only what has a type can be converted. */
class Conversions {
  constructor(private readonly table: NodeTable<ast.Expression, Type | Converted>) {}

  get(e: ast.Expression): Type | undefined {
    const found = this.table.get(e);
    return found?.kind === 'converted' ? found.to : undefined;
  }

  has(e: ast.Expression): boolean {
    return this.table.get(e)?.kind === 'converted';
  }

  set(e: ast.Expression, to: Type): void {
    const known = this.table.get(e);
    const from = known?.kind === 'converted' ? known.from : known;
    if (from) this.table.set(e, { kind: 'converted', from, to });
  }

  /** True if there was one. */
  delete(e: ast.Expression): boolean {
    const known = this.table.get(e);
    if (known?.kind !== 'converted') return false;
    this.table.set(e, known.from);
    return true;
  }
}

export type { Conversions };
