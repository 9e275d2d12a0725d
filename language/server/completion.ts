// What could be written at the cursor. What stands before it says of which kind: behind a dot members, behind
// `is` and `case` tags, where a type belongs types, else names and words; what fits best comes first.
import type { Offset, Span } from '../syntax/source';
import { membersOf as membersOfScope } from '../semantics/imports';
import { edgeOffset, type ModuleSymbol, type Scope, type Symbol } from '../semantics/symbol';
import { INVALID, taggedBy, type EnumType, type StructType, type Type, typeName } from '../semantics/types';
import { importPaths } from './completion-imports';
import { describeSymbol } from './describe';
import { docComment } from './doc-comment';
import {
  EXPRESSION_WORDS,
  STATEMENT_SNIPPETS,
  STATEMENT_WORDS,
  TOP_LEVEL_WORDS,
  TOP_LEVEL_SNIPPETS,
  type Snippet,
} from './completion-words';
import { innermost } from './locate';
import { Site } from './site';
import { holdsLetters } from './symbols';
import type { Snapshot } from './snapshot';
import { isTypePlace } from './type-place';

export type CompletionKind =
  | 'variable'
  | 'constant'
  | 'function'
  | 'type'
  | 'field'
  | 'tag'
  | 'keyword'
  | 'snippet'
  | 'argument'
  | 'module'
  | 'file';

export interface Completion {
  readonly label: string;
  readonly kind: CompletionKind;
  /** Its type or declaration. */
  readonly detail?: string;
  readonly comment?: string;
  /** What is inserted, if that is not the label; with `$1` for places to fill in. */
  readonly snippet?: string;
  /** What it takes the place of, if that is not the word at the cursor. */
  readonly span?: Span;
  /** The smaller, the better it fits. */
  readonly rank: number;
}

export function completionsAt(snapshot: Snapshot, path: string, offset: Offset): Completion[] {
  const site = Site.at(snapshot, path, offset);
  if (!site) return [];
  const found = importPaths(site) ?? (site.before.isInside ? [] : fitting(site));
  return found.sort((a, b) => a.rank - b.rank || (a.label < b.label ? -1 : 1));
}

/** What holds the letters of the word that is being typed. */
function fitting(site: Site): Completion[] {
  const letters = site.before.prefix.toLowerCase();
  return candidates(site).filter(({ label }) => holdsLetters(label, letters));
}

function candidates(site: Site): Completion[] {
  const { before } = site;
  const previous = before.kind(1);
  if (previous === '.') return afterDot(site);
  if (previous === 'is') return tagsOf(taggedBy(site.typeOf(before.operandBefore(before.tokens.length - 1))));
  const cased = casedEnum(site);
  if (cased) return cased;
  if (isNewName(site)) return [];
  if (isTypePlace(site)) return namesIn(site, leadsToType);
  const fields = literalFields(site);
  if (fields) return fields;
  return [...argumentNames(site), ...words(site), ...namesIn(site, () => true, site.expected())];
}

/** Where a name is being made up, nothing is offered. */
function isNewName({ before }: Site): boolean {
  const previous = before.kind(1);
  return previous === 'fn' || previous === 'type' || previous === 'for';
}

// -----------------------------------------------------------------------------------------------
// Members

function afterDot(site: Site): Completion[] {
  const { before } = site;
  const operand = before.operandBefore(before.tokens.length - 1);
  if (operand === '') return tagsOf(taggedBy(expectedBeforeDot(site)));
  const named = site.named(operand);
  if (named?.kind === 'module') return membersOfModule(named);
  if (named?.kind === 'type') return tagsOf(taggedBy(named.type));
  return membersOf(site.typeOf(operand));
}

function membersOfModule({ scope }: ModuleSymbol): Completion[] {
  const members = scope ? [...membersOfScope(scope)] : [];
  return members.map((symbol, i) => completionOf(symbol, i));
}

/** What the place wants in which a dot was typed. */
function expectedBeforeDot(site: Site): Type {
  const dot = site.before.at(1);
  const inFront = dot && Site.at(site.snapshot, site.unit.source.path, dot.start);
  return inFront?.expected() ?? INVALID;
}

