// What the compiler says of wrong uses of the library.
import { join } from 'node:path';
import { compile } from '../../language/compile';
import { describeFixtures } from '../fixture-runner';

describe('mistakes with the library', () => {
  describeFixtures(join(__dirname, '../fixtures/library'), (source) => compile(source).diagnostics);
});
