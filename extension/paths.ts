// The names by which the adapter knows files: paths on a disk, URIs of whatever else the editor reads.
import type { Uri } from 'vscode';

export function pathOf(uri: Uri): string {
  return uri.scheme === 'file' ? uri.fsPath : uri.toString();
}
