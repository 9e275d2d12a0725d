// Enums at a stop: their texts, tags and payloads, payloads named by a case, and expressions about tags.
import assert from 'node:assert/strict';
import { Session } from './session';

async function at(mark: string): Promise<Session> {
  const s = await Session.at('enums.rw');
  s.breakAt(mark);
  await s.go();
  return s;
}

describe('enums', () => {
  it('are shown as the language prints them', async () => {
    const s = await at('end');
    assert.equal(s.variable('color').text, 'green');
    assert.equal(s.variable('own').text, 'rect(Rect{w: 26, h: 2})');
    assert.equal(s.variable('t').text, 'rect');
    assert.match(s.variable('p').text, /^0x[0-9a-f]+ → rect\(Rect\{w: 26, h: 2\}\)$/);
    assert.equal(s.variable('shapes').text.slice(0, 29), '[rect(Rect{w: 3, h: 2}), empt');
    assert.equal(s.variable('scale').text, 'circle(10)');
    assert.equal(s.variable('color').type, 'Color');
  });

  it('have their tag and their payload as children', async () => {
    const s = await at('end');
    for (const name of ['own', 'p']) {
      const children = s.debugger.children(s.variable(name).handle, 0, 10);
      assert.equal(s.variable(name).namedChildren, 2);
      assert.deepEqual(
        children.map((c) => [c.name, c.text, c.expression, c.canSet]),
        [
          ['tag', 'rect', `${name}.tag`, false],
          ['rect', 'Rect{w: 26, h: 2}', `${name}.rect`, true],
        ],
      );
      const fields = s.debugger.children(children[1]?.handle, 0, 10);
      assert.deepEqual(
        fields.map((f) => `${f.expression}=${f.text}`),
        [`${name}.rect.w=26`, `${name}.rect.h=2`],
      );
    }
    const [, empty] = s.debugger.children(s.variable('shapes').handle, 0, 2);
    assert.equal(empty?.namedChildren, 1);
    assert.equal(s.variable('color').namedChildren, 0);
  });

  it('are evaluated about', async () => {
    const s = await at('end');
    const cases: [string, string | RegExp][] = [
      ['own is rect', 'true'],
      ['p.tag == .empty', 'false'],
      ['own.rect.w * 2.0', '52'],
      ['p.rect', 'Rect{w: 26, h: 2}'],
      ['own.tag', 'rect'],
      ['t', 'rect'],
      ['Shape.circle(1.5)', 'circle(1.5)'],
      ['Shape.empty', 'empty'],
      ['Color.blue', 'blue'],
      ['color == .green', 'true'],
      ['shapes[1]', 'empty'],
      ['shapes[2].circle + 1.0', '3'],
      ['cast(i32) color', '1'],
      ['own.circle', /wrong payload: this `Shape` is `rect`, not `circle`/],
      ['p.circle + 1.0', /wrong payload: this `Shape` is `rect`, not `circle`/],
      ['own is square', /no tag `square`/],
      ['.circle', /type of `\.circle` cannot be told/],
    ];
    for (const [expression, expected] of cases) {
      const text = await s.value(expression);
      if (typeof expected === 'string') assert.equal(text, expected, expression);
      else assert.match(text, expected, expression);
    }
  });

  it('are set as the language writes them', async () => {
    const s = await at('end');
    const set = async (name: string, text: string) => {
      const result = await s.debugger.setValue(s.variable(name).handle, text);
      return result.ok ? result.value.text : result.message;
    };
    assert.equal(await set('own', '.circle(4.0)'), 'circle(4)');
    assert.equal(await s.value('own.circle'), '4');
    assert.equal(await set('own', '.rect(Rect{w: 7.0})'), 'rect(Rect{w: 7, h: 1})');
    assert.equal(await set('color', '.blue'), 'blue');
    assert.match(await set('color', '.pink'), /no tag `pink`/);
    assert.match(await set('own', '.rect'), /needs a payload/);
    const [, payload] = s.debugger.children(s.variable('own').handle, 0, 2);
    const result = await s.debugger.setValue(payload?.handle, '{8.0, 9.0}');
    assert.equal(result.ok && result.value.text, 'Rect{w: 8, h: 9}');
    assert.equal((await s.debugger.setExpression('own.rect.h', '3.0', 0)).ok, true);
    assert.equal((await s.debugger.setExpression('own.tag', '.empty', 0)).ok, false);
    assert.equal(await s.go(), `end main:${s.line('end') + 1} 8`);
    assert.equal(s.output, 'rect(Rect{w: 8, h: 3}) blue rect rect\n');
  });

  it('are completed', async () => {
    const s = await at('end');
    const labels = (text: string) =>
      s.debugger
        .completions(text, text.length + 1, 0)
        .map((c) => c.label)
        .sort();
    assert.deepEqual(labels('own.'), ['circle', 'rect', 'tag']);
    assert.deepEqual(labels('p.r'), ['rect']);
    assert.deepEqual(labels('Shape.'), ['circle', 'empty', 'rect']);
    assert.deepEqual(labels('own is '), ['circle', 'empty', 'rect']);
    assert.deepEqual(labels('1 > 2 or color == .g'), ['green']);
  });
});

