// The editors that all tests share: a server with the extension installed, and a browser. Each test file gets a folder
// and a window of its own.
import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { installation, type Installation } from './install';
import { until, type BrowserPage } from './page';

interface Browser {
  newPage(options: object): Promise<BrowserPage>;
  close(): Promise<void>;
}

/** What `npm run test:vscode` has packaged. */
const EXTENSION = resolve('.cache/ropewalk.vsix');
const SETTINGS = {
  'security.workspace.trust.enabled': false,
  'workbench.startupEditor': 'none',
  'files.autoSave': 'off',
  'files.hotExit': 'off',
  'git.enabled': false,
  'telemetry.telemetryLevel': 'off',
  'extensions.autoUpdate': false,
  'extensions.autoCheckUpdates': false,
  'debug.toolBarLocation': 'floating',
  'window.dialogStyle': 'custom',
  'editor.minimap.enabled': false,
  'editor.acceptSuggestionOnEnter': 'off',
  'editor.stickyScroll.enabled': false,
  // What a terminal shows is then in the page, and not only drawn.
  'terminal.integrated.gpuAcceleration': 'off',
};
/** Where the extension runs: beside the server, in Node, or in the browser, as a web extension. */
export type Where = 'node' | 'browser';

const SETTINGS_FOR: Readonly<Record<Where, object>> = {
  node: {},
  browser: { 'remote.extensionKind': { 'ropewalk.ropewalk': ['web'] } },
};
const BROWSER_FLAGS = ['--no-sandbox', '--headless=new', '--disable-gpu', '--disable-quic', '--no-first-run'];
const FLAGS = ['--config', 'config.yaml', '--user-data-dir', 'user', '--extensions-dir', 'extensions'];
const SERVER_FLAGS = [
  ...['--auth', 'none', '--disable-telemetry', '--disable-update-check', '--disable-workspace-trust'],
  '--disable-getting-started-override',
];

class Editor {
  private readonly home = mkdtempSync(join(tmpdir(), 'ropewalk-vscode-'));
  private readonly log = join(this.home, 'extensions/tests.dap-log-1.0.0');
  private server: ChildProcess | undefined;
  private browser: Browser | undefined;
  private folders = 0;
  address = '';

  constructor(private readonly where: Where) {}

  async start({ entry, playwright, browser }: Installation): Promise<void> {
    for (const name of ['user/User', 'extensions']) mkdirSync(join(this.home, name), { recursive: true });
    writeFileSync(
      join(this.home, 'user/User/settings.json'),
      JSON.stringify({ ...SETTINGS, ...SETTINGS_FOR[this.where] }),
    );
    writeFileSync(join(this.home, 'config.yaml'), '');
    this.writeLogExtension();
    const cwd = this.home;
    execFileSync(process.execPath, [entry, ...FLAGS, '--install-extension', EXTENSION], {
      cwd,
      stdio: 'ignore',
    });
    this.address = `127.0.0.1:${await freePort()}`;
    const where = ['--session-socket', join(this.home, 'socket'), '--bind-addr', this.address];
    this.server = spawn(process.execPath, [entry, ...FLAGS, ...SERVER_FLAGS, ...where], {
      cwd,
      stdio: 'ignore',
    });
    await until('the server', async () => (await fetch(`http://${this.address}/healthz`)).ok);
    // eslint-disable-next-line @typescript-eslint/no-require-imports
    const { chromium } = require(playwright) as { chromium: { launch(options: object): Promise<Browser> } };
    this.browser = await chromium.launch({ executablePath: browser, args: BROWSER_FLAGS });
  }

  /** A folder for a window to open. */
  makeFolder(): string {
    const folder = join(this.home, String(++this.folders), 'ropewalk');
    mkdirSync(folder, { recursive: true });
    return folder;
  }

  newPage(): Promise<BrowserPage> {
    if (!this.browser) throw new Error('the browser is not started');
    return this.browser.newPage({ viewport: { width: 1200, height: 780 } });
  }

  /** All messages of debug sessions so far. */
  dapLog(): string {
    const file = join(this.log, 'dap.log');
    return existsSync(file) ? readFileSync(file, 'utf8') : '';
  }

  /** Leaves nothing behind. */
  async stop(): Promise<void> {
    await this.browser?.close();
    this.server?.kill();
    rmSync(this.home, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  }

  private writeLogExtension(): void {
    const manifest = {
      ...{ name: 'dap-log', publisher: 'tests', version: '1.0.0', engines: { vscode: '^1.91.0' } },
      ...{ main: './dap-log.cjs', activationEvents: ['onDebug'], extensionKind: ['workspace'] },
    };
    mkdirSync(this.log);
    writeFileSync(join(this.log, 'package.json'), JSON.stringify(manifest));
    copyFileSync('test/vscode/dap-log.cjs', join(this.log, 'dap-log.cjs'));
  }
}

const shared = new Map<Where, Promise<Editor | undefined>>();

/** Started by the first who asks; undefined, and said, where there is none. */
export function editor(where: Where): Promise<Editor | undefined> {
  const started = shared.get(where) ?? start(where);
  shared.set(where, started);
  return started;
}

async function start(where: Where): Promise<Editor | undefined> {
  const installed = installation();
  if (!installed) return undefined;
  const made = new Editor(where);
  await made.start(installed);
  return made;
}

/** Mocha's, for the whole run. */
after(async () => {
  for (const started of shared.values()) await (await started)?.stop();
});

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}
