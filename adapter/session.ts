// One debug session: the protocol's library on one side, the router and the session's parts on the other.
// A connection (stdio, TCP) or the extension feeds it messages; it knows nothing of either.
import { DebugSession } from '@vscode/debugadapter';
import type { DebugProtocol } from '@vscode/debugprotocol';
import { BreakpointBook } from './breakpoint-book';
import { Client } from './client';
import { Debuggee } from './debuggee';
import type { DebuggeeEvents } from './debuggee';
import { GotoTargets } from './goto-targets';
import type { Launch } from './launcher';
import type { Platform } from './platform';
import { Outbox } from './outbox';
import { ProgressReports } from './progress-reports';
import { References } from './references';
import type { SessionContext } from './requests/request';
import { Router } from './router';
import type { Answer } from './router';
import { place, stoppedBody } from './shapes';
import { Sources } from './sources';
import { trapText } from './trap-report';

/**
 * Give it messages by `handleMessage` and take its own from `onDidSendMessage`; `dispose` when the client
 * is gone. VS Code can use it inline.
 */
export class RopewalkSession extends DebugSession {
  private readonly context: SessionContext;
  private readonly router: Router;
  private closed = false;

  /**
   * @param launch compiles programs
   * @param platform where the adapter runs
   * @param onClosed called once, after the last message
   * @param isCongested true while the client does not take what is sent
   */
  constructor(
    launch: Launch,
    platform: Platform,
    private readonly onClosed: () => void = () => undefined,
    isCongested: () => boolean = () => false,
  ) {
    super();
    this.router = new Router(
      () => this.context,
      (request, answer) => this.answer(request, answer),
    );
    this.context = this.assemble(launch, platform, isCongested);
  }

  /** Takes any value that came as a message; what is no request is ignored. */
  override handleMessage(message: unknown): void {
    const request = asRequest(message);
    if (!this.closed && request) this.router.take(request);
  }

  /** Tells the client something that answers no request, such as of bytes that were no message. */
  remark(text: string): void {
    this.context.outbox.say(text, 'important');
  }

  /** The client is gone: ends the program and the session. */
  override dispose(): void {
    if (this.closed) return;
    this.closed = true;
    this.context.outbox.close();
    this.context.debuggee.terminate();
    this.onClosed();
  }

  /** The library would end the whole process here. */
  override shutdown(): void {
    this.dispose();
  }

  private answer(request: DebugProtocol.Request, answer: Answer): void {
    if (this.closed) return;
    this.context.outbox.pushGathered();
    const success = !('error' in answer);
    this.sendResponse({
      seq: 0,
      type: 'response',
      request_seq: request.seq,
      command: request.command,
      success,
      ...('error' in answer ? errorFields(answer.error) : answer.body && { body: answer.body }),
    });
  }

  private assemble(launch: Launch, platform: Platform, isCongested: () => boolean): SessionContext {
    const client = new Client(platform);
    const sources = new Sources(client, platform);
    const references = new References();
    const outbox = new Outbox((event) => this.sendEvent(event), isCongested);
    const progress = new ProgressReports(client, outbox);
    const shapes = { client, sources, references };
    const breakpoints = new BreakpointBook(shapes, outbox);
    const events: DebuggeeEvents = {
      onFatalTrap: (api, trap) => {
        outbox.endOfOutput();
        outbox.say(trapText(api, trap), 'stderr', place(shapes, trap.span));
      },
      onMovementEnded: () => progress.end(),
      onStopped: (stop) => {
        references.forget();
        const hits = stop.hitBreakpoints.map((id) => breakpoints.clientId(id));
        outbox.event('stopped', stoppedBody(stop, hits));
      },
    };
    return {
      ...shapes,
      outbox,
      progress,
      breakpoints,
      debuggee: new Debuggee(outbox, events),
      gotoTargets: new GotoTargets(),
      requests: this.router,
      launch,
      platform,
      launched: undefined,
      configured: false,
      reading: undefined,
      close: () => this.dispose(),
    };
  }
}

function errorFields({ id, message, showUser }: { id: number; message: string; showUser: boolean }): object {
  return { message, body: { error: { id, format: message, showUser } } };
}

/** What can be answered: it needs its number. One without a command gets the answer that there is no such request. */
function asRequest(message: unknown): DebugProtocol.Request | undefined {
  if (typeof message !== 'object' || message === null) return undefined;
  const { type, seq, command, arguments: values } = message as Record<string, unknown>;
  if (type !== 'request' || typeof seq !== 'number' || !Number.isSafeInteger(seq)) return undefined;
  return { type, seq, command: typeof command === 'string' ? command : '', arguments: values };
}
