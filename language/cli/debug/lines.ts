// Where the commands come from: a person at a terminal, with editing, completion and a history of lines; or
// a script, which is echoed so that its output reads like the dialogue that it is.
import { createInterface } from 'node:readline';
import { PROMPT, type Conversation } from './conversation';

/** Lines that the arrow keys go back to. */
const HISTORY_SIZE = 1000;

/** Where a person sits. */
export interface Seat {
  readonly input: NodeJS.ReadableStream;
  readonly output: NodeJS.WritableStream;
}

/** Talks with a person until they quit or close the terminal (Ctrl-D). Ctrl-C pauses a running program. */
export async function talk(conversation: Conversation, seat: Seat): Promise<void> {
  const { dialogue } = conversation;
  const lines = createInterface({
    ...seat,
    terminal: true,
    prompt: PROMPT,
    historySize: HISTORY_SIZE,
    removeHistoryDuplicates: true,
    completer: (line: string) => conversation.complete(line),
  });
  const ask = (): void => {
    dialogue.screen.prompt('');
    lines.prompt();
  };
  lines.on('SIGINT', () => {
    if (dialogue.debugger.state === 'running') {
      dialogue.interrupt();
    } else {
      lines.write(null, { ctrl: true, name: 'e' });
      lines.write(null, { ctrl: true, name: 'u' });
      dialogue.screen.line('`quit` ends the debugger.');
      ask();
    }
  });
  ask();
  for await (const line of lines) {
    await conversation.say(line);
    if (conversation.isOver) break;
    ask();
  }
  lines.close();
}

/** Says the lines of a script; `#` begins a comment line, and empty lines are only for the eye. */
export async function recite(
  conversation: Conversation,
  script: Iterable<string> | AsyncIterable<string>,
): Promise<void> {
  const interrupt = (): void => conversation.dialogue.interrupt();
  process.on('SIGINT', interrupt);
  for await (const raw of script) {
    const line = raw.trim();
    if (line === '' || line.startsWith('#')) continue;
    conversation.dialogue.screen.line(`${PROMPT}${line}`);
    await conversation.say(line);
    if (conversation.isOver) break;
  }
  process.off('SIGINT', interrupt);
}

/** Standard input, line by line, when no person sits at it. */
export function pipedLines(): AsyncIterable<string> {
  return createInterface({ input: process.stdin, terminal: false });
}
