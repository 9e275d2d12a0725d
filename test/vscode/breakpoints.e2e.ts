// Breakpoints, values and time as one meets them in VS Code: by the mouse, by keys and by the palette.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { EXTENSION, Workbench } from './workbench';

/** Runs for ever, so that things can be done while it does. */
const ENDLESS = `total: i64;

fn add(n: i64) i64 {
    total += n;
    return total;
}

fn main() {
    n: i64 = 0;
    while true {
        n += 1;
        add(n);
    }
}
`;

const PLAIN = 'codicon-debug-breakpoint';
const CONDITIONAL = 'codicon-debug-breakpoint-conditional';

describe('breakpoints, values and time in VS Code', () => {
  const workbench = new Workbench();
  before(async function () {
    writeFileSync(join(workbench.folder, 'endless.rw'), ENDLESS);
    if (!(await workbench.start(EXTENSION))) return this.skip();
    await workbench.open('endless.rw');
  });
  after(() => workbench.stop());
  afterEach(async function () {
    if (this.currentTest?.state === 'failed') await workbench.picture('.cache/vscode-failed.png');
  });

  it('stops at a breakpoint set in the margin, with everything there at once', async () => {
    await workbench.clickMargin(4);
    await workbench.seeBreakpoints(PLAIN, [4]);
    await workbench.press('F5');
    await workbench.seeStack(/^add.*4:5\nmain.*12:9$/);
    await workbench.seeVariable(/^n =1$/m);
    await workbench.seeStatusBar(/^ ?t \d+$/m);
  });

  it('takes a condition, and another one, and stops where it holds', async () => {
    await workbench.goToLine(4);
    await workbench.command('Debug: Edit Breakpoint');
    await workbench.typeCondition('n == 100');
    await workbench.press('F5');
    await workbench.seeVariable(/^n =100$/m);
    await workbench.goToLine(4);
    await workbench.command('Debug: Edit Breakpoint');
    await workbench.typeCondition('n % 1000 == 0');
    await workbench.press('F5');
    await workbench.seeVariable(/^n =1000$/m);
    await workbench.press('F5');
    await workbench.seeVariable(/^n =2000$/m);
  });

  it('goes back with the condition, and says how far back one stands', async () => {
    await workbench.press('Alt+F5');
    await workbench.seeVariable(/^n =1000$/m);
    await workbench.seeStatusBar(/REVERSE [\d,]+ steps back/);
    await workbench.press('Alt+F11');
    await workbench.seeStack(/^main.*12:9$/);
    await workbench.press('F11');
    await workbench.seeStack(/^add.*4:5\nmain.*12:9$/);
    await workbench.press('F5');
    await workbench.seeVariable(/^n =2000$/m);
  });

  it('watches expressions, answers in the console, and sets a variable', async () => {
    await workbench.watch('n * n + total');
    await workbench.seeWatch(/n \* n \+ total.*5999000/);
    await workbench.ask('add(total)');
    await workbench.seeConsole(/3998000/);
    await workbench.seeWatch(/n \* n \+ total.*5999000/);
    await workbench.setVariable('n', '7000');
    await workbench.seeVariable(/^n =7000$/m);
    await workbench.press('F10');
    await workbench.seeStack(/^add.*5:5/);
    await workbench.ask('total');
    await workbench.seeConsole(/2006000/);
  });

  it('removes a breakpoint while stopped and sets one while running', async () => {
    await workbench.clickMargin(4);
    await workbench.seeBreakpoints(CONDITIONAL, []);
    await workbench.press('F5');
    await workbench.seeRunning();
    await workbench.goToLine(11);
    await workbench.press('F9');
    await workbench.seeStack(/^main.*11:9$/);
    await workbench.press('F5');
    await workbench.seeStack(/^main.*11:9$/);
    await workbench.press('F9');
    await workbench.seeBreakpoints(PLAIN, []);
    await workbench.press('F5');
    await workbench.seeRunning();
    await workbench.press('F6');
    await workbench.seeStack(/main.*1[0-3]:\d+$/);
    await workbench.press('Shift+F5');
    await workbench.seeNoToolbar();
  });
});
