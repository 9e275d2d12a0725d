// The language server as a process of its own.
import { join } from 'node:path';
import type { Disposable } from 'vscode';
import { LanguageClient, TransportKind } from 'vscode-languageclient/node';
import { CLIENT_OPTIONS, LANGUAGE, startLanguageClient } from '../language-client';
import { SERVER_FLAGS } from './server-flags';

/**
 * Starts the server; it ends with what is returned.
 * @param extensionPath the folder of the installed extension
 */
export function startLanguageServer(extensionPath: string): Disposable {
  const module = join(extensionPath, 'dist', 'ropewalk.js');
  const options = { execArgv: [...SERVER_FLAGS] };
  const server = { module, args: ['lsp'], transport: TransportKind.stdio, options };
  return startLanguageClient(() =>
    Promise.resolve({ client: new LanguageClient(LANGUAGE, 'Ropewalk', server, CLIENT_OPTIONS) }),
  );
}
