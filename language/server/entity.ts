// What a name in a program stands for, as the language server sees it: the checker's symbols, and what has no
// symbol of its own, fields and tags. Two names mean the same exactly when their entities are declared at one place.
import type { Span } from '../syntax/source';
import type { Symbol } from '../semantics/symbol';
import type { EnumType, Field, StructType, Tag } from '../semantics/types';

export type Entity =
  | { readonly kind: 'symbol'; readonly symbol: Symbol }
  | { readonly kind: 'field'; readonly field: Field; readonly owner: StructType }
  | { readonly kind: 'tag'; readonly tag: Tag; readonly owner: EnumType };

/** A name where it stands. */
export interface Occurrence {
  readonly span: Span;
  readonly entity: Entity;
  /** Whether the name is declared here; else it is used. */
  readonly isDeclaration: boolean;
}

/** Where the entity's name is declared; absent for what belongs to the language itself. */
export function declarationOf(entity: Entity): Span | undefined {
  if (entity.kind === 'field') return entity.field.span;
  if (entity.kind === 'tag') return entity.tag.span;
  return 'span' in entity.symbol ? entity.symbol.span : undefined;
}

export function nameOf(entity: Entity): string {
  if (entity.kind === 'field') return entity.field.name;
  return entity.kind === 'tag' ? entity.tag.name : entity.symbol.name;
}

/** Instances of one generic declaration are the same: they have its place. */
export function isSame(a: Entity, b: Entity): boolean {
  const [first, second] = [declarationOf(a), declarationOf(b)];
  if (!first || !second) return !first && !second && nameOf(a) === nameOf(b);
  return first.start === second.start && first.source === second.source;
}

/** One text for all that is the same, until the program's texts change. */
export function keyOf(entity: Entity): string {
  const span = declarationOf(entity);
  return span ? `${span.source.path}:${span.start}` : `:${nameOf(entity)}`;
}
