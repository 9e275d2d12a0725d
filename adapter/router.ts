// From a request to its one answer. This is the only place that knows all requests, checks whether one may
// be done now, and turns what a handler throws, at once or later, into an error answer.
import type { DebugProtocol } from '@vscode/debugprotocol';
import { Arguments } from './arguments';
import {
  RequestError,
  alreadyInitialized,
  cancelled,
  ended,
  internalFault,
  notInitialized,
  notLaunched,
  notStarted,
  running,
  unknownRequest,
} from './errors';
import { breakpoints } from './requests/breakpoints';
import { dataBreakpoints } from './requests/data-breakpoints';
import { evaluation } from './requests/evaluate';
import { history } from './requests/history';
import { launching } from './requests/launch';
import { lifecycle } from './requests/lifecycle';
import { memory } from './requests/memory';
import { memoryCheck } from './requests/memory-check';
import { movement } from './requests/movement';
import { sources } from './requests/sources';
import { stack } from './requests/stack';
import { variables } from './requests/variables';
import type { Reply, RequestHandler, RequestsUnderWay, SessionContext, When } from './requests/request';

/** Every request that the adapter answers. */
export const REQUESTS: ReadonlyMap<string, RequestHandler> = new Map(
  [
    lifecycle,
    launching,
    breakpoints,
    dataBreakpoints,
    movement,
    stack,
    variables,
    evaluation,
    memory,
    memoryCheck,
    history,
    sources,
  ].flatMap((family) => Object.entries(family)),
);

/** What a client that has lost its patience must be able to send. */
const AT_ONCE: ReadonlySet<string> = new Set(['cancel', 'disconnect']);

type Respond = (request: DebugProtocol.Request, answer: Answer) => void;
export type Answer = { readonly body?: object } | { readonly error: RequestError };

/** Routes the requests of one session. Each gets exactly one answer, whatever it holds. */
export class Router implements RequestsUnderWay {
  private initialized = false;
  private readonly unanswered = new Map<DebugProtocol.Request, AbortController>();

  constructor(
    private readonly context: () => SessionContext,
    private readonly respond: Respond,
  ) {}

  /** Takes a request; never throws. */
  take(request: DebugProtocol.Request): void {
    const control = new AbortController();
    this.unanswered.set(request, control);
    void this.carryOut(request, control.signal).then(
      (reply) => this.finish(request, reply),
      (error: unknown) =>
        this.answer(request, { error: error instanceof RequestError ? error : internalFault(error) }),
    );
  }

  cancel(seq: number): void {
    for (const [request, control] of this.unanswered) {
      const when = REQUESTS.get(request.command)?.when;
      if (request.seq !== seq || (when !== 'evaluation' && when !== 'stopped')) continue;
      this.answer(request, { error: cancelled() });
      control.abort();
    }
  }

  private finish(request: DebugProtocol.Request, reply: Reply): void {
    this.answer(request, { body: reply.body });
    reply.afterwards?.();
  }

  private answer(request: DebugProtocol.Request, answer: Answer): void {
    if (this.unanswered.delete(request)) this.respond(request, answer);
  }

  /** Done at once where nothing has to be waited for, so that requests take effect in their order. */
  private async carryOut(
    { command, arguments: values }: DebugProtocol.Request,
    signal: AbortSignal,
  ): Promise<Reply> {
    const handler = REQUESTS.get(command);
    if (!handler) throw unknownRequest(command);
    this.checkInitialized(command);
    const context = this.context();
    const args = new Arguments(values);
    // Files are still being fetched for a program: what comes after its launch is about that program.
    while (context.reading && !AT_ONCE.has(command)) await context.reading.catch(() => undefined);
    checkPhase(context, command, handler.when);
    while (context.debuggee.isEvaluating && (handler.when === 'movement' || handler.when === 'stopped')) {
      // The engine is busy on a throw-away branch. A movement is what the user wants now, so it cuts in.
      if (handler.when === 'movement') context.debuggee.interrupt();
      await context.debuggee.evaluationEnded();
      checkPhase(context, command, handler.when);
    }
    return handler.handle(context, args, signal);
  }

  private checkInitialized(command: string): void {
    if (command === 'initialize') {
      if (this.initialized) throw alreadyInitialized();
      this.initialized = true;
    } else if (!this.initialized && command !== 'disconnect') {
      throw notInitialized(command);
    }
  }
}

function checkPhase({ debuggee }: SessionContext, command: string, when: When): void {
  const { phase } = debuggee;
  if (when === 'always') return;
  if (phase === 'none') throw notLaunched(command);
  if (when === 'launched') return;
  if (phase === 'launched') throw notStarted(command);
  if (phase === 'ended') throw ended(command);
  if (when !== 'started' && phase === 'running') throw running(command);
}
