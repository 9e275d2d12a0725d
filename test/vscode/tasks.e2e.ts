// Tasks in VS Code: `check` and `run` for the open file, without a tasks.json.
import { inWorkbench, Workbench } from './workbench';

const MAIN = `import other "other.rw";

fn main() {
    print("{}\\n", other.twice(21));
}
`;
const WRONG = 'fn twice(n: i32) i32 {\n    return nn + n;\n}\n';

const desk = new Workbench();

inWorkbench('tasks in VS Code', desk, { 'main.rw': MAIN, 'other.rw': WRONG }, () => {
  it('checks a program, and lists what is wrong in files that are not open', async () => {
    await runTask('check main.rw');
    await desk.seeTerminal(/other\.rw:2:12: error: unknown name `nn`/);
    await desk.seeProblems(/^other\.rw1\nunknown name `nn`ropewalk\[Ln 2, Col 12\]$/);
  });

  it('runs a program', async () => {
    desk.write('other.rw', WRONG.replace('nn', 'n'));
    await runTask('run main.rw');
    await desk.seeTerminal(/^42$/m);
  });
});

async function runTask(name: string): Promise<void> {
  await desk.command('Tasks: Run Task');
  await desk.pick('ropewalk');
  await desk.pick(`ropewalk: ${name}`);
}
