// The language's reference is true: its programs run and print what they say, and its table names every
// fixture there is, and no other.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkProgram } from '../language/run-program';

const ROOT = join(__dirname, '../..');
const reference = readFileSync(join(ROOT, 'docs/language.md'), 'utf8');

describe('docs/language.md', () => {
  [...reference.matchAll(/```rw\n(.*?)```/gs)].forEach((block, i) => {
    it(`program ${i + 1} does what it says`, () => {
      checkProgram(`language-${i + 1}.rw`, block[1] as string);
    });
  });

  it('names every fixture in its table', () => {
    const table = reference.slice(reference.indexOf('## From sentence to fixture'));
    const rows = table.split('\n').filter((line) => line.startsWith('| ') && line.split('|').length === 4);
    const named = rows.slice(2).flatMap((row) => {
      const cells = row.split('|');
      return [...(cells[2] as string).matchAll(/`([a-z0-9-]+)`/g)].map((match) => match[1] as string);
    });
    const files = readdirSync(join(ROOT, 'test/fixtures/run')).map((file) => file.replace(/\.rw$/, ''));
    assert.deepEqual([...new Set(named)].sort(), files.sort());
  });
});
