// Node as the adapter's platform: a disk, and the environment of a process.
import fs from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { diskFiles } from '../../language/interpreter/disk-files';
import type { Platform } from '../platform';
import { programHost } from '../program-host';
import { canonicalPath, DISK, readInput, readSource } from './program-files';

export const NODE: Platform = {
  canonicalPath,
  resolve,
  toUri: (path) => pathToFileURL(path).href,
  fromUri: (uri) => fileURLToPath(uri),
  readSource,
  readInput,
  imports: DISK,
  host: (input, launched) =>
    programHost(input, launched, {
      environment: (name) => process.env[name],
      files: diskFiles(fs, (path) => resolve(launched.cwd, path)),
    }),
};
