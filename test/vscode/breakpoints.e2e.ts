// Breakpoints, values and time as one meets them in VS Code: by the mouse, by keys and by the palette.
import { DebugDesk } from './debug-desk';
import { inWorkbench } from './workbench';

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

const desk = new DebugDesk();

inWorkbench('breakpoints, values and time in VS Code', desk, { 'endless.rw': ENDLESS }, () => {
  it('stops at a breakpoint set in the margin, with everything there at once', async () => {
    await desk.setBreakpoint(4);
    await desk.run();
    await desk.seeStack(/^addendless\.rw4:5\nmainendless\.rw12:9$/);
    await desk.seeVariable(/^Locals\nn =1\nGlobals$/);
    await desk.seeStatusBar(/^ ?t 5$/m);
  });

  it('takes a condition by the menu of the margin, another one by the palette, and stops where it holds', async () => {
    await desk.marginMenu(4, 'Edit Breakpoint...');
    await desk.typeCondition('n == 100');
    await desk.seeBreakpoints('conditional', 4);
    await desk.press('F5');
    await desk.seeVariable(/^n =100$/m);
    await desk.goTo(4);
    await desk.command('Debug: Edit Breakpoint');
    await desk.typeCondition('n % 1000 == 0');
    await desk.press('F5');
    await desk.seeVariable(/^n =1000$/m);
    await desk.press('F5');
    await desk.seeVariable(/^n =2000$/m);
  });

  it('goes back with the condition, and says how far back one stands', async () => {
    await desk.press('Alt+F5');
    await desk.seeVariable(/^n =1000$/m);
    await desk.seeStatusBar(/REVERSE 5,000 steps back$/m);
    await desk.press('Alt+F11');
    await desk.seeStack(/^mainendless\.rw12:9$/);
    await desk.seeStatusBar(/REVERSE 5,001 steps back$/m);
    await desk.press('F11');
    await desk.seeStack(/^addendless\.rw4:5\nmainendless\.rw12:9$/);
    await desk.press('F5');
    await desk.seeVariable(/^n =2000$/m);
    await desk.seeStatusBar(/^ ?t 10,000$/m);
  });

  it('watches expressions, answers in the console, and sets a variable', async () => {
    await desk.watch('n * n + total');
    await desk.seeWatch(/^n \* n \+ total =5999000$/);
    await desk.ask('add(total)');
    await desk.seeConsole(/3998000/);
    await desk.seeWatch(/^n \* n \+ total =5999000$/);
    await desk.setVariable('n', '7000');
    await desk.seeVariable(/^n =7000$/m);
    await desk.press('F10');
    await desk.seeStack(/^addendless\.rw5:5/);
    await desk.ask('total');
    await desk.seeConsole(/2006000/);
  });

  it('removes a breakpoint while stopped and sets one while running', async () => {
    await desk.clickMargin(4);
    await desk.seeBreakpoints('conditional');
    await desk.press('F5');
    await desk.seeRunning();
    await desk.goTo(11);
    await desk.press('F9');
    await desk.seeStack(/^mainendless\.rw11:9$/);
  });

  it('removes a breakpoint while running, which then stops nothing, also not in what has been', async () => {
    await desk.marginMenu(11, 'Edit Breakpoint...');
    await desk.typeCondition('n == 1500');
    await desk.press('Alt+F5');
    await desk.seeVariable(/^n =1500$/m);
    await desk.press('F5');
    await desk.seeRunning();
    await desk.marginMenu(11, 'Remove Breakpoint');
    await desk.seeBreakpoints('conditional');
    await desk.press('F6');
    await desk.seeStack(/main.*1[0-3]:\d+$/);
    await desk.press('Alt+F5');
    await desk.seeStack(/^mainendless\.rw9:5$/);
    await desk.end();
  });
});
