// What a selection grows to: the nodes around the cursor, from inside out.
import type * as ast from '../syntax/ast';
import type { Offset, Span } from '../syntax/source';
import { nodesAt } from './locate';

/** The innermost and the outermost ones, so many of each: nobody goes through a chain of a thousand operators. */
const MOST = 200;

/** Each holds the one before it; the last is the whole file. */
export function selectionAt(unit: ast.SourceUnit, offset: Offset): Span[] {
  const { source } = unit;
  const spans: Span[] = [{ source, start: 0, end: source.text.length }];
  for (const { span } of nodesAt(unit, offset)) {
    const outer = spans.at(-1) as Span;
    if (span.start !== outer.start || span.end !== outer.end) spans.push(span);
  }
  if (spans.length > 2 * MOST) spans.splice(MOST, spans.length - 2 * MOST);
  return spans.reverse();
}
