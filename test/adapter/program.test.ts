// Whole sessions with the real compiler and debugger.
import assert from 'node:assert/strict';
import { launch } from '../../language/debugger/launch';
import { initialize, launched, lineOf, programFile } from './conversation';
import type { DapClient } from './dap-client';
import { inMemory } from './transports';

const thread = { threadId: 1 };

const LISTS = `type Pair struct { a: i32, b: i32 = 7 }

total: i64;

fn add(xs: []i32, x: i32) i32 {
    sum := x;                                    -- bp: add
    for i in 0..3 { sum += xs[i]; }
    total += 1;
    return sum;                                  -- bp: added
}

fn main() i32 {
    xs := make(i32, 3);
    pair := Pair{a: 1};
    for i in 0..5 {
        xs[i % 3] = i;
        pair.a = add(xs, i);                     -- bp: loop
        print("{} é\\n", pair.a);
    }
    free(xs.data);
    return 3;                                    -- bp: end
}
`;

/** Names and values of the locals of the innermost frame. */
async function locals(client: DapClient): Promise<Record<string, string>> {
  const [frame] = (await client.ask('stackTrace', { ...thread, levels: 1 })).stackFrames;
  const [scope] = (await client.ask('scopes', { frameId: frame.id })).scopes;
  const { variables } = await client.ask('variables', { variablesReference: scope.variablesReference });
  return Object.fromEntries(variables.map((v: { name: string; value: string }) => [v.name, v.value]));
}

async function topLine(client: DapClient): Promise<number> {
  return (await client.ask('stackTrace', { ...thread, levels: 1 })).stackFrames[0].line;
}

