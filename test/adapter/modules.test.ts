// Programs of several files, and the library, as a client sees them.
import assert from 'node:assert/strict';
import { basename } from 'node:path';
import { writeFileSync } from 'node:fs';
import { launch } from '../../language/debugger/launch';
import { initialize, launched, lineOf, programFile } from './conversation';
import { inMemory } from './transports';

const thread = { threadId: 1 };

const SHAPES = `type Rect struct { w: f64, h: f64 }
scale: f64 = 2.0;
fn area(r: *Rect) f64 {
    return r.w * r.h * scale;                    -- bp: area
}
`;

const MAIN = (shapes: string): string => `import shapes "${shapes}";
import math "std/math.rw";
total: f64;
fn area() f64 { return math.PI; }                -- bp: own area
fn main() i32 {
    r := shapes.Rect{3.0, 4.0};
    total = shapes.area(&r);                     -- bp: call
    total += area();
    return 0;
}
`;

async function opened() {
  const shapes = programFile(SHAPES);
  const text = MAIN(basename(shapes));
  return { ...(await launched(launch, text)), shapes, text };
}

type Named = { name: string; evaluateName?: string };

describe('adapter: several files', () => {
  it('stops in any of them, forwards and backwards', async () => {
    const { client, shapes, program, text } = await opened();
    const line = lineOf(SHAPES, 'area');
    const { breakpoints } = await client.ask('setBreakpoints', {
      source: { path: shapes },
      breakpoints: [{ line }],
    });
    assert.deepEqual([breakpoints[0].verified, breakpoints[0].source.path], [true, shapes]);
    await client.ask('configurationDone');
    await client.event('stopped');
    const module = basename(shapes, '.rw');
    const frames = (await client.ask('stackTrace', thread)).stackFrames;
    assert.deepEqual(
      frames.map(({ name, source, line }: { name: string; source: { path: string }; line: number }) => [
        name,
        source.path,
        line,
      ]),
      [
        [`${module}.area`, shapes, line],
        ['main', program, lineOf(text, 'call')],
      ],
    );
    const value = async (expression: string, frame: number): Promise<string> =>
      (await client.ask('evaluate', { expression, frameId: frames[frame].id })).result;
    assert.equal(await value('scale * r.w', 0), '6');
    assert.equal(await value('shapes.scale + area()', 1), '5.141592653589793');
    await client.ask('stepOut', thread);
    await client.event('stopped');
    await client.ask('reverseContinue', thread);
    await client.event('stopped');
    assert.equal((await client.ask('stackTrace', thread)).stackFrames[0].source.path, shapes);
  });

  it('shows the globals of the own file first, and the others as they are written there', async () => {
    const { client } = await opened();
    await client.ask('setFunctionBreakpoints', { breakpoints: [{ name: 'area' }] });
    await client.ask('configurationDone');
    await client.event('stopped');
    const globals = async (frame: number): Promise<(string | undefined)[]> => {
      const frameId = (await client.ask('stackTrace', thread)).stackFrames[frame].id;
      const { scopes } = await client.ask('scopes', { frameId });
      const reference = scopes.find(({ name }: Named) => name === 'Globals').variablesReference;
      const { variables } = await client.ask('variables', { variablesReference: reference });
      return variables.flatMap(({ name, evaluateName }: Named) => [name, evaluateName]);
    };
    assert.deepEqual(await globals(0), ['scale', 'scale', '(main file).total', undefined]);
    assert.deepEqual(await globals(1), ['total', 'total', 'shapes.scale', 'shapes.scale']);
  });

  it('lists all of them, and gives the text of the library', async () => {
    const { client, program, shapes } = await opened();
    const { sources } = await client.ask('loadedSources');
    const paths = sources.map(({ path }: { path: string }) => path);
    for (const path of [program, shapes, 'std/math.rw']) assert.ok(paths.includes(path), path);
    const math = sources.find(({ path }: { path: string }) => path === 'std/math.rw');
    assert.match((await client.ask('source', { sourceReference: math.sourceReference })).content, /PI ::/);
    const { modules, totalModules } = await client.ask('modules', { startModule: 1, moduleCount: 2 });
    assert.deepEqual([modules.length, totalModules], [2, sources.length]);
    const all = (await client.ask('modules', {})).modules;
    assert.deepEqual(
      all
        .filter(({ isUserCode }: { isUserCode: boolean }) => isUserCode)
        .map(({ path }: { path: string }) => path),
      [program, shapes],
    );
  });

  it('reads all of them again on restart', async () => {
    const { client, shapes } = await opened();
    await client.ask('setFunctionBreakpoints', { breakpoints: [{ name: 'main' }] });
    await client.ask('configurationDone');
    await client.event('stopped');
    writeFileSync(shapes, SHAPES.replace('2.0', '5.0'));
    await client.ask('restart', {});
    await client.event('continued');
    await client.event('stopped');
    const frameId = (await client.ask('stackTrace', thread)).stackFrames[0].id;
    assert.equal((await client.ask('evaluate', { expression: 'shapes.scale', frameId })).result, '5');
  });

  it('tells of a mistake in the file that it is in', async () => {
    const { client } = inMemory(launch);
    const shapes = programFile(SHAPES.replace('r.w *', 'r.width *'));
    const main = programFile(MAIN(basename(shapes)));
    await initialize(client);
    const seq = client.sendRaw('launch', { program: main });
    const output = await client.event('output');
    assert.deepEqual([output.source.path, output.line], [shapes, lineOf(SHAPES, 'area')]);
    assert.match(await client.failure('launch', seq), new RegExp(`${basename(shapes)}:4: `));
  });
});