function membersOf(type: Type): Completion[] {
  const base = type.kind === 'pointer' ? type.pointee : type;
  switch (base.kind) {
    case 'struct':
      return fieldsOf(base, '');
    case 'enum':
      return [
        { label: 'tag', kind: 'field', detail: typeName(base.tagType), rank: 0 },
        ...tagsOf(base)
          .filter(({ detail }) => detail !== undefined)
          .map((tag) => ({ ...tag, snippet: undefined })),
      ];
    case 'array':
      return [{ label: 'count', kind: 'field', detail: 'i64', rank: 0 }];
    case 'slice':
      return [
        { label: 'count', kind: 'field', detail: 'i64', rank: 0 },
        { label: 'data', kind: 'field', detail: `*${typeName(base.element)}`, rank: 1 },
      ];
    default:
      return [];
  }
}

/** In the order of their declaration. */
function fieldsOf(type: StructType, suffix: string): Completion[] {
  return type.fields.map(({ name, type: of, span }, rank) => ({
    label: name,
    kind: 'field',
    detail: typeName(of),
    comment: docComment(span),
    snippet: suffix === '' ? undefined : name + suffix,
    rank,
  }));
}

function tagsOf(type: EnumType | undefined): Completion[] {
  return (type?.tags ?? []).map(({ name, payload, span }, rank) => ({
    label: name,
    kind: 'tag',
    detail: payload && typeName(payload),
    comment: docComment(span),
    snippet: payload ? `${name}($1)` : undefined,
    rank,
  }));
}

/** Behind `case` in a switch on an enum, its tags, those first that have no case yet. */
function casedEnum(site: Site): Completion[] | undefined {
  const { before, nodes, program } = site;
  if (
    before.kind(1) !== 'case' &&
    !(before.kind(1) === ',' && before.tokens[before.openBracket()]?.kind === '{')
  )
    return undefined;
  const around = innermost(nodes, 'SwitchStatement');
  if (!around) return undefined;
  const type = taggedBy(program.typeOf.get(around.subject) ?? INVALID);
  if (!type) return undefined;
  const taken = new Set(
    around.cases.flatMap(({ items }) =>
      items.map(({ low }) => (low.kind === 'NameExpression' ? low.name.text : '')),
    ),
  );
  const tags = tagsOf(type).map((tag) => ({ ...tag, rank: tag.rank + (taken.has(tag.label) ? 1000 : 0) }));
  return tags.map((tag) => ({ ...tag, snippet: tag.snippet?.replace('$1', '${1:value}') }));
}

/** At the beginning of a field in a literal, the names of the fields that it lacks. */
function literalFields({ before, nodes, program }: Site): Completion[] | undefined {
  if (before.kind(1) !== '{' && before.kind(1) !== ',') return undefined;
  const literal = innermost(nodes, 'StructLiteral');
  const open = before.openBracket();
  if (!literal || before.tokens[open]?.kind !== '{') return undefined;
  if ((before.tokens[open]?.start ?? 0) < literal.span.start) return undefined;
  const type = program.typeOf.get(literal);
  if (type?.kind !== 'struct' || (literal.fields.length > 1 && literal.fields[0]?.name === undefined))
    return undefined;
  const given = new Set(literal.fields.map(({ name }) => name?.text));
  given.delete(before.prefix);
  const fields = fieldsOf(type, ': ').filter(({ label }) => !given.has(label));
  return fields.length > 0 ? fields : undefined;
}

/** At the beginning of an argument, the names of the parameters that have none yet. */
function argumentNames(site: Site): Completion[] {
  const call = site.call();
  const symbol = call?.isAtStart ? site.named(call.callee) : undefined;
  if (!call || symbol?.kind !== 'function') return [];
  return symbol.parameters
    .filter(({ name }, i) => i >= call.index && !call.names.includes(name))
    .map(({ name, type }) => ({
      label: `${name}:`,
      kind: 'argument',
      detail: typeName(type),
      snippet: `${name}: `,
      rank: 60,
    }));
}

