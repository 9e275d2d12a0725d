// The VS Code extension: names the debugger's parts to the editor and starts the language server, and nothing
// else. All that they do is in the adapter and the server, which are the same that other editors talk to.
import * as vscode from 'vscode';
import { activateDebugging } from '../activation';
import { adapterFactory } from './adapter-factory';
import { startLanguageServer } from './language-server';
import { TASK_TYPE, taskProvider } from './tasks';

/** Called by the editor when a Ropewalk file is opened or to be debugged, or one of our commands is used. */
export function activate(context: vscode.ExtensionContext): void {
  const { extensionPath, subscriptions } = context;
  activateDebugging(context, adapterFactory(extensionPath));
  subscriptions.push(
    vscode.tasks.registerTaskProvider(TASK_TYPE, taskProvider(extensionPath)),
    startLanguageServer(extensionPath),
  );
}
