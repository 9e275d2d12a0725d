// What the extension gives to the editor wherever it runs.
import * as vscode from 'vscode';
import { COMMANDS } from './commands';
import { configurationProvider } from './configurations';
import { TimeStatus } from './time-status';

/** The type of our debug configurations. */
const DEBUG_TYPE = 'ropewalk';

/** @param factory makes the adapter of each debug session */
export function activateDebugging(
  { subscriptions }: vscode.ExtensionContext,
  factory: vscode.DebugAdapterDescriptorFactory,
): void {
  subscriptions.push(
    vscode.debug.registerDebugAdapterDescriptorFactory(DEBUG_TYPE, factory),
    vscode.debug.registerDebugConfigurationProvider(DEBUG_TYPE, configurationProvider),
    new TimeStatus(DEBUG_TYPE),
    ...Object.entries(COMMANDS).map(([id, run]) => vscode.commands.registerCommand(id, run)),
  );
}
