// The names by which the adapter knows files: paths on a disk, URIs of whatever else the editor reads.
import type { DebugConfiguration, Uri } from 'vscode';

export function pathOf(uri: Uri): string {
  return uri.scheme === 'file' ? uri.fsPath : uri.toString();
}

/**
 * A configuration whose paths name files wherever these lie: from variables such as `${file}` the editor leaves out the
 * place, so an absolute path means one in the place of the folder.
 * @param beside the folder, or a file in the same place
 */
export function placed(configuration: DebugConfiguration, beside: Uri | undefined): DebugConfiguration {
  if (!beside || beside.scheme === 'file') return configuration;
  const place = (path: unknown): unknown =>
    typeof path === 'string' && path.startsWith('/') ? pathOf(beside.with({ path })) : path;
  const completed: DebugConfiguration = { ...configuration };
  for (const name of ['program', 'cwd']) if (name in completed) completed[name] = place(completed[name]);
  const input: unknown = completed['stdin'];
  if (typeof input === 'object' && input !== null && 'file' in input)
    completed['stdin'] = { ...input, file: place(input.file) };
  return completed;
}
