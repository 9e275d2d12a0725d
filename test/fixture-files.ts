// The files that fixtures import: those of test/fixtures/modules, by whatever path a fixture is known.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { SourceFile } from '../language/syntax/source';
import type { SourceLoader } from '../language/syntax/source-loader';

const FOLDER = join(__dirname, 'fixtures');

function identify(path: string): string {
  return path.replace(/^.*\bmodules\//, 'modules/');
}

export const FIXTURE_FILES: SourceLoader = {
  identify,
  load: (path) => {
    const file = join(FOLDER, identify(path));
    if (!path.includes('modules/') || !existsSync(file))
      return { ok: false, message: `cannot read ${identify(path)}: there is no such file` };
    return { ok: true, source: new SourceFile(path, readFileSync(file, 'utf8')) };
  },
};
