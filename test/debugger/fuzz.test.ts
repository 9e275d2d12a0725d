// Whatever a user types or clicks, the debugger answers: random expressions, conditions, numbers and
// sequences of movements, in any order. Longer with ROPEWALK_LONG=1.
import assert from 'node:assert/strict';
import type { Direction, StepKind } from '../../language/debugger/api';
import { Session } from './session';

const ROUNDS = process.env['ROPEWALK_LONG'] === '1' ? 4000 : 150;

/** A small generator of its own, so that a failure can be had again. */
class Dice {
  constructor(private state: number) {}

  below(limit: number): number {
    this.state = (Math.imul(this.state, 1664525) + 1013904223) >>> 0;
    return Math.floor((this.state / 2 ** 32) * limit);
  }
  one<T>(list: readonly T[]): T {
    return list[this.below(list.length)] as T;
  }
}

const TOKENS =
  'i f c b text list r xs slice op p limit names LIMIT length push scale main nil true 1 0 2.5 "a" \'x\' ( ) [ ] { } . , .. ^ & * - + / % == != < and or ! = += cast heap make sizeof malloc free print assert panic Node Rect i32 none value next w count data @ § \u{1F600} \n ; fn if'.split(
    ' ',
  );

function soup(dice: Dice): string {
  return Array.from({ length: dice.below(7) }, () => dice.one(TOKENS)).join(dice.one([' ', '', ' ']));
}

const NUMBERS = [0, 1, 2, 5, 19, 30, 45, 1000, -1, -1e9, 1e9, 0.5, NaN, Infinity, -Infinity, 2 ** 53];

describe('whatever is asked for', () => {
  it('is answered, at a stop', async () => {
    const s = await Session.at('values.rw');
    s.breakAt('end');
    await s.go();
    const dice = new Dice(1);
    const { debugger: d } = s;
    for (let i = 0; i < ROUNDS; i++) {
      const text = soup(dice);
      const number = dice.one(NUMBERS);
      const result = await d.evaluate({ expression: text, frame: dice.one([0, 0, 0, undefined, number]) });
      if (result.ok) d.children(result.value.handle, dice.one(NUMBERS), dice.one([0, 1, 100]));
      else assert.ok(result.message.length > 0, text);
      d.completions(text, dice.one(NUMBERS), dice.one(NUMBERS));
      d.setBreakpoints(s.source, [
        { line: number, column: dice.one(NUMBERS), condition: soup(dice) },
        { line: 20, hitCondition: soup(dice), logMessage: `{${soup(dice)}} ${soup(dice)}` },
      ]);
      d.setFunctionBreakpoints([{ name: text }]);
      d.setTrapFilters([{ kind: dice.one(['all', 'index', text]), condition: soup(dice) }]);
      d.breakpointLocations(
        s.source,
        { line: number, column: number },
        { line: dice.one(NUMBERS), column: 1 },
      );
      d.readMemory(number, dice.one([0, -1, 8, 1e9, NaN]));
      d.frames(1, number, dice.one(NUMBERS));
      d.variables(number, 'locals');
      d.stepInTargets(number);
      const [variable] = d.variables(0, 'locals');
      if (variable) await d.setValue(variable.handle, soup(dice));
      await d.setExpression(soup(dice), soup(dice), 0);
    }
    assert.equal(d.state, 'stopped');
    assert.equal(await s.value('1 + 1'), '2');
  });

  it('is answered, in any order of movements', async () => {
    const dice = new Dice(2);
    for (const program of ['loop.rw', 'calls.rw', 'values.rw']) {
      let s = Session.of(program);
      let d = s.debugger;
      const lines = s.source.lineCount;
      const direction = (): Direction => dice.one(['forward', 'backward']);
      const movements: (() => Promise<unknown>)[] = [
        () => d.start(),
        () => d.continue(direction()),
        () =>
          d.step({
            kind: dice.one<StepKind>(['over', 'in', 'out']),
            direction: direction(),
            granularity: dice.one(['line', 'statement']),
            target: dice.one([undefined, undefined, 3, 1e6]),
          }),
        () => d.runTo(s.source, { line: dice.below(lines + 3), column: 1 }, direction()),
        () => d.goToTime(dice.one([dice.below(500), -1, 1e12, NaN])),
        () => d.restartFrame(dice.one([0, 1, 99, -1])),
        () => d.restart(),
        () => d.evaluate({ expression: soup(dice), frame: 0 }),
        () => Promise.resolve(d.pause()),
        () =>
          Promise.resolve(
            d.setBreakpoints(s.source, [
              { line: dice.below(lines), condition: dice.one(['', 'x > 1', 'n == 2']) },
            ]),
          ),
      ];
      await d.start();
      for (let i = 0; i < ROUNDS; i++) {
        if (d.state === 'ended') {
          s = Session.of(program);
          d = s.debugger;
        }
        // Some of them while others are under way.
        const together = [dice.one(movements)(), ...(dice.below(4) === 0 ? [dice.one(movements)()] : [])];
        await Promise.all(together);
        if (d.state === 'stopped') {
          const { total } = d.frames(1, 0, 1);
          assert.ok(total > 0, `${program}: no frames at ${JSON.stringify(d.stop)}`);
        }
        if (d.stop?.reason === 'end') await d.goToTime(dice.below(300));
      }
    }
  });
});
