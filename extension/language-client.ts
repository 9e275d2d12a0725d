// The language server's client. The server is a process of its own, so that checking a large program never holds
// up the editor; what it can do it says itself, and only what the protocol has no request for is done here.
import { join } from 'node:path';
import * as vscode from 'vscode';
import { SERVER_FLAGS } from './server-flags';
import { LanguageClient, TransportKind, type Range } from 'vscode-languageclient/node';

/** Files of the library, which exist only inside the server. */
const LIBRARY_SCHEME = 'ropewalk-std';
const LANGUAGE = 'ropewalk';

/**
 * Starts the server; it ends with what is returned.
 * @param extensionPath the folder of the installed extension
 */
export function startLanguageClient(extensionPath: string): vscode.Disposable {
  const module = join(extensionPath, 'dist', 'ropewalk.js');
  const client = new LanguageClient(
    LANGUAGE,
    'Ropewalk',
    { module, args: ['lsp'], transport: TransportKind.stdio, options: { execArgv: [...SERVER_FLAGS] } },
    {
      documentSelector: [{ language: LANGUAGE }],
      // The owner that package.json gives to what the task `check` finds: so nothing is listed twice.
      diagnosticCollectionName: LANGUAGE,
      initializationOptions: { libraryScheme: true, lensCommands: true },
    },
  );
  const library = vscode.workspace.registerTextDocumentContentProvider(LIBRARY_SCHEME, {
    provideTextDocumentContent: (uri) =>
      client.sendRequest<string | null>('ropewalk/librarySource', { uri: uri.toString() }),
  });
  const restart = vscode.commands.registerCommand('ropewalk.restartServer', () => client.restart());
  const expressions = vscode.languages.registerEvaluatableExpressionProvider(LANGUAGE, {
    provideEvaluatableExpression: (document, position) => evaluatable(client, document, position),
  });
  void client.start();
  return vscode.Disposable.from(library, restart, expressions, { dispose: () => void client.stop() });
}

/** The expression under the mouse while debugging. */
async function evaluatable(
  client: LanguageClient,
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