// -----------------------------------------------------------------------------------------------
// Names and words

/** The names in sight that can be what is being typed, near ones first; those of the wanted type before all others. */
function namesIn(site: Site, accepts: (symbol: Symbol) => boolean, wanted: Type = INVALID): Completion[] {
  const found = new Map<string, Completion>();
  const letters = site.before.prefix.toLowerCase();
  let distance = 0;
  for (let level: Scope | undefined = site.scope; level; level = level.parent, distance++) {
    for (const symbol of level.own()) {
      if (found.has(symbol.name) || !holdsLetters(symbol.name, letters)) continue;
      if (!accepts(symbol) || isOutOfSight(symbol, site)) continue;
      const rank = rankOf(symbol, distance, wanted);
      found.set(symbol.name, completionOf(symbol, rank));
    }
  }
  return [...found.values()];
}

function isOutOfSight(symbol: Symbol, { scope, offset, before }: Site): boolean {
  if (/^(rt_|__)/.test(symbol.name)) return true;
  if (symbol.kind !== 'variable' || symbol.storage === 'global') return false;
  if (edgeOffset(symbol.visibleFrom) > offset || symbol.owner !== scope.owner) return true;
  // An unfinished declaration ends, for the parser, where its text does.
  return symbol.storage === 'local' && before.isUnended(symbol.span.start);
}

function rankOf(symbol: Symbol, distance: number, wanted: Type): number {
  if (wanted !== INVALID && fits(symbol, wanted)) return distance;
  const base =
    symbol.kind === 'type' ? 70 : symbol.kind === 'builtin' ? 65 : symbol.kind === 'module' ? 60 : 20;
  return base + Math.min(distance, 20);
}

function fits(symbol: Symbol, wanted: Type): boolean {
  if (symbol.kind === 'function') return symbol.type.result === wanted || symbol.type === wanted;
  return (symbol.kind === 'variable' || symbol.kind === 'constant') && symbol.type === wanted;
}

/** Whether a type can begin with the name: its own, or that of its module. */
function leadsToType(symbol: Symbol): boolean {
  return symbol.kind === 'module' || kindOf(symbol) === 'type';
}

function kindOf(symbol: Symbol): CompletionKind {
  if (symbol.kind === 'builtin') return 'function';
  if (symbol.kind !== 'generic') return symbol.kind;
  return symbol.declaration.kind === 'TypeDeclaration' ? 'type' : 'function';
}

function completionOf(symbol: Symbol, rank: number): Completion {
  const isFunction = symbol.kind === 'function' || symbol.kind === 'builtin';
  const kind = kindOf(symbol);
  const takesNothing = symbol.kind === 'function' && symbol.parameters.length === 0;
  return {
    label: symbol.name,
    kind,
    detail: symbol.kind === 'type' ? undefined : describeSymbol(symbol),
    comment: 'span' in symbol && symbol.span ? docComment(symbol.span) : undefined,
    snippet: isFunction ? `${symbol.name}${takesNothing ? '()' : '($1)'}` : undefined,
    rank,
  };
}

/** Keywords and snippets, by whether a statement or an expression begins here. */
function words(site: Site): Completion[] {
  const { before } = site;
  const previous = before.kind(1);
  const isStart = previous === undefined || previous === ';' || previous === '{' || previous === '}';
  if (!isStart) return EXPRESSION_WORDS.map((label) => ({ label, kind: 'keyword', rank: 90 }));
  const isTopLevel = site.scope.owner === undefined && before.openBracket() < 0;
  const snippets: readonly Snippet[] = isTopLevel ? TOP_LEVEL_SNIPPETS : STATEMENT_SNIPPETS;
  return [
    ...snippets.map(({ label, detail, snippet }) => ({
      label,
      kind: 'snippet' as const,
      detail,
      snippet,
      rank: 80,
    })),
    ...(isTopLevel ? TOP_LEVEL_WORDS : STATEMENT_WORDS).map((label) => ({
      label,
      kind: 'keyword' as const,
      rank: 90,
    })),
  ];
}
