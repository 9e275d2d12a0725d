// Builds from the tracked files alone, in a folder of its own, and holds that the result is the one in
// dist/: so nothing that ships depends on a file that a clone would not have.
import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

if (!existsSync('.git')) {
  console.log('fresh build: skipped, this is no git checkout');
  process.exit(0);
}

const folder = mkdtempSync(join(tmpdir(), 'ropewalk-fresh-'));
try {
  const tracked = execFileSync('git', ['ls-files', '-z'], { encoding: 'utf8' }).split('\0').filter(Boolean);
  for (const file of tracked) if (existsSync(file)) cpSync(file, join(folder, file));
  symlinkSync(join(process.cwd(), 'node_modules'), join(folder, 'node_modules'));
  execFileSync(process.execPath, ['build.mjs'], { cwd: folder, stdio: 'inherit' });
  const programs = readdirSync('dist', { recursive: true }).filter((name) => name.endsWith('.js'));
  const different = programs.filter(
    (name) =>
      !existsSync(join(folder, 'dist', name)) ||
      !readFileSync(join('dist', name)).equals(readFileSync(join(folder, 'dist', name))),
  );
  if (different.length > 0) {
    console.error(`fresh build: differs from dist/: ${different.join(', ')} (a file that is not tracked?)`);
    process.exitCode = 1;
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
