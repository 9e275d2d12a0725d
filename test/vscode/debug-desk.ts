// The workbench of someone who debugs: breakpoints, the toolbar, and the views that show where the program stands.
import assert from 'node:assert/strict';
import { pause, PATIENCE, until, type Box } from './page';
import { Workbench } from './workbench';

const STACK = '.debug-call-stack .monaco-list-row';
const VARIABLES = '.debug-variables .monaco-list-row';
const WATCHED = '.debug-watch .monaco-list-row';
const TOOLBAR = '.debug-toolbar';
/** The classes of what stands in the margin. */
const GLYPHS = {
  plain: 'codicon-debug-breakpoint',
  conditional: 'codicon-debug-breakpoint-conditional',
} as const;

export class DebugDesk extends Workbench {
  // --- breakpoints ---

  /** Clicks into the margin beside a line, where breakpoints are set and removed. */
  async clickMargin(line: number): Promise<void> {
    const { x, y } = await this.marginOf(line);
    await this.page.mouse.click(x, y);
  }

  /** Sets a breakpoint, by the margin. In a window's first moments the editor ignores the click. */
  async setBreakpoint(line: number): Promise<void> {
    const isThere = async (): Promise<boolean> => (await this.linesWith('plain')).includes(line);
    for (let tries = 0; tries < 10; tries++) {
      await this.clickMargin(line);
      for (let waits = 0; waits < 20; waits++) {
        if (await isThere()) return;
        await pause(100);
      }
    }
    assert.fail(`no breakpoint can be set in line ${line}`);
  }

  /** Takes a row of the menu of a line's margin. */
  async marginMenu(line: number, row: string): Promise<void> {
    const isOpen = async (): Promise<boolean> => (await this.boxes('.monaco-menu .action-label')).length > 0;
    for (let tries = 0; tries < 10 && !(await isOpen()); tries++) {
      // The text may be scrolled in between.
      const { x, y } = await this.marginOf(line);
      await this.page.mouse.click(x, y, { button: 'right' });
      for (let waits = 0; waits < 20 && !(await isOpen()); waits++) await pause(100);
    }
    await this.takeFromMenu(row);
  }

  /** Waits until exactly these lines have a breakpoint of a kind. */
  async seeBreakpoints(kind: keyof typeof GLYPHS, ...lines: readonly number[]): Promise<void> {
    const found = async (): Promise<string[]> => [(await this.linesWith(kind)).join(' ')];
    await this.see(`breakpoints (${kind})`, found, new RegExp(`^${lines.join(' ')}$`));
  }

  /** Types into the small editor of a breakpoint's condition, which a command or a menu has opened. */
  async typeCondition(text: string): Promise<void> {
    await this.page.waitForSelector('.breakpoint-widget .monaco-editor.focused', { timeout: PATIENCE });
    await this.press('Control+a');
    await this.type(text);
    await pause(300);
    await this.press('Enter');
    const isGone = async (): Promise<boolean> => (await this.boxes('.breakpoint-widget')).length === 0;
    await until('the condition to be taken', isGone);
  }

  override async tidy(): Promise<void> {
    await super.tidy();
    await this.end();
  }

  // --- where the program stands ---

  /** Waits until the call stack looks like this: threads, and frames from the innermost on. */
  async seeStack(pattern: RegExp): Promise<void> {
    await this.see('the call stack', () => this.fromTop(STACK), pattern);
  }

  /** Clicks a row of the call stack, whose text begins so. */
  async clickStack(text: string): Promise<void> {
    await this.click(STACK, (row) => row.startsWith(text));
  }

  async seeVariable(pattern: RegExp): Promise<void> {
    await this.see('the variables', () => this.fromTop(VARIABLES), pattern);
  }

  /** Changes a variable's value as one does in the view of the variables. */
  async setVariable(name: string, value: string): Promise<void> {
    await this.click(VARIABLES, (text) => text.startsWith(`${name} =`), 2);
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
    await this.see('the watched expressions', () => this.texts(WATCHED), pattern);
  }

