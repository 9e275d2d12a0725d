// What the server answers, each kind of question as text: for tests that ask many kinds about one place.
import { callableAt, calleesOf, callersOf, type Calls } from '../../language/server/call-hierarchy';
import { completionsAt } from '../../language/server/completion';
import { fixesAt } from '../../language/server/fixes';
import { hoverAt } from '../../language/server/hover';
import { inlayHints } from '../../language/server/inlay-hints';
import { evaluatableAt, inlineValues } from '../../language/server/inline-values';
import { lensesOf } from '../../language/server/lenses';
import { definitionAt, highlightsAt, referencesAt, typeDefinitionAt } from '../../language/server/navigation';
import { rename } from '../../language/server/rename';
import { selectionAt } from '../../language/server/selection';
import { semanticTokens } from '../../language/server/semantic-tokens';
import { signatureAt } from '../../language/server/signature';
import { foldsOf } from '../../language/server/folding';
import { outlineOf, symbolsNamed, type OutlineItem } from '../../language/server/symbols';
import type { Span } from '../../language/syntax/source';
import { place, type Marked } from './check';

type Answer = (at: Marked) => string;

const placeOf = (span: Span | undefined): string => (span ? place(span) : 'none');
const listed = (list: readonly string[]): string => (list.length > 0 ? list.join(', ') : 'none');
const callsText = (calls: readonly Calls[]): string =>
  listed(calls.map(({ callable, places }) => `${callable.name} at ${places.map(place).join(' and ')}`));
const outlineText = ({ name, kind, inside }: OutlineItem): string =>
  inside.length > 0 ? `${kind} ${name} (${inside.map(outlineText).join(', ')})` : `${kind} ${name}`;

export const hover: Answer = ({ snapshot, path, offset }) => {
  const found = hoverAt(snapshot, path, offset);
  return found ? [found.code, ...found.facts].join(' ') : 'none';
};
export const definition: Answer = ({ snapshot, path, offset }) =>
  placeOf(definitionAt(snapshot, path, offset));
export const typeDefinition: Answer = ({ snapshot, path, offset }) =>
  placeOf(typeDefinitionAt(snapshot, path, offset));
export const references: Answer = ({ snapshot, path, offset }) =>
  listed(referencesAt([snapshot], path, offset, true).map(place));
export const highlights: Answer = ({ snapshot, path, offset }) =>
  listed(
    highlightsAt(snapshot, path, offset).map((one) => place(one.span) + (one.isWrite ? ' written' : '')),
  );
/** To `renamed`. */
export const renaming: Answer = ({ snapshot, path, offset }) => {
  const result = rename([snapshot], path, offset, 'renamed');
  return result.ok ? listed(result.spans.map(place)) : result.why;
};
/** The first few. */
export const completion: Answer = ({ snapshot, path, offset }) =>
  listed(
    completionsAt(snapshot, path, offset)
      .slice(0, 4)
      .map(({ label }) => label),
  );
/** With the parameter that is next in `«»`. */
export const signature: Answer = ({ snapshot, path, offset }) => {
  const found = signatureAt(snapshot, path, offset);
  const active = found?.parameters[found.active];
  return (active === undefined ? found?.label : found?.label.replace(active, `«${active}»`)) ?? 'none';
};
export const selection: Answer = ({ snapshot, path, offset, text }) => {
  const unit = snapshot.unit(path);
  return listed((unit ? selectionAt(unit, offset) : []).map(({ start, end }) => text.slice(start, end)));
};
export const fixes: Answer = ({ snapshot, path, offset }) =>
  listed(
    fixesAt(snapshot, path, offset, offset).map(
      ({ title, edits }) =>
        `${title}: ${edits.map(({ span, text }) => place(span) + ' > ' + text).join(' and ')}`,
    ),
  );
export const hints: Answer = ({ snapshot, path, text }) =>
  listed(
    inlayHints(snapshot, path, 0, text.length).map(({ offset, text: hint }) => {
      const word = /\w*$/.exec(text.slice(0, offset))?.[0] ?? '';
      return word + hint + (/^\w*/.exec(text.slice(offset))?.[0] ?? '');
    }),
  );
export const evaluatable: Answer = ({ snapshot, path, offset }) =>
  placeOf(evaluatableAt(snapshot, path, offset));
export const values: Answer = ({ snapshot, path, offset }) =>
  listed(inlineValues(snapshot, path, offset).map(({ span }) => place(span)));
export const tokens: Answer = ({ snapshot, path }) =>
  listed(semanticTokens(snapshot, path).map(({ span, type }) => `${place(span)} ${type}`));
export const callers: Answer = ({ snapshot, path, offset }) => callsText(callersOf(snapshot, path, offset));
export const callees: Answer = ({ snapshot, path, offset }) =>
  callableAt(snapshot, path, offset) ? callsText(calleesOf(snapshot, path, offset)) : 'none';
export const lenses: Answer = ({ snapshot, path }) => {
  const unit = snapshot.unit(path);
  return listed((unit ? lensesOf(unit) : []).map(({ span, action }) => `${action} ${place(span)}`));
};
export const folds: Answer = ({ snapshot, path }) => {
  const unit = snapshot.unit(path);
  return listed(
    (unit ? foldsOf(unit.source) : []).map(({ first, last, kind }) => `${first}-${last} ${kind}`),
  );
};
export const outline: Answer = ({ snapshot, path }) => {
  const unit = snapshot.unit(path);
  return listed((unit ? outlineOf(unit) : []).map(outlineText));
};
/** Of names with an `e` in them. */
export const symbols: Answer = ({ snapshot }) =>
  listed(symbolsNamed(snapshot, 'e').map(({ nameSpan }) => place(nameSpan)));
export const mistakes: Answer = ({ snapshot }) =>
  listed(snapshot.diagnostics.map(({ span, message }) => `${place(span)}: ${message}`));
