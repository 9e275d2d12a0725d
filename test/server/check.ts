// The one way in which the language server's queries are tested: a text with marks, a query, and what is
// expected of it.
//
// `$0` is the cursor; it is taken out of the text. Places in answers are written as `line:text`, where the text
// is what the place holds.
import assert from 'node:assert/strict';
import type { Offset, Span } from '../../language/syntax/source';
import { SourceFile } from '../../language/syntax/source';
import type { Files } from '../../language/server/files';
import { Snapshot } from '../../language/server/snapshot';

export const FILE = '/test.rw';

/** Files by their paths; folders are what their paths begin with. */
export function filesIn(texts: Readonly<Record<string, string>>): Files {
  return {
    identify: (path) => path,
    load: (path) => {
      const text = texts[path];
      const source = text === undefined ? undefined : new SourceFile(path, text);
      return source
        ? { ok: true, source }
        : { ok: false, message: `cannot read ${path}: there is no such file` };
    },
    list: (folder) => {
      const below = Object.keys(texts).filter((path) => path.startsWith(folder));
      return [...new Set(below.map((path) => /^[^/]*\/?/.exec(path.slice(folder.length))?.[0] ?? ''))];
    },
  };
}

export interface Marked {
  readonly snapshot: Snapshot;
  readonly path: string;
  readonly offset: Offset;
  readonly text: string;
}

/**
 * Checks the text and finds its cursor; without one, that is at the beginning.
 * @param others files that can be imported, by their paths
 */
export function marked(input: string, others: Readonly<Record<string, string>> = {}): Marked {
  const offset = Math.max(0, input.indexOf('$0'));
  const text = input.replace('$0', '');
  return { snapshot: new Snapshot(new SourceFile(FILE, text), filesIn(others)), path: FILE, offset, text };
}

/** Asks `query` about a marked text, and compares the answer. */
export function check<T>(
  query: (at: Marked) => T,
  input: string,
  expected: T,
  others: Readonly<Record<string, string>> = {},
): void {
  assert.deepEqual(query(marked(input, others)), expected, input);
}

/** A place as tests write it. */
export function place({ source, start, end }: Span): string {
  const file = source.path === FILE ? '' : `${source.path}:`;
  return `${file}${source.position(start).line}:${source.text.slice(start, end)}`;
}
