// Every fixture can be walked backwards: so many steps in, and as many back, along the very same moments.
import assert from 'node:assert/strict';
import type { DebuggerApi, Direction } from '../../language/debugger/api';
import { debugFixture, fixtureSource, place, someFixtures } from './debugged-fixture';

const STEPS = process.env['ROPEWALK_LONG'] ? 2000 : 40;

describe('programs walked backwards', () => {
  for (const name of someFixtures(1)) {
    it(name.replace(/\.rw$/, '').replaceAll('-', ' '), async () => {
      const walked = debugFixture(fixtureSource(name));
      assert.equal((await walked.start()).kind, 'stopped');
      const thread = walked.stop?.thread;
      const forth = await walk(walked, 'forward', STEPS);
      // A trap of another thread is where no step of this one leads.
      if (walked.stop?.thread !== thread) forth.pop();
      // A trap and the end are no further moments.
      if (forth.at(-1) === forth.at(-2)) forth.pop();
      // A trap in the library stands inside it, and steps back from there go through the library.
      if (forth.at(-1)?.includes(' rt_')) forth.pop();
      if (forth.length > 0) await walked.goToTime(timeOf(forth.at(-1) as string));
      const back = await walk(walked, 'backward', forth.length - 1);
      assert.deepEqual(back.reverse(), forth);
      walked.terminate();
    });
  }
});

function timeOf(text: string): number {
  return Number(/^t=(\d+)/.exec(text)?.[1]);
}

/** Where it stands, and after each step: the time, the function and the place. Ends at a stop that is no step. */
async function walk(walked: DebuggerApi, direction: Direction, steps: number): Promise<string[]> {
  const places = [place(walked)];
  for (let i = 0; i < steps; i++) {
    const outcome = await walked.step({ kind: 'in', direction, granularity: 'statement' });
    assert.equal(outcome.kind, 'stopped');
    places.push(place(walked));
    if (walked.stop?.reason !== 'step') break;
  }
  return places;
}
