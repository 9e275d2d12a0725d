// What runs while compiling, debugged in VS Code: entered by a lens, forwards and backwards, and on into the program.
import { readFileSync } from 'node:fs';
import { DebugDesk } from './debug-desk';
import { inWorkbench } from './workbench';

const desk = new DebugDesk();
const files = { 'tables.rw': readFileSync('examples/tables.rw', 'utf8') };

inWorkbench('compile time in VS Code', desk, files, () => {
  it('is debugged from a lens above what runs', async () => {
    await desk.seeLenses(/^Debug compile time\n/);
    await desk.goTo(25);
    await desk.setBreakpoint(25);
    await desk.goTo(1);
    await desk.clickLens('Debug compile time');
    await desk.seeStack(/^crcTabletables\.rw25:9\ncompile time, #run at tables\.rw:7tables\.rw7:8$/);
    await desk.seeVariable(/^Locals\nremainder =0\ni =0\n/);
    await desk.press('F5');
    await desk.seeVariable(/^Locals\nremainder =1996959894\ni =1\n/);
    await desk.seeText(/table\[i\] = remainder;.*table\[i\] = 0, i = 1, remainder = 1996959894/);
    await desk.picture('compile-time');
  });

  it('goes backwards, within a run', async () => {
    await desk.press('Alt+F5');
    await desk.seeVariable(/^Locals\nremainder =0\ni =0\n/);
    await desk.clickTool('Step Back');
    await desk.seeStack(/^crcTabletables\.rw21:9\ncompile time, #run at tables\.rw:7/);
    await desk.clickTool('Reverse Step Out');
    await desk.seeStack(/^compile time, #run at tables\.rw:7tables\.rw7:8$/);
  });

  it('leads on into the program, and back out of it', async () => {
    await desk.goTo(25);
    await desk.press('F9');
    await desk.seeBreakpoints('plain');
    await desk.goTo(66);
    await desk.setBreakpoint(66);
    await desk.press('F5');
    await desk.seeStack(/^maintables\.rw66:5$/);
    await desk.press('Alt+F10');
    await desk.seeStack(/^compile time, initial value of counts at tables\.rw:15tables\.rw15:11$/);
    await desk.press('F10');
    await desk.seeStack(/^maintables\.rw66:5$/);
    await desk.end();
  });
});
