// Wrong uses of the heap over the protocol: found while the program runs, and afterwards.
import assert from 'node:assert/strict';
import { launch } from '../../language/debugger/launch';
import { launched, lineOf } from './conversation';
import type { Body, DapClient } from './dap-client';

const thread = { threadId: 1 };

const TEXT = `fn drop(xs: []i64) {
    free(xs);                                    -- bp: freed
}

fn main() {
    xs := make(i64, 5);                          -- bp: allocated
    drop(xs);
    xs[2] = 1;                                   -- bp: access
}
`;

const MESSAGE = 'use after free: write of 8 bytes, 16 bytes into a freed block of 40 bytes';

async function top(client: DapClient): Promise<[string, number]> {
  const [frame] = (await client.ask('stackTrace', { ...thread, levels: 1 })).stackFrames;
  return [frame.name, frame.line];
}

/** Goes to the moments of a finding and tells where they are. */
async function visit(client: DapClient, finding: Body): Promise<[string, number][]> {
  const places: [string, number][] = [];
  for (const { time } of [finding.allocated, finding.freed, finding.access]) {
    await client.ask('ropewalk/goToTime', { time });
    await client.event('continued');
    await client.event('stopped');
    places.push(await top(client));
  }
  return places;
}

const PLACES: [string, number][] = [
  ['main', lineOf(TEXT, 'allocated')],
  ['drop', lineOf(TEXT, 'freed')],
  ['main', lineOf(TEXT, 'access')],
];

describe('adapter: memory check', () => {
  it('looks at what has been recorded, and tells moments that one can go to', async () => {
    const { client, program } = await launched(launch, TEXT);
    await client.ask('configurationDone');
    assert.equal((await client.event('stopped')).reason, 'end');
    const { findings, note } = await client.ask('ropewalk/memoryCheck');
    assert.deepEqual([findings.length, note], [1, undefined]);
    const [finding] = findings;
    assert.deepEqual([finding.kind, finding.message, finding.count], ['use after free', MESSAGE, 1]);
    assert.equal(finding.block.size, 40);
    assert.equal(finding.access.source.path, program);
    assert.deepEqual(
      [finding.allocated, finding.freed, finding.access].map((one) => [one.function, one.line]),
      PLACES,
    );
    assert.deepEqual(await visit(client, finding), PLACES);
    const { data } = await client.ask('readMemory', {
      memoryReference: finding.block.memoryReference,
      count: finding.block.size,
    });
    assert.equal(Buffer.from(data, 'base64').length, 40);
  });

  it('stops at the first wrong use when the program is launched with it', async () => {
    const { client } = await launched(launch, TEXT, { memoryCheck: true });
    await client.ask('configurationDone');
    const stop = await client.event('stopped');
    assert.deepEqual([stop.reason, stop.text], ['exception', MESSAGE]);
    assert.deepEqual(await top(client), PLACES[2]);
    const info = await client.ask('exceptionInfo', thread);
    assert.equal(info.exceptionId, 'use after free');
    const [message, allocated, freed] = info.description.split('\n');
    assert.equal(message, MESSAGE);
    assert.match(allocated, /^allocated at t=\d+ in main \(.*:6\)$/);
    assert.match(freed, /^freed at t=\d+ in drop \(.*:2\)$/);
    assert.deepEqual(
      info.details.innerException.map((one: Body) => one.message),
      [allocated, freed],
    );
    const { findings } = await client.ask('ropewalk/memoryCheck');
    assert.deepEqual(await visit(client, findings[0]), PLACES);
  });

  it('has a filter of its own; without it, the trap ends the program', async () => {
    const { client } = await launched(launch, TEXT, { memoryCheck: true, stopAtEnd: false });
    const { breakpoints } = await client.ask('setExceptionBreakpoints', { filters: ['bounds'] });
    assert.deepEqual(
      breakpoints.map((one: Body) => one.verified),
      [true],
    );
    await client.ask('configurationDone');
    assert.match(await client.output('stderr'), /trap: use after free.*\n[^]*freed at t=\d+ in drop/);
    assert.deepEqual(await client.event('exited'), { exitCode: 134 });
    await client.event('terminated');

    const again = await launched(launch, TEXT, { memoryCheck: true });
    await again.client.ask('setExceptionBreakpoints', { filters: ['memoryCheck'] });
    await again.client.ask('configurationDone');
    assert.equal((await again.client.event('stopped')).reason, 'exception');
  });

  it('can be cancelled, and the program stands where it stood', async () => {
    const long = `fn main() {\n    total := 0;\n    for i in 0..3000000 { total += i; }\n}\n`;
    const { client } = await launched(launch, long, {}, { supportsProgressReporting: true });
    await client.ask('configurationDone');
    await client.event('stopped');
    await client.ask('ropewalk/goToTime', { time: 1000 });
    await client.event('continued');
    await client.event('stopped');
    const first = client.send('ropewalk/memoryCheck');
    const cancel = client.send('cancel', { requestId: first });
    assert.equal(await client.failure('ropewalk/memoryCheck', first), 'cancelled');
    await client.response('cancel', cancel);
    assert.equal((await client.ask('ropewalk/history')).now, 1000);
    assert.deepEqual(await client.ask('ropewalk/memoryCheck'), { findings: [] });
    assert.equal((await client.ask('ropewalk/history')).now, 1000);
  });
});
