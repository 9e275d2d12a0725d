// Data breakpoints over the protocol, with the real debugger.
import assert from 'node:assert/strict';
import { launch } from '../../language/debugger/launch';
import { launched } from './conversation';
import type { Body, DapClient } from './dap-client';

const thread = { threadId: 1 };

const PROGRAM = `type Account struct { owner: string, balance: i64 }
accounts: [2]Account;
fn pay(to: i64, amount: i64) {
    accounts[to].balance += amount;
}
fn main() {
    accounts[0].owner = "Ada";
    pay(0, 10);
    pay(1, 20);
    pay(0, -4);
}
`;

async function atEntry(): Promise<DapClient> {
  const { client } = await launched(launch, PROGRAM, { stopOnEntry: true });
  await client.ask('configurationDone');
  await client.event('stopped');
  return client;
}

async function go(client: DapClient, command: string): Promise<Body> {
  await client.ask(command, thread);
  return client.event('stopped');
}

async function top(client: DapClient): Promise<Body> {
  return (await client.ask('stackTrace', { ...thread, levels: 1 })).stackFrames[0];
}

describe('adapter: data breakpoints', () => {
  it('stop where an expression has been changed, both ways', async () => {
    const client = await atEntry();
    const frame = await top(client);
    const info = await client.ask('dataBreakpointInfo', { name: 'accounts[0].balance', frameId: frame.id });
    assert.deepEqual([info.accessTypes, info.canPersist], [['write'], true]);
    assert.equal(info.description, 'accounts[0].balance');
    const set = { breakpoints: [{ dataId: info.dataId, accessType: 'write' }] };
    const [breakpoint] = (await client.ask('setDataBreakpoints', set)).breakpoints;
    assert.equal(breakpoint.verified, true);
    const first = await go(client, 'continue');
    assert.deepEqual([first.reason, first.hitBreakpointIds], ['data breakpoint', [breakpoint.id]]);
    assert.match(first.description, /accounts\[0\]\.balance: 0 → 10, changed by pay at .*:4$/);
    const second = await go(client, 'continue');
    assert.match(second.description, /10 → 6/);
    const back = await go(client, 'reverseContinue');
    assert.match(back.description, /0 → 10/);
    await client.ask('setDataBreakpoints', { breakpoints: [] });
    assert.equal((await go(client, 'reverseContinue')).reason, 'entry');
  });

  it('stay on a global when the program is launched anew, and on nothing else', async () => {
    const client = await atEntry();
    const infoOf = async (name: string, frame?: number): Promise<Body> =>
      client.ask('dataBreakpointInfo', { name, frameId: frame });
    const global = await infoOf('accounts[0].balance');
    await client.ask('setDataBreakpoints', { breakpoints: [{ dataId: global.dataId }] });
    await go(client, 'continue');
    const local = await infoOf('amount', (await top(client)).id);
    assert.equal(local.canPersist, false);
    const both = { breakpoints: [{ dataId: local.dataId }, { dataId: global.dataId }] };
    const set = await client.ask('setDataBreakpoints', both);
    assert.deepEqual(
      set.breakpoints.map((b: Body) => b.verified),
      [true, true],
    );
    const restart = client.send('restart');
    const gone = (await client.event('breakpoint')).breakpoint;
    await client.response('restart', restart);
    await client.event('continued');
    assert.deepEqual([gone.id, gone.verified], [set.breakpoints[0].id, false]);
    assert.match(gone.message, /not known in this run/);
    await client.event('stopped');
    const again = await infoOf('to', (await top(client)).id);
    assert.notEqual(again.dataId, local.dataId);
    const first = await go(client, 'continue');
    assert.deepEqual(first.hitBreakpointIds, [set.breakpoints[1].id]);
    assert.match(first.description, /0 → 10/);
  });

  it('are found by a variable of the view', async () => {
    const client = await atEntry();
    const { scopes } = await client.ask('scopes', { frameId: (await top(client)).id });
    const { variablesReference } = scopes[1];
    const { variables } = await client.ask('variables', { variablesReference });
    const reference = variables[0].variablesReference;
    const element = await client.ask('variables', { variablesReference: reference });
    const fields = element.variables[1].variablesReference;
    const info = await client.ask('dataBreakpointInfo', { variablesReference: fields, name: 'balance' });
    await client.ask('setDataBreakpoints', {
      breakpoints: [{ dataId: info.dataId, condition: 'amount > 5' }],
    });
    assert.match((await go(client, 'continue')).description, /accounts\[1\]\.balance: 0 → 20/);
  });

  it('say why something cannot be watched', async () => {
    const client = await atEntry();
    const frame = await top(client);
    const info = await client.ask('dataBreakpointInfo', {
      name: 'accounts[0].balance + 1',
      frameId: frame.id,
    });
    assert.equal(info.dataId, null);
    assert.match(info.description, /no place/);
    const good = await client.ask('dataBreakpointInfo', { name: 'accounts', frameId: frame.id });
    const { breakpoints } = await client.ask('setDataBreakpoints', {
      breakpoints: [
        { dataId: good.dataId, accessType: 'read' },
        { dataId: good.dataId, hitCondition: 'x' },
        { dataId: 'nothing' },
        { dataId: good.dataId },
      ],
    });
    assert.deepEqual(
      breakpoints.map((b: Body) => b.verified),
      [false, false, false, true],
    );
    assert.match(breakpoints[0].message, /reads/);
    assert.match(breakpoints[1].message, /`x` is no hit condition/);
  });

  it('count, both ways', async () => {
    const client = await atEntry();
    const frame = await top(client);
    const { dataId } = await client.ask('dataBreakpointInfo', {
      name: 'accounts[0].balance',
      frameId: frame.id,
    });
    await client.ask('setDataBreakpoints', { breakpoints: [{ dataId, hitCondition: '2' }] });
    assert.match((await go(client, 'continue')).description, /10 → 6/);
    assert.equal((await go(client, 'continue')).reason, 'end');
    assert.match((await go(client, 'reverseContinue')).description, /10 → 6/);
    assert.equal((await go(client, 'reverseContinue')).reason, 'entry');
  });

  it('wait for a program', async () => {
    const { client } = await launched(launch, PROGRAM);
    const { breakpoints } = await client.ask('setDataBreakpoints', { breakpoints: [{ dataId: '1' }] });
    assert.equal(breakpoints[0].verified, false);
  });
});
