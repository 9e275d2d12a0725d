// Breakpoints of every sort over the protocol.
import assert from 'node:assert/strict';
import { symlinkSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { SourceFile } from '../../language/syntax/source';
import { TRAP_KINDS } from '../../language/ir/ir';
import { TRAP_GROUPS } from '../../adapter/trap-filter-book';
import { atEntry, initialize, talk } from './conversation';

const script = { moments: [{ line: 1 }, { line: 2 }, { line: 3 }] };

describe('adapter: breakpoints', () => {
  it('set before the launch are pending, and then verified under the same id', async () => {
    const { client, program } = talk(script);
    await initialize(client);
    const set = { source: { path: program }, breakpoints: [{ line: 2 }, { line: 77 }] };
    const { breakpoints } = await client.ask('setBreakpoints', set);
    assert.deepEqual(
      breakpoints.map((b: { verified: boolean }) => b.verified),
      [false, false],
    );
    const seq = client.send('launch', { program });
    const first = (await client.event('breakpoint')).breakpoint;
    assert.deepEqual([first.id, first.verified, first.line], [breakpoints[0].id, true, 2]);
    const second = (await client.event('breakpoint')).breakpoint;
    assert.deepEqual([second.id, second.verified], [breakpoints[1].id, false]);
    assert.match(second.message, /no line 77/);
    await client.response('launch', seq);
    await client.ask('configurationDone');
    const stop = await client.event('stopped');
    assert.equal(stop.reason, 'breakpoint');
    assert.deepEqual(stop.hitBreakpointIds, [breakpoints[0].id]);
  });

  it('keep their ids when they are set again', async () => {
    const session = talk(script);
    await atEntry(session);
    const source = { path: session.program };
    const ask = async (...lines: number[]) => {
      const breakpoints = lines.map((line) => ({ line }));
      const body = await session.client.ask('setBreakpoints', { source, breakpoints });
      return body.breakpoints.map((b: { id: number }) => b.id);
    };
    const [two, three] = await ask(2, 3);
    assert.deepEqual(await ask(3), [three]);
    const [again] = await ask(2);
    assert.notEqual(again, two);
    assert.deepEqual(await ask(), []);
  });

  it('find their source through a link and a URI', async () => {
    const session = talk(script);
    await atEntry(session, { pathFormat: 'uri' });
    const link = `${session.program}.link.rw`;
    symlinkSync(session.program, link);
    for (const path of [pathToFileURL(session.program).href, pathToFileURL(link).href]) {
      const { breakpoints } = await session.client.ask('setBreakpoints', {
        source: { path },
        breakpoints: [{ line: 2 }],
      });
      assert.equal(breakpoints[0].verified, true);
      assert.equal(breakpoints[0].source.path, pathToFileURL(session.program).href);
    }
  });

  it('in a file of another program are not verified, and say why', async () => {
    const session = talk(script);
    await atEntry(session);
    const set = { source: { path: '/elsewhere/other.rw' }, breakpoints: [{ line: 2 }] };
    const [status] = (await session.client.ask('setBreakpoints', set)).breakpoints;
    assert.equal(status.verified, false);
    assert.match(status.message, /other\.rw is not part of the program/);
  });

  it('count lines and columns as the client does', async () => {
    const session = talk(script);
    await atEntry(session, { linesStartAt1: false, columnsStartAt1: false });
    const set = { source: { path: session.program }, breakpoints: [{ line: 0 }] };
    const [status] = (await session.client.ask('setBreakpoints', set)).breakpoints;
    assert.deepEqual([status.line, status.column, status.endColumn], [0, 0, 4]);
    const places = await session.client.ask('breakpointLocations', {
      source: { path: session.program },
      line: 1,
      endLine: 2,
    });
    assert.deepEqual(
      places.breakpoints.map((p: { line: number; column: number }) => [p.line, p.column]),
      [
        [1, 2],
        [2, 2],
      ],
    );
    const call = session.calls.find(([name]) => name === 'setBreakpoints');
    assert.equal((call?.[1] as { line: number }[])[0]?.line, 1);
  });

  it('pass conditions, hit conditions and messages on, and drop empty ones', async () => {
    const session = talk(script);
    await atEntry(session);
    const breakpoints = [
      { line: 1, condition: 'a > 1', hitCondition: '% 2', logMessage: 'at {a}' },
      { line: 2, condition: ' ' },
    ];
    await session.client.ask('setBreakpoints', { source: { path: session.program }, breakpoints });
    const [, specs] = session.calls.find(([name]) => name === 'setBreakpoints') as [string, object[]];
    assert.deepEqual(JSON.parse(JSON.stringify(specs)), [breakpoints[0], { line: 2 }]);
  });

  it('at functions', async () => {
    const session = talk(script);
    await atEntry(session);
    const { breakpoints } = await session.client.ask('setFunctionBreakpoints', {
      breakpoints: [{ name: 'main' }, { name: 'nix' }],
    });
    assert.deepEqual(
      breakpoints.map((b: { verified: boolean }) => b.verified),
      [true, false],
    );
  });

  it('on traps: groups, kinds, conditions, and what is no filter', async () => {
    const session = talk(script);
    await atEntry(session);
    const { breakpoints } = await session.client.ask('setExceptionBreakpoints', {
      filters: ['bounds', 'divide', 'weather'],
      filterOptions: [
        { filterId: 'panics', condition: 'x > 1' },
        { filterId: 'all', condition: 'bad' },
      ],
    });
    assert.deepEqual(
      breakpoints.map((b: { verified: boolean }) => b.verified),
      [true, true, false, true, false],
    );
    assert.match(breakpoints[2].message, /no exception filter `weather`/);
    assert.match(breakpoints[4].message, /cannot compile/);
    assert.deepEqual(session.calls.filter(([name]) => name === 'setTrapFilters').pop()?.[1], [
      { kind: 'index' },
      { kind: 'slice' },
      { kind: 'divide' },
      { kind: 'panic', condition: 'x > 1' },
    ]);
  });

  it('every kind of trap is in one group', () => {
    const grouped = TRAP_GROUPS.flatMap(({ kinds }) => kinds).filter((kind) => kind !== 'all');
    assert.deepEqual([...grouped].sort(), [...TRAP_KINDS].sort());
  });

  it('log points are told with their place', async () => {
    const session = talk({
      ...script,
      during: (events) => {
        const start = { line: 2, column: 3 };
        events.onLog('x is 5', { source: new SourceFile(session.program, ''), start, end: start });
      },
    });
    await initialize(session.client);
    await session.client.ask('launch', { program: session.program, stopOnEntry: true });
    await session.client.ask('configurationDone');
    const output = await session.client.event('output');
    assert.deepEqual(
      [output.category, output.output, output.line, output.column],
      ['console', 'x is 5\n', 2, 3],
    );
    assert.equal(output.source.path, session.program);
    await session.client.event('stopped');
  });
});
