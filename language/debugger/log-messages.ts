// The message of a log point: text, with expressions in braces. `{{` and `}}` are braces, as in `print`.
import type { Result } from './api';

export type LogPart =
  { readonly kind: 'text'; readonly text: string } | { readonly kind: 'expression'; readonly text: string };

/** Takes a message apart. Braces inside an expression (a struct literal) and inside its strings nest. */
export function parseLogMessage(message: string): Result<{ parts: LogPart[] }> {
  const parts: LogPart[] = [];
  let text = '';
  for (let at = 0; at < message.length; at++) {
    const character = message[at] as string;
    if ((character === '{' || character === '}') && message[at + 1] === character) {
      text += character;
      at++;
    } else if (character === '{') {
      const end = closingBrace(message, at + 1);
      if (end < 0) return { ok: false, message: 'the log message has a `{` without its `}`' };
      if (text) parts.push({ kind: 'text', text });
      text = '';
      parts.push({ kind: 'expression', text: message.slice(at + 1, end) });
      at = end;
    } else {
      text += character;
    }
  }
  if (text) parts.push({ kind: 'text', text });
  return { ok: true, parts };
}

/** Index of the brace that closes an expression that begins at `from`, -1 if none does. */
function closingBrace(message: string, from: number): number {
  let depth = 0;
  for (let at = from; at < message.length; at++) {
    const character = message[at];
    if (character === '"' || character === "'") at = closingQuote(message, at);
    else if (character === '{') depth++;
    else if (character === '}' && depth-- === 0) return at;
  }
  return -1;
}

function closingQuote(message: string, from: number): number {
  const quote = message[from];
  for (let at = from + 1; at < message.length; at++) {
    if (message[at] === '\\') at++;
    else if (message[at] === quote) return at;
  }
  return message.length;
}
