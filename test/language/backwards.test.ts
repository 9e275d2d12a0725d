// Every fixture can be walked backwards: so many steps in, and as many back, along the very same moments.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DebuggerApi, Direction } from '../../language/debugger/api';
import { launch } from '../../language/debugger/launch';
import { outputOnlyHost } from '../../language/interpreter/host';
import { SourceFile } from '../../language/syntax/source';

const FIXTURES = join(__dirname, '../fixtures/run');
const STEPS = process.env['ROPEWALK_LONG'] ? 2000 : 40;
const MEBIBYTE = 2 ** 20;

describe('programs walked backwards', () => {
  for (const name of readdirSync(FIXTURES).filter((file) => file.endsWith('.rw'))) {
    it(name.replace(/\.rw$/, '').replaceAll('-', ' '), async () => {
      const walked = begin(name);
      assert.equal((await walked.start()).kind, 'stopped');
      const forth = await walk(walked, 'forward', STEPS);
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

function begin(name: string): DebuggerApi {
  const launched = launch(
    new SourceFile(name, readFileSync(join(FIXTURES, name), 'utf8')),
    {
      stopOnEntry: true,
      stopAtEnd: true,
      justMyCode: true,
      memoryLimit: 64 * MEBIBYTE,
      historyBudget: 64 * MEBIBYTE,
      arguments: [],
    },
    outputOnlyHost(),
    {
      onOutput: () => undefined,
      onLog: () => undefined,
      onProgress: () => undefined,
      onBreakpointChanged: () => undefined,
    },
  );
  assert.ok(launched.ok);
  return launched.debugger;
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

function place(walked: DebuggerApi): string {
  const frame = walked.frames(walked.stop?.thread ?? 0, 0, 1).frames[0];
  const { line, column } = frame?.source.position(frame.span.start) ?? { line: 0, column: 0 };
  return `t=${walked.stop?.time} ${frame?.name} ${line}:${column}`;
}
