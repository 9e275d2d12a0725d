// Launching and restarting: reads the program, compiles it, gives it its breakpoints, and starts it when
// the client has finished its configuration.
import type { Diagnostic } from '../../language/syntax/diagnostic';
import { renderDiagnostic } from '../../language/syntax/render-diagnostic';
import type { DebuggerApi, DebuggerEvents } from '../../language/debugger/api';
import { alreadyLaunched, notCompiled, notLaunched, notStarted } from '../errors';
import { launchArguments } from '../launch-arguments';
import type { LaunchArguments } from '../launch-arguments';
import { fileName } from '../paths';
import { place, positionPlace } from '../shapes';
import { announce } from './movement';
import type { Launched, Reply, RequestFamily, SessionContext } from './request';

/** Nobody reads more of them; a file that is no program at all may have one for each line. */
const MOST_DIAGNOSTICS = 100;

export const launching: RequestFamily = {
  launch: {
    when: 'always',
    handle(context, args) {
      const { phase } = context.debuggee;
      if (phase !== 'none' && phase !== 'ended') throw alreadyLaunched();
      const prepared = prepare(context, launchArguments(args.all(), context.platform.resolve));
      return after(prepared, () => (context.configured ? start(context) : {}));
    },
  },
  configurationDone: {
    when: 'always',
    handle(context) {
      context.configured = true;
      return context.debuggee.phase === 'launched' ? start(context) : {};
    },
  },
  // As anywhere, a restart is a new run of the program as it is on disk now, under the same breakpoints.
  restart: {
    when: 'launched',
    handle(context, args) {
      const { phase } = context.debuggee;
      if (phase === 'launched') throw notStarted('restart');
      const changed = args.optionalObject('arguments');
      const launch = changed ? launchArguments(changed.all(), context.platform.resolve) : launchOf(context);
      return after(prepare(context, launch), async () => {
        const reply = await start(context);
        return phase === 'stopped' ? announce(context, reply) : reply;
      });
    },
  },
};

function start(context: SessionContext): Promise<Reply> {
  return context.debuggee.move((api) => api.start());
}

function launchOf({ launched }: SessionContext): LaunchArguments {
  if (!launched) throw notLaunched('restart');
  return launched.attributes;
}

/** At once where nothing has to be waited for, so that requests take effect in their order. */
function after(done: void | Promise<void>, next: () => Reply | Promise<Reply>): Reply | Promise<Reply> {
  return done instanceof Promise ? done.then(next) : next();
}

/** Compiles, and puts the new program in the place of one that was there. */
function prepare(context: SessionContext, attributes: LaunchArguments): void | Promise<void> {
  const fetched = context.platform.fetch?.(attributes);
  if (!fetched) return replace(context, attributes);
  context.reading = fetched
    .then(() => replace(context, attributes))
    .finally(() => (context.reading = undefined));
  return context.reading;
}

function replace(context: SessionContext, attributes: LaunchArguments): void {
  const launched = { attributes, retired: false };
  const api = compile(context, launched);
  if (context.launched) context.launched.retired = true;
  context.launched = launched;
  context.debuggee.attach(api, attributes.stopAtEnd);
  context.gotoTargets.clear();
  context.sources.replace(api.sources);
  context.breakpoints.open(api, attributes.noDebug);
}

/** Throws, and reports what is wrong in the program, if there is something. */
function compile(context: SessionContext, launched: Launched): DebuggerApi {
  const { attributes } = launched;
  const { platform } = context;
  const source = platform.readSource(attributes.program);
  const { input } = attributes;
  const bytes = 'file' in input ? platform.readInput(input.file) : new TextEncoder().encode(input.text);
  const host = platform.host(bytes, attributes);
  // It always stops at the end, where a trap can still be looked at; whether that is told is decided later.
  const options = { ...attributes, stopAtEnd: true, arguments: [...attributes.arguments] };
  const result = context.launch(source, options, host, programEvents(context, launched), platform.imports);
  return result.ok ? result.debugger : refuse(context, attributes, result.diagnostics);
}

/** Reports what is wrong in the program, and throws. */
function refuse(
  context: SessionContext,
  { program }: LaunchArguments,
  diagnostics: readonly Diagnostic[],
): never {
  for (const diagnostic of diagnostics.slice(0, MOST_DIAGNOSTICS)) reportDiagnostic(context, diagnostic);
  const more = diagnostics.length - MOST_DIAGNOSTICS;
  if (more > 0) context.outbox.say(`… ${more} more …`, 'stderr');
  const errors = diagnostics.filter(({ severity }) => severity === 'error');
  throw notCompiled(fileName(program), errors.length, firstError(errors));
}

/** What a program does reaches the client until another takes its place. */
function programEvents(
  { outbox, progress, breakpoints, ...shapes }: SessionContext,
  launched: Launched,
): DebuggerEvents {
  const whileRunning = <T extends unknown[]>(tell: (...values: T) => void) => {
    return (...values: T): void => {
      if (!launched.retired) tell(...values);
    };
  };
  return {
    onOutput: whileRunning((stream, bytes) => outbox.output(stream, bytes)),
    onLog: whileRunning((message, at) =>
      outbox.say(message, 'console', positionPlace(shapes, at.source, at.start)),
    ),
    onProgress: whileRunning((now) => progress.report(now)),
    onBreakpointChanged: whileRunning((status) => breakpoints.changed(status)),
  };
}

function firstError([first]: readonly Diagnostic[]): string {
  if (!first) return '';
  const { line } = first.span.source.position(first.span.start);
  const more = 'The debug console lists all of them.';
  return `${fileName(first.span.source.path)}:${line}: ${first.message}. ${more}`;
}

/** One output event with the diagnostic and what explains it; clients link it to its place. */
function reportDiagnostic(context: SessionContext, diagnostic: Diagnostic): void {
  context.outbox.say(renderDiagnostic(diagnostic), 'stderr', place(context, diagnostic.span));
}
