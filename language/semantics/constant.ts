// Values known while compiling, as data. Globals start with one of them.
import type { FunctionSymbol, VariableSymbol } from './symbol';

export type ConstantValue =
  | { readonly kind: 'zero' }
  | { readonly kind: 'integer'; readonly value: bigint }
  | { readonly kind: 'float'; readonly value: number }
  | { readonly kind: 'boolean'; readonly value: boolean }
  | { readonly kind: 'nil' }
  /** A string literal: a slice into read-only memory. */
  | { readonly kind: 'string'; readonly bytes: Uint8Array }
  /** An array's elements, or a struct's fields in their order. */
  | { readonly kind: 'aggregate'; readonly elements: readonly ConstantValue[] }
  /** A value of an enum that has payloads; without a payload it is zero. Of any other enum, and of a tag: `integer`. */
  | { readonly kind: 'tagged'; readonly tag: number; readonly payload?: ConstantValue }
  | { readonly kind: 'function'; readonly symbol: FunctionSymbol }
  /** The address of a global, plus bytes. */
  | { readonly kind: 'address'; readonly symbol: VariableSymbol; readonly offset: number }
  /** A slice of (part of) a global array: first element's byte offset and number of elements. */
  | {
      readonly kind: 'slice';
      readonly symbol: VariableSymbol;
      readonly offset: number;
      readonly count: number;
    };
