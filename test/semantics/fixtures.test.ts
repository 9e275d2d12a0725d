// Every program of test/fixtures/check has exactly the mistakes that its comments say.
import { join } from 'node:path';
import { describeFixtures } from '../fixture-runner';
import { checkText } from './check-text';

describe('checker fixtures', () => {
  describeFixtures(join(__dirname, '../fixtures/check'), (source) => checkText(source).diagnostics);
});
