// Values: the variables of a scope, the children of a value in pages, and setting them.
import type { DebuggerApi, ScopeKind, ValueFormat, ValueInfo } from '../../language/debugger/api';
import type { Arguments } from '../arguments';
import { refused, unknownId } from '../errors';
import type { ContainerReference, FrameReference } from '../references';
import { valueShape, variableShape } from '../shapes';
import type { RequestFamily, SessionContext } from './request';

/** Children in one answer: more are asked for by `start` and `count`. */
const MOST_CHILDREN = 10_000;

/** What of a container is asked for. */
interface Page {
  readonly first: number;
  readonly count: number;
  /** Children that there are from `first` on. */
  readonly available: number;
}

export const variables: RequestFamily = {
  variables: {
    when: 'stopped',
    handle(context, args) {
      const api = context.debuggee.debugger('variables');
      const container = context.references.container(args.integer('variablesReference'));
      const format = formatOf(args);
      const values =
        container.kind === 'scope'
          ? pageOf(api.variables(container.frame.index, container.scope, format), args)
          : children(api, container.value, args, format);
      const shapes = values.list.map((value) => variableShape(context, value, container.frame));
      return { body: { variables: values.left > 0 ? [...shapes, leftOut(values.left)] : shapes } };
    },
  },
  setVariable: {
    when: 'evaluation',
    async handle(context, args, signal) {
      const container = context.references.container(args.integer('variablesReference'));
      const name = args.string('name');
      const text = args.string('value');
      const format = formatOf(args);
      const value = await context.debuggee.evaluate(signal, async (api) => {
        const old = findVariable(api, container, name, format);
        if (!old) throw unknownId('variable', name, 'Ask for the variables again.');
        const result = await api.setValue(old.handle, text, container.frame?.index);
        if (!result.ok) throw refused(result.message, true);
        return result.value;
      });
      return {
        body: { value: value.text, ...valueShape(context, value, container.frame) },
        afterwards: () => announceChange(context, value),
      };
    },
  },
  setExpression: {
    when: 'evaluation',
    async handle(context, args, signal) {
      const target = args.string('expression');
      const text = args.string('value');
      const frame = frameOf(context, args);
      formatOf(args);
      const value = await context.debuggee.evaluate(signal, async (api) => {
        const result = await api.setExpression(target, text, frame?.index ?? topFrame(api));
        if (!result.ok) throw refused(result.message, true);
        return result.value;
      });
      return {
        body: { value: value.text, ...valueShape(context, value, frame) },
        afterwards: () => announceChange(context, value),
      };
    },
  },
};

/** A change of the past or the present: other views of the client may show the same bytes. */
export function announceChange(
  context: SessionContext,
  { address, size }: { address?: number; size: number },
): void {
  if (context.client.refreshesOnRequest) context.outbox.event('invalidated', { areas: ['variables'] });
  if (!context.client.followsMemory || address === undefined) return;
  context.outbox.event('memory', { memoryReference: `0x${address.toString(16)}`, offset: 0, count: size });
}

/** The frame that a request names, if it names one. */
export function frameOf(context: SessionContext, args: Arguments): FrameReference | undefined {
  const id = args.optionalInteger('frameId');
  return id === undefined ? undefined : context.references.frame(id);
}

export function formatOf(args: Arguments): ValueFormat | undefined {
  const format = args.optionalObject('format');
  return format && { hex: format.optionalBoolean('hex') ?? false };
}

function topFrame(api: DebuggerApi): number {
  return api.frames(api.stop?.thread ?? 1, 0, 1).frames[0]?.index ?? 0;
}

function pageOf(all: readonly ValueInfo[], args: Arguments): { list: readonly ValueInfo[]; left: number } {
  // A scope has named children only.
  if (args.oneOf('filter', ['named', 'indexed']) === 'indexed') return { list: [], left: 0 };
  const { first, count, available } = page(args, 0, all.length);
  return { list: all.slice(first, first + count), left: unasked(args, available, count) };
}

/** A value's children are numbered with the named ones first. */
function children(
  api: DebuggerApi,
  value: ValueInfo,
  args: Arguments,
  format: ValueFormat | undefined,
): { list: readonly ValueInfo[]; left: number } {
  const filter = args.oneOf('filter', ['named', 'indexed']);
  const begin = filter === 'indexed' ? value.namedChildren : 0;
  const end = filter === 'named' ? value.namedChildren : value.namedChildren + value.indexedChildren;
  const { first, count, available } = page(args, begin, end);
  if (count === 0) return { list: [], left: 0 };
  return { list: api.children(value.handle, first, count, format), left: unasked(args, available, count) };
}

/** The part of `begin..end` that `start` and `count` name; a count of 0 means all, as the protocol says. */
function page(args: Arguments, begin: number, end: number): Page {
  const first = Math.min(begin + (args.optionalInteger('start') ?? 0), end);
  const wanted = args.optionalInteger('count') || Number.MAX_SAFE_INTEGER;
  const available = end - first;
  return { first, available, count: Math.min(wanted, available, MOST_CHILDREN) };
}

/** How many the client wanted and does not get; one that pages knows what is left. */
function unasked(args: Arguments, available: number, count: number): number {
  return args.optionalInteger('count') ? 0 : available - count;
}

function leftOut(count: number) {
  return {
    name: '…',
    value: `${count} more; ask for them with \`start\` and \`count\``,
    variablesReference: 0,
    presentationHint: { kind: 'virtual', attributes: ['readOnly'] },
  };
}

/** A child of a container by its name. */
export function findVariable(
  api: DebuggerApi,
  container: ContainerReference,
  name: string,
  format?: ValueFormat,
): ValueInfo | undefined {
  if (container.kind === 'scope') return inScope(api, container.frame, container.scope, name, format);
  const { handle, namedChildren, indexedChildren } = container.value;
  const index = /^\[(\d{1,15})\]$/.exec(name);
  if (index) {
    const at = Number(index[1]);
    return at < indexedChildren ? api.children(handle, namedChildren + at, 1, format)[0] : undefined;
  }
  if (namedChildren === 0) return undefined;
  return api.children(handle, 0, namedChildren, format).find((child) => child.name === name);
}

function inScope(
  api: DebuggerApi,
  frame: FrameReference,
  scope: ScopeKind,
  name: string,
  format: ValueFormat | undefined,
): ValueInfo | undefined {
  return api.variables(frame.index, scope, format).find((value) => value.name === name);
}
