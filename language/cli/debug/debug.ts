// `ropewalk debug FILE`: the debugger for people without an editor, and for scripts.
import { VERSION } from '../version';
import type { Work } from '../arguments';
import { readInput, readText } from '../read-source';
import { complain, reportDiagnostics } from '../report';
import { wantsColor, writeAll } from '../standard-streams';
import { Conversation } from './conversation';
import { pipedLines, recite, talk } from './lines';
import { openDialogue } from './opening';
import { Screen } from './terminal';

/** Runs the whole conversation. The result is the exit code: 0, or 1 if something could not be done. */
export async function debug(work: Work): Promise<number> {
  const input = work.stdin === undefined ? undefined : readInput(work.stdin);
  if (input?.ok === false) return complain(input.message);
  const script = work.script === undefined ? undefined : readText(work.script);
  if (script?.ok === false) return complain(script.message);

  const interactive = script === undefined && process.stdin.isTTY;
  const color = interactive && wantsColor(process.stdout);
  const screen = new Screen({ write: (text) => writeAll(1, text), color, showsProgress: interactive });
  const opened = openDialogue({ ...work, input: input?.value }, screen);
  if (!opened.ok) {
    if ('message' in opened) return complain(opened.message);
    reportDiagnostics(opened.diagnostics);
    return 1;
  }
  const conversation = new Conversation(opened.dialogue);
  if (interactive) {
    screen.line(`Ropewalk ${VERSION}. \`run\` begins ${work.file}, \`help\` shows the commands.`);
    await talk(conversation, { input: process.stdin, output: process.stdout });
  } else {
    await recite(conversation, script ? script.value.split('\n') : pipedLines());
  }
  opened.dialogue.end();
  return conversation.hadComplaint && !interactive ? 1 : 0;
}
