// VS Code as a person sees it: a server with the extension installed, a page of a browser, keys that are
// pressed, and views that are read.
import assert from 'node:assert/strict';
import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { installation } from './install';

/** An element of the page. */
interface Shown {
  readonly textContent: string | null;
  /** Null while it is hidden. */
  readonly offsetParent: object | null;
  getAttribute(name: string): string | null;
  getBoundingClientRect(): Box;
}
interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}
/** The part of playwright's page that is used here. */
interface Page {
  goto(url: string): Promise<unknown>;
  waitForSelector(selector: string, options?: { timeout: number }): Promise<unknown>;
  click(selector: string): Promise<void>;
  hover(selector: string): Promise<void>;
  mouse: {
    click(x: number, y: number): Promise<void>;
    dblclick(x: number, y: number): Promise<void>;
  };
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
  'editor.acceptSuggestionOnEnter': 'off',
  'editor.stickyScroll.enabled': false,
};
const BROWSER_FLAGS = ['--no-sandbox', '--headless=new', '--disable-gpu', '--disable-quic', '--no-first-run'];
const SERVER_FLAGS = [
  ...['--auth', 'none', '--disable-telemetry', '--disable-update-check', '--disable-workspace-trust'],
  '--disable-getting-started-override',
];
/** Milliseconds that anything may take to be seen. */
const PATIENCE = 60_000;

/** What `npm run test:vscode` has packaged. */
export const EXTENSION = resolve('.cache/ropewalk.vsix');

export class Workbench {
  /** The folder that is open; its files are the test's to write. */
  readonly folder: string;
  private readonly home = mkdtempSync(join(tmpdir(), 'ropewalk-vscode-'));
  private server: ChildProcess | undefined;
  private browser: Browser | undefined;
  protected page!: Page;
  private address = '';

  constructor() {
    this.folder = join(this.home, 'work');
    for (const name of ['work', 'user/User', 'extensions'])
      mkdirSync(join(this.home, name), { recursive: true });
    writeFileSync(join(this.home, 'user/User/settings.json'), JSON.stringify(SETTINGS));
    writeFileSync(join(this.home, 'config.yaml'), '');
  }

  /** Starts the editor with the extension that `npm run package` made. False, and said, where there is none. */
  async start(extension: string): Promise<boolean> {
    const installed = installation();
    if (!installed) return false;
    const { entry, playwright, browser } = installed;
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
    return true;
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

  /** Waits until the program runs: then it can be paused. */
  async seeRunning(): Promise<void> {
    await this.see('the toolbar', () => this.toolbar(), /^Pause/m);
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

  /** Puts the cursor into a line. */
  async goToLine(line: number): Promise<void> {
    await this.press('Control+g');
    await pause(300);
    await this.type(String(line));
    await this.press('Enter');
    await pause(300);
  }

  /** Clicks into the margin beside a line, where breakpoints are set and removed. */
  async clickMargin(line: number): Promise<void> {
    const { y, height } = await this.boxOfLine(line);
    const [margin] = await this.boxes('.monaco-editor .glyph-margin');
    assert.ok(margin, 'the editor has no margin');
    await this.page.mouse.click(margin.x + margin.width / 2, y + height / 2);
  }

  /** Waits until exactly these lines have a breakpoint of a kind: `codicon-debug-breakpoint` and so on. */
  async seeBreakpoints(kind: string, lines: readonly number[]): Promise<void> {
    const glyph = `.monaco-editor .cgmr.${kind}`;
    await this.see(
      `breakpoints (${kind})`,
      async () => {
        const numbers = await this.numbers();
        const ys = (await this.boxes(glyph)).map(({ y, height }) => y + height / 2);
        const found = ys.map((at) => numbers.find(({ box }) => at >= box.y && at < box.y + box.height)?.line);
        return [found.sort((a, b) => Number(a) - Number(b)).join(' ')];
      },
      new RegExp(`^${lines.join(' ')}$`),
    );
  }

  /** Types into the small editor of a breakpoint's condition, which a command has opened. */
  async typeCondition(text: string): Promise<void> {
    await this.page.waitForSelector('.breakpoint-widget .monaco-editor.focused', { timeout: PATIENCE });
    await this.press('Control+a');
    await this.type(text);
    await pause(300);
    await this.press('Enter');
    await until(
      'the condition to be taken',
      async () => (await this.boxes('.breakpoint-widget')).length === 0,
    );
  }

  /** Changes a variable's value as one does in the view of the variables. */
  async setVariable(name: string, value: string): Promise<void> {
    await this.doubleClick('.debug-variables .monaco-list-row', (text) => text.startsWith(`${name} =`));
    await this.page.waitForSelector('.debug-variables .monaco-inputbox input', { timeout: PATIENCE });
    await this.press('Control+a');
    await this.type(value);
    await this.press('Enter');
  }

  /** Adds an expression to the view of watched ones. */
  async watch(expression: string): Promise<void> {
    await this.page.hover('.pane-header[aria-label="Watch Section"]');
    await this.page.click('.pane-header .codicon-watch-expressions-add');
    await this.page.waitForSelector('.debug-watch .monaco-inputbox input', { timeout: PATIENCE });
    await this.type(expression);
    await this.press('Enter');
  }

  async seeWatch(pattern: RegExp): Promise<void> {
    await this.see('the watched expressions', () => this.texts('.debug-watch .monaco-list-row'), pattern);
  }

  /** Types a line into the debug console. */
  async ask(text: string): Promise<void> {
    await this.command('Debug Console: Focus on Debug Console View');
    await this.page.click('.repl .repl-input-wrapper .monaco-editor');
    await this.page.waitForSelector('.repl .repl-input-wrapper .monaco-editor.focused', {
      timeout: PATIENCE,
    });
    await this.type(text);
    await this.press('Enter');
  }

  async seeStatusBar(pattern: RegExp): Promise<void> {
    await this.see('the status bar', () => this.texts('.statusbar .statusbar-item'), pattern);
  }

  private async boxOfLine(line: number): Promise<Box> {
    const found = (await this.numbers()).find((each) => each.line === line);
    assert.ok(found, `line ${line} is not in sight`);
    return found.box;
  }

  private numbers(): Promise<{ line: number; box: Box }[]> {
    return this.page.$$eval('.monaco-editor .line-numbers', (elements) =>
      elements.map((element) => {
        const { x, y, width, height } = element.getBoundingClientRect();
        return { line: Number(element.textContent), box: { x, y, width, height } };
      }),
    );
  }

  private boxes(selector: string): Promise<Box[]> {
    return this.page.$$eval(selector, (elements) =>
      elements.map((element) => {
        const { x, y, width, height } = element.getBoundingClientRect();
        return { x, y, width, height };
      }),
    );
  }

  private async doubleClick(selector: string, isMeant: (text: string) => boolean): Promise<void> {
    const index = (await this.texts(selector)).findIndex(isMeant);
    const box = (await this.boxes(selector))[index];
    assert.ok(box, `nothing to click among ${selector}`);
    await this.page.mouse.dblclick(box.x + 40, box.y + box.height / 2);
  }

  protected texts(selector: string): Promise<string[]> {
    return this.page.$$eval(selector, (elements) => elements.map((element) => element.textContent ?? ''));
  }

  protected async see(what: string, read: () => Promise<string[]>, pattern: RegExp): Promise<void> {
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

export function pause(milliseconds: number): Promise<void> {
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
