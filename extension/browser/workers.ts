// Workers of the browser.
import { Uri, workspace } from 'vscode';

/** As far as it is needed: with the types of a browser, nothing would say what Node lacks. */
export interface Worker {
  onmessage: ((event: { readonly data: unknown }) => void) | null;
  onerror: ((event: { readonly message?: string }) => void) | null;
  postMessage(message: unknown): void;
  terminate(): void;
}

declare const Worker: new (url: string) => Worker;

/** @param script a file of `dist/browser` */
export async function startWorker(extension: Uri, script: string): Promise<Worker> {
  const place = Uri.joinPath(extension, 'dist', 'browser', script);
  if (/^https?$/.test(place.scheme)) return new Worker(place.toString(true));
  // An extension that the editor keeps elsewhere, as on a remote machine, has no address that a worker can have.
  const text = await workspace.fs.readFile(place);
  const url = URL.createObjectURL(new Blob([text], { type: 'text/javascript' }));
  return new Worker(url);
}
