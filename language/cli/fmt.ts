// `ropewalk fmt FILES`: writes files in the canonical style, in place; `-` is standard input, which goes to
// standard output. A file with syntax errors is left alone.
import { writeFileSync } from 'node:fs';
import { applyEdits, format } from '../syntax/format/format';
import { SourceFile } from '../syntax/source';
import type { Work } from './arguments';
import { readSource } from './read-source';
import { complain, reportDiagnostics } from './report';
import { readStandardInput, writeAll } from './standard-streams';

const STANDARD_INPUT = '-';

/** The result is the exit code: 1 if a file could not be formatted or, with `--check`, would change. */
export function fmt({ files, checkOnly }: Work): number {
  return Math.max(...files.map((file) => fmtFile(file, checkOnly)));
}

function fmtFile(file: string, checkOnly: boolean): number {
  const source = file === STANDARD_INPUT ? readStandardSource() : readSource(file);
  if (!source.ok) return complain(source.message);
  const { text } = source.value;
  const formatted = format(source.value);
  if (!formatted.ok) {
    reportDiagnostics(formatted.diagnostics);
    return complain(`${source.value.path} is left as it is: it has syntax errors`);
  }
  const isChanged = formatted.edits.length > 0;
  if (checkOnly) return isChanged ? complain(`${source.value.path} would change`) : 0;
  const result = applyEdits(text, formatted.edits);
  if (file === STANDARD_INPUT) writeAll(1, result);
  else if (isChanged) return write(file, result);
  return 0;
}

function write(file: string, text: string): number {
  try {
    writeFileSync(file, text);
    return 0;
  } catch (error) {
    return complain(`cannot write ${file}: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function readStandardSource(): { ok: true; value: SourceFile } {
  const parts: Uint8Array[] = [];
  for (let part = readStandardInput(65536); part.length > 0; part = readStandardInput(65536))
    parts.push(part);
  return { ok: true, value: new SourceFile('standard input', Buffer.concat(parts).toString('utf8')) };
}
