// How diagnostics look, to the last column.
import assert from 'node:assert/strict';
import type { Diagnostic } from '../../language/syntax/diagnostic';
import { renderDiagnostic, renderDiagnostics } from '../../language/syntax/render-diagnostic';
import { SourceFile } from '../../language/syntax/source';
import { parseText } from './parse-text';

/** A diagnostic at the first place of `marked` in the text. */
function diagnosticAt(text: string, marked: string, more: Partial<Diagnostic> = {}): Diagnostic {
  const source = new SourceFile('shapes.rw', text);
  const start = text.indexOf(marked);
  const span = { source, start, end: start + marked.length };
  return { code: 'E0000', severity: 'error', span, message: 'it is wrong', labels: [], ...more };
}

describe('diagnostics as text', () => {
  it('name the place, the line, the part of it, notes and the hint', () => {
    const text = `type Shape enum {}\n${'\n'.repeat(12)}    case square(q) { }\n`;
    const source = new SourceFile('shapes.rw', text);
    const start = text.indexOf('square');
    const diagnostic: Diagnostic = {
      code: 'E0000',
      severity: 'error',
      span: { source, start, end: start + 6 },
      message: '`Shape` has no tag `square`',
      labels: [
        { span: { source, start: 5, end: 10 }, message: 'declared here, with the tags circle, rect, empty' },
      ],
      hint: 'did you mean `circle`?',
    };
    assert.equal(
      renderDiagnostic(diagnostic),
      [
        'shapes.rw:14:10: error: `Shape` has no tag `square`',
        '   14 |     case square(q) { }',
        '      |          ^^^^^^',
        '  note: declared here, with the tags circle, rect, empty',
        '   shapes.rw:1:6',
        '  hint: did you mean `circle`?',
      ].join('\n'),
    );
  });

  const sourceLines = (diagnostic: Diagnostic): string[] => renderDiagnostic(diagnostic).split('\n').slice(1);

  it('keep tabs, so that the carets stand under the place', () => {
    assert.deepEqual(sourceLines(diagnosticAt('\tx\t:= bad;', 'bad')), [
      '    1 | \tx\t:= bad;',
      '      | \t \t   ^^^',
    ]);
  });

  it('count wide characters as two columns', () => {
    assert.deepEqual(sourceLines(diagnosticAt('"漢字😀" bad', 'bad')), [
      '    1 | "漢字😀" bad',
      '      |          ^^^',
    ]);
  });

  it('mark an empty place with one caret, also at the end of the text', () => {
    const source = new SourceFile('a.rw', 'x := 1');
    const span = { source, start: 6, end: 6 };
    assert.deepEqual(sourceLines({ ...diagnosticAt('x', 'x'), span }), ['    1 | x := 1', '      |       ^']);
  });

  it('underline the first line of a longer place', () => {
    assert.deepEqual(sourceLines(diagnosticAt('a {\n}\n', '{\n}')), ['    1 | a {', '      |   ^']);
  });

  it('show only the neighbourhood in a very long line', () => {
    const [line, carets] = sourceLines(diagnosticAt(`${'x'.repeat(5000)} bad ${'y'.repeat(5000)}`, 'bad'));
    assert.ok(line && carets && line.length < 200);
    assert.equal(line.indexOf('bad'), carets.indexOf('^^^'));
  });

  it('let no control character through', () => {
    const text = renderDiagnostic(diagnosticAt('\u001b[31m bad', 'bad', { message: 'a\u0007b' }));
    assert.ok(!text.includes('\u0007') && !text.includes('\u001b'));
  });

  it('are coloured when asked', () => {
    assert.ok(
      renderDiagnostic(diagnosticAt('bad', 'bad'), { color: true }).includes('\u001b[1;31merror:\u001b[0m'),
    );
  });

  it('name where an unclosed block began, and what looks like its end', () => {
    const { diagnostics } = parseText('fn first() {\n    if true {\n}\n\nfn second() { }\n');
    assert.equal(
      renderDiagnostics(diagnostics),
      [
        'test.rw:3:2: error: expected `}`',
        '    3 | }',
        '      |  ^',
        '  note: opened here',
        '   test.rw:1:12',
        '  note: perhaps it is missing before this',
        '   test.rw:5:1',
        '',
      ].join('\n'),
    );
  });
});
