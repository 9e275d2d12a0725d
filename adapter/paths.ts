// Paths of files, as far as their text tells. In a browser, and with some clients, they are URIs.

/** The name by which people call a file, of its path or its URI. */
export function fileName(path: string): string {
  const isWindows = /^([A-Za-z]:)?\\/.test(path);
  const name = path.slice(Math.max(path.lastIndexOf('/'), isWindows ? path.lastIndexOf('\\') : -1) + 1);
  return (isUri(path) ? unescaped(name) : name) || path;
}

/** Whether something is the URI of a file and no path: a scheme of one letter is a drive. */
export function isUri(path: string): boolean {
  return /^[A-Za-z][A-Za-z0-9+.-]+:\/\//.test(path);
}

function unescaped(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
