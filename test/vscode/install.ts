// A real VS Code for the tests of the extension: code-server, driven in Chromium. It is large, so it is no
// dependency: the first run installs it into a folder of its own, which git does not see.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const FOLDER = resolve('.cache/vscode');
const SERVER = join(FOLDER, 'node_modules/code-server');
const TERMINALS = 'node_modules/node-pty/build/Release/pty.node';
/** The number counts what an installation consists of: an older one is made anew. */
const FINISHED = join(FOLDER, 'finished-2');
/** The newest that runs with Node 20 (VS Code 1.100). */
const CODE_SERVER = 'code-server@4.100.3';
const PLAYWRIGHT = 'playwright-core@1.65.1';

/** Where things are. */
export interface Installation {
  /** The script that starts the server. */
  readonly entry: string;
  /** The folder of the package that drives the browser. */
  readonly playwright: string;
  readonly browser: string;
}

/** Installs what is missing, which takes a minute or two; undefined, and said, where that cannot be had. */
export function installation(): Installation | undefined {
  const browser = findBrowser();
  if (browser === undefined) return without('there is no Chromium; the variable CHROMIUM may name one');
  try {
    if (!existsSync(FINISHED)) install();
  } catch (error) {
    return without(`the editor could not be installed: ${String(error)}`);
  }
  return {
    entry: join(SERVER, 'out/node/entry.js'),
    playwright: join(FOLDER, 'node_modules/playwright-core'),
    browser,
  };
}

function without(why: string): undefined {
  process.stdout.write(`    not tested in VS Code: ${why}\n`);
  return undefined;
}

function install(): void {
  // What an earlier, broken installation left is no ground to build on.
  rmSync(FOLDER, { recursive: true, force: true });
  mkdirSync(FOLDER, { recursive: true });
  writeFileSync(join(FOLDER, 'package.json'), '{ "name": "vscode-for-tests", "private": true }\n');
  npm(FOLDER, 'install', '--ignore-scripts', CODE_SERVER, PLAYWRIGHT);
  const editor = join(SERVER, 'lib/vscode');
  // `npm ci` fails in both: their lists of versions are out of step.
  npm(editor, 'install', '--omit=dev', '--no-save', '--ignore-scripts');
  npm(join(editor, 'extensions'), 'install', '--omit=dev', '--no-save', '--ignore-scripts');
  // The one native module that the server cannot do without, and that of its terminals.
  npm(FOLDER, 'rebuild', 'argon2', '--ignore-scripts=false');
  buildTerminals(editor);
  symlinkSync('node_modules', join(editor, 'node_modules.asar'));
  writeFileSync(FINISHED, '');
}

/** What it does after the building fails, and is not needed; so what was built is looked at. */
function buildTerminals(editor: string): void {
  try {
    npm(editor, 'rebuild', 'node-pty', '--ignore-scripts=false');
  } catch (error) {
    if (!existsSync(join(editor, TERMINALS))) throw error;
  }
}

function npm(cwd: string, ...args: string[]): void {
  const env = { ...process.env, npm_config_build_from_source: 'true' };
  execFileSync('npm', args, { cwd, env, stdio: ['ignore', 'ignore', 'pipe'] });
}

/** A Chromium of the system, or the one that `CHROMIUM` names. */
function findBrowser(): string | undefined {
  const candidates = [
    process.env['CHROMIUM'],
    '/usr/bin/chromium',
    '/usr/bin/chromium-browser',
    '/usr/bin/google-chrome',
  ];
  return candidates.find((path) => path !== undefined && existsSync(path));
}
