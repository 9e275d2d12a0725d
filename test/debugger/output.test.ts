// What expressions print: shown where it was asked for, and in nobody's way elsewhere.
import assert from 'node:assert/strict';
import { Session } from './session';

const PROGRAM = `
fn say(n: i32) i32 { print("said {}\\n", n); return n; }
fn main() {
    total := 0;
    for i in 0..3 { total += i; } -- bp: add
    print("{}\\n", total);
}`;

describe('output of expressions', () => {
  it('reaches nobody unless it is asked for, and the program prints as ever', async () => {
    const s = await Session.at(PROGRAM);
    const value = async (showsOutput?: boolean) => {
      const result = await s.debugger.evaluate({ expression: 'say(7)', frame: 0, showsOutput });
      return result.ok ? result.value.text : result.message;
    };
    assert.equal(await value(), '7');
    assert.equal(s.output, '');
    assert.equal(await value(true), '7');
    assert.equal(s.output, 'said 7\n');
    await s.go();
    assert.equal(s.output, 'said 7\n3\n');
  });

  it('of a condition reaches nobody', async () => {
    const s = await Session.at(PROGRAM);
    s.breakAt({ at: 'add', condition: 'say(i) == 2' });
    await s.go();
    assert.equal(s.variable('i').text, '2');
    assert.equal(s.output, '');
  });
});
