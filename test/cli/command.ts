// The command as people run it: a process, built from the present sources.
import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { buildSync } from 'esbuild';

const FOLDER = '.cache/test';
let built: string | undefined;

/** Builds the command once for all tests; the path of its file. */
export function command(): string {
  if (built !== undefined) return built;
  mkdirSync(FOLDER, { recursive: true });
  const outfile = `${FOLDER}/ropewalk.js`;
  buildSync({
    entryPoints: ['language/cli/main.ts'],
    outfile,
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    loader: { '.rw': 'text' },
    sourcemap: true,
    logLevel: 'silent',
  });
  return (built = outfile);
}

export interface Run {
  readonly stdout: string;
  readonly stderr: string;
  readonly code: number | null;
}

/** Runs `ropewalk` to its end. */
export function ropewalk(
  args: readonly string[],
  input: string | Buffer = '',
  environment: NodeJS.ProcessEnv = {},
): Run {
  return runToEnd(process.execPath, [command(), ...args], input, environment);
}

/** Runs a line in the shell, which finds `ropewalk` as it would where it is installed. */
export function shell(line: string, input = ''): Run {
  const folder = resolve(FOLDER, 'bin');
  mkdirSync(folder, { recursive: true });
  const script = `#!/bin/sh\nexec '${process.execPath}' '${resolve(command())}' "$@"\n`;
  writeFileSync(join(folder, 'ropewalk'), script, { mode: 0o755 });
  return runToEnd('sh', ['-c', line], input, { PATH: `${folder}:${process.env['PATH']}` });
}

function runToEnd(file: string, args: readonly string[], input: string | Buffer, environment: object): Run {
  const { stdout, stderr, status } = spawnSync(file, args, {
    input,
    encoding: 'utf8',
    timeout: 60_000,
    env: { ...process.env, npm_command: '', NO_COLOR: '1', ...environment },
  });
  return { stdout, stderr, code: status };
}
