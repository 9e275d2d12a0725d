// Breakpoints with conditions, hit conditions and log messages. A hit's number is a function of its moment,
// so that it is the same in both directions.
import assert from 'node:assert/strict';
import { Session } from './session';

/** The values of `n` at all stops forwards to the end, then backwards to the beginning. */
async function bothWays(s: Session): Promise<{ forwards: string[]; backwards: string[] }> {
  const forwards: string[] = [];
  while (/breakpoint/.test(await s.go())) forwards.push(s.variable('n').text);
  const backwards: string[] = [];
  while (/breakpoint/.test(await s.back())) backwards.push(s.variable('n').text);
  assert.match(s.debugger.stop?.reason ?? '', /entry/);
  return { forwards, backwards };
}

describe('conditions', () => {
  const cases: [string, { condition?: string; hitCondition?: string }, string[]][] = [
    ['without calls', { condition: 'n % 5 == 3' }, ['3', '8', '13', '18']],
    ['with calls', { condition: 'isEven(n) and n > 13' }, ['14', '16', '18']],
    ['of a number', { hitCondition: '4' }, ['3']],
    ['of all from a number on', { hitCondition: '>= 18' }, ['17', '18', '19']],
    ['of each so many', { hitCondition: '% 6' }, ['5', '11', '17']],
    ['that count only where they hold', { condition: 'n % 2 == 1', hitCondition: '3' }, ['5']],
    ['with calls that are counted', { condition: 'isEven(n)', hitCondition: '% 4' }, ['6', '14']],
    ['that never hold', { condition: 'n > 100' }, []],
  ];
  for (const [name, spec, values] of cases) {
    it(name, async () => {
      const s = await Session.at('counting.rw');
      s.breakAt({ at: 'step', ...spec });
      const { forwards, backwards } = await bothWays(s);
      assert.deepEqual(forwards, values);
      assert.deepEqual(backwards, [...values].reverse());
    });
  }

  it('count from the start, also when they are set late', async () => {
    const s = await Session.at('counting.rw');
    s.breakAt({ at: 'call', condition: 'n == 10' });
    await s.go();
    s.breakAt({ at: 'step', hitCondition: '13' });
    await s.go();
    assert.equal(s.variable('n').text, '12');
    s.breakAt({ at: 'step', hitCondition: '5' });
    await s.back();
    assert.equal(s.variable('n').text, '4');
  });

  it('of several breakpoints in one place are told apart', async () => {
    const s = await Session.at('counting.rw');
    const line = s.line('step');
    const statuses = s.debugger.setBreakpoints(s.source, [
      { line, condition: 'n == 3' },
      { line, condition: 'n == 3 or n == 5' },
      { line, hitCondition: '% 4' },
    ]);
    const hits: [string, number[]][] = [];
    const ids = statuses.map((status) => status.id);
    while (/breakpoint/.test(await s.go()) && hits.length < 3) {
      const hit = s.debugger.stop?.hitBreakpoints.map((id) => ids.indexOf(id)) ?? [];
      hits.push([s.variable('n').text, hit]);
    }
    assert.deepEqual(hits, [
      ['3', [0, 1, 2]],
      ['5', [1]],
      ['7', [2]],
    ]);
  });

  it('leave nothing behind in the program', async () => {
    const s = await Session.at('counting.rw');
    s.breakAt({ at: 'step', condition: 'isEven(n) and n == 18' });
    await s.go();
    assert.equal(s.variable('calls').text, '0');
  });

  it('that trap stop there and say so', async () => {
    const s = await Session.at('counting.rw');
    s.breakAt({ at: 'step', condition: '10 / (n - 2) == 100' });
    assert.match(await s.go(), /^breakpoint step/);
    assert.equal(s.variable('n').text, '2');
    assert.match(s.debugger.stop?.note ?? '', /failed: division by zero/);
  });

  it('that are wrong leave the breakpoint unverified, with the reason', () => {
    const s = Session.of('counting.rw');
    const line = s.line('step');
    const wrong = ['n + 1', 'm == 1', 'n = 1', 'n ==', '"a"'];
    const statuses = s.debugger.setBreakpoints(s.source, [
      ...wrong.map((condition) => ({ line, condition })),
      { line, hitCondition: 'often' },
      { line, logMessage: '{n' },
      { line: 1000 },
    ]);
    const messages = statuses.map((status) => {
      assert.equal(status.verified, false);
      return status.message ?? '';
    });
    assert.match(messages[0] as string, /not a bool but of type `i32`/);
    assert.match(messages[1] as string, /`m`/);
    assert.match(messages[2] as string, /assignment/);
    assert.match(messages[5] as string, /no hit condition/);
    assert.match(messages[6] as string, /without its/);
    assert.match(messages[7] as string, /no code on line 1000/);
    for (const message of messages) assert.ok(message.length > 0);
  });
});

describe('many hits', () => {
  it('are counted inside the engine, so that the millionth is soon there', async () => {
    const s = await Session.at(
      'fn main() {\n    x := 0;\n    for i in 0..2000000 {\n        x += 1;\n    }\n}\n',
    );
    s.debugger.setBreakpoints(s.source, [{ line: 4, hitCondition: '% 500000' }]);
    const begun = performance.now();
    const values: string[] = [];
    for (let i = 0; i < 3; i++) {
      await s.go();
      values.push(s.variable('x').text);
    }
    await s.back();
    values.push(s.variable('x').text);
    s.debugger.setBreakpoints(s.source, [{ line: 4, condition: 'i % 2 == 0', hitCondition: '600001' }]);
    await s.go();
    values.push(s.variable('x').text);
    assert.deepEqual(values, ['499999', '999999', '1499999', '999999', '1200000']);
    assert.ok(performance.now() - begun < 5000, 'a replay for each hit would take minutes');
  });
});

describe('log points', () => {
  it('print on the way forward, and never stop', async () => {
    const s = await Session.at('counting.rw');
    s.breakAt({ at: 'step', logMessage: 'n is {n}, twice {n * 2}', condition: 'n < 2' });
    assert.match(await s.go(), /^end/);
    assert.deepEqual(s.log, ['n is 0, twice 0', 'n is 1, twice 2']);
    assert.match(await s.back(), /^entry/);
    assert.equal(s.log.length, 2, 'not on the way back');
    await s.go();
    assert.equal(s.log.length, 4, 'each time the user goes forward');
  });

  it('on the first statement print before the entry stop', async () => {
    const s = Session.of('loop.rw');
    s.breakAt({ at: 'first', logMessage: 'here' });
    assert.match(await s.start(), /^entry/);
    assert.deepEqual(s.log, ['here']);
  });

  it('say what cannot be evaluated', async () => {
    const s = await Session.at('counting.rw');
    s.breakAt({ at: 'end', logMessage: '{n / (n - 20)} {nothing} {"a text"} {isEven(n)}' });
    await s.go();
    assert.match(s.log[0] as string, /^<division by zero> <.*nothing.*> a text true$/);
  });
});
