// A browser as the adapter's platform: paths are URIs, and the editor reads the files. There is no environment, and a
// program finds no files.
import { IMPORTABLE } from '../../language/std/library';
import { gatherModules } from '../../language/semantics/modules';
import { Diagnostics } from '../../language/syntax/diagnostic';
import { Fetched, type FetchedFile } from '../../language/syntax/fetched';
import type { SourceFile } from '../../language/syntax/source';
import type { SourceLoader } from '../../language/syntax/source-loader';
import { canonicalUri, folderOf, resolveUri } from '../../language/syntax/uri-paths';
import { cannotOpen } from '../errors';
import type { LaunchArguments } from '../launch-arguments';
import type { Platform } from '../platform';
import { programHost } from '../program-host';
import { loadBy, sourceOf } from '../source-text';

/** @param fetch reads a file by its URI; never rejects */
export function browserPlatform(fetch: (uri: string) => Promise<FetchedFile>): Platform {
  const files = new Fetched(fetch);
  const readInput = (path: string): Uint8Array => {
    const found = files.get(path);
    if (!found?.ok) throw cannotOpen(canonicalUri(path), found?.reason ?? 'it has not been read yet');
    return found.bytes;
  };
  const readSource = (path: string): SourceFile => sourceOf(path, readInput(path));
  const imports: SourceLoader = {
    resolve: (importing, text) => resolveUri(folderOf(importing), text),
    identify: canonicalUri,
    load: (path) => loadBy(readSource, path),
  };
  return {
    canonicalPath: canonicalUri,
    // Without a folder, the present one is none.
    resolve: (folder, path) => (folder === '' && path === '.' ? '' : resolveUri(folder, path)),
    toUri: (path) => path,
    fromUri: (uri) => uri,
    readSource,
    readInput,
    imports,
    async fetch({ program, input }) {
      files.forget();
      do {
        const main = imports.load(program);
        if ('file' in input) files.get(input.file);
        // What is wrong with it is told when it is compiled.
        if (main.ok) gatherModules(main.source, imports, IMPORTABLE, new Diagnostics());
      } while (await files.fetchWanted());
    },
    host: (input: Uint8Array, launched: LaunchArguments) => programHost(input, launched, {}),
  };
}
