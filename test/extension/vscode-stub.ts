// A stand-in for the editor: just enough of `vscode` to load the extension outside of it, and to see what
// it asks of the editor.
import Module from 'node:module';

export interface Asked {
  readonly commands: string[];
  readonly started: { configuration: Record<string, unknown>; options: unknown }[];
  readonly told: string[];
  readonly requests: { command: string; args: unknown }[];
}

/** What the extension has asked for so far. */
export const asked: Asked = { commands: [], started: [], told: [], requests: [] };

/** The editor as the tests arrange it. */
export const editor: {
  activeFile?: { path: string; languageId: string; scheme?: string };
  session?: { id: string; type: string; answers: Record<string, unknown> };
  inputBox?: (options: { validateInput: (text: string) => string | undefined }) => string | undefined;
} = {};

/** An address as the editor has them. */
export function uriOf(scheme: string, path: string): object {
  const toString = (): string => `${scheme}://${path.split('/').map(encodeURIComponent).join('/')}`;
  return { scheme, fsPath: path, toString, with: (change: { path: string }) => uriOf(scheme, change.path) };
}

class Disposable {
  dispose(): void {
    // There is nothing to give back.
  }
}

function register(list?: string[]) {
  return (id: string): Disposable => {
    list?.push(id);
    return new Disposable();
  };
}

const vscode = {
  DebugAdapterExecutable: class {
    constructor(
      readonly command: string,
      readonly args: string[],
    ) {}
  },
  DebugAdapterInlineImplementation: class {
    constructor(readonly implementation: unknown) {}
  },
  commands: { registerCommand: register(asked.commands) },
  debug: {
    registerDebugAdapterDescriptorFactory: register(),
    registerDebugConfigurationProvider: register(),
    activeStackItem: undefined,
    get activeDebugSession() {
      const { session } = editor;
      return (
        session && {
          id: session.id,
          type: session.type,
          customRequest: (command: string, args: unknown) => {
            asked.requests.push({ command, args });
            const answer = session.answers[command];
            return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer);
          },
        }
      );
    },
    startDebugging: (_folder: unknown, configuration: Record<string, unknown>, options: unknown) => {
      asked.started.push({ configuration, options });
      return Promise.resolve(true);
    },
  },
  window: {
    get activeTextEditor() {
      const file = editor.activeFile;
      if (!file) return undefined;
      const { path, languageId, scheme = 'file' } = file;
      return { document: { languageId, uri: uriOf(scheme, path) } };
    },
    showInformationMessage: tell,
    showErrorMessage: tell,
    showInputBox: (options: Parameters<NonNullable<typeof editor.inputBox>>[0]) =>
      Promise.resolve(editor.inputBox?.(options)),
  },
  workspace: {
    saveAll: () => Promise.resolve(true),
    getWorkspaceFolder: () => undefined,
  },
};

function tell(message: string): Promise<undefined> {
  asked.told.push(message);
  return Promise.resolve(undefined);
}

// Loading this file is what makes `vscode` importable, so tests import it before the extension.
const loader = Module as unknown as { _load: (request: string, ...rest: unknown[]) => unknown };
const load = loader._load.bind(loader);
loader._load = (request, ...rest) => (request === 'vscode' ? vscode : load(request, ...rest));
