// Hit conditions and log messages, as they are typed.
import assert from 'node:assert/strict';
import { parseHitCondition } from '../../language/debugger/hit-conditions';
import { parseLogMessage } from '../../language/debugger/log-messages';

function holding(text: string): number[] {
  const parsed = parseHitCondition(text);
  assert.ok(parsed.ok, text);
  return [1, 2, 3, 4, 5, 6].filter((count) => parsed.condition.holds(count));
}

describe('hit conditions', () => {
  it('are a number, a comparison or a multiple', () => {
    assert.deepEqual(holding('3'), [3]);
    assert.deepEqual(holding(' == 3'), [3]);
    assert.deepEqual(holding('>=4'), [4, 5, 6]);
    assert.deepEqual(holding('> 4'), [5, 6]);
    assert.deepEqual(holding('<= 2'), [1, 2]);
    assert.deepEqual(holding('<2'), [1]);
    assert.deepEqual(holding('% 3'), [3, 6]);
  });

  it('are refused when they are anything else', () => {
    for (const text of ['', 'x', '% 0', '-1', '3 4', '>', '99999999999999999999']) {
      assert.equal(parseHitCondition(text).ok, false, text);
    }
  });
});

describe('log messages', () => {
  const parts = (message: string) => {
    const parsed = parseLogMessage(message);
    return parsed.ok ? parsed.parts.map((p) => (p.kind === 'text' ? p.text : [p.text])) : parsed.message;
  };

  it('are text with expressions in braces', () => {
    assert.deepEqual(parts('x is {x}, y {y + 1}'), ['x is ', ['x'], ', y ', ['y + 1']]);
    assert.deepEqual(parts('{{}} {Point{1, 2}.x}'), ['{} ', ['Point{1, 2}.x']]);
    assert.deepEqual(parts('{f("}")}'), [['f("}")']]);
    assert.deepEqual(parts(''), []);
  });

  it('must close their braces', () => {
    assert.match(String(parts('a {b')), /without its/);
  });
});
