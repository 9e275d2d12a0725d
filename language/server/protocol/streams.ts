// The language server on a pair of streams of Node's, as a process has them.
import { createConnection } from 'vscode-languageserver/node';
import { serve, type ServerHost } from './server';

/** Serves one client, until it disconnects; the end of the session ends the process. */
export function serveStreams(
  input: NodeJS.ReadableStream,
  output: NodeJS.WritableStream,
  host: ServerHost,
): void {
  serve(createConnection(input, output), host);
}
