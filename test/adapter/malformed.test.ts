// What no well-behaved client sends: malformed arguments, bytes that are no messages. The session answers
// and lives on, or ends cleanly.
import assert from 'node:assert/strict';
import { FrameReader, frame } from '../../adapter/node/framing';
import type { DebugProtocol } from '@vscode/debugprotocol';
import { Outbox } from '../../adapter/outbox';
import { REQUESTS } from '../../adapter/router';
import { atEntry, initialize, talk } from './conversation';

const script = { moments: [{ line: 1 }, { line: 2 }] };
const ODD = [
  null,
  true,
  'text',
  7,
  -1,
  1.5,
  1e300,
  [],
  [[]],
  {},
  { threadId: 'x' },
  { threadId: -1 },
  { frameId: 2 ** 53 },
  { source: [] },
];

describe('adapter: malformed requests', () => {
  it('are answered, each once, and the session lives on', async () => {
    const session = talk(script);
    await atEntry(session);
    for (const command of REQUESTS.keys()) {
      if (['disconnect', 'terminate', 'restart'].includes(command)) continue;
      for (const args of ODD) {
        const seq = session.client.sendRaw(command, args);
        const answer = await session.client.next();
        assert.deepEqual(
          [answer.type, answer.request_seq],
          ['response', seq],
          `${command} ${JSON.stringify(args)}`,
        );
        assert.doesNotMatch(
          String(answer.message),
          /fault of Ropewalk/,
          `${command} ${JSON.stringify(args)}`,
        );
      }
    }
    await session.client.ask('stackTrace', { threadId: 1 });
    await session.client.silence();
  });

  it('name the argument that is wrong', async () => {
    const session = talk(script);
    const { client } = session;
    await atEntry(session);
    const source = { path: session.program };
    const wrong: [string, object, RegExp][] = [
      ['setBreakpoints', {}, /`source` must be an object/],
      [
        'setBreakpoints',
        { source, breakpoints: [{ line: 1 }, { line: 0 }] },
        /`breakpoints\[1\]\.line` must be a whole number of at least 1/,
      ],
      ['setBreakpoints', { source, breakpoints: [3] }, /`breakpoints\[0\]` must be an object/],
      ['setBreakpoints', { source: {}, breakpoints: [] }, /`source\.path` must be a string/],
      ['setExceptionBreakpoints', { filters: 'all' }, /`filters` must be a list of strings/],
      [
        'next',
        { threadId: 1, granularity: 'furlong' },
        /`granularity` must be one of "statement", "line", "instruction"/,
      ],
      ['variables', { variablesReference: '7' }, /`variablesReference` must be a whole number/],
      ['evaluate', { expression: 5 }, /`expression` must be a string/],
    ];
    for (const [command, args, message] of wrong)
      assert.match(await client.askInVain(command, args), message);
    await client.silence();
  });

  it('without a command are answered too, and what is no request is passed over', async () => {
    const session = talk(script);
    await initialize(session.client);
    session.client.sendRaw(undefined);
    assert.match(String((await session.client.next()).message), /knows no request/);
    for (const message of [
      null,
      5,
      'x',
      [],
      {},
      { type: 'request' },
      { type: 'response', seq: 1 },
      { type: 'event', event: 'x' },
    ]) {
      session.wire.write(frame(message));
    }
    await session.client.ask('threads');
    await session.client.silence();
  });
});

describe('adapter: bytes that are no messages', () => {
  it('JSON that is none is passed over with a remark', async () => {
    const session = talk(script);
    await initialize(session.client);
    session.wire.write('Content-Length: 5\r\n\r\n{"a":');
    assert.match((await session.client.event('output')).output, /could not be read/);
    await session.client.ask('threads');
  });

  for (const [what, bytes] of [
    ['a length that is no number', 'Content-Length: many\r\n\r\n{}'],
    ['no length', 'Content-Type: x\r\n\r\n{}'],
    ['a negative length', 'Content-Length: -5\r\n\r\n{}'],
    ['an absurd length', 'Content-Length: 999999999999999\r\n\r\n{}'],
    ['binary', Buffer.alloc(10_000, 0xfe)],
  ] as const) {
    it(`${what} ends the session with a remark`, async () => {
      const session = talk(script);
      await initialize(session.client);
      session.wire.write(bytes);
      assert.match((await session.client.event('output')).output, /could not be read/);
      await session.client.silence();
      assert.equal(session.closed(), true);
    });
  }

  it('are joined from any portions', () => {
    const messages = [{ a: 'é😀' }, { b: 2 }, {}];
    const bytes = Buffer.concat(messages.map(frame));
    for (const size of [1, 2, 3, 7, bytes.length]) {
      const reader = new FrameReader();
      const found: unknown[] = [];
      for (let at = 0; at < bytes.length; at += size) {
        for (const one of reader.push(bytes.subarray(at, at + size)))
          found.push(one.kind === 'message' && one.message);
      }
      assert.deepEqual(found, messages);
    }
  });
});

describe('adapter: a client that does not read', () => {
  it('costs a bounded memory, and is told what it missed', () => {
    const sent: DebugProtocol.Event[] = [];
    let congested = false;
    const outbox = new Outbox(
      (event) => sent.push(event),
      () => congested,
    );
    outbox.output('stdout', Buffer.from('one'));
    congested = true;
    outbox.output('stdout', Buffer.from('lost'));
    outbox.output('stderr', Buffer.from('lost too'));
    congested = false;
    outbox.output('stdout', Buffer.from('two'));
    outbox.event('terminated');
    assert.deepEqual(
      sent.map(({ event, body }) => (body as { output?: string } | undefined)?.output ?? event),
      ['one', '… 12 bytes of output were left out …\n', 'two', 'terminated'],
    );
  });
});