describe('adapter: a real program', () => {
  it('begins where the compiler did, and comes back from the program into what ran last', async () => {
    const text =
      'N :: #run twice(3);\nfn twice(n: i32) i32 {\n    return n * 2;\n}\nfn main() {\n    x := N;\n}\n';
    const { client } = await launched(launch, text, { compileTime: true, stopOnEntry: true });
    await client.ask('configurationDone');
    await client.event('stopped');
    const names = async (): Promise<string[]> => {
      const { stackFrames } = await client.ask('stackTrace', thread);
      return stackFrames.map((frame: { name: string; line: number }) => `${frame.name}, line ${frame.line}`);
    };
    const seen = [await names()];
    for (const command of ['stepIn', 'stepOut', 'next', 'stepBack']) {
      await client.ask(command, thread);
      await client.event('stopped');
      seen.push(await names());
    }
    const run = (await names())[0] as string;
    assert.match(run, /^compile time, #run at .*\.rw:1, line 1$/);
    assert.deepEqual(seen, [[run], ['twice, line 3', run], [run], ['main, line 6'], [run]]);
    await client.ask('disconnect');
  });

  it('runs to its breakpoints, forwards and backwards', async () => {
    const { client, program } = await launched(launch, LISTS);
    const line = lineOf(LISTS, 'loop');
    const { breakpoints } = await client.ask('setBreakpoints', {
      source: { path: program },
      breakpoints: [{ line }],
    });
    assert.deepEqual([breakpoints[0].verified, breakpoints[0].line], [true, line]);
    await client.ask('configurationDone');
    const seen: string[] = [];
    for (let time = 0; time < 5; time++) {
      if (time > 0) {
        await client.ask('continue', thread);
        await client.output('stdout');
      }
      const stop = await client.event('stopped');
      assert.deepEqual([stop.reason, stop.hitBreakpointIds], ['breakpoint', [breakpoints[0].id]]);
      seen.push(String((await locals(client)).i));
    }
    assert.deepEqual(seen, ['0', '1', '2', '3', '4']);
    await client.ask('continue', thread);
    assert.equal(await client.output('stdout'), '13 é\n');
    assert.equal((await client.event('stopped')).reason, 'end');
    for (const time of [...seen].reverse()) {
      await client.ask('reverseContinue', thread);
      assert.deepEqual((await client.event('stopped')).hitBreakpointIds, [breakpoints[0].id]);
      assert.equal((await locals(client)).i, time);
    }
    await client.ask('reverseContinue', thread);
    const first = await client.event('stopped');
    assert.equal(first.reason, 'entry');
    // Output is not printed again.
    await client.ask('setBreakpoints', { source: { path: program }, breakpoints: [] });
    await client.ask('continue', thread);
    assert.equal((await client.event('stopped')).reason, 'end');
    await client.ask('continue', thread);
    assert.deepEqual(await client.event('exited'), { exitCode: 3 });
    await client.event('terminated');
    await client.silence();
  });

  it('steps in, out, over and back', async () => {
    const { client, program } = await launched(launch, LISTS);
    const line = lineOf(LISTS, 'loop');
    await client.ask('setBreakpoints', { source: { path: program }, breakpoints: [{ line }] });
    await client.ask('configurationDone');
    await client.event('stopped');
    await client.ask('stepIn', thread);
    assert.equal((await client.event('stopped')).reason, 'step');
    assert.equal(await topLine(client), lineOf(LISTS, 'add'));
    const stack = await client.ask('stackTrace', thread);
    assert.deepEqual(
      [stack.totalFrames, stack.stackFrames.map((f: { name: string }) => f.name)],
      [2, ['add', 'main']],
    );
    assert.equal(stack.stackFrames[1].line, line);
    await client.ask('stepBack', thread);
    await client.event('stopped');
    assert.equal(await topLine(client), line);
    await client.ask('stepIn', thread);
    await client.event('stopped');
    await client.ask('ropewalk/reverseStepOut', thread);
    await client.event('continued');
    await client.event('stopped');
    assert.equal(await topLine(client), line);
    await client.ask('next', thread);
    await client.event('stopped');
    assert.equal(await topLine(client), line + 1);
    await client.ask('ropewalk/reverseStepIn', thread);
    await client.event('continued');
    await client.event('stopped');
    assert.equal(await topLine(client), lineOf(LISTS, 'added'));
  });

  it('shows what a function returned after a step out of it or over its call, until the next step', async () => {
    const { client, program } = await launched(launch, LISTS);
    const line = lineOf(LISTS, 'added');
    await client.ask('setBreakpoints', { source: { path: program }, breakpoints: [{ line }] });
    await client.ask('configurationDone');
    await client.event('stopped');
    await client.ask('stepOut', thread);
    await client.event('stopped');
    const left = await locals(client);
    assert.deepEqual([Object.keys(left)[0], left['(return) add']], ['(return) add', '0']);
    await client.ask('next', thread);
    await client.event('stopped');
    assert.equal((await locals(client))['(return) add'], undefined);
    await client.ask('stepBack', thread);
    await client.event('stopped');
    assert.equal((await locals(client))['(return) add'], undefined);
    await client.ask('setBreakpoints', { source: { path: program }, breakpoints: [] });
    await client.ask('next', thread);
    await client.event('stopped');
    const stepped = await locals(client);
    assert.deepEqual([Object.keys(stepped)[0], stepped['(return) add']], ['(return) add', '0']);
  });

  it('shows, sets and evaluates values', async () => {
    const { client, program } = await launched(launch, LISTS);
    await client.ask('setBreakpoints', {
      source: { path: program },
      breakpoints: [{ line: lineOf(LISTS, 'end') }],
    });
    await client.ask('configurationDone');
    await client.output('stdout');
    await client.event('stopped');
    const [frame] = (await client.ask('stackTrace', thread)).stackFrames;
    const frameId = frame.id;
    const scopes = (await client.ask('scopes', { frameId })).scopes;
    const { variables } = await client.ask('variables', { variablesReference: scopes[0].variablesReference });
    const pair = variables.find((v: { name: string }) => v.name === 'pair');
    assert.deepEqual([pair.value, pair.type], ['Pair{a: 13, b: 7}', 'Pair']);
    const fields = (await client.ask('variables', { variablesReference: pair.variablesReference })).variables;
    assert.deepEqual(
      fields.map((f: { name: string; value: string }) => [f.name, f.value]),
      [
        ['a', '13'],
        ['b', '7'],
      ],
    );
    await client.ask('setVariable', {
      variablesReference: pair.variablesReference,
      name: 'b',
      value: '2 * 21',
    });
    assert.equal((await client.ask('evaluate', { expression: 'pair.b + pair.a', frameId })).result, '55');
    assert.equal((await client.ask('evaluate', { expression: 'total', frameId })).result, '5');
    await client.ask('setExpression', { expression: 'total', value: '9', frameId });
    const globals = await client.ask('variables', { variablesReference: scopes[1].variablesReference });
    assert.ok(
      globals.variables.some((v: { name: string; value: string }) => v.name === 'total' && v.value === '9'),
    );
    assert.match(await client.askInVain('evaluate', { expression: 'nothing', frameId }), /nothing/);
    assert.match(await client.askInVain('evaluate', { expression: '1 +', frameId }), /./);
    const { targets } = await client.ask('completions', { text: 'pai', column: 4, frameId });
    assert.deepEqual(
      targets.map((t: { label: string }) => t.label),
      ['pair'],
    );
    const bytes = await client.ask('readMemory', { memoryReference: pair.memoryReference, count: 8 });
    assert.deepEqual([...Buffer.from(bytes.data, 'base64')], [13, 0, 0, 0, 42, 0, 0, 0]);
    const one = Buffer.from([1, 0, 0, 0]).toString('base64');
    await client.ask('writeMemory', { memoryReference: pair.memoryReference, data: one });
    assert.equal((await client.ask('evaluate', { expression: 'pair', frameId })).result, 'Pair{a: 1, b: 42}');
    assert.match(
      await client.askInVain('writeMemory', { memoryReference: '0x0', data: one }),
      /Only 0 of these 4/,
    );
    // The change began a new branch of history, in which going back and forth keeps it.
    await client.ask('stepBack', thread);
    await client.event('stopped');
  });

  it('copies whole values, and shows them cut', async () => {
    const text =
      'xs: [1000]i32;\nfn main() {\n    s := make(i8, 500);\n    for i in 0..500 { s[i] = 120; }\n    k := 1; -- bp: k\n}\n';
    const { client, program } = await launched(launch, text);
    await client.ask('setBreakpoints', {
      source: { path: program },
      breakpoints: [{ line: lineOf(text, 'k') }],
    });
    await client.ask('configurationDone');
    await client.event('stopped');
    const [{ id: frameId }] = (await client.ask('stackTrace', thread)).stackFrames;
    const asked = async (expression: string, context: string) =>
      String((await client.ask('evaluate', { expression, frameId, context })).result);
    assert.equal(await asked('xs', 'clipboard'), `[${Array<number>(1000).fill(0).join(', ')}]`);
    assert.equal(await asked('s', 'clipboard'), `"${'x'.repeat(500)}"`);
    for (const expression of ['xs', 's']) assert.ok((await asked(expression, 'watch')).length < 350);
  });

  it('stops at a trap, and goes back from it', async () => {
    const text = 'fn main() i32 {\n    xs := make(i32, 10);\n    i := 12;\n    return xs[i];\n}\n';
    const { client } = await launched(launch, text);
    await client.ask('configurationDone');
    const stop = await client.event('stopped');
    assert.deepEqual([stop.reason, stop.text], ['exception', 'index 12 out of bounds for length 10']);
    assert.equal((await client.ask('exceptionInfo', thread)).exceptionId, 'index');
    assert.equal(await topLine(client), 4);
    await client.ask('stepBack', thread);
    await client.event('stopped');
    assert.equal(await topLine(client), 3);
  });

  it('pauses, reverses and terminates an endless program', async () => {
    const text = 'n: i64;\nfn main() {\n    while true {\n        n += 1;\n    }\n}\n';
    const { client } = await launched(launch, text);
    await client.ask('configurationDone');
    await new Promise((resolve) => setTimeout(resolve, 50));
    await client.ask('pause', thread);
    assert.equal((await client.event('stopped')).reason, 'pause');
    await client.ask('stepBack', thread);
    await client.event('stopped');
    await client.ask('reverseContinue', thread);
    await client.event('stopped');
    await client.ask('continue', thread);
    await client.ask('terminate');
    await client.event('terminated');
    await client.ask('disconnect');
  });

  it('stops at the bottom of an endless recursion and at the end of memory', async () => {
    const deep = 'fn f(n: i64) i64 { return f(n + 1) + 1; }\nfn main() { f(0); }\n';
    const first = await launched(launch, deep, { memoryLimit: 16 });
    await first.client.ask('configurationDone');
    assert.equal((await first.client.event('stopped')).reason, 'exception');
    const { stackFrames, totalFrames } = await first.client.ask('stackTrace', {
      ...thread,
      startFrame: 5,
      levels: 3,
    });
    assert.equal(stackFrames.length, 3);
    assert.ok(totalFrames > 1000);
    const full = 'fn main() { while true { p := make(i64, 10000); p[0] = 1; } }\n';
    const second = await launched(launch, full, { memoryLimit: 16 });
    await second.client.ask('configurationDone');
    assert.equal((await second.client.event('stopped')).reason, 'exception');
    assert.equal((await second.client.ask('exceptionInfo', thread)).exceptionId, 'memory');
  });

  it('does not start with errors, which it lists with their places', async () => {
    const { client } = inMemory(launch);
    const program = programFile('fn main() i32 {\n    return "x";\n}\n');
    await initialize(client);
    client.send('launch', { program });
    const output = await client.event('output');
    assert.deepEqual([output.category, output.line], ['stderr', 2]);
    assert.match(await client.failure('launch'), /was not started: it has an error/);
  });

  it('tells a trap that nothing stops at, with its place and stack', async () => {
    const text =
      'fn f(i: i32) i32 {\n    xs: [3]i32;\n    return xs[i];\n}\nfn main() i32 {\n    return f(9);\n}\n';
    for (const attributes of [{ noDebug: true }, { stopAtEnd: false }]) {
      const { client } = await launched(launch, text, attributes);
      await client.ask('setExceptionBreakpoints', { filters: [] });
      await client.ask('configurationDone');
      const output = await client.event('output');
      assert.deepEqual([output.category, output.line], ['stderr', 3]);
      assert.match(
        output.output,
        /:3:5: trap: index 9 out of bounds for length 3\n[^]*in f \(.*:3\)\n {2}in main \(.*:6\)\n$/,
      );
      assert.deepEqual(await client.event('exited'), { exitCode: 134 });
      await client.event('terminated');
      await client.silence();
    }
  });

  it('lists no more errors than anybody reads', async () => {
    const { client } = inMemory(launch);
    const program = programFile(
      Array.from({ length: 300 }, (_, i) => `fn f${i}() i32 { return "x"; }`).join('\n'),
    );
    await initialize(client);
    client.send('launch', { program });
    let outputs = 0;
    for (; (await client.peek()).event === 'output'; outputs++) await client.next();
    assert.ok(outputs > 10 && outputs <= 101);
    assert.match(await client.failure('launch'), /was not started/);
  });

  it('ends with exited and terminated without debugging', async () => {
    const { client } = await launched(launch, LISTS, { noDebug: true });
    await client.ask('configurationDone');
    assert.match(await client.output('stdout'), /13 é\n$/);
    assert.deepEqual(await client.event('exited'), { exitCode: 3 });
    await client.event('terminated');
    await client.silence();
  });
});
