// `ropewalk debug FILE`: the debugger for people without an editor, and for scripts.
import type { DebuggerApi, DebuggerEvents } from '../../debugger/api';
import { launch } from '../../debugger/launch';
import type { Host } from '../../interpreter/host';
import type { SourceFile } from '../../syntax/source';
import { VERSION } from '../version';
import type { Work } from '../arguments';
import { complain, reportDiagnostics } from '../report';
import { heldInputHost } from '../program-host';
import { readInput, readSource, readText } from '../read-source';
import { wantsColor, writeAll } from '../standard-streams';
import { Conversation } from './conversation';
import { Dialogue } from './dialogue';
import { pipedLines, recite, talk } from './lines';
import { Screen } from './terminal';

/** Runs the whole conversation. The result is the exit code: 0, or 1 if something could not be done. */
export async function debug(work: Work): Promise<number> {
  const source = readSource(work.file);
  if (!source.ok) return complain(source.message);
  const input = work.stdin === undefined ? undefined : readInput(work.stdin);
  if (input?.ok === false) return complain(input.message);
  const script = work.script === undefined ? undefined : readText(work.script);
  if (script?.ok === false) return complain(script.message);

  const interactive = script === undefined && process.stdin.isTTY;
  const terminal = {
    write: (text: string) => writeAll(1, text),
    color: interactive && wantsColor(process.stdout),
  };
  const screen = new Screen(terminal);
  const dialogue = begin(work, source.value, input?.value ?? new Uint8Array(), screen);
  if (!dialogue) return 1;
  const conversation = new Conversation(dialogue);
  if (interactive) {
    screen.line(`Ropewalk ${VERSION}. \`run\` begins ${work.file}, \`help\` shows the commands.`);
    await talk(conversation);
  } else {
    await recite(conversation, script ? script.value.split('\n') : pipedLines());
  }
  if (dialogue.debugger.state !== 'ended') dialogue.debugger.terminate();
  return conversation.hadComplaint && !interactive ? 1 : 0;
}

/** Compiles and launches the program; undefined if it does not compile, which has then been said. */
function begin(work: Work, source: SourceFile, input: Uint8Array, screen: Screen): Dialogue | undefined {
  // The events of the first moments, before there is a dialogue, are only breakpoints that nobody has set.
  const scene: { dialogue?: Dialogue } = {};
  const events: DebuggerEvents = {
    onOutput: (stream, bytes) => screen.programOutput(stream, bytes),
    onLog: (message) => screen.line(message),
    onProgress: () => undefined,
    onBreakpointChanged: (status) => scene.dialogue?.breakpoints.statusChanged(status),
  };
  const host = (): Host =>
    heldInputHost(input, work.programArguments, (stream, bytes) =>
      screen.programOutput(stream === 1 ? 'stdout' : 'stderr', bytes),
    );
  const options = {
    stopOnEntry: false,
    stopAtEnd: true,
    justMyCode: true,
    memoryLimit: work.memoryLimit,
    historyBudget: work.historyBudget,
    arguments: work.programArguments,
  };
  const first = launch(source, options, host(), events);
  if (!first.ok) {
    reportDiagnostics(first.diagnostics);
    return undefined;
  }
  const again = (): DebuggerApi => {
    const next = launch(source, options, host(), events);
    if (!next.ok) throw new Error('a program that compiled once did not compile again');
    return next.debugger;
  };
  scene.dialogue = new Dialogue(first.debugger, again, screen, source);
  return scene.dialogue;
}
