// Files that are known by URIs in the place of paths, as in a browser. Letters of a name that mean something in a URI
// are escaped there; in the text of an import, or of a launch configuration, they are not.

/** Whether something is the URI of a file and no path: a scheme of one letter is a drive. */
export function isUri(path: string): boolean {
  return /^[A-Za-z][A-Za-z0-9+.-]+:\/\//.test(path);
}

/** One spelling of a URI: some write more of it as `%20` and the like than others. */
export function canonicalUri(uri: string): string {
  try {
    return decodeURIComponent(uri).normalize('NFC');
  } catch {
    return uri;
  }
}

/** What a file lies in. */
export function folderOf(uri: string): string {
  return uri.slice(0, uri.lastIndexOf('/') + 1);
}

/**
 * The URI of a file.
 * @param folder a URI; without one, a path stays what it is
 * @param path a URI, or a path from the folder or from the root of where that lies
 */
export function resolveUri(folder: string, path: string): string {
  const place = /^[^:/]+:\/\/[^/]*/.exec(folder)?.[0];
  if (isUri(path) || place === undefined) return path;
  const parts = path.startsWith('/') ? [] : folder.slice(place.length).split('/').filter(Boolean);
  for (const part of path.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '.' && part !== '') parts.push(encodeURIComponent(part));
  }
  return `${place}/${parts.join('/')}`;
}
