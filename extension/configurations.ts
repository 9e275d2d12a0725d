// Launch configurations: F5 in a `.rw` file works without a launch.json, and a launch.json may leave out
// what can be known.
import * as vscode from 'vscode';
import { pathOf, placed } from './paths';

const ACTIVE_FILE: vscode.DebugConfiguration = {
  type: 'ropewalk',
  request: 'launch',
  name: 'Debug the active Ropewalk file',
  program: '${file}',
};

export const configurationProvider: vscode.DebugConfigurationProvider = {
  /** Offered where launch.json is written for the first time, and in the list of configurations. */
  provideDebugConfigurations: () => [ACTIVE_FILE],

  resolveDebugConfiguration(folder, configuration) {
    const isEmpty = !configuration.type && !configuration.request && !configuration.name;
    const completed = isEmpty ? forActiveEditor(configuration) : configuration;
    if (!completed) return undefined;
    return folder ? { cwd: pathOf(folder.uri), ...completed } : completed;
  },

  async resolveDebugConfigurationWithSubstitutedVariables(folder, configuration) {
    // A program that is being edited is debugged as it is seen.
    await vscode.workspace.saveAll(false);
    if (typeof configuration['program'] === 'string' && configuration['program'] !== '')
      return placed(configuration, folder?.uri ?? vscode.window.activeTextEditor?.document.uri);
    await vscode.window.showErrorMessage('Which program? Set "program" in launch.json to a .rw file.');
    return undefined;
  },
};

/** What F5 without a launch.json means; undefined where no Ropewalk file is open. */
function forActiveEditor(given: vscode.DebugConfiguration): vscode.DebugConfiguration | undefined {
  const document = vscode.window.activeTextEditor?.document;
  if (document?.languageId !== 'ropewalk') return undefined;
  return { ...given, ...ACTIVE_FILE, program: pathOf(document.uri) };
}
