// Looking at values, evaluating expressions and changing the program, at a stop.
import assert from 'node:assert/strict';
import { Session } from './session';

async function atEnd(): Promise<Session> {
  const s = await Session.at('values.rw');
  s.breakAt('end');
  await s.go();
  return s;
}

describe('variables', () => {
  it('are shown in the language’s own terms', async () => {
    const s = await atEnd();
    const text = (name: string) => s.variable(name).text;
    assert.equal(text('i'), '41');
    assert.equal(text('f'), '1.5');
    assert.equal(text('c'), "120 'x'");
    assert.equal(text('b'), 'true');
    assert.equal(text('text'), '"say \\"hi\\"\\n"');
    assert.match(text('list'), /^0x[0-9a-f]+ → Node\{value: 1, next: 0x[0-9a-f]+\}$/);
    assert.equal(text('r'), 'Rect{w: 3, h: 1}');
    assert.equal(text('xs'), '[10, 20, 30]');
    assert.equal(text('slice'), '[20, 30]');
    assert.equal(text('op'), 'scale');
    assert.match(text('p'), /→ 30$/);
    assert.equal(text('limit'), '7');
    assert.equal(text('names'), '["one", "two"]');
  });

  it('of an inner scope come first, and what they hide says where it is', async () => {
    const s = await Session.at('values.rw');
    s.breakAt('inner');
    await s.go();
    const names = s.debugger.variables(0, 'locals').map((v) => `${v.name}=${v.text}`);
    assert.equal(names[0], 'i=2.5');
    assert.ok(names.some((name) => /^i \(line \d+\)=41$/.test(name)));
  });

  it('have children, through pointers too', async () => {
    const s = await atEnd();
    const children = s.debugger.children(s.variable('list').handle, 0, 10);
    assert.deepEqual(
      children.map((c) => [c.name, c.expression]),
      [
        ['value', 'list.value'],
        ['next', 'list.next'],
      ],
    );
    const [, next] = children;
    assert.equal(s.debugger.children(next?.handle, 0, 1)[0]?.text, '2');
    assert.equal(await s.value('list.next.value'), '2');
  });

  it('that outlive their stop cannot be read', async () => {
    const s = await atEnd();
    const old = s.variable('xs').handle;
    await s.step('over');
    assert.match(s.debugger.children(old, 0, 1)[0]?.text ?? '', /unreadable/);
    assert.equal((await s.debugger.setValue(old, '[1, 2, 3]')).ok, false);
    assert.deepEqual(s.debugger.children('nonsense', 0, 1), []);
  });
});

