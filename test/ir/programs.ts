// The programs that the IR's tests are run on: all that there are.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { compile } from '../../language/compile';
import type { DebugInfo } from '../../language/ir/lower/debug-info';
import type { Program } from '../../language/ir/ir';
import { SourceFile } from '../../language/syntax/source';
import { FIXTURE_FILES } from '../fixture-files';

export interface CompiledFile {
  readonly path: string;
  readonly source: SourceFile;
  readonly program: Program;
  readonly debug: DebugInfo;
}

/** Paths of the `.rw` files of a folder; none if there is no such folder. */
export function rwFiles(folder: string): string[] {
  if (!existsSync(folder)) return [];
  const names = readdirSync(folder).filter((name) => name.endsWith('.rw'));
  return names.sort().map((name) => join(folder, name));
}

/** Compiles a file that must be free of errors. */
export function compileFile(path: string): CompiledFile {
  return compileText(readFileSync(path, 'utf8'), path);
}

export function compileText(text: string, path = 'test.rw'): CompiledFile {
  const source = new SourceFile(path, text);
  const compiled = compile(source, { loader: FIXTURE_FILES });
  if (!compiled.ok) {
    throw new Error(`${path}: ${compiled.diagnostics.map((d) => d.message).join('; ')}`);
  }
  return { path, source, program: compiled.program, debug: compiled.debug };
}
