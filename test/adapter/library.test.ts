// The standard library as a client sees it: stepped into, with its text, though it is on nobody's disk; its containers in
// the variables; and what a launch configuration says of arguments, environment and folder, in the program.
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { launch } from '../../language/debugger/launch';
import { LIBRARY } from '../../language/std/library';
import { launched, lineOf } from './conversation';

const thread = { threadId: 1 };

const PROGRAM = `import io "std/io.rw";
import list "std/list.rw";
import map "std/map.rw";
import math "std/math.rw";
fn main() {
    l: list.List(i32);
    m: map.Map(string, i64);
    list.push(&l, 4);                                                -- bp: push
    list.push(&l, 5);
    map.put(&m, "rope", 1);
    x := math.pow(2.0, 0.5);                                         -- bp: pow
    print("{} {}\\n", io.arguments(), io.environment("COLOR"));
    print("{} {}\\n", io.environment("HOME"), io.write_file("written.txt", "text"));
}
`;

type Frame = { name: string; line: number; source: { path: string; sourceReference?: number } };

async function stoppedAt(name: string) {
  const session = await launched(launch, PROGRAM, { justMyCode: false });
  const { client, program } = session;
  await client.ask('setBreakpoints', {
    source: { path: program },
    breakpoints: [{ line: lineOf(PROGRAM, name) }],
  });
  await client.ask('configurationDone');
  await client.event('stopped');
  const move = async (request: string): Promise<Frame> => {
    await client.ask(request, thread);
    await client.event('stopped');
    return (await client.ask('stackTrace', thread)).stackFrames[0] as Frame;
  };
  return { ...session, move };
}

describe('adapter: the library', () => {
  it('gives the text of what is stepped into, also of what the library keeps to itself', async () => {
    const { client, move } = await stoppedAt('pow');
    const seen = new Set<string>();
    for (let step = 0; step < 40; step++) {
      const { source, line } = await move('stepIn');
      if (!source.path.startsWith('std/')) continue;
      seen.add(source.path);
      const { content } = await client.ask('source', { source, sourceReference: source.sourceReference });
      assert.equal(content, LIBRARY.find(({ path }) => path === source.path)?.text, source.path);
      assert.match(String(content).split('\n')[line - 1] ?? '', /\S/);
    }
    assert.deepEqual([...seen], ['std/math.rw', 'std/internal/pair.rw']);
    assert.equal((await move('stepBack')).source.path.startsWith('std/'), true);
  });

  it('stops at a breakpoint in it', async () => {
    const { client, move } = await stoppedAt('push');
    const { source, line } = await move('stepIn');
    assert.equal(source.path, 'std/list.rw');
    const { breakpoints } = await client.ask('setBreakpoints', { source, breakpoints: [{ line }] });
    assert.deepEqual([breakpoints[0].verified, breakpoints[0].line], [true, line]);
    const frame = await move('continue');
    assert.deepEqual([frame.name, frame.line], ['list.push(i32)', line]);
  });

  it('shows lists and maps as what is in them', async () => {
    const { client } = await stoppedAt('pow');
    const frameId = (await client.ask('stackTrace', thread)).stackFrames[0].id;
    const shown = async (expression: string): Promise<string> =>
      (await client.ask('evaluate', { expression, frameId })).result;
    assert.equal(await shown('l'), 'List(i32){items: [4, 5], count: 2}');
    assert.equal(
      await shown('m'),
      'Map([]i8, i64){entries: [Entry([]i8, i64){key: "rope", value: 1}], count: 1}',
    );
    assert.equal(await shown('l.items[1] + l.items[0]'), '9');
    const { variablesReference } = await client.ask('evaluate', { expression: 'l.items', frameId });
    const { variables } = await client.ask('variables', { variablesReference });
    const values = variables.map(({ name, value }: { name: string; value: string }) => `${name} ${value}`);
    assert.deepEqual(values, ['[0] 4', '[1] 5']);
  });

  it('knows arguments, environment and folder of the launch configuration', async () => {
    const cwd = mkdtempSync(join(tmpdir(), 'ropewalk-cwd-'));
    const env = { COLOR: 'red', HOME: null };
    const { client } = await launched(launch, PROGRAM, { args: ['one', 'two words'], env, cwd });
    await client.ask('configurationDone');
    const { output } = await client.event('output');
    assert.equal(output, '[one, two words] ok(red)\nerror(not set) ok(4)\n');
    assert.equal(readFileSync(join(cwd, 'written.txt'), 'utf8'), 'text');
    rmSync(cwd, { recursive: true });
  });
});