describe('expressions', () => {
  it('are any the language has', async () => {
    const s = await atEnd();
    const cases: [string, string | RegExp][] = [
      ['i + 1', '42'],
      ['f * 2.0', '3'],
      ['xs[1] + slice[1]', '50'],
      ['length(list)', '2'],
      ['scale(r, 2.0)', 'Rect{w: 6, h: 2}'],
      ['Rect{w: 9.0}', 'Rect{w: 9, h: 1}'],
      ['push(list, 5)', /^0x[0-9a-f]+ → Node\{value: 5, next: 0x/],
      ['length(push(push(list, 3), 4))', '4'],
      ['"a text"', '"a text"'],
      ['names[1]', '"two"'],
      ['LIMIT + limit', '12'],
      ['p^', '30'],
      ['&xs', /^0x[0-9a-f]+ → \[10, 20, 30\]$/],
      ['xs[..2]', '[10, 20]'],
      ['op(r, 3.0).w', '9'],
      ['i == 41 and length(list) == 2', 'true'],
      ['nil == list', 'false'],
      ['sizeof(Node)', '16'],
    ];
    for (const [expression, expected] of cases) {
      const text = await s.value(expression);
      if (typeof expected === 'string') assert.equal(text, expected, expression);
      else assert.match(text, expected, expression);
    }
  });

  it('can be looked into, also where a call made the memory', async () => {
    const s = await atEnd();
    const result = await s.debugger.evaluate({ expression: 'push(list, 5)', frame: 0 });
    assert.ok(result.ok);
    const [value, next] = s.debugger.children(result.value.handle, 0, 2);
    assert.equal(value?.text, '5');
    assert.equal(s.debugger.children(next?.handle, 0, 1)[0]?.text, '1');
    assert.equal(value?.canSet, false, 'it is not in the program');
    await s.step('over');
    assert.deepEqual(s.debugger.children(result.value.handle, 0, 1), []);
  });

  it('are refused with a reason', async () => {
    const s = await atEnd();
    const cases: [string, RegExp][] = [
      ['10 / (i - 41)', /division by zero/],
      ['xs[i]', /index 41 out of bounds for length 3/],
      ['nothing', /nothing/],
      ['i +', /refused/],
      ['', /refused/],
      ['i + "a"', /refused/],
      ['list.next.next.value', /nil/],
      ['&i', /no address/],
      ['1 2', /refused/],
    ];
    for (const [expression, why] of cases) assert.match(await s.value(expression), why, expression);
    assert.equal(await s.value('i'), '41', 'all is as it was');
  });

  it('see the variables of their frame', async () => {
    const s = await Session.at('values.rw');
    s.breakAt('in scale');
    await s.go();
    assert.equal(await s.value('by'), '2');
    assert.equal(await s.value('by', 1), 'refused: ' + (await s.value('by', 1)).slice(9));
    assert.equal(await s.value('i', 1), '41');
    assert.equal(await s.value('limit', undefined), '7');
    assert.match(await s.value('i', 99), /no such frame/);
  });

  it('can be cancelled when they take long', async () => {
    const s = await Session.at(
      'fn spin() i32 { while true {} return 0; }\nfn main() {\nx := 1;\nx = 2; spin(); }',
    );
    const value = s.value('spin()');
    setTimeout(() => s.debugger.pause(), 30);
    await new Promise((resolve) => setTimeout(resolve, 15));
    assert.equal(s.debugger.variables(0, 'locals').length, 0, 'the stop can be looked at meanwhile');
    assert.deepEqual(s.stack(), ['main:3']);
    assert.match(await value, /cancelled/);
    assert.match(await s.step('over'), /^step main/);
  });

  it('in hex', async () => {
    const s = await atEnd();
    const result = await s.debugger.evaluate({ expression: 'xs', frame: 0, format: { hex: true } });
    assert.equal(result.ok && result.value.text, '[0xa, 0x14, 0x1e]');
  });
});

describe('changes', () => {
  it('of variables in registers, in memory and of globals go on from there', async () => {
    const s = await atEnd();
    const set = async (name: string, text: string) => {
      const result = await s.debugger.setValue(s.variable(name).handle, text);
      return result.ok ? result.value.text : result.message;
    };
    assert.equal(await set('i', 'i * 2'), '82');
    assert.equal(await set('r', 'Rect{w: 5.0}'), 'Rect{w: 5, h: 1}');
    assert.equal(await set('limit', '-1'), '-1');
    assert.equal(await set('text', '"other"'), '"other"');
    assert.match(await set('i', '"x"'), /./);
    assert.match(await set('list', 'push(list, 9)'), /Node\{value: 9/);
    assert.equal(s.variable('i').text, '82');
    assert.equal(await s.value('limit'), '-1');
    await s.go();
    assert.equal(s.output, '3 other 10\n82 1.5 120 true 50\n');
  });

  it('of elements and fields, by expression and by assignment', async () => {
    const s = await atEnd();
    const set = await s.debugger.setExpression('xs[1]', '99', 0);
    assert.equal(set.ok && set.value.text, '99');
    assert.equal(s.variable('xs').text, '[10, 99, 30]');
    assert.equal(await s.value('list.next.value = 7'), '7');
    assert.equal(await s.value('i += 1'), '42');
    assert.match(s.variable('list').text, /value: 1/);
    assert.equal(await s.value('list.next.value'), '7');
    assert.equal((await s.debugger.setExpression('1', '2', 0)).ok, false);
  });

  it('are undone by going back before them', async () => {
    const s = await atEnd();
    await s.value('i = 1000');
    await s.step('over');
    assert.equal(s.variable('i').text, '1000');
    await s.step('over', 'backward');
    assert.equal(s.variable('i').text, '1000');
    await s.step('over', 'backward');
    assert.match(s.locals(), /i \(line \d+\)=41/);
  });

  it('of memory', async () => {
    const s = await atEnd();
    const { address } = s.variable('xs');
    assert.ok(address !== undefined);
    const read = s.debugger.readMemory(address, 12);
    assert.deepEqual([...read.bytes], [10, 0, 0, 0, 20, 0, 0, 0, 30, 0, 0, 0]);
    assert.deepEqual(s.debugger.writeMemory(address + 4, Uint8Array.of(1, 1)), { ok: true, written: 2 });
    assert.equal(s.variable('xs').text, '[10, 257, 30]');
    assert.equal(s.debugger.writeMemory(0, Uint8Array.of(1)).ok, false);
    assert.equal(s.debugger.readMemory(0, 8).unreadable, 8);
    assert.equal(s.debugger.readMemory(2 ** 40, 8).unreadable, 8);
  });
});

describe('completions', () => {
  const labels = (s: Session, text: string) =>
    s.debugger.completions(text, text.length + 1, 0).map((c) => c.label);

  it('are the names in scope and the members behind a dot', async () => {
    const s = await atEnd();
    assert.deepEqual(labels(s, 'li'), ['list', 'limit']);
    assert.deepEqual(labels(s, 'list.'), ['value', 'next']);
    assert.deepEqual(labels(s, 'i + list.next.v'), ['value']);
    assert.deepEqual(labels(s, 'slice.c'), ['count']);
    assert.deepEqual(labels(s, 'nothing.'), []);
    assert.ok(!labels(s, '').some((label) => label.startsWith('rt_')));
  });
});
