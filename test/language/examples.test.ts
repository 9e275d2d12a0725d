// The examples print what they always printed: test/fixtures/examples holds it, UPDATE=1 rewrites it. It holds the
// input, too, of those that read.
import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runProgram } from './run-program';

const EXAMPLES = join(__dirname, '../../examples');
const EXPECTED = join(__dirname, '../fixtures/examples');

describe('examples', () => {
  it('are listed, each of them', () => {
    const listed = [...readFileSync(join(EXAMPLES, 'README.md'), 'utf8').matchAll(/\]\(([\w-]+\.rw)\)/g)];
    const programs = readdirSync(EXAMPLES).filter((file) => file.endsWith('.rw'));
    assert.deepEqual(listed.map((match) => match[1]).sort(), programs.sort());
  });

  for (const name of readdirSync(EXAMPLES).filter((file) => file.endsWith('.rw'))) {
    it(name, () => {
      const input = join(EXPECTED, name.replace(/\.rw$/, '.in'));
      const stdin = existsSync(input) ? readFileSync(input) : '';
      const { stdout, end } = runProgram(name, readFileSync(join(EXAMPLES, name), 'utf8'), stdin);
      const ending = end.kind === 'trap' ? `trap: ${end.trap.message}\n` : '';
      const file = join(EXPECTED, name.replace(/\.rw$/, '.txt'));
      if (process.env['UPDATE']) writeFileSync(file, stdout + ending);
      assert.equal(stdout + ending, readFileSync(file, 'utf8'));
    });
  }
});
