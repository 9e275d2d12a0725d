// Whether a type belongs at the cursor, by what stands before it.
import { innermost } from './locate';
import type { Site } from './site';

/** Words whose parentheses begin with a type. */
const TAKES_TYPE: ReadonlySet<string> = new Set(['cast', 'sizeof', 'make']);

export function isTypePlace(site: Site): boolean {
  const { before } = site;
  let last = before.tokens.length - 1;
  // What a type may begin with: `*`, `[]`, `[N]`.
  for (;;) {
    const kind = before.tokens[last]?.kind;
    if (kind === '*') last--;
    else if (kind === ']') last = before.partner(last) - 1;
    else break;
  }
  const kind = before.tokens[last]?.kind;
  const inFront = before.tokens[last - 1]?.kind;
  if (kind === ':') return isDeclared(site, last);
  if (kind === '(' && inFront !== undefined && TAKES_TYPE.has(inFront)) return true;
  if (kind === 'name' && inFront === 'type') return true;
  return kind === ')' && isParameterList(site, before.partner(last));
}

/** Whether `name:` before the cursor declares something. */
function isDeclared(site: Site, colon: number): boolean {
  const { before, nodes } = site;
  const open = before.openBracket(colon);
  const bracket = before.tokens[open]?.kind;
  if (bracket === '(') return isParameterList(site, open);
  if (bracket === '[') return false;
  const literal = innermost(nodes, 'StructLiteral', 'Block');
  const isInLiteral =
    literal?.kind === 'StructLiteral' && literal.span.start <= (before.tokens[open]?.start ?? 0);
  return !isInLiteral;
}

/** Whether a parenthesis opens the parameters of a function: `fn name(`. */
export function isParameterList({ before }: Site, open: number): boolean {
  if (before.tokens[open]?.kind !== '(') return false;
  const [name, word] = [before.tokens[open - 1]?.kind, before.tokens[open - 2]?.kind];
  return (name === 'name' && word === 'fn') || name === 'fn';
}
