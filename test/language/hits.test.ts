// A breakpoint's hits backwards are its hits forwards, reversed: on lines all over the fixtures.
import assert from 'node:assert/strict';
import type { DebuggerApi, Direction } from '../../language/debugger/api';
import { debugFixture, fixtureSource, place, someFixtures } from './debugged-fixture';

const MOST_HITS = 60;
/** Every so manieth line gets a breakpoint. */
const LINES_APART = 3;

describe('breakpoints hit backwards', () => {
  for (const name of someFixtures(0)) {
    it(name.replace(/\.rw$/, '').replaceAll('-', ' '), async function () {
      const source = fixtureSource(name);
      const debugged = debugFixture(source);
      await debugged.start();
      const lines = Array.from({ length: source.lineCount }, (_, i) => ({ line: i + 1 }));
      debugged.setBreakpoints(
        source,
        lines.filter(({ line }) => line % LINES_APART === 0),
      );
      const start = place(debugged);
      const forth = await hits(debugged, 'forward');
      if (forth.length === MOST_HITS) this.skip();
      // The moment at which it stands in the end is no hit any more.
      if (forth.at(-1) === place(debugged)) forth.pop();
      const back = await hits(debugged, 'backward');
      // Where it began no breakpoint is asked for: it may be one all the same.
      if (back.at(-1) === start && forth[0] !== start) back.pop();
      assert.deepEqual(back.reverse(), forth);
      debugged.terminate();
    });
  }
});

/** The places of all hits in a direction, up to the end of history there. */
async function hits(debugged: DebuggerApi, direction: Direction): Promise<string[]> {
  const found: string[] = [];
  while (found.length < MOST_HITS) {
    await debugged.continue(direction);
    if (!debugged.stop?.hitBreakpoints.length || debugged.stop.reason !== 'breakpoint') break;
    found.push(place(debugged));
  }
  return found;
}
