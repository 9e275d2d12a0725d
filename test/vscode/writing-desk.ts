// The workbench of someone who writes: what the editor shows of a text, and what it offers.
import { pause, Workbench } from './workbench';

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

  /** Opens the list of problems, and waits until it looks like this. */
  async seeProblems(pattern: RegExp): Promise<void> {
    await this.press('Control+Shift+m');
    await this.see('the problems', () => this.texts('.markers-panel .monaco-list-row'), pattern);
    await this.press('Control+Shift+m');
  }

  /** The place is `line:column`. */
  async goTo(place: string): Promise<void> {
    await this.press('Control+g');
    await pause(300);
    await this.type(place);
    await this.press('Enter');
    await pause(500);
  }

  /** Asks what is at the cursor, as with the mouse over it. */
  async seeHover(pattern: RegExp): Promise<void> {
    await this.press('Control+k', 'Control+i');
    await this.see('the hover', async () => [(await this.read('.monaco-hover')).join(' ')], pattern);
    await this.press('Escape');
  }

  /** Waits until the list of suggestions looks like this, a line for each. */
  async seeSuggestions(pattern: RegExp): Promise<void> {
    await this.see('the suggestions', () => this.read(`${SUGGESTIONS} .label-name`), pattern);
  }

  /** Waits until the text of the lines in sight matches. */
  async seeText(pattern: RegExp): Promise<void> {
    await this.see('the text', () => this.lines(), pattern);
  }

  async seeLenses(pattern: RegExp): Promise<void> {
    await this.see('the lenses', () => this.read('.codelens-decoration'), pattern);
  }

  /** Takes one of the fixes that are offered at the cursor. */
  async fix(title: string): Promise<void> {
    await this.press('Control+.');
    await this.see('the fixes', () => this.read(FIXES), new RegExp(title));
    const titles = await this.read(FIXES);
    for (let i = titles.findIndex((one) => one.includes(title)); i > 0; i--) await this.press('ArrowDown');
    await this.press('Enter');
  }

  async rename(name: string): Promise<void> {
    await this.press('F2');
    await this.page.waitForSelector('.rename-box input', { timeout: 60_000 });
    await pause(500); // until it has the keys
    await this.press('Control+a');
    await this.type(name);
    await this.press('Enter');
  }

  /** In the order of the text; the editor keeps them in another. */
  private async lines(): Promise<string[]> {
    const lines = await this.page.$$eval('.monaco-editor .view-line', (elements) =>
      elements.map((element) => ({
        top: element.getBoundingClientRect().y,
        text: (element.textContent ?? '').replaceAll('\u00a0', ' '),
      })),
    );
    return lines.sort((a, b) => a.top - b.top).map(({ text }) => text);
  }

  private async read(selector: string): Promise<string[]> {
    return (await this.texts(selector)).map((text) => text.replaceAll('\u00a0', ' '));
  }
}
