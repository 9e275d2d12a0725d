// Which types `cast` takes.
import { hasPayloads, NONE, pointerTo, type Type } from './types';

/** True when `cast(to)` takes a value of type `from`. Both must be concrete. */
export function canCast(from: Type, to: Type): boolean {
  if (from === to) return true;
  if (isAddressInteger(from) && isAddress(to)) return true;
  if (isNumber(from)) return isNumber(to);
  if (from.kind === 'bool') return to.kind === 'integer';
  // A tag has a number; not every number is a tag.
  if (from.kind === 'tag' || (from.kind === 'enum' && !hasPayloads(from))) return to.kind === 'integer';
  if (from.kind === 'pointer') return isAddress(to) || isAddressInteger(to) || isFunctionPair(from, to);
  if (from.kind === 'function') return isFunctionPair(to, from) || isAddressInteger(to);
  return false;
}

/** Integers and floats. */
export const isNumber = (type: Type): boolean => type.kind === 'integer' || type.kind === 'float';
const isAddress = (type: Type): boolean => type.kind === 'pointer';
/** Only 64-bit integers hold an address. */
const isAddressInteger = (type: Type): boolean => type.kind === 'integer' && type.bits === 64;
const isFunctionPair = (pointer: Type, fn: Type): boolean =>
  pointer === pointerTo(NONE) && fn.kind === 'function';
