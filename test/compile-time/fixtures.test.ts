// Every program of test/fixtures/compile-time has exactly the mistakes that its comments say.
import { join } from 'node:path';
import { compile } from '../../language/compile';
import { describeFixtures } from '../fixture-runner';

/** Few enough for a run without end to take no time. */
const STEPS = 2_000_000;

describe('compile-time fixtures', () => {
  describeFixtures(
    join(__dirname, '../fixtures/compile-time'),
    (source) => compile(source, { steps: STEPS }).diagnostics,
  );
});
