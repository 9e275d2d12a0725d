// The requests of the protocol, each answered by a query. What a query gives is turned into the protocol's
// shapes here or, where that takes more than a line, in a file beside this one.
import type { Connection } from 'vscode-languageserver';
import type { Workspace } from '../workspace';
import type { Addresses } from './convert';
import { Documents } from './documents';
import { answerEditing } from './editing';
import { answerLooking } from './looking';
import { answerNavigation } from './navigation';

/** The request by which a client that knows `ropewalk-std:` gets the text of such a document. */
export const LIBRARY_SOURCE = 'ropewalk/librarySource';

/** @param withSnippets whether the client can fill in places of what it inserts */
export function answerQuestions(
  connection: Connection,
  workspace: Workspace,
  addresses: Addresses,
  withSnippets: boolean,
): void {
  const documents = new Documents(workspace, addresses);
  answerLooking(connection, documents);
  answerNavigation(connection, documents);
  answerEditing(connection, documents, withSnippets);
  connection.onRequest(LIBRARY_SOURCE, ({ uri }: { uri: string }) => documents.librarySource(uri));
}
