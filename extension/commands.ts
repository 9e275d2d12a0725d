// The commands that package.json declares: what the protocol has no request for is sent to the adapter as
// one of our own.
import * as vscode from 'vscode';
import { pathOf } from './paths';

/** The answer to `ropewalk/history`: steps of the program. */
export interface History {
  readonly start: number;
  readonly end: number;
  readonly now: number;
}

/** A document, or its address as the language server gives it to a lens. */
type Resource = vscode.Uri | string;

/** By the command's id. A test holds that package.json declares exactly these. */
export const COMMANDS: Readonly<Record<string, (resource?: Resource) => Promise<void>>> = {
  'ropewalk.reverseStepIn': () => sendMovement('ropewalk/reverseStepIn'),
  'ropewalk.reverseStepOut': () => sendMovement('ropewalk/reverseStepOut'),
  'ropewalk.goToTime': goToTime,
  'ropewalk.debugFile': (resource) => startFile(resource, {}),
  'ropewalk.debugCompileTime': (resource) => startFile(resource, { compileTime: true }),
  'ropewalk.runFile': (resource) => startFile(resource, {}, true),
};

/** The session that the debug toolbar acts on, if it is one of ours. */
function activeSession(): vscode.DebugSession | undefined {
  const session = vscode.debug.activeDebugSession;
  return session?.type === 'ropewalk' ? session : undefined;
}

/** The thread that is selected in the call stack; undefined if none is. */
function selectedThread(session: vscode.DebugSession): number | undefined {
  const item = vscode.debug.activeStackItem;
  return item?.session.id === session.id ? item.threadId : undefined;
}

async function firstThread(session: vscode.DebugSession): Promise<number> {
  const { threads } = (await session.customRequest('threads')) as { threads: { id: number }[] };
  return threads[0]?.id ?? 1;
}

async function sendMovement(request: string): Promise<void> {
  const session = activeSession();
  if (!session) return;
  await telling(async () => {
    const threadId = selectedThread(session) ?? (await firstThread(session));
    await session.customRequest(request, { threadId });
  });
}

async function goToTime(): Promise<void> {
  const session = activeSession();
  if (!session) return tell('No Ropewalk program is being debugged.');
  await telling(async () => {
    const history = (await session.customRequest('ropewalk/history')) as History;
    const answer = await vscode.window.showInputBox({
      title: 'Go to Time',
      prompt: `A step of the program, from ${history.start} to ${history.end}; the present one is ${history.now}.`,
      value: String(history.now),
      validateInput: (text) => wrongTime(text, history),
    });
    if (answer !== undefined) await session.customRequest('ropewalk/goToTime', { time: Number(answer) });
  });
}

function wrongTime(text: string, { start, end }: History): string | undefined {
  const isTime = /^[0-9]+$/.test(text) && Number(text) >= start && Number(text) <= end;
  return isTime ? undefined : `A whole number from ${start} to ${end}.`;
}

async function startFile(resource: Resource | undefined, attributes: object, noDebug = false): Promise<void> {
  const given = typeof resource === 'string' ? vscode.Uri.parse(resource) : resource;
  const file = given ?? vscode.window.activeTextEditor?.document.uri;
  if (!file) return tell('No Ropewalk file is open.');
  const program = pathOf(file);
  const configuration = { type: 'ropewalk', request: 'launch', name: 'Ropewalk', program, ...attributes };
  await vscode.debug.startDebugging(vscode.workspace.getWorkspaceFolder(file), configuration, { noDebug });
}

/** Does something; the adapter's refusal is told to the person. */
async function telling(action: () => Promise<void>): Promise<void> {
  try {
    await action();
  } catch (error) {
    await tell(error instanceof Error ? error.message : String(error));
  }
}

async function tell(message: string): Promise<void> {
  await vscode.window.showInformationMessage(message);
}
