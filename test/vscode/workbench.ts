// VS Code as a person sees it: a window with a folder, the palette, the text, and the bars around it.
import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join, dirname } from 'node:path';
import { editor, type Where } from './editor';
import { Page, PATIENCE, pause, until } from './page';

/** Where a failure leaves a picture and what the debugger said. */
const FAILURES = '.cache/vscode-failures';
const PICTURES = 'docs/images';
const EDITOR_ACTIONS = '.editor-actions';
const PALETTE = '.quick-input-list .monaco-list-row';

export class Workbench extends Page {
  folder = '';
  private address = '';
  private messagesBefore = 0;
  private dapLog = (): string => '';

  constructor(private readonly where: Where = 'node') {
    super();
  }

  /**
   * Opens a window on a new folder.
   * @param files the folder's, by their paths
   * @returns false where there is no editor
   */
  async start(files: Readonly<Record<string, string>>): Promise<boolean> {
    const running = await editor(this.where);
    if (!running) return false;
    this.folder = running.makeFolder();
    for (const [path, text] of Object.entries(files)) this.write(path, text);
    this.address = running.address;
    this.dapLog = () => running.dapLog();
    this.page = await running.newPage();
    return true;
  }

  async stop(): Promise<void> {
    await (this.page as typeof this.page | undefined)?.close();
  }

