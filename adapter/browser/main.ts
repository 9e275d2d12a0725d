// The adapter as a worker of a browser: one session, from the worker's start to its end.
import { launch } from '../../language/debugger/launch';
import type { FetchedFile } from '../../language/syntax/fetched';
import { RopewalkSession } from '../session';
import type { FromWorker, ToWorker } from './messages';
import { browserPlatform } from './platform';

/** What a worker has of the other side. */
interface WorkerScope {
  onmessage: ((event: { readonly data: ToWorker }) => void) | null;
  postMessage(message: FromWorker): void;
}

const scope = globalThis as unknown as WorkerScope;
const questions = new Map<number, (file: FetchedFile) => void>();
let lastQuestion = 0;

function read(uri: string): Promise<FetchedFile> {
  const question = ++lastQuestion;
  scope.postMessage({ kind: 'read', question, uri });
  return new Promise((resolve) => questions.set(question, resolve));
}

const session = new RopewalkSession(launch, browserPlatform(read));
session.onDidSendMessage((message) => scope.postMessage({ kind: 'message', message }));

scope.onmessage = ({ data }) => {
  if (data.kind === 'message') return session.handleMessage(data.message);
  questions.get(data.question)?.(data.file);
  questions.delete(data.question);
};
