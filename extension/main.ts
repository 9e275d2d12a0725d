// The VS Code extension: names the debugger's parts to the editor and starts the language server, and nothing
// else. All that they do is in the adapter and the server, which are the same that other editors talk to.
import * as vscode from 'vscode';
import { adapterFactory } from './adapter-factory';
import { COMMANDS } from './commands';
import { configurationProvider } from './configurations';
import { startLanguageClient } from './language-client';
import { TASK_TYPE, taskProvider } from './tasks';
import { TimeStatus } from './time-status';

/** The type of our debug configurations. */
const DEBUG_TYPE = 'ropewalk';

/** Called by the editor when a Ropewalk file is opened or to be debugged, or one of our commands is used. */
export function activate(context: vscode.ExtensionContext): void {
  context.subscriptions.push(
    vscode.debug.registerDebugAdapterDescriptorFactory(DEBUG_TYPE, adapterFactory(context.extensionPath)),
    vscode.debug.registerDebugConfigurationProvider(DEBUG_TYPE, configurationProvider),
    vscode.tasks.registerTaskProvider(TASK_TYPE, taskProvider(context.extensionPath)),
    new TimeStatus(DEBUG_TYPE),
    startLanguageClient(context.extensionPath),
    ...Object.entries(COMMANDS).map(([id, run]) => vscode.commands.registerCommand(id, run)),
  );
}
