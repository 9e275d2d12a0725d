// A trap as text: what happened, the source line, and the stack. Told when a trap ends the program without
// a stop, and in the answer to `exceptionInfo`.
import type { DebugProtocol } from '@vscode/debugprotocol';
import type { DebuggerApi, FindingInfo, PlacedMoment, TrapReport } from '../language/debugger/api';
import { renderDiagnostic } from '../language/syntax/render-diagnostic';

/** Frames in the text; a deep recursion's are told by their number. */
const FRAMES = 50;

/** For the debug console, in the same form as on the command line. */
export function trapText(api: DebuggerApi, { message, span, finding }: TrapReport): string {
  const place = renderDiagnostic({ code: '', severity: 'error', span, message, labels: [] });
  return [place.replace('error:', 'trap:'), stackText(api), ...pastOf(finding)].join('\n');
}

/** For `exceptionInfo`: what happened, and what became of the block before, a line for each. */
export function trapDescription({ message, finding }: TrapReport): string {
  return [message, ...pastOf(finding)].join('\n');
}

export function trapDetails(api: DebuggerApi, trap: TrapReport): DebugProtocol.ExceptionDetails {
  const past = pastOf(trap.finding).map((message) => ({ message }));
  return {
    message: trap.message,
    typeName: trap.kind,
    stackTrace: stackText(api),
    ...(past.length > 0 && { innerException: past }),
  };
}

/** When and where the block of a bad access was allocated and freed. */
function pastOf({ allocated, freed }: Partial<FindingInfo> = {}): string[] {
  return [
    ...(allocated ? [`allocated at t=${allocated.time} in ${placeText(allocated)}`] : []),
    ...(freed ? [`freed at t=${freed.time} in ${placeText(freed)}`] : []),
  ];
}

function placeText({ function: name, span }: Pick<PlacedMoment, 'function' | 'span'>): string {
  return `${name} (${span.source.path}:${span.source.position(span.start).line})`;
}

/** The stack at which the program stands, the innermost frame first, a line for each. */
function stackText(api: DebuggerApi): string {
  const { frames, total } = api.frames(api.stop?.thread ?? 1, 0, FRAMES);
  const lines = frames.map(({ name, span }) => `  in ${placeText({ function: name, span })}`);
  if (total > frames.length) lines.push(`  … ${total - frames.length} more …`);
  return lines.join('\n');
}
