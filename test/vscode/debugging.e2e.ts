// The extension in a real VS Code: what a person does with keys, and what they then see.
import assert from 'node:assert/strict';
import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { EXTENSION, Workbench } from './workbench';

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

describe('the extension in VS Code', () => {
  const workbench = new Workbench();
  before(async function () {
    copyFileSync('examples/hashmap.rw', join(workbench.folder, 'hashmap.rw'));
    if (!(await workbench.start(EXTENSION))) return this.skip();
  });
  after(() => workbench.stop());
  afterEach(async function () {
    if (this.currentTest?.state === 'failed') await workbench.picture('.cache/vscode-failed.png');
  });

  it('debugs the open file with F5, without a launch.json, and walks back from its trap', async () => {
    await workbench.open('hashmap.rw');
    await workbench.press('F5');
    await workbench.seeStack(/^compare.*109:13\nmain.*118:9$/);
    await workbench.seeVariable(/^found =0$/m);
    await workbench.seeConsole(/month 6: 10 net in the books, 0 on the shelves/);
    assert.deepEqual(await workbench.toolbar(), BUTTONS);

    await workbench.press('Alt+F10');
    await workbench.seeStack(/^compare.*108:13/);
    await workbench.press('Alt+Shift+F11');
    await workbench.seeStack(/^main.*118:9$/);
    await workbench.press('Alt+F11');
    await workbench.seeStack(/^main.*117:9$/);
    await workbench.press('Alt+F11');
    await workbench.seeStack(/^work.*\nmain/);
    await workbench.command('Ropewalk: Go to Time');
    await workbench.press('Control+a');
    await workbench.type('11408');
    await workbench.press('Enter');
    await workbench.seeStack(/^remove.*80:5\ntake.*76:36\nwork.*101:5\nmain.*117:28$/);
    await workbench.seeVariable(/^index =8$/m);
    const picture = process.env['PICTURE'];
    if (picture !== undefined) await workbench.picture(picture);
    await workbench.press('Alt+F5');
    await workbench.seeStack(/^main.*116:5$/);
    await workbench.press('Shift+F5');
    await workbench.seeNoToolbar();
  });

  it('runs the adapter as a process where the configuration says so', async () => {
    mkdirSync(join(workbench.folder, '.vscode'));
    const configuration = {
      type: 'ropewalk',
      request: 'launch',
      name: 'Process',
      program: 'hashmap.rw',
      adapter: 'process',
      stopOnEntry: true,
    };
    const file = join(workbench.folder, '.vscode/launch.json');
    writeFileSync(file, JSON.stringify({ version: '0.2.0', configurations: [configuration] }));
    await workbench.open('hashmap.rw');
    await workbench.press('F5');
    await workbench.seeStack(/^main.*116:5$/);
    await workbench.press('F10');
    await workbench.seeStack(/^main.*117:9$/);
    await workbench.press('Alt+F10');
    await workbench.seeStack(/^main.*116:5$/);
    await workbench.press('Shift+F5');
    await workbench.seeNoToolbar();
  });
});
