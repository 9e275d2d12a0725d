// What a debugger shows beside the text of a function in which the program stands.
import type { Offset, Span } from '../syntax/source';
import { nodesAt } from './locate';
import type { Snapshot } from './snapshot';

/** The variables whose values are shown: those named in the function up to where it stands, each where it is last named in a line. */
export function inlineValues(snapshot: Snapshot, path: string, stopped: Offset): Span[] {
  const unit = snapshot.unit(path);
  const around = unit && nodesAt(unit, stopped).find((node) => node.kind === 'FunctionDeclaration');
  if (!around) return [];
  const { line } = around.span.source.position(stopped);
  const shown = new Map<string, Span>();
  for (const { span, entity } of snapshot.occurrences.inFile(path)) {
    if (span.start < around.span.start || span.end > around.span.end) continue;
    const at = span.source.position(span.start).line;
    if (at > line || entity.kind !== 'symbol' || entity.symbol.kind !== 'variable') continue;
    // What is declared in the line that is about to run has no value yet.
    if (at === line && entity.symbol.span.start === span.start) continue;
    shown.set(`${at}:${entity.symbol.name}`, span);
  }
  return [...shown.values()];
}
