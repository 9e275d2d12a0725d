// Everything that moves the program in time, in both directions: continue, steps, goto, restart of a
// frame, and pause. The answer comes at once, the stop as an event when it is reached.
import type { DebuggerApi, Direction, Granularity, Outcome, StepKind } from '../../language/debugger/api';
import type { SourceFile } from '../../language/syntax/source';
import type { Arguments } from '../arguments';
import { alreadyStopped, unknownId } from '../errors';
import { lineLabel, range } from '../shapes';
import type { Reply, RequestFamily, RequestHandler, SessionContext } from './request';

export const movement: RequestFamily = {
  continue: continuing('forward', { allThreadsContinued: true }),
  reverseContinue: continuing('backward'),
  next: stepping('over', 'forward'),
  stepIn: stepping('in', 'forward'),
  stepOut: stepping('out', 'forward'),
  stepBack: stepping('over', 'backward'),
  'ropewalk/reverseStepIn': announced(stepping('in', 'backward')),
  'ropewalk/reverseStepOut': announced(stepping('out', 'backward')),
  stepInTargets: {
    when: 'stopped',
    handle(context, args) {
      const frame = context.references.frame(args.integer('frameId'));
      const targets = context.debuggee.debugger('stepInTargets').stepInTargets(frame.index);
      return {
        body: {
          targets: targets.map(({ id, label, span }) => ({
            id,
            label,
            ...range(context, span.source.position(span.start), span.source.position(span.end)),
          })),
        },
      };
    },
  },
  restartFrame: {
    when: 'movement',
    handle(context, args) {
      const frame = context.references.frame(args.integer('frameId'));
      return context.debuggee.move((api) => api.restartFrame(frame.index));
    },
  },
  pause: {
    when: 'started',
    handle({ debuggee }, args) {
      // All threads pause, and a search backwards may be where the one that the client means is not yet.
      args.integer('threadId');
      if (debuggee.phase === 'stopped' && !debuggee.isEvaluating) throw alreadyStopped();
      return { afterwards: () => debuggee.interrupt() };
    },
  },
  gotoTargets: {
    when: 'stopped',
    handle(context, args) {
      const source = context.sources.find(args.object('source'));
      const line = context.client.line(args, 'line');
      const column = context.client.optionalColumn(args, 'column');
      return { body: { targets: source ? gotoTargets(context, source, line, column) : [] } };
    },
  },
  goto: {
    when: 'movement',
    handle(context, args) {
      knownThread(context.debuggee.debugger('goto'), args);
      const id = args.integer('targetId');
      const target = context.gotoTargets.get(id);
      if (!target) throw unknownId('goto target', id, 'Ask for `gotoTargets` of the line again.');
      return context.debuggee.move((api) => api.runTo(target.source, target.position, target.direction));
    },
  },
};

function continuing(direction: Direction, body?: object): RequestHandler {
  return moving((api) => api.continue(direction), body);
}

function stepping(kind: StepKind, direction: Direction): RequestHandler {
  return moving((api, args) => {
    const granularity = args.oneOf('granularity', ['statement', 'line', 'instruction']);
    const target = kind === 'in' && direction === 'forward' ? args.optionalInteger('targetId') : undefined;
    return api.step({
      kind,
      direction,
      granularity: granularityOf(granularity),
      thread: args.integer('threadId'),
      target,
    });
  });
}

function moving(go: (api: DebuggerApi, args: Arguments) => Promise<Outcome>, body?: object): RequestHandler {
  return {
    when: 'movement',
    handle({ debuggee }, args) {
      knownThread(debuggee.debugger('movement'), args);
      return debuggee.move((api) => go(api, args), body);
    },
  };
}

export function announced(handler: RequestHandler): RequestHandler {
  return {
    when: handler.when,
    async handle(context, args, signal): Promise<Reply> {
      return announce(context, await handler.handle(context, args, signal));
    },
  };
}

/**
 * Adds to a movement's reply that the program goes on: a client cannot know it of our own requests, and
 * VS Code does not conclude it from a restart.
 */
export function announce({ debuggee, outbox }: SessionContext, reply: Reply): Reply {
  const [thread] = debuggee.current?.threads() ?? [];
  const afterwards = (): void => {
    outbox.eventFirst('continued', { threadId: thread?.id ?? 1, allThreadsContinued: true });
    reply.afterwards?.();
  };
  return { ...reply, afterwards };
}

/** There are no instructions to step by: a statement is the smallest step, and the protocol's default. */
function granularityOf(granularity: 'statement' | 'line' | 'instruction' | undefined): Granularity {
  return granularity === 'line' ? 'line' : 'statement';
}

/** Reads `threadId` and throws if there is no such thread. */
function knownThread(api: DebuggerApi, args: Arguments): void {
  const id = args.integer('threadId');
  if (!api.threads().some((thread) => thread.id === id)) {
    throw unknownId('thread', id, '`threads` lists those that there are.');
  }
}

/**
 * The line's first statement, to run to forwards and backwards. First comes the direction in which the
 * line lies from where the program stands.
 */
function gotoTargets(
  context: SessionContext,
  source: SourceFile,
  line: number,
  column: number | undefined,
): object[] {
  const api = context.debuggee.debugger('gotoTargets');
  const found = api.breakpointLocations(
    source,
    { line, column: 1 },
    { line, column: Number.MAX_SAFE_INTEGER },
  );
  const location = found.filter(({ start }) => start.column <= (column ?? 1)).pop() ?? found[0];
  if (!location) return [];
  const [top] = api.frames(api.stop?.thread ?? 1, 0, 1).frames;
  const here = top?.source === source ? source.position(top.span.start).line : 0;
  const directions: Direction[] = line < here ? ['backward', 'forward'] : ['forward', 'backward'];
  return directions.map((direction) => ({
    id: context.gotoTargets.add({ source, position: location.start, direction }),
    label: `Run ${direction}s to line ${context.client.toLine(line)}: ${lineLabel(source, line)}`,
    ...range(context, location.start, location.end),
  }));
}
