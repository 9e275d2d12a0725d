// The C side of the comparison: compiling with clang, running, and whether the tools are there.
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export const PROGRAMS = ['sieve', 'matrix', 'fib', 'nbody', 'strings', 'lists'] as const;
export type ProgramName = (typeof PROGRAMS)[number];

const FOLDER = join(__dirname, 'programs');

/** Path of a benchmark's source. */
export function sourcePath(name: ProgramName, extension: 'rw' | 'c'): string {
  return join(FOLDER, `${name}.${extension}`);
}

/** Whether a tool can be run. */
export function isInstalled(tool: string): boolean {
  return spawnSync(tool, ['--version'], { stdio: 'ignore' }).status === 0;
}

/** A folder for compiled programs, which is removed when this process ends. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'ropewalk-bench-'));
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Compiles C with clang. Returns the program's path. */
export function compileC(source: string, output: string, flags: readonly string[]): string {
  execFileSync('clang', [...flags, '-o', output, source, '-lm']);
  return output;
}

/** Runs a program and gives what it printed. */
export function runNative(program: string): string {
  return execFileSync(program, { encoding: 'utf8' });
}
