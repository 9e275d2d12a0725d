// The language server as a worker; it asks for the files that it needs.
import type { Disposable, Uri } from 'vscode';
import { LanguageClient } from 'vscode-languageclient/browser';
import { CLIENT_OPTIONS, LANGUAGE, startLanguageClient } from '../language-client';
import { listFolder, readFile } from './files';
import { startWorker } from './workers';

/** Starts the server; it ends with what is returned. */
export function startLanguageServer(extension: Uri): Disposable {
  return startLanguageClient(async () => {
    const worker = await startWorker(extension, 'server.js');
    // The types of a browser are not known here.
    const client = new LanguageClient(LANGUAGE, 'Ropewalk', CLIENT_OPTIONS, worker);
    client.onRequest('ropewalk/readFile', ({ uri }: { uri: string }) => readFile(uri));
    client.onRequest('ropewalk/listFolder', ({ uri }: { uri: string }) => listFolder(uri));
    return { client, afterwards: () => worker.terminate() };
  });
}
