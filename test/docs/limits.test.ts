// docs/limits.md says what the bounds are: each number in it is the one that the implementation has.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { USUAL_MEMORY } from '../../language/cli/arguments';
import * as limits from '../../language/interpreter/limits';
import { LARGEST_STACK, MEMORY_LIMITS } from '../../language/interpreter/memory-layout';
import { STACK_CLASSES } from '../../language/interpreter/threads/stacks';
import { MAX_CONSTANT_BITS } from '../../language/semantics/constants';
import { MAX_INSTANCE_DEPTH, MAX_INSTANCES } from '../../language/semantics/instances';
import { MOST_MODULES } from '../../language/semantics/modules';
import { MAX_TYPE_SIZE, MOST_PARAMETERS } from '../../language/semantics/stored-types';
import { MAX_DEPTH } from '../../language/syntax/parser/cursor';

const PAGE = readFileSync(join(__dirname, '../../docs/limits.md'), 'utf8');
const cells = (row: string): string[] => row.split('|').map((cell) => cell.trim());
const BOUNDS = new Map(
  PAGE.split('\n')
    .filter((line) => line.startsWith('| '))
    .map((row) => [cells(row)[1] as string, cells(row)[2] as string]),
);

const grouped = (n: number): string => n.toLocaleString('en-US');
const KIB = 1024;
const MIB = KIB * KIB;
const GIB = KIB * MIB;
const threads = STACK_CLASSES.reduce((sum, { count }) => sum + count, 0);

/** By the first cell of a row: what the second one has to say. */
const SAID: Readonly<Record<string, readonly string[]>> = {
  'files of a program': [grouped(MOST_MODULES)],
  'nesting of blocks, parentheses and the like': [`some ${MAX_DEPTH} levels`],
  'a constant': [`${MAX_CONSTANT_BITS} bits`],
  'a type': [`${MAX_TYPE_SIZE / GIB} GiB`],
  'parameters of a function': [`${MOST_PARAMETERS}`],
  instances: [grouped(MAX_INSTANCES), `chains of ${MAX_INSTANCE_DEPTH}`],
  'statements and calls of a function': [grouped(limits.MOST_SAFEPOINTS)],
  'code of a function': [`${limits.LARGEST_CODE / 1e6} MB`],
  "values that last through a function's statements": [
    `${limits.MOST_REGISTERS_AT_SAFEPOINTS / 1e6} million`,
  ],
  'variables of a function, in bytes': [`${LARGEST_STACK / MIB} MiB`],
  'functions of a program': [grouped(limits.MOST_FUNCTIONS)],
  'statements and calls of a program': [`${limits.MOST_SAFEPOINTS_IN_ALL / 1e6} million`],
  'globals and constants of a program': [`${limits.LARGEST_DATA / GIB} GiB`],
  memory: [
    `${USUAL_MEMORY / MIB} MiB`,
    `${MEMORY_LIMITS.least / MIB} MiB to ${MEMORY_LIMITS.most / GIB} GiB`,
    `${MEMORY_LIMITS.mostChecked / GIB} GiB with the memory check`,
  ],
  'the stack': [`up to ${LARGEST_STACK / MIB} MiB`],
  'threads that are alive': [grouped(threads + 1)],
  'the stack of a thread': STACK_CLASSES.map(({ size, count }, i) => {
    const text = size < MIB ? `${size / KIB} KiB` : `${size / MIB} MiB`;
    if (i === 0) return `${text} for two at a time`;
    return i === STACK_CLASSES.length - 1 ? `${text} for all others` : `${text} for ${count} more`;
  }),
};

describe('docs/limits.md', () => {
  for (const [what, said] of Object.entries(SAID)) {
    it(`says how much ${what} may be`, () => {
      const bound = BOUNDS.get(what) ?? assert.fail(`there is no row for “${what}”`);
      for (const text of said) assert.ok(bound.includes(text), `“${bound}” does not say ${text}`);
    });
  }
});
