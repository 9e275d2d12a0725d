// Base64, with what Node and browsers have in common.

/** Characters that a call of a function can take as arguments. */
const PORTION = 8192;

export function toBase64(bytes: Uint8Array): string {
  const portions: string[] = [];
  for (let at = 0; at < bytes.length; at += PORTION)
    portions.push(String.fromCharCode(...bytes.subarray(at, at + PORTION)));
  return btoa(portions.join(''));
}

/** Undefined if it is not base64. The padding at the end may be missing. */
export function fromBase64(text: string): Uint8Array | undefined {
  if (!/^[A-Za-z0-9+/]*={0,2}$/.test(text)) return undefined;
  const digits = text.replace(/=+$/, '');
  if (digits.length % 4 === 1) return undefined;
  return Uint8Array.from(atob(digits), (character) => character.charCodeAt(0));
}
