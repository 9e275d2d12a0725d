// Compiles a random program's C with clang and runs it.
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const FLAGS = [
  '-w',
  '-fwrapv',
  '-fno-strict-aliasing',
  '-fno-delete-null-pointer-checks',
  '-ffp-contract=off',
];

export function hasClang(): boolean {
  return spawnSync('clang', ['--version']).status === 0;
}

/** What it prints: the program's output, then its exit code or trap on a line of its own. */
export function runC(code: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'ropewalk-'));
  try {
    const source = join(folder, 'program.c');
    const program = join(folder, 'program');
    writeFileSync(source, code);
    execFileSync('clang', [...FLAGS, source, '-o', program, '-lm']);
    return spawnSync(program, { timeout: 10_000, maxBuffer: 1 << 28 }).stdout.toString('latin1');
  } finally {
    rmSync(folder, { recursive: true });
  }
}
