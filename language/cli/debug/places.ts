// Places as people type them: a line, a line of a file, a function, or nothing for where the program stands.
import type { SourceFile } from '../../syntax/source';
import type { BreakpointPlace } from './breakpoints';
import type { Dialogue } from './dialogue';
import { fileName } from './format';

/** `area`, `shapes.area`, `max(i32)`, and `a/shapes.area` where two files have one name. */
const FUNCTION = /^(?:[^\s():]+\/)?[A-Za-z_][A-Za-z0-9_.]*(\(.+\)[A-Za-z0-9_.]*)*$/;

/** Reads a place; a string says why it is none. */
export function parsePlace(dialogue: Dialogue, text: string): BreakpointPlace | string {
  const { frame } = dialogue;
  const source = frame?.source ?? dialogue.program;
  const line = frame ? frame.source.position(frame.span.start).line : undefined;
  if (text === '') {
    return line === undefined ? 'Where? A line, FILE:LINE or a function.' : { kind: 'line', source, line };
  }
  const relative = /^([+-])([0-9]{1,9})$/.exec(text);
  if (relative) {
    if (line === undefined) return `The program stands nowhere that \`${text}\` could count from.`;
    return checkedLine(source, line + Number(text));
  }
  const absolute = /^(?:(.+?):)?([0-9]{1,9})(?::([0-9]{1,9}))?$/.exec(text);
  if (absolute) return lineOfFile(dialogue, absolute, source);
  if (FUNCTION.test(text)) return { kind: 'function', name: text };
  return `\`${text}\` is no place; a place is a line, FILE:LINE or a function.`;
}

function lineOfFile(
  dialogue: Dialogue,
  [, first, second, third]: RegExpExecArray,
  current: SourceFile,
): BreakpointPlace | string {
  // `12:5` is a line and a column; `file:12:5` names a file besides.
  const isColumn = first !== undefined && /^[0-9]+$/.test(first);
  const line = Number(isColumn ? first : second);
  const column = isColumn ? Number(second) : third === undefined ? undefined : Number(third);
  if (first === undefined || isColumn) return checkedLine(current, line, column);
  const source = sourceNamed(dialogue.debugger.sources, first);
  return typeof source === 'string' ? source : checkedLine(source, line, column);
}

/** A file by its name or the end of its path; a string says why there is none. */
function sourceNamed(sources: readonly SourceFile[], name: string): SourceFile | string {
  const exact = sources.find((source) => fileName(source) === name || source.path === name);
  if (exact) return exact;
  const [found, ...others] = sources.filter(({ path }) => path.endsWith(`/${name}`));
  if (!found) return `The program has no file \`${name}\`.`;
  if (others.length === 0) return found;
  return `\`${name}\` may be any of ${[found, ...others].map(fileName).join(', ')}.`;
}

function checkedLine(source: SourceFile, line: number, column?: number): BreakpointPlace | string {
  if (line < 1 || line > source.lineCount) return `${fileName(source)} has lines 1 to ${source.lineCount}.`;
  return { kind: 'line', source, line, column };
}
