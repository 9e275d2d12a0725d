// Threads, frames, scopes, and what is known of the trap at which the program stands.
import type { DebuggerApi } from '../../language/debugger/api';
import type { Arguments } from '../arguments';
import { noTrap, unknownId } from '../errors';
import { frameShape, threadShape } from '../shapes';
import { trapDetails, trapDescription } from '../trap-report';
import type { RequestFamily } from './request';

/** Frames in one answer: a deeper stack is asked for in portions, as its `totalFrames` tells. */
const MOST_FRAMES = 20_000;

export const stack: RequestFamily = {
  threads: {
    when: 'always',
    handle({ debuggee }) {
      const { current, phase } = debuggee;
      const threads = phase === 'ended' ? [] : (current?.threads() ?? []);
      // One that has not begun has no frames: an empty stack would be a riddle.
      const hasBegun = (id: number): boolean => phase !== 'stopped' || current?.frames(id, 0, 0).total !== 0;
      return { body: { threads: threads.map((thread) => threadShape(thread, hasBegun(thread.id))) } };
    },
  },
  stackTrace: {
    when: 'stopped',
    handle(context, args) {
      const api = context.debuggee.debugger('stackTrace');
      const thread = threadOf(api, args);
      const first = args.optionalInteger('startFrame') ?? 0;
      const levels = args.optionalInteger('levels') ?? 0;
      const withLine = args.optionalObject('format')?.optionalBoolean('line') ?? false;
      const { frames, total } = api.frames(thread, first, Math.min(levels || MOST_FRAMES, MOST_FRAMES));
      const subtle = context.launched?.attributes.justMyCode ?? true;
      const stackFrames = frames.map((frame) => {
        const shape = frameShape(context, frame, { thread, index: frame.index }, subtle);
        return withLine ? { ...shape, name: `${shape.name}:${shape.line}` } : shape;
      });
      return { body: { stackFrames, totalFrames: total } };
    },
  },
  scopes: {
    when: 'stopped',
    handle(context, args) {
      const frame = context.references.frame(args.integer('frameId'));
      const scope = (name: string, kind: 'locals' | 'globals') => ({
        name,
        presentationHint: kind,
        variablesReference: context.references.containerId({ kind: 'scope', frame, scope: kind }),
        expensive: false,
      });
      return { body: { scopes: [scope('Locals', 'locals'), scope('Globals', 'globals')] } };
    },
  },
  exceptionInfo: {
    when: 'stopped',
    handle(context, args) {
      const api = context.debuggee.debugger('exceptionInfo');
      threadOf(api, args);
      const trap = api.stop?.trap;
      if (!trap) throw noTrap();
      return {
        body: {
          exceptionId: trap.kind,
          description: trapDescription(trap),
          breakMode: 'always',
          details: trapDetails(api, trap),
        },
      };
    },
  },
};

function threadOf(api: DebuggerApi, args: Arguments): number {
  const id = args.integer('threadId');
  if (api.threads().some((thread) => thread.id === id)) return id;
  throw unknownId('thread', id, '`threads` lists those that there are.');
}
