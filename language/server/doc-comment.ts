// What the writer says of a declaration: the comment lines directly above it, or, for a field or tag, the comment
// behind it.
import type { Span } from '../syntax/source';

/** The text without its dashes; undefined where there is none. */
export function docComment({ source, start }: Span): string | undefined {
  const { line } = source.position(start);
  const lines: string[] = [];
  for (let above = line - 1; above >= 1; above--) {
    const text = source.lineText(above).trim();
    if (!text.startsWith('--')) break;
    lines.unshift(text.replace(/^-- ?/, ''));
  }
  return lines.length > 0 ? lines.join('\n') : undefined;
}

/** The comment at the end of the line on which a name is declared. */
export function trailingComment({ source, end }: Span): string | undefined {
  const { line } = source.position(end);
  const rest = source.text.slice(end, source.lineStart(line) + source.lineText(line).length);
  // A dash in a string would be mistaken for a comment; fields and tags are rarely followed by one.
  return /^[^"']*?--\s*(.*)$/.exec(rest)?.[1];
}
