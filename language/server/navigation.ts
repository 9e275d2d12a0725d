// From a name to where it, or its type, is declared, and to everywhere it is used.
import type { Offset, Span } from '../syntax/source';
import type { Type } from '../semantics/types';
import { declarationOf, type Entity } from './entity';
import type { Snapshot } from './snapshot';

/** Where the name at an offset is declared. */
export function definitionAt(snapshot: Snapshot, path: string, offset: Offset): Span | undefined {
  const found = snapshot.occurrences.at(path, offset);
  return found && declarationOf(found.entity);
}

/** Where the type of what is at an offset is declared: that behind pointers, slices and arrays. */
export function typeDefinitionAt(snapshot: Snapshot, path: string, offset: Offset): Span | undefined {
  const found = snapshot.occurrences.at(path, offset);
  const type = found && typeOfEntity(found.entity);
  return type && spanOfType(type);
}

function typeOfEntity(entity: Entity): Type | undefined {
  if (entity.kind === 'field') return entity.field.type;
  if (entity.kind === 'tag') return entity.tag.payload ?? entity.owner;
  return 'type' in entity.symbol ? entity.symbol.type : undefined;
}

function spanOfType(type: Type): Span | undefined {
  switch (type.kind) {
    case 'struct':
    case 'enum':
      return type.span;
    case 'tag':
      return type.enum.span;
    case 'pointer':
      return spanOfType(type.pointee);
    case 'slice':
    case 'array':
      return spanOfType(type.element);
    case 'function':
      return spanOfType(type.result);
    default:
      return undefined;
  }
}

/** Everywhere the name at an offset stands, in the order of files and texts. */
export function referencesAt(
  snapshot: Snapshot,
  path: string,
  offset: Offset,
  withDeclaration: boolean,
): Span[] {
  const found = snapshot.occurrences.at(path, offset);
  if (!found) return [];
  return snapshot.occurrences
    .of(found.entity)
    .filter(({ isDeclaration }) => withDeclaration || !isDeclaration)
    .map(({ span }) => span);
}

export interface Highlight {
  readonly span: Span;
  readonly isWrite: boolean;
}

/** The same name elsewhere in the file. */
export function highlightsAt(snapshot: Snapshot, path: string, offset: Offset): Highlight[] {
  const found = snapshot.occurrences.at(path, offset);
  if (!found) return [];
  return snapshot.occurrences
    .of(found.entity)
    .filter(({ span }) => span.source.path === path)
    .map(({ span, isDeclaration }) => ({ span, isWrite: isDeclaration || isAssigned(span) }));
}

/** Whether an assignment follows the name. */
function isAssigned({ source, end }: Span): boolean {
  return /^\s*([-+*/%&|~]|<<|>>)?=(?!=)/.test(source.text.slice(end, end + 40));
}
