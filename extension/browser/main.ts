// The extension where VS Code runs in a browser without a machine behind it: the debug adapter and the language server
// are workers, and the editor reads files for them. There are no tasks, since there is nothing to run commands with.
import type { ExtensionContext } from 'vscode';
import { activateDebugging } from '../activation';
import { adapterFactory } from './adapter-factory';
import { startLanguageServer } from './language-server';

/** Called by the editor when a Ropewalk file is opened or to be debugged, or one of our commands is used. */
export function activate(context: ExtensionContext): void {
  activateDebugging(context, adapterFactory(context.extensionUri));
  context.subscriptions.push(startLanguageServer(context.extensionUri));
}
