// The calls of a statement, so that a step can go into one of them and over the others.
import type { CallStatement, Safepoint, SafepointId } from '../ir/ir';
import { statementsOf } from '../ir/statements';
import type { Span } from '../syntax/source';
import type { Debuggee } from './debuggee';

export interface StepInTarget {
  /** The safepoint at which the call is made. */
  readonly id: SafepointId;
  readonly label: string;
  readonly span: Span;
}

/** The calls that the statement at a safepoint makes, in their order, of functions that a step may enter. */
export function callsOf(debuggee: Debuggee, at: Safepoint, isOwn: (fn: number) => boolean): StepInTarget[] {
  const targets: StepInTarget[] = [];
  const body = debuggee.program.functions[at.function]?.body ?? [];
  for (const call of statementsOf(body)) {
    if (call.op !== 'call') continue;
    const safepoint = debuggee.program.safepoints.at(call.safepoint ?? -1);
    if (!safepoint || !isInside(safepoint.span, at.span)) continue;
    const label = labelOf(debuggee, call, safepoint, isOwn);
    if (label !== undefined) targets.push({ id: safepoint.id, label, span: safepoint.span });
  }
  return targets;
}

function labelOf(
  debuggee: Debuggee,
  { target }: CallStatement,
  { span }: Safepoint,
  isOwn: (fn: number) => boolean,
): string | undefined {
  if (target.kind === 'external') return undefined;
  if (target.kind === 'pointer') return `${span.source.text.slice(span.start, span.end)} (by pointer)`;
  return isOwn(target.id) ? debuggee.debug.functions.get(target.id)?.symbol.qualifiedName : undefined;
}

function isInside(inner: Span, outer: Span): boolean {
  return inner.source === outer.source && inner.start >= outer.start && inner.end <= outer.end;
}
