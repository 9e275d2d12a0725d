// The VS Code extension: names the debugger's parts to the editor, and nothing else. All that a debugger
// does is in the adapter, which is the same one that other editors talk to.
import * as vscode from 'vscode';
import { adapterFactory } from './adapter-factory';
import { COMMANDS } from './commands';
import { configurationProvider } from './configurations';
import { TASK_TYPE, taskProvider } from './tasks';
import { TimeStatus } from './time-status';

/** The type of our debug configurations. */
const DEBUG_TYPE = 'ropewalk';

/** Called by the editor when a Ropewalk program is to be debugged or one of our commands is used. */
export function activate(context: vscode.ExtensionContext): void {
  context.subscriptions.push(
    vscode.debug.registerDebugAdapterDescriptorFactory(DEBUG_TYPE, adapterFactory(context.extensionPath)),
    vscode.debug.registerDebugConfigurationProvider(DEBUG_TYPE, configurationProvider),
    vscode.tasks.registerTaskProvider(TASK_TYPE, taskProvider(context.extensionPath)),
    new TimeStatus(DEBUG_TYPE),
    ...Object.entries(COMMANDS).map(([id, run]) => vscode.commands.registerCommand(id, run)),
  );
}
