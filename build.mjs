// Builds everything that ships into dist/: the command line, the debug adapter and the extension.
// All of it is made small, because a third of the adapter's start is reading its own code;
// `--production`, for the extension's package, leaves out the source maps.
import { build } from 'esbuild';
import { chmod, mkdir, rm, symlink } from 'node:fs/promises';

const production = process.argv.includes('--production');

/** Entry points that run in Node, by the name of the file and the command that they become. */
const programs = {
  ropewalk: 'language/cli/main.ts',
  'ropewalk-dap': 'adapter/node/main.ts',
};

const shared = {
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'cjs',
  outdir: 'dist',
  loader: { '.rw': 'text' },
  // Names in the bundle do not tell where node_modules really lies, so that every build is the same.
  preserveSymlinks: true,
  sourcemap: !production,
  minify: true,
  logLevel: 'warning',
};

/** Lets `npx ropewalk` find the command in the checkout itself, as it would in an installed package. */
async function linkCommand(name) {
  const link = `node_modules/.bin/${name}`;
  await mkdir('node_modules/.bin', { recursive: true });
  await rm(link, { force: true });
  await symlink(`../../dist/${name}.js`, link);
}

/** Builds one program. It stands alone, so that a fault in one leaves the others working. */
async function buildProgram([name, entry]) {
  await build({ ...shared, entryPoints: { [name]: entry }, banner: { js: '#!/usr/bin/env node' } });
  await chmod(`dist/${name}.js`, 0o755);
  // Where links are not allowed (some Windows set-ups), `node dist/ropewalk.js` does the same.
  await linkCommand(name).catch(() => undefined);
}

/** The same for a browser without Node: the extension, and the workers that it starts. */
const browser = {
  ...shared,
  platform: 'browser',
  target: 'es2022',
  outdir: 'dist/browser',
  // The protocol's library is made for Node, but needs no more of it than this.
  alias: { events: 'events', url: './adapter/browser/url.ts' },
};
const workers = { adapter: 'adapter/browser/main.ts', server: 'language/server/protocol/worker.ts' };

const results = await Promise.allSettled([
  ...Object.entries(programs).map(buildProgram),
  build({ ...shared, entryPoints: { extension: 'extension/node/main.ts' }, external: ['vscode'] }),
  build({ ...browser, entryPoints: { extension: 'extension/browser/main.ts' }, external: ['vscode'] }),
  build({ ...browser, entryPoints: workers, format: 'iife' }),
]);
// esbuild has already said what is wrong.
if (results.some(({ status }) => status === 'rejected')) process.exitCode = 1;
