// The formatter for an editor: a whole document, a part of it, or what has just been typed.
import type { Offset, SourceFile } from '../syntax/source';
import { format, type FormatEdit } from '../syntax/format/format';

/** Nothing for a text that cannot be read: it is left alone. */
export function formatDocument(source: SourceFile): readonly FormatEdit[] {
  const formatted = format(source);
  return formatted.ok ? formatted.edits : [];
}

/** The edits that lie between two offsets, whole lines. */
export function formatRange(source: SourceFile, from: Offset, to: Offset): FormatEdit[] {
  const start = source.lineStart(source.position(from).line);
  const last = source.position(to).line;
  const end = source.lineStart(last) + source.lineText(last).length;
  return formatDocument(source).filter((edit) => edit.end >= start && edit.start <= end);
}

/**
 * What typing `}`, `;` or a line end changes: the statement that it ends, or the line before the new one.
 * @param offset behind what was typed
 */
export function formatTyped(source: SourceFile, offset: Offset, typed: string): FormatEdit[] {
  const { text } = source;
  if (typed === '\n') {
    const line = source.position(offset).line - 1;
    const start = source.lineStart(line);
    // The new line's own indentation is the editor's.
    return formatDocument(source).filter(
      (edit) => edit.start >= start && edit.end <= start + source.lineText(line).length,
    );
  }
  const open = typed === '}' ? openingBrace(text, offset) : offset;
  const start = source.lineStart(source.position(open).line);
  return formatDocument(source).filter((edit) => edit.end >= start && edit.end < offset);
}

/** Where the block begins that ends before `offset`, going by the nearest indentation that is not deeper. */
function openingBrace(text: string, offset: Offset): Offset {
  let depth = 0;
  for (let at = offset - 1; at >= 0; at--) {
    if (text[at] === '}') depth++;
    else if (text[at] === '{' && --depth === 0) return at;
  }
  return offset;
}
