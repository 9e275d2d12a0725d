/** Longer lists do not waste so much. */
const LONG = 16;

/**
 * A list that is to stay, with as much room as it needs. One that has grown from nothing has room for seventeen
 * elements, and in trees there are very many with one or two.
 */
export function trimmed<T>(list: T[]): T[] {
  return list.length < LONG ? list.slice() : list;
}
