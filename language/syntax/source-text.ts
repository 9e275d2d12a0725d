// The text of a program's file, from its bytes.
import { SourceFile } from './source';

/** A file's text; or why the bytes are none, as in `its text is not UTF-8`. */
export type Decoded =
  { readonly ok: true; readonly source: SourceFile } | { readonly ok: false; readonly reason: string };

export function decodeSource(path: string, bytes: Uint8Array): Decoded {
  if (bytes.includes(0)) return { ok: false, reason: 'it is not a text file (it holds zero bytes)' };
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return { ok: true, source: new SourceFile(path, text) };
  } catch {
    return { ok: false, reason: 'its text is not UTF-8' };
  }
}
