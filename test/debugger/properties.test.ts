// What must hold of stepping and searching in every program: the way back is the way there, reversed.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Granularity, StepKind } from '../../language/debugger/api';
import { Session } from './session';

const LONG = process.env['ROPEWALK_LONG'] === '1';
const PROGRAMS = ['debug/loop.rw', 'debug/counting.rw', 'debug/values.rw', 'debug/calls.rw'];
const MORE = LONG
  ? [
      'run/arrays.rw',
      'run/if-else.rw',
      'run/functions.rw',
      'run/functions-recursive.rw',
      'run/functions-nested.rw',
      'run/for-each.rw',
    ]
  : [];
/** Steps of one walk. */
const MOST = LONG ? 2000 : 120;

function program(path: string): string {
  return readFileSync(join(__dirname, '../fixtures', path), 'utf8');
}

/** Times of the stops of a walk, until it gets no further. */
async function walk(
  s: Session,
  kind: StepKind,
  direction: 'forward' | 'backward',
  granularity: Granularity,
): Promise<number[]> {
  const times = [s.time];
  while (times.length < MOST) {
    const told = await s.step(kind, direction, granularity);
    if (!told.startsWith('step')) break;
    times.push(s.time);
  }
  return times;
}

/** Where steps over lines come to a line behind this one, or out of the function. */
async function stepsPast(s: Session, direction: 'forward' | 'backward'): Promise<string> {
  const depth = depthOf(s);
  const from = lineOf(s);
  for (let steps = 0; ; steps++) {
    const told = await s.step('over', direction);
    const isPast = direction === 'forward' ? lineOf(s) > from : lineOf(s) < from;
    if (!told.startsWith('step') || depthOf(s) < depth || isPast) return `${s.time} ${told}`;
  }
}

function depthOf(s: Session): number {
  return s.debugger.frames(1, 0, 1).total;
}

function lineOf(s: Session): number {
  return Number(s.here.split(':')[1]);
}

for (const path of [...PROGRAMS, ...MORE]) {
  describe(`in ${path}`, () => {
    for (const [kind, granularity] of [
      ['in', 'statement'],
      ['in', 'line'],
      ['over', 'statement'],
      ['over', 'line'],
    ] as const) {
      it(`steps ${kind} by ${granularity} go back the way they came`, async () => {
        const s = await Session.at(program(path));
        const there = await walk(s, kind, 'forward', granularity);
        await s.told(s.debugger.goToTime(there.at(-1) as number));
        const back: number[] = [s.time];
        while (back.length < there.length) {
          await s.step(kind, 'backward', granularity);
          back.push(s.time);
        }
        assert.deepEqual(back, [...there].reverse());
      });
    }

    it('steps past a line end where steps over lines first come past it, both ways', async () => {
      const s = await Session.at(program(path));
      s.breakAt();
      await s.go();
      const end = s.time;
      for (let i = 1; i <= 12; i++)
        for (const direction of ['forward', 'backward'] as const) {
          await s.told(s.debugger.goToTime(Math.floor((end * i) / 13)));
          if (s.isInLibrary) continue;
          const start = s.time;
          const expected = await stepsPast(s, direction);
          await s.told(s.debugger.goToTime(start));
          const told = await s.step('past', direction);
          assert.equal(`${s.time} ${told}`, expected, `${direction} from ${start}`);
        }
    });

    it('n steps back and n steps forward are the identity, from anywhere', async () => {
      const s = await Session.at(program(path));
      await s.go();
      const end = s.time;
      for (let i = 1; i <= 8; i++) {
        await s.told(s.debugger.goToTime(Math.floor((end * i) / 9)));
        // A step from the library stays in it: only moments of the user's own code are asked about.
        if (s.isInLibrary || !(await s.step('in', 'forward', 'statement')).startsWith('step')) continue;
        const start = s.time;
        for (let n = 0; n < i; n++) await s.step('in', 'backward', 'statement');
        if (s.debugger.stop?.reason === 'entry') continue;
        for (let n = 0; n < i; n++) await s.step('in', 'forward', 'statement');
        assert.equal(s.time, start);
      }
    });

    it('hits backwards are the hits forwards reversed', async () => {
      const s = await Session.at(program(path));
      const lines = s.source.text.split('\n').flatMap((line, i) => (/^ {4,}\S/.test(line) ? [i + 1] : []));
      s.debugger.setBreakpoints(
        s.source,
        lines.filter((_, i) => i % 3 === 0).map((line) => ({ line })),
      );
      const there: string[] = [];
      const times: number[] = [];
      while (times.length < MOST) {
        const told = await s.go();
        if (!told.startsWith('breakpoint')) break;
        there.push(`${s.time} ${told} ${s.locals()}`);
        times.push(s.time);
      }
      if (times.length === MOST) await s.go();
      const back: string[] = [];
      while (back.length < there.length) {
        const told = await s.back();
        back.push(`${s.time} ${told} ${s.locals()}`);
      }
      assert.deepEqual(back, there.reverse());
    });
  });
}
