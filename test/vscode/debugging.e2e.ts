// A program that fails, found out about backwards in VS Code: by keys, by the mouse, and without a launch.json.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { DebugDesk } from './debug-desk';
import { inWorkbench } from './workbench';

const BUTTONS = [
  'Continue (F5)',
  'Step Over (F10)',
  'Step Into (F11)',
  'Step Out (Shift+F11)',
  'Step Back (Alt+F10)',
  'Reverse (Alt+F5)',
  'Restart (Ctrl+Shift+F5)',
  'Stop (Shift+F5)',
  'Reverse Step Into (Alt+F11)',
  'Reverse Step Out (Shift+Alt+F11)',
];

const desk = new DebugDesk();
const files = { 'hashmap.rw': readFileSync('examples/hashmap.rw', 'utf8') };

inWorkbench('debugging in VS Code', desk, files, () => {
  it('debugs the open file with F5, without a launch.json, and walks back from its trap', async () => {
    await desk.run();
    await desk.seeStack(/^comparehashmap\.rw109:13\nmainhashmap\.rw118:9$/);
    await desk.seeVariable(/^found =0$/m);
    await desk.seeConsole(/month 6: 10 net in the books, 0 on the shelves/);
    await desk.seeStatusBar(/^ ?t 11,823$/m);
    assert.deepEqual(await desk.toolbar(), BUTTONS);

    await desk.press('Alt+F10');
    await desk.seeStack(/^comparehashmap\.rw108:13\nmain.*118:9$/);
    await desk.press('Alt+Shift+F11');
    await desk.seeStack(/^mainhashmap\.rw118:9$/);
    await desk.press('Alt+F11');
    await desk.seeStack(/^mainhashmap\.rw117:9$/);
    await desk.press('Alt+F11');
    await desk.seeStack(/^work.*\nmainhashmap\.rw117:28$/);
    await desk.command('Ropewalk: Go to Time…');
    await desk.answer('Go to Time', '11408');
    await desk.seeStack(/^remove.*80:5\ntake.*76:36\nwork.*101:5\nmain.*117:28$/);
    await desk.seeVariable(/^index =8$/m);
    await desk.seeStatusBar(/REVERSE 415 steps back$/m);
    await desk.seeText(/ {4}s\.slots\[index\]\.used = false;.*s\.slots\[index\]\.used = true, index = 8/);
    await desk.picture('reverse-debugging');
  });

  it('steps and continues backwards with the buttons', async () => {
    await desk.clickTool('Step Over');
    await desk.seeStack(/^remove.*81:5\ntake.*76:36\nwork.*101:5\n/);
    await desk.seeStatusBar(/REVERSE 414 steps back$/m);
    await desk.clickTool('Step Back');
    await desk.seeStack(/^remove.*80:5\ntake.*76:36\nwork.*101:5\n/);
    await desk.clickTool('Reverse Step Out');
    await desk.seeStack(/^take.*76:36\nwork.*101:5\nmain.*117:28$/);
    await desk.clickTool('Step Over');
    await desk.seeStack(/^take.*77:1\nwork.*101:5\nmain.*117:28$/);
    await desk.clickTool('Reverse Step Into');
    await desk.seeStack(/^remove.*82:1\ntake.*76:36\nwork.*101:5\n/);
    await desk.clickTool('Reverse (');
    await desk.seeStack(/^mainhashmap\.rw116:5$/);
    await desk.seeStatusBar(/REVERSE 11,822 steps back$/m);
    await desk.clickTool('Continue');
    await desk.seeStack(/^comparehashmap\.rw109:13\nmain.*118:9$/);
    await desk.end();
  });

  it('runs and debugs from the title of the editor, and from the lenses above main', async () => {
    await desk.clickTitle('Debug Ropewalk File');
    await desk.seeStack(/^comparehashmap\.rw109:13\nmain.*118:9$/);
    await desk.end();
    await desk.seeLenses(/^Run ?\| ?Debug$/);
    await desk.clickLens('Debug');
    await desk.seeStack(/^comparehashmap\.rw109:13\nmain.*118:9$/);
    await desk.end();
    await desk.command('Clear Console');
    await desk.clickLens('Run');
    await desk.seeConsole(/month 6: 10 net in the books, 0 on the shelves[^]*panic: something is missing/);
    await desk.seeEnd();
    await desk.command('Clear Console');
    await desk.clickTitle('Run or Debug...');
    await desk.takeFromMenu('Run Ropewalk File');
    await desk.seeConsole(/month 6: 10 net in the books, 0 on the shelves[^]*panic: something is missing/);
    await desk.seeEnd();
  });

  it('runs the adapter as a process where the configuration says so', async () => {
    const configuration = {
      type: 'ropewalk',
      request: 'launch',
      name: 'Process',
      program: 'hashmap.rw',
      adapter: 'process',
      stopOnEntry: true,
    };
    desk.write('.vscode/launch.json', JSON.stringify({ version: '0.2.0', configurations: [configuration] }));
    await desk.seeConfiguration('Process');
    await desk.press('F5');
    await desk.seeStack(/^mainhashmap\.rw116:5$/);
    await desk.press('F10');
    await desk.seeStack(/^mainhashmap\.rw117:9$/);
    await desk.press('Alt+F10');
    await desk.seeStack(/^mainhashmap\.rw116:5$/);
    await desk.end();
  });
});
