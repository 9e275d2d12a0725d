// Tasks: `ropewalk check` and `ropewalk run` for the open file, offered without a tasks.json, with what the
// checker finds among the editor's problems.
import { join } from 'node:path';
import * as vscode from 'vscode';

/** The type of the tasks that package.json defines. */
export const TASK_TYPE = 'ropewalk';

interface Definition extends vscode.TaskDefinition {
  readonly command: 'check' | 'run';
  readonly file: string;
}

/** @param extensionPath the folder of the installed extension, which has the command line in it */
export function taskProvider(extensionPath: string): vscode.TaskProvider {
  return {
    provideTasks() {
      const document = vscode.window.activeTextEditor?.document;
      if (document?.languageId !== 'ropewalk') return [];
      const file = document.uri.fsPath;
      return (['check', 'run'] as const).map((command) =>
        makeTask(extensionPath, { type: TASK_TYPE, command, file }),
      );
    },
    resolveTask(task) {
      const { command, file } = task.definition as Partial<Definition>;
      if (typeof file !== 'string' || (command !== 'check' && command !== 'run')) return undefined;
      return makeTask(extensionPath, task.definition as Definition, task.scope);
    },
  };
}

function makeTask(
  extensionPath: string,
  definition: Definition,
  scope: vscode.Task['scope'] = vscode.TaskScope.Workspace,
): vscode.Task {
  const { command, file } = definition;
  const program = join(extensionPath, 'dist', 'ropewalk.js');
  // The editor's own executable is Electron, which is Node only when it is told so.
  const execution = new vscode.ProcessExecution(process.execPath, [program, command, file], {
    env: { ELECTRON_RUN_AS_NODE: '1' },
  });
  const name = `${command} ${vscode.workspace.asRelativePath(file)}`;
  const task = new vscode.Task(definition, scope, name, 'ropewalk', execution, '$ropewalk');
  if (command === 'check') task.group = vscode.TaskGroup.Build;
  return task;
}
