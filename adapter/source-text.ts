// The text of a program's file, however the platform comes by its bytes.
import type { SourceFile } from '../language/syntax/source';
import { decodeSource } from '../language/syntax/source-text';
import type { Loaded } from '../language/syntax/source-loader';
import { cannotOpen } from './errors';

/** Throws `cannotOpen`. */
export function sourceOf(path: string, bytes: Uint8Array): SourceFile {
  const decoded = decodeSource(path, bytes);
  if (!decoded.ok) throw cannotOpen(path, decoded.reason);
  return decoded.source;
}

/** An imported file, by what reads a program's text and throws `cannotOpen`. */
export function loadBy(read: (path: string) => SourceFile, path: string): Loaded {
  try {
    return { ok: true, source: read(path) };
  } catch (error) {
    return { ok: false, message: (error as Error).message.replace(/\.$/, '') };
  }
}
