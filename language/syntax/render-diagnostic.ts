// Diagnostics as people read them in a terminal:
//
//   shapes.rw:14:9: error: `Shape` has no tag `square`
//      14 |     case square(q) { }
//         |          ^^^^^^
//     note: declared here, with the tags circle, rect, empty
//      shapes.rw:5:6
//     hint: …
//
// Lines and columns are 1-based; columns count UTF-16 code units, as everywhere in the language.
import type { Diagnostic, Label } from './diagnostic';
import type { Span } from './source';

export interface RenderOptions {
  /** Whether the result may contain ANSI colours. */
  readonly color?: boolean;
}

/** The line number stands right-aligned in this many columns. */
const GUTTER = 5;
/** A source line longer than this is shown around the place only. */
const WIDEST_LINE = 160;
/** So much of a long line is shown before the place. */
const CONTEXT = 60;

type Paint = (style: keyof typeof STYLES, text: string) => string;

const STYLES = { error: '1;31', warning: '1;33', note: '36', hint: '32', message: '1', gutter: '2' } as const;

const plain: Paint = (_style, text) => text;
const colored: Paint = (style, text) => `\u001b[${STYLES[style]}m${text}\u001b[0m`;

/** One diagnostic as lines of text, without a line feed at the end. */
export function renderDiagnostic(diagnostic: Diagnostic, options: RenderOptions = {}): string {
  const paint = options.color ? colored : plain;
  const { severity, span, message, labels, hint } = diagnostic;
  const head = `${place(span)}: ${paint(severity, `${severity}:`)} ${paint('message', printable(message))}`;
  const lines = [head, ...renderSource(span, severity, paint)];
  for (const label of labels) lines.push(...renderLabel(label, paint));
  if (hint) lines.push(`  ${paint('hint', 'hint:')} ${printable(hint)}`);
  return lines.join('\n');
}

/** All of them, each followed by a line feed; an empty list is an empty text. */
export function renderDiagnostics(list: readonly Diagnostic[], options: RenderOptions = {}): string {
  return list.map((diagnostic) => `${renderDiagnostic(diagnostic, options)}\n`).join('');
}

function place(span: Span): string {
  const { line, column } = span.source.position(span.start);
  return `${span.source.path}:${line}:${column}`;
}

function renderLabel(label: Label, paint: Paint): string[] {
  return [`  ${paint('note', 'note:')} ${printable(label.message)}`, `   ${place(label.span)}`];
}

/** The source line with its number, and the underlined part of it below. */
function renderSource(span: Span, severity: Diagnostic['severity'], paint: Paint): string[] {
  const { line, column } = span.source.position(span.start);
  const text = span.source.lineText(line);
  const from = Math.min(column - 1, text.length);
  const to = Math.max(from, Math.min(from + span.end - span.start, text.length));
  const first = text.length > WIDEST_LINE ? Math.max(0, from - CONTEXT) : 0;
  const last = Math.min(text.length, first + WIDEST_LINE);
  const shown = `${first > 0 ? '…' : ''}${printable(text.slice(first, last))}${last < text.length ? '…' : ''}`;
  const blank = `${first > 0 ? ' ' : ''}${blanks(text.slice(first, from))}`;
  const underline = '^'.repeat(Math.max(1, width(text.slice(from, Math.min(to, last)))));
  const gutter = (number: string): string => paint('gutter', `${number.padStart(GUTTER)} |`);
  return [
    shown === '' ? gutter(String(line)) : `${gutter(String(line))} ${shown}`,
    `${gutter('')} ${blank}${paint(severity, underline)}`,
  ];
}

/** Control characters but the tab, and marks that hide text or turn its direction. */
const UNPRINTABLE = /[^\P{Cc}\t]|[\p{Cf}\p{Cs}\u2028\u2029]/gu;

/** Text that cannot move the cursor or change a terminal's state; each character keeps its place. */
function printable(text: string): string {
  return text.replace(UNPRINTABLE, (found) => '\ufffd'.repeat(found.length));
}

/** As wide as the text is shown; a tab stays one, so that it is as wide as in the line above. */
function blanks(text: string): string {
  let result = '';
  for (const character of text) result += character === '\t' ? '\t' : ' '.repeat(width(character));
  return result;
}

/** Columns of a terminal that the text takes. */
function width(text: string): number {
  let columns = 0;
  for (const character of text) columns += isWide(character.codePointAt(0) as number) ? 2 : 1;
  return columns;
}

/** East Asian wide characters and pictographs, which take two columns. */
function isWide(code: number): boolean {
  return (
    code >= 0x1100 &&
    (code <= 0x115f ||
      (code >= 0x2e80 && code <= 0xa4cf) ||
      (code >= 0xac00 && code <= 0xd7a3) ||
      (code >= 0xf900 && code <= 0xfaff) ||
      (code >= 0xfe30 && code <= 0xfe6f) ||
      (code >= 0xff00 && code <= 0xff60) ||
      (code >= 0x1f300 && code <= 0x1faff) ||
      (code >= 0x20000 && code <= 0x3fffd))
  );
}
