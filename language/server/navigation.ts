// From a name to where it, or its type, is declared, and to everywhere it is used.
import { startOf, type Offset, type Span } from '../syntax/source';
import type { Type } from '../semantics/types';
import { declarationOf, type Entity, type Occurrence } from './entity';
import { innermost, nodesAt } from './locate';
import type { Snapshot } from './snapshot';

/** Where the name at an offset is declared; for the name or path in an import, the file that is imported. */
export function definitionAt(snapshot: Snapshot, path: string, offset: Offset): Span | undefined {
  const found = snapshot.occurrences.at(path, offset) ?? importAround(snapshot, path, offset);
  if (!found) return undefined;
  const isImport =
    found.isDeclaration && found.entity.kind === 'symbol' && found.entity.symbol.kind === 'module';
  return isImport ? fileOf(found.entity) : declarationOf(found.entity);
}

/** The name that stands before the path at an offset. */
function importAround(snapshot: Snapshot, path: string, offset: Offset): Occurrence | undefined {
  const unit = snapshot.unit(path);
  const node = unit && innermost(nodesAt(unit, offset), 'ImportDeclaration');
  return node && snapshot.occurrences.at(path, node.name.span.start);
}

/** The beginning of the file that a module's name stands for. */
function fileOf(entity: Entity): Span | undefined {
  const scope = entity.kind === 'symbol' && entity.symbol.kind === 'module' ? entity.symbol.scope : undefined;
  return scope?.span && startOf(scope.span);
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

/** Everywhere the name at an offset stands in some programs, each place once. */
export function referencesAt(
  programs: readonly Snapshot[],
  path: string,
  offset: Offset,
  withDeclaration: boolean,
): Span[] {
  const places = new Map<string, Span>();
  for (const { occurrences } of programs) {
    const found = occurrences.at(path, offset);
    for (const { span, isDeclaration } of found ? occurrences.of(found.entity) : [])
      if (withDeclaration || !isDeclaration) places.set(`${span.source.path}:${span.start}`, span);
  }
  return [...places.values()];
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
