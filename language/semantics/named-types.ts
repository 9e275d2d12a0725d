// The language's own types by their names.
import {
  BOOL,
  F32,
  F64,
  I16,
  I32,
  I64,
  I8,
  NONE,
  sliceOf,
  THREAD,
  type Type,
  U16,
  U32,
  U64,
  U8,
} from './types';

/** The types that have a name of their own. `string` is an alias of `[]i8`. */
export const NAMED_TYPES: ReadonlyMap<string, Type> = new Map<string, Type>([
  ['i8', I8],
  ['i16', I16],
  ['i32', I32],
  ['i64', I64],
  ['u8', U8],
  ['u16', U16],
  ['u32', U32],
  ['u64', U64],
  ['f32', F32],
  ['f64', F64],
  ['bool', BOOL],
  ['thread', THREAD],
  ['none', NONE],
  ['string', sliceOf(I8)],
]);

/** Longer names are no such type's, and need not be looked up. */
export const LONGEST_TYPE_NAME = Math.max(...[...NAMED_TYPES.keys()].map((name) => name.length));
