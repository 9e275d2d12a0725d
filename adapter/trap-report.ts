// A trap as text: what happened, the source line, and the stack. Told when a trap ends the program without
// a stop, and in the answer to `exceptionInfo`.
import type { DebuggerApi, TrapReport } from '../language/debugger/api';
import { renderDiagnostic } from '../language/syntax/render-diagnostic';

/** Frames in the text; a deep recursion's are told by their number. */
const FRAMES = 50;

/** For the debug console, in the same form as on the command line. */
export function trapText(api: DebuggerApi, { message, span }: TrapReport): string {
  const place = renderDiagnostic({ code: '', severity: 'error', span, message, labels: [] });
  return `${place.replace('error:', 'trap:')}\n${stackText(api)}`;
}

/** The stack at which the program stands, the innermost frame first, a line for each. */
export function stackText(api: DebuggerApi): string {
  const { frames, total } = api.frames(api.stop?.thread ?? 1, 0, FRAMES);
  const lines = frames.map(({ name, source, span }) => {
    return `  in ${name} (${source.path}:${source.position(span.start).line})`;
  });
  if (total > frames.length) lines.push(`  … ${total - frames.length} more …`);
  return lines.join('\n');
}
