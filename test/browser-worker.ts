// A worker as a browser would run it: the bundle that is shipped, in a thread from which everything of Node's has been
// taken. So it is seen that nothing of it is needed.
import { buildSync, type BuildResult } from 'esbuild';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';

const ROOT = join(__dirname, '..');

/** Makes the thread's globals those of a worker. */
const PRELUDE = `
const { parentPort } = require('node:worker_threads');
globalThis.postMessage = (message) => parentPort.postMessage(message);
parentPort.on('message', (data) => globalThis.onmessage({ data }));
globalThis.addEventListener = () => undefined;
for (const name of ['process', 'Buffer', 'setImmediate', 'clearImmediate', 'global', 'require', 'module', 'exports'])
  delete globalThis[name];
`;

export interface BrowserWorker {
  post(message: unknown): void;
  end(): Promise<unknown>;
}

/** @param entry the source file that it begins with, from the project's folder */
export function browserWorker(
  entry: string,
  onMessage: (message: unknown) => void,
  onError: (error: Error) => void,
): BrowserWorker {
  const worker = new Worker(
    `${PRELUDE}{\nconst require = undefined, module = undefined;\n${bundle(entry)}\n}`,
    {
      eval: true,
    },
  );
  worker.on('message', onMessage);
  worker.on('error', onError);
  return { post: (message) => worker.postMessage(message), end: () => worker.terminate() };
}

const bundles = new Map<string, string>();

function bundle(entry: string): string {
  const text = bundles.get(entry) ?? bundleForBrowser(entry).outputFiles[0]?.text ?? '';
  bundles.set(entry, text);
  return text;
}

/** As build.mjs makes it, with a list of what went in; what Node alone has makes this fail. */
export function bundleForBrowser(
  entry: string,
  more: { format?: 'cjs'; external?: string[]; logLevel?: 'silent' } = {},
): BuildResult<{ write: false; metafile: true }> {
  return buildSync({
    entryPoints: [entry],
    absWorkingDir: ROOT,
    metafile: true,
    bundle: true,
    write: false,
    platform: 'browser',
    target: 'es2022',
    format: 'iife',
    loader: { '.rw': 'text' },
    alias: { events: 'events', url: './adapter/browser/url.ts' },
    logLevel: 'error',
    preserveSymlinks: true,
    ...more,
  });
}
