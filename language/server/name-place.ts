// Whether a name is being made up at the cursor: nothing that exists is of use there.
import type { Site } from './site';
import { isParameterList } from './type-place';

/** `fn |`, `type |`, `for |`, `for x, |`, `case circle(|`, and the names of fields, tags and parameters. */
export function isNewName(site: Site): boolean {
  const { before } = site;
  switch (before.kind(1)) {
    case 'fn':
    case 'type':
    case 'for':
      return true;
    case '(':
    case '{':
      return declaresParts(site) || (before.kind(1) === '(' && before.kind(3) === 'case');
    case ',':
      return declaresParts(site) || (before.kind(2) === 'name' && before.kind(3) === 'for');
    default:
      return false;
  }
}

/** Whether the innermost open bracket holds the parts of a type or the parameters of a function. */
function declaresParts(site: Site): boolean {
  const { before } = site;
  const open = before.openBracket();
  const word = before.tokens[open - 1]?.kind;
  if (before.tokens[open]?.kind === '{') return word === 'struct' || word === 'enum';
  return word !== 'fn' && isParameterList(site, open);
}
