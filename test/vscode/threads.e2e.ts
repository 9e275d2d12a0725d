// Threads in VS Code: listed with what they wait for, stepped one by one, and left and entered backwards.
import { readFileSync } from 'node:fs';
import { DebugDesk } from './debug-desk';
import { inWorkbench } from './workbench';

const desk = new DebugDesk();
const example = (name: string): string => readFileSync(`examples/${name}`, 'utf8');
const files = { 'bank.rw': example('bank.rw'), 'philosophers.rw': example('philosophers.rw') };

inWorkbench('threads in VS Code', desk, files, () => {
  it('are listed by number with their states, and a stack each', async () => {
    await desk.goTo(31);
    await desk.setBreakpoint(31);
    await desk.run();
    await desk.seeStack(
      new RegExp(
        [
          '^main \\(waits for the end of thread 2\\)Paused',
          'clerk #2Paused on breakpoint',
          'transferbank\\.rw31:13',
          'clerkbank\\.rw43:12',
          'clerk #3 \\(not begun\\)Paused',
        ].join('\n'),
      ),
    );
    await desk.seeVariable(/^Locals\nfrom =3\nto =0\namount =5\n/);
    await desk.seeText(/accounts\[to\]\.balance = 105, to = 0, amount = 5/);
    await desk.picture('threads');
  });

  it('are stepped one by one, forwards and backwards', async () => {
    await desk.clickMargin(31);
    await desk.clickThreadTool('clerk #3', 'Step Over');
    await desk.seeStack(/\nclerk #3Paused on step\nclerkbank\.rw37:5\n/);
    await desk.press('F10');
    await desk.seeStack(/\nclerk #3Paused on step\nclerkbank\.rw38:5\n/);
    await desk.seeVariable(/^Locals\nseed =2\nstate =2\nGlobals$/);
    await desk.press('Alt+F10');
    await desk.seeStack(/\nclerk #3Paused on step\nclerkbank\.rw37:5\n/);
    await desk.end();
  });

  it('that wait for each other are a trap that one goes back from', async () => {
    await desk.show('philosophers.rw');
    await desk.press('F5');
    await desk.seeStack(
      new RegExp(
        [
          '^main \\(waits for the end of thread 2\\)Paused',
          'philosopher #2Trap: deadlock',
          'rt_lockstd/threads\\.rw28:25',
          'philosopherphilosophers\\.rw33:19',
          'philosopher #3 \\(waits for a mutex that thread 4 holds\\)Paused',
        ].join('\n'),
      ),
    );
    await desk.press('Alt+F10');
    await desk.seeStack(/\nphilosopher #2Paused on step\nphilosopherphilosophers\.rw33:19\nphilosopher #3/);
    await desk.seeStatusBar(/REVERSE 2 steps back$/m);
  });

  it('are stopped by conditions in both directions, each where it was', async () => {
    await desk.goTo(33);
    await desk.setBreakpoint(33);
    await desk.marginMenu(33, 'Edit Breakpoint...');
    await desk.typeCondition('context.thread == 4');
    await desk.press('Alt+F5');
    await desk.seeStack(/\nphilosopher #4.*Paused on breakpoint\nphilosopherphilosophers\.rw33:19\n/);
    await desk.seeVariable(/^Locals\nmeal =3\nseat =2\n/);
    await desk.press('Alt+F5');
    await desk.seeStack(/\nphilosopher #4Paused on breakpoint\nphilosopherphilosophers\.rw33:19\n/);
    await desk.seeVariable(/^Locals\nmeal =2\nseat =2\n/);
    await desk.press('F5');
    await desk.seeVariable(/^Locals\nmeal =3\nseat =2\n/);
    await desk.end();
  });
});
