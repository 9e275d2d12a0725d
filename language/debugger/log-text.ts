// The text of a log point's message at the present moment.
import type { Debuggee } from './debuggee';
import { compileExpression } from './evaluator';
import { checkText, siteOf } from './expressions';
import type { LogPart } from './log-messages';
import { LiveView, RopeView, viewOfBytes } from './values/memory-view';
import { stringContent, valueText } from './values/text';

/** Bytes of a string that go into a message. */
const MOST_STRING_BYTES = 4096;

/** Never fails: an expression that cannot be evaluated says why in its place. */
export async function logText(debuggee: Debuggee, parts: readonly LogPart[]): Promise<string> {
  let text = '';
  for (const part of parts) text += part.kind === 'text' ? part.text : await partText(debuggee, part.text);
  return text;
}

async function partText(debuggee: Debuggee, expression: string): Promise<string> {
  const { machine } = debuggee;
  const frame = machine.topFrame;
  const found = checkText(debuggee, expression, siteOf(debuggee, debuggee.safepointOf(frame)));
  if (!found.ok) return `<${found.message}>`;
  if (found.checked.assigned) return '<a log message cannot assign>';
  const compiled = compileExpression(debuggee, found.checked);
  if (!compiled.ok) return `<${compiled.message}>`;
  const result = await compiled.expression.run(frame, true);
  compiled.expression.release();
  if (!result.ok) return `<${result.message}>`;
  const range = { start: machine.layout.base, end: machine.layout.heapEnd };
  const left = result.memory && new RopeView(result.memory, range);
  const memory = left ?? new LiveView(machine.memory, range);
  const value = { type: result.type, home: viewOfBytes(result.bytes), address: 0, memory, hasAddress: false };
  const text = stringContent(value, MOST_STRING_BYTES) ?? valueText(value, debuggee);
  left?.close();
  return text;
}
