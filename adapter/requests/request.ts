// What a request's handler is: when it may be called, and what it does. Handlers throw `RequestError`s;
// the router turns those into answers.
import type { Arguments } from '../arguments';
import type { BreakpointBook } from '../breakpoint-book';
import type { Debuggee, Reply } from '../debuggee';
import type { GotoTargets } from '../goto-targets';
import type { LaunchArguments } from '../launch-arguments';
import type { Launch } from '../launcher';
import type { Outbox } from '../outbox';
import type { Platform } from '../platform';
import type { ProgressReports } from '../progress-reports';
import type { ShapeContext } from '../shapes';

export type { Reply } from '../debuggee';

/** One session's parts, as handlers see them. */
export interface SessionContext extends ShapeContext {
  readonly outbox: Outbox;
  readonly debuggee: Debuggee;
  readonly breakpoints: BreakpointBook;
  readonly progress: ProgressReports;
  readonly gotoTargets: GotoTargets;
  readonly requests: RequestsUnderWay;
  readonly launch: Launch;
  readonly platform: Platform;
  /** The program that was launched last; undefined before the first. */
  launched: Launched | undefined;
  configured: boolean;
  /** While a launch waits for the program's files: settles when it is done, one way or the other. */
  reading: Promise<void> | undefined;
  /** Ends the session after the answer under way; whoever owns the connection closes it. */
  close(): void;
}

export interface Launched {
  readonly attributes: LaunchArguments;
  /** Another program has taken its place, and nothing of this one is to be told any more. */
  retired: boolean;
}

/** Requests that are not answered yet. */
export interface RequestsUnderWay {
  /** Answers a request that only looks at the program as cancelled and aborts its work, if it is not answered yet. */
  cancel(seq: number): void;
}

/**
 * In which phases a request makes sense.
 * `always`: from `initialize` on; `launched`: there is a program; `started`: it has been started and not
 * ended; `stopped`: it stands still and no evaluation is under way, which is waited for; `evaluation`:
 * it stands still, and evaluations wait for each other; `movement`: it stands still, and an evaluation
 * under way makes room.
 */
export type When = 'always' | 'launched' | 'started' | 'stopped' | 'evaluation' | 'movement';

export interface RequestHandler {
  readonly when: When;
  /** @param signal aborted when the client cancels the request; it is answered then already */
  handle(context: SessionContext, args: Arguments, signal: AbortSignal): Reply | Promise<Reply>;
}

export type RequestFamily = Readonly<Record<string, RequestHandler>>;
