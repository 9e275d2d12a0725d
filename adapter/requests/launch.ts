// Launching and restarting: reads the program, compiles it, gives it its breakpoints, and starts it when
// the client has finished its configuration.
import type { Diagnostic } from '../../language/syntax/diagnostic';
import { renderDiagnostic } from '../../language/syntax/render-diagnostic';
import type { DebuggerApi } from '../../language/debugger/api';
import { alreadyLaunched, notCompiled, notStarted } from '../errors';
import { launchArguments } from '../launch-arguments';
import type { LaunchArguments } from '../launch-arguments';
import { fileName, readInput, readSource } from '../program-files';
import { programHost } from '../program-host';
import { place, positionPlace } from '../shapes';
import type { Reply, RequestFamily, SessionContext } from './request';

export const launching: RequestFamily = {
  launch: {
    when: 'always',
    handle(context, args) {
      const { phase } = context.debuggee;
      if (phase !== 'none' && phase !== 'ended') throw alreadyLaunched();
      const launch = launchArguments(args.all());
      prepare(context, launch);
      return context.configured ? start(context) : {};
    },
  },
  configurationDone: {
    when: 'always',
    handle(context) {
      context.configured = true;
      return context.debuggee.phase === 'launched' ? start(context) : {};
    },
  },
  restart: {
    when: 'launched',
    async handle(context, args) {
      if (context.debuggee.phase === 'launched') throw notStarted('restart');
      const changed = args.optionalObject('arguments');
      const launch = changed ? launchArguments(changed.all()) : (context.launched as LaunchArguments);
      // A program whose text did not change is taken back to its first moment, which needs no compiling.
      if (!changed && context.debuggee.phase !== 'ended' && isUnchanged(context)) {
        await context.debuggee.halt();
        return context.debuggee.move((api) => api.restart());
      }
      const api = compile(context, launch);
      await context.debuggee.halt();
      install(context, launch, api);
      return start(context);
    },
  },
};

function start(context: SessionContext): Promise<Reply> {
  return context.debuggee.move((api) => api.start());
}

function prepare(context: SessionContext, launch: LaunchArguments): void {
  install(context, launch, compile(context, launch));
}

function install(context: SessionContext, launch: LaunchArguments, api: DebuggerApi): void {
  context.launched = launch;
  context.debuggee.attach(api);
  context.gotoTargets.clear();
  context.sources.replace(api.sources);
  context.breakpoints.open(api, launch.noDebug);
}

/** Throws, and reports what is wrong in the program, if there is something. */
function compile(context: SessionContext, launch: LaunchArguments): DebuggerApi {
  const source = readSource(launch.program);
  const input =
    'file' in launch.input ? readInput(launch.input.file) : Buffer.from(launch.input.text, 'utf8');
  const host = programHost(input, launch.arguments, () => undefined);
  const result = context.launch(source, { ...launch, arguments: [...launch.arguments] }, host, {
    onOutput: (stream, bytes) => context.outbox.output(stream, bytes),
    onLog: (message, at) =>
      context.outbox.say(message, 'console', positionPlace(context, at.source, at.start)),
    onProgress: (progress) => context.progress.report(progress),
    onBreakpointChanged: (status) => context.breakpoints.changed(status),
  });
  if (result.ok) return result.debugger;
  for (const diagnostic of result.diagnostics) reportDiagnostic(context, diagnostic);
  const errors = result.diagnostics.filter(({ severity }) => severity === 'error');
  throw notCompiled(fileName(launch.program), errors.length, firstError(errors));
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

function isUnchanged(context: SessionContext): boolean {
  return context.sources.all().every((source) => {
    if (source.isLibrary) return true;
    try {
      return readSource(source.path).text === source.text;
    } catch {
      // What cannot be read any more can still be run again as it was.
      return true;
    }
  });
}
