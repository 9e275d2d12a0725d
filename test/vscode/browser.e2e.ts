// The extension as a web extension: it runs in the browser, with the debug adapter and the language server as workers
// that the editor reads the files for. No Node is behind them.
import { DebugDesk } from './debug-desk';
import { inWorkbench } from './workbench';
import { WritingDesk } from './writing-desk';

const MAIN = `import shapes "lib/shapes.rw";

TABLE :: #run shapes.squares();

fn main() {
    sum: i64;
    for i in 0..10 {
        sum += TABLE[i];
    }
    print("sum {}\\n", sum);
}
`;
const SHAPES = `-- The squares of the first numbers.
fn squares() [10]i64 {
    table: [10]i64;
    for i in 0..10 {
        table[i] = cast(i64) i * cast(i64) i;
    }
    return table;
}
`;
const FILES = { 'main.rw': MAIN, 'lib/shapes.rw': SHAPES };

const desk = new DebugDesk('browser');

inWorkbench('debugging in a browser', desk, FILES, () => {
  it('stops where a condition holds, and walks back', async () => {
    await desk.setBreakpoint(8);
    await desk.marginMenu(8, 'Edit Breakpoint...');
    await desk.typeCondition('i == 5');
    await desk.run();
    await desk.seeStack(/^mainmain\.rw8:9$/);
    await desk.seeVariable(/^Locals\ni =5\nsum =30\n/);
    await desk.press('F10');
    await desk.seeVariable(/^Locals\ni =5\nsum =55\n/);
    await desk.press('Alt+F10');
    await desk.seeVariable(/^Locals\ni =5\nsum =30\n/);
    await desk.seeStatusBar(/REVERSE 1 step back$/m);
    await desk.clickTool('Reverse (');
    await desk.seeStack(/^mainmain\.rw6:5$/);
    await desk.press('F5');
    await desk.seeStack(/^mainmain\.rw8:9$/);
  });

  it('evaluates, watches, sets a variable, and shows what the program prints', async () => {
    await desk.ask('sum + TABLE[9]');
    await desk.seeConsole(/^111$/m);
    await desk.setVariable('sum', '1000');
    await desk.seeVariable(/^Locals\ni =5\nsum =1000\n/);
    await desk.press('F5');
    await desk.seeConsole(/sum 1255$/m);
    await desk.seeStack(/^mainmain\.rw11:1$/);
    await desk.end();
  });

  it('debugs what runs while compiling, in a file that is imported', async () => {
    await desk.goTo('3:22');
    await desk.press('F12');
    await desk.seeText(/^-- The squares/);
    await desk.setBreakpoint(5);
    await desk.command('Go Back');
    await desk.seeText(/^import shapes/);
    await desk.clickLens('Debug compile time');
    await desk.seeStack(/^shapes\.squaresshapes\.rw5:9\ncompile time, #run at main\.rw:3main\.rw3:10$/);
    await desk.seeVariable(/^Locals\ni =0\n/);
    await desk.press('F5');
    await desk.seeVariable(/^Locals\ni =1\n/);
    await desk.press('Alt+F5');
    await desk.seeVariable(/^Locals\ni =0\n/);
    await desk.end();
  });
});

const endless = new DebugDesk('browser');
const ENDLESS = {
  'endless.rw': `fn main() {
    rounds := 0;
    while true {
        rounds += 1;
    }
}
`,
};

inWorkbench('a program that does not end, in a browser', endless, ENDLESS, () => {
  it('can be paused, walked back, paused again, and ended while it runs', async () => {
    await endless.run();
    await endless.seeRunning();
    await endless.pauseProgram();
    await endless.seeStack(/^mainendless\.rw[345]:\d+$/);
    await endless.press('Alt+F10');
    await endless.seeStatusBar(/REVERSE 1 step back$/m);
    await endless.clickTool('Reverse (');
    await endless.seeStack(/^mainendless\.rw2:5$/);
    await endless.press('F5');
    // What was recorded ends where it was paused; from there it runs on.
    await endless.seeRunning();
    await endless.pauseProgram();
    await endless.seeStack(/^mainendless\.rw[345]:\d+$/);
    await endless.press('F5');
    await endless.seeRunning();
    await endless.end();
  });
});

const configured = new DebugDesk('browser');
/** As the editor proposes them: it puts paths without their place into the variables. */
const CONFIGURATION = {
  type: 'ropewalk',
  request: 'launch',
  name: 'Configured',
  program: '${file}',
  cwd: '${workspaceFolder}',
  stdin: { file: '${workspaceFolder}/notes/#1 100%.txt' },
  env: { NAME: 'nobody' },
};
const READER = `import io "std/io.rw";
import odd "odd #1 100%.rw";

fn main() {
    line := io.read_line();
    print("{} {} {}\\n", odd.TWO, line, io.environment("NAME"));
}
`;
const CONFIGURED_FILES = {
  'reader.rw': READER,
  'odd #1 100%.rw': 'TWO :: 2;\n',
  'notes/#1 100%.txt': 'a line\n',
  '.vscode/launch.json': JSON.stringify({ version: '0.2.0', configurations: [CONFIGURATION] }),
};

inWorkbench('launch configurations in a browser', configured, CONFIGURED_FILES, () => {
  it('name files by the variables of the editor, whatever is in their names', async () => {
    await configured.run();
    await configured.seeConsole(/2 ok\(a line\) ok\(nobody\)$/m);
    await configured.seeStack(/^mainreader\.rw7:1$/);
    await configured.press('Alt+F10');
    await configured.seeStack(/^mainreader\.rw6:5$/);
    await configured.end();
  });
});

const writing = new WritingDesk('browser');
const WRONG = {
  ...FILES,
  'main.rw': MAIN.replace('sum {}\\n", sum', 'sum {}\\n", summ'),
  // Types that are shown behind names would be in the text that is looked at.
  '.vscode/settings.json': JSON.stringify({ 'editor.inlayHints.enabled': 'off' }),
};

inWorkbench('the language server in a browser', writing, WRONG, () => {
  it('checks a program of several files', async () => {
    await writing.seeSquiggles('error', 1);
    await writing.seeProblems(/^main\.rw1\nunknown name `summ`ropewalkE0201.*did you mean `sum`\?\n?/);
    await writing.goTo('10:25');
    await writing.fix('Change to `sum`');
    await writing.seeSquiggles('error', 0);
  });

  it('tells of names in files that are not open, and completes them', async () => {
    await writing.goTo('3:22');
    await writing.seeHover(/fn squares\(\) \[10\]i64.*\nThe squares of the first numbers\.$/);
    await writing.goTo('9:1');
    await writing.press('End', 'Enter');
    await writing.type('more := shapes.');
    await writing.seeSuggestions(/^squares$/);
    await writing.press('Tab');
    await writing.type(';');
    await writing.seeText(/more := shapes\.squares\(\);/);
  });

  it('goes on with another server where one is asked for', async () => {
    await writing.command('Ropewalk: Restart Language Server');
    await writing.goTo('3:22');
    await writing.seeHover(/fn squares\(\) \[10\]i64.*\nThe squares of the first numbers\.$/);
  });

  it('renames in all files', async () => {
    await writing.goTo('3:22');
    await writing.rename('powers');
    await writing.seeText(/TABLE :: #run shapes\.powers\(\);/);
    await writing.goTo('3:22');
    await writing.press('F12');
    await writing.seeText(/^-- The squares of the first numbers\.\nfn powers\(\)/);
  });
});
