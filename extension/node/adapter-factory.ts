// How a debug session gets its adapter: inside the extension's own process by default, which starts at once,
// or as a process of its own (`"adapter": "process"`), which leaves the other extensions alone whatever the
// program does.
import { join } from 'node:path';
import * as vscode from 'vscode';
import { createInlineSession } from '../../adapter/node/inline';

/** @param extensionPath the folder of the installed extension */
export function adapterFactory(extensionPath: string): vscode.DebugAdapterDescriptorFactory {
  return {
    createDebugAdapterDescriptor: ({ configuration }) =>
      configuration['adapter'] === 'process'
        ? new vscode.DebugAdapterExecutable(
            process.execPath,
            [join(extensionPath, 'dist', 'ropewalk-dap.js')],
            {
              // The editor's own executable is Electron, which is Node only when it is told so.
              env: { ELECTRON_RUN_AS_NODE: '1' },
            },
          )
        : new vscode.DebugAdapterInlineImplementation(createInlineSession()),
  };
}
