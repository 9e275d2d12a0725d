// What can stand in a `switch`: behind `case` the tags of the enum that it is on, between the cases more of them.
import type * as ast from '../syntax/ast';
import { INVALID, taggedBy, type EnumType } from '../semantics/types';
import type { Completion } from './completion-item';
import { tagsOf } from './completion-members';
import { innermost } from './locate';
import type { Site } from './site';

/** At a `case`, and where one can begin; undefined elsewhere. */
export function inSwitch(site: Site): Completion[] | undefined {
  return casedTags(site) ?? cases(site);
}

/** Behind `case` in a switch on an enum, its tags, those first that have no case yet. */
function casedTags(site: Site): Completion[] | undefined {
  const { before } = site;
  const isFurther = before.kind(1) === ',' && before.tokens[before.openBracket()]?.kind === '{';
  const around = before.kind(1) === 'case' || isFurther ? switchAround(site) : undefined;
  const type = around && enumOf(site, around);
  if (!type) return undefined;
  const taken = tagsIn(around);
  return tagsOf(type).map((tag) => ({
    ...tag,
    snippet: tag.snippet?.replace('$1', '${1:value}'),
    rank: tag.rank + (taken.has(tag.label) ? 1000 : 0),
  }));
}

/** Between cases: one for each tag that has none, and the words. */
function cases(site: Site): Completion[] | undefined {
  const { before } = site;
  const around = innermost(site.nodes, 'SwitchStatement');
  const open = before.tokens[before.openBracket()];
  if (!around || !open || open !== bodyBrace(site, around)) return undefined;
  if (before.kind(1) !== '{' && before.kind(1) !== '}' && before.kind(1) !== ';') return undefined;
  const taken = tagsIn(around);
  const missing = tagsOf(enumOf(site, around)).filter(({ label }) => !taken.has(label));
  const others: Completion[] = [
    { label: 'case', kind: 'snippet', detail: 'a case', snippet: 'case ${1:value} { $0 }', rank: 80 },
    { label: 'else', kind: 'snippet', detail: 'all other cases', snippet: 'else { $0 }', rank: 81 },
  ];
  return [
    ...missing.map(({ label, detail, rank }): Completion => {
      const payload = detail === undefined ? '' : '(${1:value})';
      return {
        label: `case ${label}`,
        kind: 'snippet',
        detail,
        snippet: `case ${label}${payload} { $0 }`,
        rank,
      };
    }),
    ...others.filter(({ label }) => label !== 'else' || !around.else),
  ];
}

/** The token that opens the cases. */
const bodyBrace = ({ before }: Site, { header }: ast.SwitchStatement): unknown =>
  before.tokens.find(({ kind, start }) => kind === '{' && start >= header.end);

function switchAround({ nodes }: Site): ast.SwitchStatement | undefined {
  return innermost(nodes, 'SwitchStatement');
}

function enumOf({ program }: Site, { subject }: ast.SwitchStatement): EnumType | undefined {
  return taggedBy(program.typeOf.get(subject) ?? INVALID);
}

/** The tags that have a case. */
function tagsIn({ cases: given }: ast.SwitchStatement): ReadonlySet<string> {
  const names = given.flatMap(({ items }) =>
    items.map(({ low }) => (low.kind === 'NameExpression' ? low.name.text : '')),
  );
  return new Set(names);
}