  /** Writes a file of the folder. */
  write(path: string, text: string): void {
    const file = join(this.folder, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }

  /** What is said between VS Code and the adapter belongs to the test that begins now. */
  begin(): void {
    this.messagesBefore = this.dapLog().length;
  }

  /** Leaves a picture and the debugger's messages of the present test. */
  async leaveTraces(title: string): Promise<void> {
    mkdirSync(FAILURES, { recursive: true });
    const name = join(FAILURES, title.replace(/\W+/g, '-'));
    writeFileSync(`${name}.dap.log`, this.dapLog().slice(this.messagesBefore));
    await this.page.screenshot({ path: `${name}.png` });
    process.stdout.write(`      see ${name}.png and ${name}.dap.log\n`);
  }

  /** After a failure: what is open is closed, so that the next test begins as usual. */
  async tidy(): Promise<void> {
    await this.press('Escape', 'Escape');
  }

  /** A picture for the documentation, when `PICTURES=1` asks for them. */
  async picture(name: string): Promise<void> {
    if (!process.env['PICTURES']) return;
    await this.page.mouse.move(600, 400); // no tooltips
    await pause(1500);
    await this.page.screenshot({ path: join(PICTURES, `${name}.png`) });
  }

  /** Opens the window, with a file of the folder in it. */
  async open(file: string): Promise<void> {
    const payload = JSON.stringify([
      ['openFile', `vscode-remote://${this.address}${join(this.folder, file)}`],
    ]);
    await this.page.goto(
      `http://${this.address}/?folder=${this.folder}&payload=${encodeURIComponent(payload)}`,
    );
    await this.page.waitForSelector('.monaco-editor .view-line', { timeout: PATIENCE });
    await this.seeLanguage();
    // Before the extension's contributions are known, keys do something else or nothing.
    await this.page.waitForSelector(`${EDITOR_ACTIONS} [aria-label^="Debug Ropewalk"]`, {
      timeout: PATIENCE,
    });
    await pause(2000);
    await this.page.click('.monaco-editor .view-lines');
  }

  /** Opens another file in the same window. */
  async show(file: string): Promise<void> {
    await this.press('Control+p');
    await pause(300);
    await this.type(join(this.folder, file));
    await this.see('the files', () => this.texts(PALETTE), /^\S+\.rwfile results$/);
    await this.press('Enter');
    await this.see('the tab', () => this.texts('.tabs-container .tab.active'), new RegExp(`^${file}$`));
    await this.seeLanguage();
    await pause(500);
  }

  /** Runs a command of the palette by its title. */
  async command(title: string): Promise<void> {
    await this.press('F1');
    await pause(300);
    await this.type(title);
    await this.pick(title);
  }

  /** Takes the row of the palette that has this label. */
  async pick(label: string): Promise<void> {
    const labels = (): Promise<string[]> => this.texts(`${PALETTE} .label-name`);
    const isMeant = (text: string): boolean => text.replace(/^[^\w]+/, '') === label;
    await this.see(`"${label}" in the palette`, async () => [String((await labels()).some(isMeant))], /true/);
    await pause(200);
    for (let i = (await labels()).findIndex(isMeant); i > 0; i--) await this.press('ArrowDown');
    await this.press('Enter');
    await pause(300);
  }

  /** Answers a question that a command has asked, in the place of what is proposed. */
  async answer(question: string, text: string): Promise<void> {
    const isAsked = async (): Promise<string[]> => {
      const [box] = await this.boxes('.quick-input-title');
      return box && box.width > 0 ? this.texts('.quick-input-title') : [];
    };
    await this.see('the question', isAsked, new RegExp(`^${question}$`));
    await pause(300);
    await this.press('Control+a');
    await this.type(text);
    await this.press('Enter');
  }

  /** Puts the cursor at a place, `line` or `line:column`. */
  async goTo(place: number | string): Promise<void> {
    await this.press('Control+g');
    await pause(300);
    await this.type(String(place));
    await this.press('Enter');
    await pause(400);
  }

  /** Waits until the text of the lines in sight, with what is shown beside it, matches. */
  async seeText(pattern: RegExp): Promise<void> {
    await this.see('the text', () => this.fromTop('.monaco-editor .view-line'), pattern);
  }

  async seeStatusBar(pattern: RegExp): Promise<void> {
    await this.see('the status bar', () => this.texts('.statusbar .statusbar-item'), pattern);
  }

  async seeLenses(pattern: RegExp): Promise<void> {
    await this.see('the lenses', () => this.texts('.codelens-decoration'), pattern);
  }

  /** Clicks the topmost lens in sight that has this title. */
  async clickLens(title: string): Promise<void> {
    await this.click('.codelens-decoration a', (text) => text === title);
  }

  /** Clicks a button by the beginning of its label, among those of a place. */
  async clickButton(place: string, label: string): Promise<void> {
    await this.page.click(`${place} .action-label[aria-label^="${label}"]`);
  }

  /** Clicks a button in the title of the editor. */
  async clickTitle(label: string): Promise<void> {
    await this.clickButton(EDITOR_ACTIONS, label);
  }

  /** Takes a row of the menu that is open. A menu takes no clicks in its first moments. */
  async takeFromMenu(row: string): Promise<void> {
    const labels = '.monaco-menu .action-label';
    await this.boxOf(labels, (text) => text === row);
    await until('the menu to take the click', async () => {
      await pause(300);
      const isOpen = (await this.texts(labels)).includes(row);
      if (isOpen) await this.click(labels, (text) => text === row);
      return !isOpen;
    });
  }

  /** Opens the list of problems, and waits until it looks like this. */
  async seeProblems(pattern: RegExp): Promise<void> {
    await this.press('Control+Shift+m');
    await this.see('the problems', () => this.texts('.markers-panel .monaco-list-row'), pattern);
    await this.press('Control+Shift+m');
  }

  /** Waits until the terminal's text looks like this. */
  async seeTerminal(pattern: RegExp): Promise<void> {
    const lines = async (): Promise<string[]> =>
      (await this.texts('.terminal-wrapper.active .xterm-rows > div')).map((line) => line.trimEnd());
    await this.see('the terminal', lines, pattern);
  }

  protected async click(selector: string, isMeant: (text: string) => boolean, clickCount = 1): Promise<void> {
    const box = await this.boxOf(selector, isMeant);
    await this.page.mouse.click(box.x + Math.min(40, box.width / 2), box.y + box.height / 2, { clickCount });
  }

  private async seeLanguage(): Promise<void> {
    await this.see('the language', () => this.texts('.statusbar [id="status.editor.mode"]'), /Ropewalk/);
  }
}

/** A part of the tests with a window of its own. */
export function inWorkbench(
  title: string,
  workbench: Workbench,
  files: Readonly<Record<string, string>>,
  tests: () => void,
): void {
  describe(title, () => {
    before(async function () {
      assert.ok(Object.keys(files).length > 0);
      if (!(await workbench.start(files))) return this.skip();
      await workbench.open(Object.keys(files)[0] ?? '');
    });
    beforeEach(() => workbench.begin());
    afterEach(async function () {
      if (this.currentTest?.state !== 'failed') return;
      await workbench.leaveTraces(this.currentTest.title);
      await workbench.tidy();
    });
    after(() => workbench.stop());
    tests();
  });
}
