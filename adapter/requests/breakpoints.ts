// Breakpoints of every sort: in sources, at functions, on traps, and where breakpoints can be.
import type { BreakpointSpec } from '../../language/debugger/api';
import type { Arguments } from '../arguments';
import type { Client } from '../client';
import { locationShape } from '../shapes';
import type { RequestFamily, SessionContext } from './request';

export const breakpoints: RequestFamily = {
  setBreakpoints: {
    when: 'always',
    handle(context, args) {
      const path = pathOf(context, args.object('source'));
      const specs = args.optionalObjects('breakpoints')?.map((one) => sourceBreakpoint(context.client, one));
      return {
        body: { breakpoints: context.breakpoints.set(path, specs ?? plainLines(context.client, args)) },
      };
    },
  },
  setFunctionBreakpoints: {
    when: 'always',
    handle(context, args) {
      const specs = (args.optionalObjects('breakpoints') ?? requireList(args, 'breakpoints')).map((one) => ({
        name: one.string('name'),
        ...conditions(one),
      }));
      return { body: { breakpoints: context.breakpoints.setFunctions(specs) } };
    },
  },
  setExceptionBreakpoints: {
    when: 'always',
    handle(context, args) {
      const plain = (args.optionalStrings('filters') ?? requireList(args, 'filters')).map((id) => ({ id }));
      const options = (args.optionalObjects('filterOptions') ?? []).map((one) => ({
        id: one.string('filterId'),
        condition: present(one.optionalString('condition')),
      }));
      return { body: { breakpoints: context.breakpoints.traps.set([...plain, ...options]) } };
    },
  },
  breakpointLocations: {
    when: 'always',
    handle(context, args) {
      const { client, debuggee, sources } = context;
      const sourceArguments = args.object('source');
      const from = { line: client.line(args, 'line'), column: client.optionalColumn(args, 'column') ?? 1 };
      const line = client.optionalLine(args, 'endLine') ?? from.line;
      // Without an end column the whole last line is meant.
      const column = client.optionalColumn(args, 'endColumn') ?? Number.MAX_SAFE_INTEGER;
      const source = sources.find(sourceArguments);
      if (!source || !debuggee.current) return { body: { breakpoints: [] } };
      const found = debuggee.current.breakpointLocations(source, from, { line, column });
      return { body: { breakpoints: found.map((location) => locationShape(context, location)) } };
    },
  },
};

function pathOf({ client, sources }: SessionContext, source: Arguments): string {
  const reference = source.optionalInteger('sourceReference') ?? 0;
  if (reference > 0) return sources.byReference(reference).path;
  const path = client.path(source.string('path'));
  return sources.byPath(path)?.path ?? path;
}

function sourceBreakpoint(client: Client, args: Arguments): BreakpointSpec {
  return {
    line: client.line(args, 'line'),
    column: client.optionalColumn(args, 'column'),
    ...conditions(args),
    logMessage: present(args.optionalString('logMessage')),
  };
}

/** The protocol's older form of the request: lines alone. */
function plainLines(client: Client, args: Arguments): BreakpointSpec[] {
  const lines: unknown = args.raw('lines') ?? [];
  const isLine = (line: unknown): line is number =>
    Number.isInteger(line) && (line as number) >= client.toLine(1);
  if (!Array.isArray(lines) || !lines.every(isLine)) throw args.bad('lines', 'a list of lines');
  return lines.map((line) => ({ line: line + 1 - client.toLine(1) }));
}

function conditions(args: Arguments): Pick<BreakpointSpec, 'condition' | 'hitCondition'> {
  return {
    condition: present(args.optionalString('condition')),
    hitCondition: present(args.optionalString('hitCondition')),
  };
}

/** Clients send an empty condition for one that the user has cleared. */
function present(text: string | undefined): string | undefined {
  return text === undefined || text.trim() === '' ? undefined : text;
}

export function requireList(args: Arguments, name: string): never {
  throw args.bad(name, 'a list');
}
