// Every program of test/fixtures/syntax has exactly the mistakes that its comments say.
import { join } from 'node:path';
import { describeFixtures } from '../fixture-runner';
import { parseText } from './parse-text';

describe('syntax fixtures', () => {
  describeFixtures(join(__dirname, '../fixtures/syntax'), (source) => parseText(source).diagnostics);
});
