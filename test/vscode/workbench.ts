// VS Code as a person sees it: a server with the extension installed, a page of a browser, keys that are
// pressed, and views that are read.
import assert from 'node:assert/strict';
import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { installation } from './install';

/** An element of the page. */
interface Shown {
  readonly textContent: string | null;
  /** Null while it is hidden. */
  readonly offsetParent: object | null;
  getAttribute(name: string): string | null;
}
/** The part of playwright's page that is used here. */
interface Page {
  goto(url: string): Promise<unknown>;
  waitForSelector(selector: string, options?: { timeout: number }): Promise<unknown>;
  click(selector: string): Promise<void>;
  screenshot(options: { path: string }): Promise<unknown>;
  $$eval<T>(selector: string, read: (elements: Shown[]) => T): Promise<T>;
  keyboard: { press(key: string): Promise<void>; type(text: string): Promise<void> };
}
interface Browser {
  newPage(options: object): Promise<Page>;
  close(): Promise<void>;
}

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
  'editor.stickyScroll.enabled': false,
};
const BROWSER_FLAGS = ['--no-sandbox', '--headless=new', '--disable-gpu', '--disable-quic', '--no-first-run'];
const SERVER_FLAGS = [
  ...['--auth', 'none', '--disable-telemetry', '--disable-update-check', '--disable-workspace-trust'],
  '--disable-getting-started-override',
];
/** Milliseconds that anything may take to be seen. */
const PATIENCE = 60_000;

export class Workbench {
  /** The folder that is open; its files are the test's to write. */
  readonly folder: string;
  private readonly home = mkdtempSync(join(tmpdir(), 'ropewalk-vscode-'));
  private server: ChildProcess | undefined;
  private browser: Browser | undefined;
  private page!: Page;
  private address = '';

  constructor() {
    this.folder = join(this.home, 'work');
    for (const name of ['work', 'user/User', 'extensions'])
      mkdirSync(join(this.home, name), { recursive: true });
    writeFileSync(join(this.home, 'user/User/settings.json'), JSON.stringify(SETTINGS));
    writeFileSync(join(this.home, 'config.yaml'), '');
  }

  /** Starts the editor with the extension that `npm run package` made. */
  async start(extension: string): Promise<void> {
    const { entry, playwright, browser } = installation();
    const flags = ['--config', 'config.yaml', '--user-data-dir', 'user', '--extensions-dir', 'extensions'];
    execFileSync(process.execPath, [entry, ...flags, '--install-extension', extension], {
      cwd: this.home,
      stdio: 'ignore',
    });
    const port = await freePort();
    this.address = `127.0.0.1:${port}`;
    const socket = ['--session-socket', join(this.home, 'socket')];
    this.server = spawn(
      process.execPath,
      [entry, ...flags, ...SERVER_FLAGS, ...socket, '--bind-addr', this.address],
      {
        cwd: this.home,
        stdio: 'ignore',
      },
    );
    await until('the server', async () => (await fetch(`http://${this.address}/healthz`)).ok);
    // eslint-disable-next-line @typescript-eslint/no-require-imports
    const { chromium } = require(playwright) as { chromium: { launch(options: object): Promise<Browser> } };
    this.browser = await chromium.launch({ executablePath: browser, args: BROWSER_FLAGS });
    this.page = await this.browser.newPage({ viewport: { width: 1200, height: 780 } });
  }

  /** Ends everything and leaves nothing behind. */
  async stop(): Promise<void> {
    await this.browser?.close();
    this.server?.kill();
    rmSync(this.home, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  }

  /** Opens a file of the folder, in a fresh window. */
  async open(file: string): Promise<void> {
    const payload = JSON.stringify([
      ['openFile', `vscode-remote://${this.address}${join(this.folder, file)}`],
    ]);
    await this.page.goto(
      `http://${this.address}/?folder=${this.folder}&payload=${encodeURIComponent(payload)}`,
    );
    await this.page.waitForSelector('.monaco-editor .view-line', { timeout: PATIENCE });
    await this.see('the language', () => this.texts('.statusbar [id="status.editor.mode"]'), /Ropewalk/);
    // Keys that are pressed in the first moments are lost.
    await pause(2500);
    await this.page.click('.monaco-editor .view-lines');
  }

  async press(...keys: string[]): Promise<void> {
    for (const key of keys) await this.page.keyboard.press(key);
  }

  async type(text: string): Promise<void> {
    await this.page.keyboard.type(text);
  }

  /** Runs a command of the palette by its title. */
  async command(title: string): Promise<void> {
    await this.press('F1');
    await pause(500);
    await this.type(title);
    await this.see('the palette', () => this.texts('.quick-input-list .monaco-list-row'), new RegExp(title));
    await this.press('Enter');
    await pause(500);
  }

  /** Waits until the call stack, the innermost frame first, looks like this: `name file line:column`. */
  async seeStack(pattern: RegExp): Promise<void> {
    await this.see('the call stack', () => this.texts('.debug-call-stack .monaco-list-row'), pattern);
  }

  async seeVariable(pattern: RegExp): Promise<void> {
    await this.see('the variables', () => this.texts('.debug-variables .monaco-list-row'), pattern);
  }

  async seeConsole(pattern: RegExp): Promise<void> {
    await this.see('the console', () => this.texts('.repl .monaco-list-row'), pattern);
  }

  /** Labels of the debug toolbar's buttons, as far as they are to be seen. */
  toolbar(): Promise<string[]> {
    return this.page.$$eval('.debug-toolbar .action-label', (buttons) =>
      buttons
        .filter((button) => button.offsetParent !== null)
        .map((button) => button.getAttribute('aria-label') ?? ''),
    );
  }

  async seeNoToolbar(): Promise<void> {
    await until('the end of the session', async () => (await this.toolbar()).length === 0);
  }

  async picture(path: string): Promise<void> {
    await this.page.screenshot({ path });
  }

  private texts(selector: string): Promise<string[]> {
    return this.page.$$eval(selector, (elements) => elements.map((element) => element.textContent ?? ''));
  }

  private async see(what: string, read: () => Promise<string[]>, pattern: RegExp): Promise<void> {
    let last: string[] = [];
    await until(
      () => `${what} to show ${String(pattern)}; it shows ${JSON.stringify(last)}`,
      async () => pattern.test((last = await read()).join('\n')),
    );
  }
}

async function until(what: string | (() => string), test: () => Promise<boolean>): Promise<void> {
  const start = Date.now();
  while (!(await test().catch(() => false))) {
    assert.ok(
      Date.now() - start < PATIENCE,
      `waited in vain for ${typeof what === 'string' ? what : what()}`,
    );
    await pause(100);
  }
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}
