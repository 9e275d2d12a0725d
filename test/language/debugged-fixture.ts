// A fixture under a debugger, for the tests that walk through all of them.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DebuggerApi } from '../../language/debugger/api';
import { launch } from '../../language/debugger/launch';
import { outputOnlyHost } from '../../language/interpreter/host';
import { SourceFile } from '../../language/syntax/source';
import { FIXTURE_FILES } from '../fixture-files';

const FOLDER = join(__dirname, '../fixtures/run');
const MEBIBYTE = 2 ** 20;

const FIXTURES = readdirSync(FOLDER).filter((file) => file.endsWith('.rw'));

/** A third of the fixtures, another one for each `part` (0 to 2); all of them in long runs. */
export function someFixtures(part: number): readonly string[] {
  return process.env['ROPEWALK_LONG'] ? FIXTURES : FIXTURES.filter((_, i) => i % 3 === part);
}

/** A fixture's source, by its name. */
export function fixtureSource(name: string): SourceFile {
  return new SourceFile(name, readFileSync(join(FOLDER, name), 'utf8'));
}

/** A debugger in the state `new`; `start` stops at the program's first statement. */
export function debugFixture(source: SourceFile): DebuggerApi {
  const launched = launch(
    source,
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
    FIXTURE_FILES,
  );
  assert.ok(launched.ok);
  return launched.debugger;
}

/** The moment and the place at which it stands. */
export function place(walked: DebuggerApi): string {
  const frame = walked.frames(walked.stop?.thread ?? 0, 0, 1).frames[0];
  const { line, column } = frame?.source.position(frame.span.start) ?? { line: 0, column: 0 };
  return `t=${walked.stop?.time} ${frame?.name} ${line}:${column}`;
}
