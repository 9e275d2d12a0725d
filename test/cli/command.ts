// The command as people run it: a process, built from the present sources.
import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
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
export function ropewalk(args: readonly string[], input: string | Buffer = ''): Run {
  const { stdout, stderr, status } = spawnSync(process.execPath, [command(), ...args], {
    input,
    encoding: 'utf8',
    timeout: 60_000,
    env: { ...process.env, NO_COLOR: '1' },
  });
  return { stdout, stderr, code: status };
}
