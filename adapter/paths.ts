// Paths of files, as far as their text tells. In a browser, and with some clients, they are URIs.
import { isUri } from '../language/syntax/uri-paths';

/** The name by which people call a file, of its path or its URI. */
export function fileName(path: string): string {
  const isWindows = /^([A-Za-z]:)?\\/.test(path);
  const name = path.slice(Math.max(path.lastIndexOf('/'), isWindows ? path.lastIndexOf('\\') : -1) + 1);
  return (isUri(path) ? unescaped(name) : name) || path;
}

function unescaped(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
