// What each name is, for colouring by meaning: what the grammar of the text cannot tell.
import type { Snapshot } from './snapshot';
import type { Span } from '../syntax/source';
import type { Occurrence } from './entity';

/** Kinds of tokens, in the order of their numbers in the protocol. */
export const TOKEN_TYPES = [
  'variable',
  'parameter',
  'property',
  'enumMember',
  'function',
  'type',
  'struct',
  'enum',
  'namespace',
] as const;
/** Bits, from the lowest. */
export const TOKEN_MODIFIERS = ['declaration', 'readonly', 'defaultLibrary', 'static'] as const;

export interface SemanticToken {
  readonly span: Span;
  readonly type: (typeof TOKEN_TYPES)[number];
  readonly modifiers: readonly (typeof TOKEN_MODIFIERS)[number][];
}

/** In the order of the text. */
export function semanticTokens(snapshot: Snapshot, path: string): SemanticToken[] {
  return snapshot.occurrences.inFile(path).map((occurrence) => ({
    span: occurrence.span,
    type: typeOf(occurrence),
    modifiers: modifiersOf(occurrence),
  }));
}

function typeOf({ entity }: Occurrence): SemanticToken['type'] {
  if (entity.kind === 'field') return 'property';
  if (entity.kind === 'tag') return 'enumMember';
  const { symbol } = entity;
  switch (symbol.kind) {
    case 'variable':
      return symbol.storage === 'parameter' ? 'parameter' : 'variable';
    case 'constant':
      return 'variable';
    case 'type':
      return symbol.type.kind === 'struct' || symbol.type.kind === 'enum' ? symbol.type.kind : 'type';
    case 'module':
      return 'namespace';
    default:
      return 'function';
  }
}

function modifiersOf({ entity, isDeclaration, span }: Occurrence): SemanticToken['modifiers'] {
  const modifiers: SemanticToken['modifiers'][number][] = isDeclaration ? ['declaration'] : [];
  if (entity.kind !== 'symbol') return modifiers;
  const { symbol } = entity;
  if (symbol.kind === 'constant' || (symbol.kind === 'variable' && symbol.isLoopVariable))
    modifiers.push('readonly');
  if (symbol.kind === 'variable' && symbol.storage === 'global') modifiers.push('static');
  const declared = 'span' in symbol ? symbol.span : undefined;
  if (!declared || (declared.source.isLibrary && !span.source.isLibrary)) modifiers.push('defaultLibrary');
  return modifiers;
}
