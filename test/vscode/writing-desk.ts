// The workbench of someone who writes: what the editor shows of a text, and what it offers.
import { pause, PATIENCE } from './page';
import { Workbench } from './workbench';

const SUGGESTIONS = '.suggest-widget.visible .monaco-list-row';
const FIXES = '.action-widget .monaco-list-row.action';

export class WritingDesk extends Workbench {
  /** Waits until so many places are underlined. */
  async seeSquiggles(kind: 'error' | 'warning', count: number): Promise<void> {
    const counted = async (): Promise<string[]> => [
      String((await this.texts(`.monaco-editor .squiggly-${kind}`)).length),
    ];
    await this.see(`places underlined as ${kind}`, counted, new RegExp(`^${count}$`));
  }

  /** Asks what is at the cursor, as with the mouse over it. */
  async seeHover(pattern: RegExp): Promise<void> {
    await this.press('Control+k', 'Control+i');
    await this.see('the hover', async () => [(await this.texts('.monaco-hover')).join(' ')], pattern);
    await this.press('Escape');
  }

  /** Waits until the list of suggestions looks like this, a line for each. */
  async seeSuggestions(pattern: RegExp): Promise<void> {
    await this.see('the suggestions', () => this.texts(`${SUGGESTIONS} .label-name`), pattern);
  }

  /** Takes one of the fixes that are offered at the cursor. */
  async fix(title: string): Promise<void> {
    await this.press('Control+.');
    await this.see('the fixes', () => this.texts(FIXES), new RegExp(title));
    const titles = await this.texts(FIXES);
    for (let i = titles.findIndex((one) => one.includes(title)); i > 0; i--) await this.press('ArrowDown');
    await this.press('Enter');
  }

  async rename(name: string): Promise<void> {
    await this.press('F2');
    await this.page.waitForSelector('.rename-box input', { timeout: PATIENCE });
    await pause(500); // until it has the keys
    await this.press('Control+a');
    await this.type(name);
    await this.press('Enter');
  }
}
