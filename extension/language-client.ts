// The language server's client. The server runs beside the editor's extensions, so that checking a large program never
// holds them up; what it can do it says itself, and only what the protocol has no request for is done here.
import * as vscode from 'vscode';
import type { BaseLanguageClient, LanguageClientOptions, Range } from 'vscode-languageclient';

export const LANGUAGE = 'ropewalk';
/** Files of the library, which exist only inside the server. */
const LIBRARY_SCHEME = 'ropewalk-std';

export const CLIENT_OPTIONS: LanguageClientOptions = {
  documentSelector: [{ language: LANGUAGE }],
  // The owner that package.json gives to what the task `check` finds: so nothing is listed twice.
  diagnosticCollectionName: LANGUAGE,
  initializationOptions: { libraryScheme: true, lensCommands: true },
};

/** A client that is not started yet, and what to do when it has ended. */
export interface MadeClient {
  readonly client: BaseLanguageClient;
  readonly afterwards?: () => void;
}

/** Starts a client with its server, and another in its place where that is asked for; what is returned ends it. */
export function startLanguageClient(make: () => Promise<MadeClient>): vscode.Disposable {
  const start = async (): Promise<MadeClient> => {
    const made = await make();
    await made.client.start();
    return made;
  };
  const stop = async (started: Promise<MadeClient>): Promise<void> => {
    const { client, afterwards } = await started;
    await client.stop();
    afterwards?.();
  };
  let started = start();
  const restart = async (): Promise<void> => {
    // One that has failed is no reason to have none.
    await stop(started).catch(() => undefined);
    started = start();
    await started;
  };
  return vscode.Disposable.from(
    vscode.workspace.registerTextDocumentContentProvider(LIBRARY_SCHEME, {
      provideTextDocumentContent: async (uri) =>
        (await started).client.sendRequest<string | null>('ropewalk/librarySource', { uri: uri.toString() }),
    }),
    vscode.languages.registerEvaluatableExpressionProvider(LANGUAGE, {
      provideEvaluatableExpression: async (document, position) =>
        evaluatable((await started).client, document, position),
    }),
    vscode.commands.registerCommand('ropewalk.restartServer', restart),
    { dispose: () => void stop(started).catch(() => undefined) },
  );
}

/** The expression under the mouse while debugging. */
async function evaluatable(
  client: BaseLanguageClient,
  { uri }: vscode.TextDocument,
  position: vscode.Position,
): Promise<vscode.EvaluatableExpression | undefined> {
  const params = {
    textDocument: client.code2ProtocolConverter.asTextDocumentIdentifier({ uri } as vscode.TextDocument),
    position: client.code2ProtocolConverter.asPosition(position),
  };
  const found = await client.sendRequest<{ range: Range; expression: string } | null>(
    'ropewalk/evaluatableExpression',
    params,
  );
  if (!found) return undefined;
  const range = client.protocol2CodeConverter.asRange(found.range);
  return new vscode.EvaluatableExpression(range, found.expression);
}
