// From the debugger's plain data to the protocol's shapes. Nothing here decides anything.
import type { DebugProtocol } from '@vscode/debugprotocol';
import type {
  BreakpointStatus,
  FrameInfo,
  Location,
  Stop,
  StopReason,
  ThreadInfo,
  ValueInfo,
  WatchedChange,
} from '../language/debugger/api';
import type { Position, SourceFile, Span } from '../language/syntax/source';
import type { Client } from './client';
import { fileName } from './paths';
import type { FrameReference, References } from './references';
import type { Sources } from './sources';

/** What shapes need to know of a session. */
export interface ShapeContext {
  readonly client: Client;
  readonly sources: Sources;
  readonly references: References;
}

/** Line and column, end included, in the client's numbering. */
export interface Range {
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

export function range({ client }: ShapeContext, start: Position, end: Position): Range {
  return {
    line: client.toLine(start.line),
    column: client.toColumn(start.column),
    endLine: client.toLine(end.line),
    endColumn: client.toColumn(end.column),
  };
}

export function spanRange(context: ShapeContext, span: Span): Range {
  return range(context, span.source.position(span.start), span.source.position(span.end));
}

/** Where an output event belongs. */
export function place(context: ShapeContext, span: Span): object {
  return positionPlace(context, span.source, span.source.position(span.start));
}

export function positionPlace({ client, sources }: ShapeContext, source: SourceFile, at: Position): object {
  return { source: sources.shape(source), line: client.toLine(at.line), column: client.toColumn(at.column) };
}

export function breakpointShape(
  context: ShapeContext,
  status: BreakpointStatus,
  id: number,
): DebugProtocol.Breakpoint {
  const where = status.start && status.end && range(context, status.start, status.end);
  return {
    id,
    verified: status.verified,
    ...(status.message !== undefined && { message: status.message }),
    ...(status.source && { source: context.sources.shape(status.source) }),
    ...where,
    ...(!status.verified && { reason: 'failed' as const }),
  };
}

export function locationShape(context: ShapeContext, location: Location): DebugProtocol.BreakpointLocation {
  return range(context, location.start, location.end);
}

/** `main`, `worker #3 (waits for a mutex that thread 2 holds)`: messages call threads by their numbers. */
export function threadShape({ id, name, state }: ThreadInfo, hasBegun: boolean): DebugProtocol.Thread {
  const called = id === 1 ? name : `${name} #${id}`;
  const says = hasBegun ? state : 'not begun';
  return { id, name: says === undefined ? called : `${called} (${says})` };
}

export function frameShape(
  context: ShapeContext,
  frame: FrameInfo,
  reference: FrameReference,
  subtleLibrary: boolean,
): DebugProtocol.StackFrame {
  return {
    id: context.references.frameId(reference),
    name: frame.name,
    source: context.sources.shape(frame.source),
    ...spanRange(context, frame.span),
    moduleId: context.sources.moduleId(frame.source),
    canRestart: true,
    presentationHint: frame.isLibrary && subtleLibrary ? 'subtle' : 'normal',
  };
}

/** How a value with children is named to the client; 0 for one without. */
export function reference(context: ShapeContext, value: ValueInfo, frame?: FrameReference): number {
  if (value.namedChildren + value.indexedChildren === 0) return 0;
  return context.references.containerId({ kind: 'value', frame, value });
}

/** What `evaluate`, `setVariable`, `setExpression` and a variable have in common. */
export function valueShape(context: ShapeContext, value: ValueInfo, frame?: FrameReference) {
  return {
    ...(context.client.showsTypes && { type: value.type }),
    variablesReference: reference(context, value, frame),
    ...(value.namedChildren > 0 && { namedVariables: value.namedChildren }),
    ...(value.indexedChildren > 0 && { indexedVariables: value.indexedChildren }),
    ...(value.address !== undefined && { memoryReference: memoryReference(value.address) }),
  };
}

export function variableShape(
  context: ShapeContext,
  value: ValueInfo,
  frame?: FrameReference,
): DebugProtocol.Variable {
  return {
    name: value.name,
    value: value.text,
    ...valueShape(context, value, frame),
    ...(value.expression !== undefined && { evaluateName: value.expression }),
    presentationHint: { kind: 'data', ...(!value.canSet && { attributes: ['readOnly'] }) },
  };
}

/** An address as the client hands it back to `readMemory`. */
export function memoryReference(address: number): string {
  return `0x${address.toString(16)}`;
}

const REASONS: Partial<Record<StopReason, string>> = { trap: 'exception', 'thread end': 'step' };

/** The stop's reason in the protocol's words; `end` is our own, which the protocol allows. */
export function stoppedBody(stop: Stop, hitBreakpointIds: number[]): DebugProtocol.StoppedEvent['body'] {
  const description = describeStop(stop);
  return {
    reason: REASONS[stop.reason] ?? stop.reason,
    threadId: stop.thread,
    allThreadsStopped: true,
    ...(description !== undefined && { description }),
    ...(stop.trap && { text: stop.trap.message }),
    ...(hitBreakpointIds.length > 0 && { hitBreakpointIds }),
  };
}

/** Clients show it on a thread's line, where it leaves room for the thread's name only if it is short. */
function describeStop(stop: Stop): string | undefined {
  const parts = [];
  if (stop.reason === 'end') parts.push(`Ended with exit code ${stop.exitCode ?? 0}`);
  if (stop.trap) parts.push(`Trap: ${stop.trap.kind}`);
  for (const change of stop.changes ?? []) parts.push(changeText(change));
  if (stop.note !== undefined) parts.push(stop.note);
  return parts.length > 0 ? parts.join('. ') : undefined;
}

/** `total: 0 → 2, changed by add at bank.rw:8` */
function changeText({ expression, before, after, span, function: name }: WatchedChange): string {
  const { line } = span.source.position(span.start);
  return `${expression}: ${before} → ${after}, changed by ${name} at ${fileName(span.source.path)}:${line}`;
}

/** The text of a file's line, for labels. */
export function lineLabel(source: SourceFile, line: number): string {
  const text = source.lineText(line).trim();
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}
