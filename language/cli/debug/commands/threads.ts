// The threads, and which of them the other commands look at and step.
import { wholeNumber, type Command } from '../command';
import type { Complaint, Dialogue } from '../dialogue';

/** Each with what it waits for; the selected one is marked. */
export function listThreads(dialogue: Dialogue): Complaint {
  for (const { id, name, state } of dialogue.debugger.threads()) {
    const mark = id === dialogue.thread ? '*' : ' ';
    dialogue.screen.line(`${mark} ${id}  ${name}${state === undefined ? '' : ` (${state})`}`);
  }
  return undefined;
}

function select(dialogue: Dialogue, argument: string): Complaint {
  if (dialogue.notStopped !== undefined) return dialogue.notStopped;
  const wanted = wholeNumber(argument, dialogue.thread ?? 0);
  if (wanted === undefined) return 'Which thread? `threads` lists them.';
  const found = dialogue.debugger.threads().find(({ id }) => id === wanted);
  if (!found) return `There is no thread ${wanted} at this moment; \`threads\` lists those that there are.`;
  if (argument !== '') dialogue.selectThread(wanted);
  const state = found.state === undefined ? '' : `, ${found.state}`;
  dialogue.screen.line(`[Thread ${wanted}: ${found.name}${state}]`);
  if (dialogue.frame) dialogue.showFrame();
  else dialogue.screen.line('It has not begun yet.');
  return undefined;
}

export const THREAD_COMMANDS: readonly Command[] = [
  {
    name: 'threads',
    topic: 'looking',
    summary: 'show the threads, and what each waits for',
    run: listThreads,
  },
  {
    name: 'thread',
    aliases: ['t'],
    topic: 'looking',
    usage: '[NUMBER]',
    summary: 'select a thread, which the other commands then look at and step',
    details:
      'Until the program stops again, `backtrace`, `frame`, `print` and the like look at that thread, and steps move\n' +
      'it, in either direction: the others have their turns meanwhile.',
    repeat: 'nothing',
    completes: 'nothing',
    run: select,
  },
];