  async seeConsole(pattern: RegExp): Promise<void> {
    await this.see('the console', () => this.texts('.repl .monaco-list-row'), pattern);
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

  // --- the toolbar ---

  /** Labels of the buttons, as far as they are to be seen. */
  toolbar(): Promise<string[]> {
    return this.page.$$eval('.debug-toolbar .action-label', (buttons) =>
      buttons
        .filter((button) => button.offsetParent !== null)
        .map((button) => button.getAttribute('aria-label') ?? ''),
    );
  }

  /** Clicks a button by the beginning of its label. */
  async clickTool(label: string): Promise<void> {
    await this.clickButton(TOOLBAR, label);
  }

  /** Starts debugging, by F5. In a window's first moments the key does something else. */
  async run(): Promise<void> {
    for (let tries = 0; tries < 10; tries++) {
      await this.press('F5');
      for (let waits = 0; waits < 60; waits++) {
        if ((await this.toolbar()).length > 0) return;
        await pause(100);
      }
    }
    assert.fail('F5 does not start debugging');
  }

  /** Waits until the program runs: then it can be paused. */
  async seeRunning(): Promise<void> {
    await this.see('the toolbar', () => this.toolbar(), /^Pause/m);
  }

  /** Pauses what runs, with the button. The editor ignores it until it has heard of a thread. */
  async pauseProgram(): Promise<void> {
    for (let tries = 0; tries < 10; tries++) {
      await this.clickTool('Pause');
      for (let waits = 0; waits < 20; waits++) {
        if (!(await this.toolbar()).some((label) => label.startsWith('Pause'))) return;
        await pause(100);
      }
    }
    assert.fail('the program cannot be paused');
  }

  /** Clicks a button on a thread's line in the call stack. */
  async clickThreadTool(thread: string, label: string): Promise<void> {
    const { x, y, height } = await this.boxOf(STACK, (row) => row.startsWith(thread));
    await this.page.mouse.move(x + 60, y + height / 2);
    await pause(300);
    const tools = await this.boxes(`${STACK} .action-label[aria-label^="${label}"]`);
    const tool = tools.find((box) => box.width > 0 && Math.abs(box.y + box.height / 2 - y - height / 2) < 6);
    assert.ok(tool, `no button "${label}" at ${thread}`);
    await this.page.mouse.click(tool.x + tool.width / 2, tool.y + tool.height / 2);
  }

  /** Waits until F5 would start the configuration of this name. */
  async seeConfiguration(name: string): Promise<void> {
    await this.see('the configuration', () => this.texts('.start-debug-action-item'), new RegExp(name));
  }

  /** Ends the session. */
  async end(): Promise<void> {
    await this.press('Shift+F5');
    await this.seeEnd();
  }

  /** Waits until no session is there. */
  async seeEnd(): Promise<void> {
    await until('the end of the session', async () => (await this.toolbar()).length === 0);
  }

  private async linesWith(kind: keyof typeof GLYPHS): Promise<number[]> {
    const numbers = await this.lineNumbers();
    const glyphs = await this.boxes(`.monaco-editor .cgmr.${GLYPHS[kind]}`);
    const middles = glyphs.map(({ y, height }) => y + height / 2);
    const at = middles.map((y) => numbers.find(({ box }) => y >= box.y && y < box.y + box.height)?.line);
    return at.map(Number).sort((a, b) => a - b);
  }

  private async marginOf(line: number): Promise<{ x: number; y: number }> {
    const numbered = (await this.lineNumbers()).find((each) => each.line === line);
    const [margin] = await this.boxes('.monaco-editor .glyph-margin');
    assert.ok(numbered && margin, `line ${line} is not in sight`);
    return { x: margin.x + margin.width / 2, y: numbered.box.y + numbered.box.height / 2 };
  }

  private async lineNumbers(): Promise<{ line: number; box: Box }[]> {
    const selector = '.monaco-editor .line-numbers';
    const [texts, boxes] = [await this.texts(selector), await this.boxes(selector)];
    return boxes.map((box, index) => ({ line: Number(texts[index]), box }));
  }
}
