// The page of a browser that holds the editor: its elements are found, read and clicked, and waited for.
import assert from 'node:assert/strict';

/** An element of the page. */
export interface Shown {
  readonly textContent: string | null;
  /** Null while it is hidden. */
  readonly offsetParent: object | null;
  getAttribute(name: string): string | null;
  getBoundingClientRect(): Box;
}
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}
/** The part of playwright's page that is used here. */
export interface BrowserPage {
  goto(url: string): Promise<unknown>;
  waitForSelector(selector: string, options?: { timeout: number }): Promise<unknown>;
  click(selector: string): Promise<void>;
  hover(selector: string): Promise<void>;
  mouse: {
    move(x: number, y: number): Promise<void>;
    click(x: number, y: number, options?: { button?: 'right'; clickCount?: number }): Promise<void>;
  };
  screenshot(options: { path: string }): Promise<unknown>;
  $$eval<T>(selector: string, read: (elements: Shown[]) => T): Promise<T>;
  keyboard: { press(key: string): Promise<void>; type(text: string): Promise<void> };
  on(event: 'pageerror' | 'console', listener: (what: { message?: string; text?(): string }) => void): void;
  evaluate<T, A>(work: (argument: A) => T | Promise<T>, argument: A): Promise<T>;
  close(): Promise<void>;
}

/** Milliseconds that anything may take to be seen. */
export const PATIENCE = Number(process.env['PATIENCE'] ?? 60_000);

export class Page {
  protected page!: BrowserPage;

  async press(...keys: string[]): Promise<void> {
    for (const key of keys) await this.page.keyboard.press(key);
  }

  async type(text: string): Promise<void> {
    await this.page.keyboard.type(text);
  }

  /** The texts of elements, in the order of the page; without icons; blanks are plain ones. */
  protected async texts(selector: string): Promise<string[]> {
    const texts = await this.page.$$eval(selector, (all) => all.map((element) => element.textContent ?? ''));
    return texts.map((text) => text.replace(/[\u00a0\u00b7]/g, ' ').replace(/[\ue000-\uf8ff]/g, ''));
  }

  protected boxes(selector: string): Promise<Box[]> {
    return this.page.$$eval(selector, (elements) =>
      elements.map((element) => {
        const { x, y, width, height } = element.getBoundingClientRect();
        return { x, y, width, height };
      }),
    );
  }

  /** Texts from the top of the page to its bottom: the editor keeps lines and rows in another order. */
  protected async fromTop(selector: string): Promise<string[]> {
    const [texts, boxes] = [await this.texts(selector), await this.boxes(selector)];
    const order = texts.map((text, index) => ({ text, top: boxes[index]?.y ?? 0 }));
    return order.sort((a, b) => a.top - b.top).map(({ text }) => text);
  }

  /** The box of the one element whose text is meant. */
  protected async boxOf(selector: string, isMeant: (text: string) => boolean): Promise<Box> {
    let found: Box | undefined;
    await until(`an element to click among ${selector}`, async () => {
      const index = (await this.texts(selector)).findIndex(isMeant);
      found = (await this.boxes(selector))[index];
      return found !== undefined;
    });
    assert.ok(found);
    return found;
  }

  /** Waits until what is read, line by line, matches. */
  protected async see(what: string, read: () => Promise<string[]>, pattern: RegExp): Promise<void> {
    let last: string[] = [];
    await until(
      () => `${what} to show ${String(pattern)}; it shows ${shown(last)}`,
      async () => pattern.test((last = await read()).join('\n')),
    );
  }
}

/** With what only looks like a blank made visible. */
function shown(lines: readonly string[]): string {
  return JSON.stringify(lines).replace(/[^ -~]/g, (c) => `\\u${c.charCodeAt(0).toString(16)}`);
}

export async function until(what: string | (() => string), test: () => Promise<boolean>): Promise<void> {
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
