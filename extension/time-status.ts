// Where in its history the program stands, in the status bar: REVERSE, and how far behind the newest moment,
// once one has gone back. A click goes to another time.
import * as vscode from 'vscode';
import type { History } from './commands';

interface Message {
  readonly type?: string;
  readonly event?: string;
}

const count = (steps: number): string => steps.toLocaleString('en-US');

/** What the status bar says of a moment. */
export function timeText({ now, end }: Pick<History, 'now' | 'end'>): string {
  const behind = end - now;
  if (behind === 0) return `$(history) t ${count(now)}`;
  return `$(debug-reverse-continue) REVERSE ${count(behind)} ${behind === 1 ? 'step' : 'steps'} back`;
}

/** The item of the status bar; it follows the session that the debug toolbar acts on. */
export class TimeStatus {
  private readonly item = vscode.window.createStatusBarItem('ropewalk.time', vscode.StatusBarAlignment.Left);
  private readonly subscriptions: readonly { dispose(): unknown }[];
  /** Where the sessions stand that do. */
  private readonly standing = new Map<string, History>();

  constructor(debugType: string) {
    this.item.name = 'Ropewalk: Time';
    this.item.command = 'ropewalk.goToTime';
    const factory = { createDebugAdapterTracker: (session: vscode.DebugSession) => this.track(session) };
    this.subscriptions = [
      this.item,
      vscode.debug.registerDebugAdapterTrackerFactory(debugType, factory),
      vscode.debug.onDidChangeActiveDebugSession(() => this.show()),
    ];
  }

  dispose(): void {
    for (const subscription of this.subscriptions) subscription.dispose();
  }

  private track(session: vscode.DebugSession): vscode.DebugAdapterTracker {
    const forget = (): void => {
      this.standing.delete(session.id);
      this.show();
    };
    return {
      onDidSendMessage: ({ type, event }: Message) => {
        if (type !== 'event') return;
        if (event === 'stopped') void this.look(session);
        else if (event === 'continued' || event === 'terminated') forget();
      },
      onWillStopSession: forget,
    };
  }

  private async look(session: vscode.DebugSession): Promise<void> {
    try {
      this.standing.set(session.id, (await session.customRequest('ropewalk/history')) as History);
    } catch {
      // It runs again, or has ended: there is nothing to show.
      this.standing.delete(session.id);
    }
    this.show();
  }

  private show(): void {
    const active = vscode.debug.activeDebugSession;
    const history = active && this.standing.get(active.id);
    if (!history) return this.item.hide();
    const { start, now, end } = history;
    this.item.text = timeText(history);
    this.item.tooltip = `The program stands at step ${count(now)}, between ${count(start)} and ${count(end)}. Click to go to another.`;
    this.item.backgroundColor =
      now < end ? new vscode.ThemeColor('statusBarItem.warningBackground') : undefined;
    this.item.show();
  }
}
