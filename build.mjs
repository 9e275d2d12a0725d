// Builds everything that ships into dist/: the command line, the debug adapter and the extension.
import { build } from 'esbuild';
import { chmod } from 'node:fs/promises';

const production = process.argv.includes('--production');

/** Entry points that run in Node, by the name of the file they become. */
const programs = {
  ropewalk: 'language/cli/main.ts',
  'ropewalk-dap': 'adapter/main.ts',
};

const shared = {
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'cjs',
  outdir: 'dist',
  loader: { '.rw': 'text' },
  sourcemap: !production,
  minify: production,
  logLevel: 'warning',
};

await build({ ...shared, entryPoints: programs, banner: { js: '#!/usr/bin/env node' } });
await build({ ...shared, entryPoints: { extension: 'extension/main.ts' }, external: ['vscode'] });
await Promise.all(Object.keys(programs).map((name) => chmod(`dist/${name}.js`, 0o755)));
