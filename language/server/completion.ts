// What could be written at the cursor. What stands before it says of which kind: behind a dot members, behind
// `is` and `case` tags, where a type belongs types, else names and words; what fits best comes first.
import type { Offset } from '../syntax/source';
import { taggedBy } from '../semantics/types';
import { importPaths, modulesToImport } from './completion-imports';
import type { Completion } from './completion-item';
import { afterDot, argumentNames, literalFields, tagsOf } from './completion-members';
import { leadsToType, namesIn, ofType, taking, type Wanted } from './completion-names';
import { inSwitch } from './completion-switch';
import {
  ELSE_SNIPPETS,
  EXPRESSION_WORDS,
  OPERATOR_WORDS,
  STATEMENT_SNIPPETS,
  STATEMENT_WORDS,
  TOP_LEVEL_SNIPPETS,
  TOP_LEVEL_WORDS,
  TYPE_SNIPPETS,
  type Snippet,
} from './completion-words';
import { innermost, nodesAt } from './locate';
import { isNewName } from './name-place';
import { Site } from './site';
import type { Snapshot } from './snapshot';
import { holdsLetters } from './symbols';
import { isTypePlace } from './type-place';

export function completionsAt(snapshot: Snapshot, path: string, offset: Offset): Completion[] {
  const site = Site.at(snapshot, path, offset);
  if (!site) return [];
  const found = importPaths(site) ?? (site.before.isInside ? [] : fitting(site));
  return found.sort((a, b) => a.rank - b.rank || (a.label < b.label ? -1 : 1));
}

/** What holds the letters of the word that is being typed; what begins with them fits better. */
function fitting(site: Site): Completion[] {
  const letters = site.before.prefix.toLowerCase();
  const found = candidates(site).filter(({ label }) => holdsLetters(label, letters));
  if (letters === '') return found;
  return found.map((one) =>
    one.label.toLowerCase().startsWith(letters) ? one : { ...one, rank: one.rank + NO_BEGINNING },
  );
}

/** Added to the rank of what holds the letters in other places. */
const NO_BEGINNING = 2000;

function candidates(site: Site): Completion[] {
  const { before } = site;
  const previous = before.kind(1);
  if (previous === '.') return afterDot(site);
  if (previous === 'is') return tagsOf(taggedBy(site.typeOf(before.operandBefore(before.tokens.length - 1))));
  if (previous === 'import') return modulesToImport();
  const special = inSwitch(site) ?? (isNewName(site) ? [] : undefined) ?? typesHere(site) ?? operators(site);
  if (special) return special;
  return literalFields(site) ?? [...argumentNames(site), ...words(site), ...namesIn(site, wantedAt(site))];
}

/** Where a type belongs. */
function typesHere(site: Site): Completion[] | undefined {
  if (!isTypePlace(site)) return undefined;
  const isNamed = site.before.kind(1) === 'name' && site.before.kind(2) === 'type';
  const made = isNamed ? TYPE_SNIPPETS.map(ofSnippet(0)) : [];
  return [...made, ...namesIn(site, { accepts: leadsToType })];
}

/** Behind an operand what can go on with it. */
function operators({ before }: Site): Completion[] | undefined {
  if (!before.isBehindOperand) return undefined;
  const isLoop = before.kind(1) === 'name' && (before.kind(2) === 'for' || before.kind(4) === 'for');
  return (isLoop ? ['in'] : OPERATOR_WORDS).map((label, rank) => ({ label, kind: 'keyword', rank }));
}

function wantedAt(site: Site): Wanted {
  const { before } = site;
  if (before.kind(1) === 'heap') return { prefers: leadsToType };
  if (before.kind(1) === '|>') return taking(site.typeOf(before.operandBefore(before.tokens.length - 1)));
  return ofType(site.expected());
}

const ofSnippet =
  (rank: number) =>
  ({ label, detail, snippet }: Snippet): Completion => ({ label, kind: 'snippet', detail, snippet, rank });

/** Keywords and snippets, by whether a statement or an expression begins here. */
function words(site: Site): Completion[] {
  const { before } = site;
  const previous = before.kind(1);
  const isStart = previous === undefined || previous === ';' || previous === '{' || previous === '}';
  if (!isStart) return EXPRESSION_WORDS.map((label) => ({ label, kind: 'keyword', rank: 90 }));
  const isTopLevel = site.scope.owner === undefined && before.openBracket() < 0;
  const snippets: readonly Snippet[] = isTopLevel ? TOP_LEVEL_SNIPPETS : STATEMENT_SNIPPETS;
  return [
    ...[...snippets, ...(isBehindIf(site) ? ELSE_SNIPPETS : [])].map(ofSnippet(80)),
    ...(isTopLevel ? TOP_LEVEL_WORDS : STATEMENT_WORDS).map((label) => ({
      label,
      kind: 'keyword' as const,
      rank: 90,
    })),
  ];
}

/** Whether the cursor stands behind the block of an `if` that has no `else` yet. */
function isBehindIf({ before, unit }: Site): boolean {
  const close = before.at(1);
  if (close?.kind !== '}') return false;
  const around = innermost(nodesAt(unit, close.start), 'IfStatement');
  return around?.then.span.end === close.end;
}
