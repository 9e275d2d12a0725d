// Every program of test/fixtures/run does what its comments say; so do the examples.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkProgram } from './run-program';

const FIXTURES = join(__dirname, '../fixtures/run');

describe('programs', () => {
  for (const name of readdirSync(FIXTURES).filter((file) => file.endsWith('.rw'))) {
    it(name.replace(/\.rw$/, '').replaceAll('-', ' '), () => {
      checkProgram(name, readFileSync(join(FIXTURES, name), 'utf8'));
    });
  }
});
