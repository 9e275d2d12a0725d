// The text of a program's file, from its bytes.
import { SourceFile } from '../language/syntax/source';
import { cannotOpen } from './errors';

/** Throws `cannotOpen`. */
export function sourceOf(path: string, bytes: Uint8Array): SourceFile {
  if (bytes.includes(0)) throw cannotOpen(path, 'it is not a text file (it holds zero bytes)');
  try {
    return new SourceFile(path, new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    throw cannotOpen(path, 'its text is not UTF-8');
  }
}
