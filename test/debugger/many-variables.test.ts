// Variables beyond a hundred live in memory rather than in registers: nobody who debugs should see that.
import assert from 'node:assert/strict';
import { Session } from './session';

const COUNT = 150;
const declarations = Array.from({ length: COUNT }, (_, i) => `    x${i} := ${i};`).join('\n');
const PROGRAM = `
fn many(n: i32) i32 {
${declarations}
    text := "a text";
    x${COUNT - 1} += n;
    x2 += n;
    x0 += n; -- bp: end
    return x0 + x${COUNT - 1} + cast(i32) text.count;
}
fn main() i32 { return many(5); }
`;

describe('a function of many variables', () => {
  it('shows, sets and watches all of them, forwards and backwards', async () => {
    const session = await Session.at(PROGRAM);
    session.breakAt('end');
    await session.go();
    const shown = session.locals().split(' ');
    assert.equal(shown.length, 1 + COUNT + 2); // the text has a space
    assert.deepEqual(shown.slice(148, 151), ['x147=147', 'x148=148', 'x149=154']);
    assert.equal(await session.value('x0 + x149'), '154');
    assert.equal(await session.value('text'), '"a text"');

    for (const name of ['x1', 'x149']) {
      const target = await session.debugger.watchTarget({ expression: name, frame: 0 });
      assert.ok(target.ok);
      session.debugger.setWatchpoints([{ target: target.target }]);
      const line = name === 'x1' ? 4 : 154;
      assert.match(await session.back(), /^data breakpoint many:/);
      const [change] = session.debugger.stop?.changes ?? [];
      assert.equal(change?.span.source.position(change.span.start).line, line);
      await session.go();
    }
    session.debugger.setWatchpoints([]);

    assert.ok((await session.debugger.setExpression('x149', '1000', 0)).ok);
    await session.step('out'); // 5 + 1000 + 6, of which the exit code has the lowest byte
    assert.equal(await session.go(), 'end main:159 243');
  });
});
