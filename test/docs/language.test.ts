// The language's reference is true: its programs run and print what they say, and each of its sentences is held by
// programs that docs/language-fixtures.md names.
import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkProgram } from '../language/run-program';
import { cellsOf, sentencesOf } from './sentences';

const ROOT = join(__dirname, '../..');
const FIXTURES = join(ROOT, 'test/fixtures');
/** The folders whose programs all hold some sentence. Those of `run` are named without it. */
const FOLDERS = ['run', 'check', 'compile-time', 'library', 'memory-check'];
/** What a row says of a sentence that says nothing about programs. */
const NOTHING = '—';
const LIBRARY = 'The standard library';

const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8');
const reference = read('docs/language.md');

interface Row {
  readonly section: string;
  /** A sentence, or its beginning and `…`. */
  readonly quote: string;
  readonly holders: readonly string[];
}

const rows: Row[] = [];
{
  let section = '';
  for (const line of read('docs/language-fixtures.md').split('\n')) {
    if (line.startsWith('## ')) section = line.slice(3);
    const [quote, holders] = line.startsWith('| ') ? cellsOf(line) : [];
    if (quote === undefined || holders === undefined || /^(sentence|section|-+)$/.test(quote)) continue;
    const named = [...holders.matchAll(/`([^`]+)`/g)].map((match) => match[1] as string);
    rows.push({ section, quote, holders: holders === NOTHING ? [NOTHING] : named });
  }
}
const named = new Set(rows.flatMap((row) => row.holders));

describe('docs/language.md', () => {
  [...reference.matchAll(/```rw\n(.*?)```/gs)].forEach((block, i) => {
    it(`program ${i + 1} does what it says`, () => {
      checkProgram(`language-${i + 1}.rw`, block[1] as string);
    });
  });

  it('has each of its sentences in the table, in their order', () => {
    const sentences = sentencesOf(reference);
    const quoted = rows.filter((row) => row.section !== LIBRARY);
    sentences.forEach(({ section, text }, i) => {
      const row = quoted[i];
      const isQuoted = row?.section === section && isQuoteOf(row.quote, text);
      assert.ok(isQuoted, `the next row has to be for “${text}” of “${section}”, not “${row?.quote}”`);
    });
    assert.deepEqual(quoted.slice(sentences.length), [], 'rows for what is no sentence');
  });

  it('has each section of the library in the table', () => {
    const sections = [...read('docs/library.md').matchAll(/^## (std\/.*)$/gm)].map((match) => match[1]);
    const quoted = rows.filter((row) => row.section === LIBRARY);
    assert.deepEqual(quoted.map((row) => row.quote.replaceAll('`', '')).sort(), sections.sort());
  });

  it('names in the table what there is, and something for each sentence', () => {
    for (const { quote, holders } of rows) {
      assert.ok(holders.length > 0, `nothing holds “${quote}”`);
      for (const holder of holders) assert.ok(exists(holder), `there is no ${holder}`);
    }
  });

  it('has every fixture in the table', () => {
    const fixtures = FOLDERS.flatMap((folder) =>
      readdirSync(join(FIXTURES, folder))
        .filter((file) => file.endsWith('.rw'))
        .map((file) => file.replace(/\.rw$/, ''))
        .map((name) => (folder === 'run' ? name : `${folder}/${name}`)),
    );
    assert.deepEqual(
      fixtures.filter((fixture) => !named.has(fixture)),
      [],
    );
  });
});

function isQuoteOf(quote: string, text: string): boolean {
  return quote.endsWith(' …') ? text.startsWith(quote.slice(0, -2)) : text === quote;
}

function exists(holder: string): boolean {
  const paths = [`run/${holder}.rw`, `${holder}.rw`].map((path) => join(FIXTURES, path));
  return holder === NOTHING || [...paths, join(ROOT, holder)].some((path) => existsSync(path));
}
