// The formatter as an editor uses it: a document, a part of it, and what has just been typed.
import { applyEdits, type FormatEdit } from '../../language/syntax/format/format';
import { formatDocument, formatRange, formatTyped } from '../../language/server/formatting';
import { SourceFile } from '../../language/syntax/source';
import { check, type Marked } from './check';

const formattedBy =
  (edits: (source: SourceFile, offset: number) => readonly FormatEdit[]) =>
  ({ path, text, offset }: Marked): string =>
    applyEdits(text, edits(new SourceFile(path, text), offset));

describe('formatting', () => {
  it('formats a document, and leaves alone what cannot be read', () => {
    check(formattedBy(formatDocument), 'fn f( ){\nx:=1 ;\n}\n', 'fn f() {\n    x := 1;\n}\n');
    check(formattedBy(formatDocument), 'fn f( ){\nx:=( ;\n', 'fn f( ){\nx:=( ;\n');
  });

  it('formats the lines of a range and no others', () => {
    check(
      formattedBy((source, offset) => formatRange(source, offset, offset + 1)),
      'a:i32;\nb:$0i32;\nc:i32;\n',
      'a:i32;\nb: i32;\nc:i32;\n',
    );
  });

  it('formats the statement that a `;` ends, and the block that a `}` ends', () => {
    const typed = (key: string): ((at: Marked) => string) =>
      formattedBy((source, offset) => formatTyped(source, offset, key));
    check(typed(';'), 'a:i32;\nb:i32;$0\nc:i32;\n', 'a:i32;\nb: i32;\nc:i32;\n');
    check(typed('}'), 'a:i32;\nfn f(){\nx:=1;\n}$0\nc:i32;\n', 'a:i32;\nfn f() {\n    x := 1;\n}\nc:i32;\n');
    check(typed('\n'), 'a:i32;\nb:i32;\n$0\nc:i32;\n', 'a:i32;\nb: i32;\n\nc:i32;\n');
    check(typed('\n'), 'fn f(\n$0', 'fn f(\n');
  });
});
