// Objects that never change, of which there is one each where they are frequent: a program is full of small numbers and of
// reads of the first registers, and what is not made need not be kept.

/** What lies below this is frequent. */
export const MOST_SHARED = 256;

/**
 * `make`, but for each number below `most` what it gives is one object, made when it is first asked for.
 * @param make of a number from 0 on
 */
export function shared<T>(make: (n: number) => T, most = MOST_SHARED): (n: number) => T {
  const known = new Array<T | undefined>(most);
  return (n) => (n < most ? (known[n] ??= make(n)) : make(n));
}