describe('a switch', () => {
  it('is a stop of its own, and its cases are others', async () => {
    const s = await at('header');
    assert.doesNotMatch(s.locals(), /q=/);
    assert.equal(await s.step('over'), `step area:${s.line('rect')}`);
    assert.equal(await s.step('over', 'backward'), `breakpoint area:${s.line('header')}`);
    await s.go();
    assert.equal(await s.step('over'), `step area:${s.line('empty')}`);
    await s.go();
    assert.equal(await s.step('over'), `step area:${s.line('circle')}`);
  });

  it('shows the payload that a case names, in place', async () => {
    const s = await at('rect');
    assert.equal(s.variable('q').text, 'Rect{w: 3, h: 2}');
    assert.equal(await s.value('q.w * q.h'), '6');
    assert.equal(s.variable('q').address, s.debugger.children(s.variable('s').handle, 1, 1)[0]?.address);
    const set = await s.debugger.setExpression('q.w', '10.0', 0);
    assert.equal(set.ok && set.value.text, '10');
    assert.equal(await s.value('shapes[0].rect.w'), '10');
    s.breakAt('circle');
    await s.go();
    assert.equal(s.variable('r').text, '2');
    assert.equal(await s.value('r * 2.0'), '4');
    assert.ok(!s.locals().includes('q='), s.locals());
    await s.debugger.setValue(s.variable('r').handle, '3.0');
    assert.equal(await s.value('shapes[2]'), 'circle(3)');
  });

  it('shows a payload of what lies in the frame itself', async () => {
    const s = await at('own');
    assert.equal(s.variable('q').text, 'Rect{w: 3, h: 2}');
    await s.step('over');
    assert.equal(await s.value('own.rect.w'), '26');
    await s.step('over', 'backward');
    assert.equal(await s.value('own.rect.w'), '3');
  });
});

describe('conditions about tags', () => {
  const cases: [string, string[]][] = [
    ['s^ is circle', ['circle(2)']],
    ['s.tag != .rect', ['empty', 'circle(2)']],
    ['s^ is rect and s.rect.w > 4.0', ['rect(Rect{w: 5, h: 1})']],
  ];
  for (const [condition, stops] of cases) {
    it(condition, async () => {
      const s = await Session.at('enums.rw');
      s.breakAt({ at: 'header', condition });
      const texts: string[] = [];
      while (/breakpoint/.test(await s.go())) texts.push(await s.value('s^'));
      assert.deepEqual(texts, stops);
      while (/breakpoint/.test(await s.back())) texts.pop();
      assert.deepEqual(texts, []);
    });
  }

  it('that trap are told', async () => {
    const s = await Session.at('enums.rw');
    s.breakAt({ at: 'header', condition: 's.circle > 1.0' });
    assert.equal(await s.go(), `breakpoint area:${s.line('header')}`);
    assert.match(s.debugger.stop?.note ?? '', /wrong payload: this `Shape` is `rect`, not `circle`/);
  });
});
