// Values known while compiling, as data. Globals start with one of them.
import type { FunctionSymbol, VariableSymbol } from './symbol';
import type { ArrayType } from './types';

export type ConstantValue =
  | { readonly kind: 'zero' }
  | { readonly kind: 'integer'; readonly value: bigint }
  /** If it was written as a decimal number, with its nearest `f32` where the one that is nearest to `value` is not. */
  | { readonly kind: 'float'; readonly value: number; readonly single?: number }
  | { readonly kind: 'boolean'; readonly value: boolean }
  | { readonly kind: 'nil' }
  /** A string literal, or a part of it: a slice into read-only memory. */
  | {
      readonly kind: 'string';
      readonly bytes: Uint8Array;
      /** What it is a part of, which lies in memory, and at which byte it begins there. */
      readonly within?: { readonly bytes: Uint8Array; readonly at: number };
    }
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
    }
  /** A slice of (part of) a constant array: its first element and number of elements. */
  | {
      readonly kind: 'elements';
      readonly of: ConstantValue;
      readonly type: ArrayType;
      readonly first: number;
      readonly count: number;
    }
  /** The address of memory that a `#run` left behind, plus bytes; with a count, a slice of so many elements. */
  | {
      readonly kind: 'memory';
      readonly memory: ConstantMemory;
      readonly offset: number;
      readonly count?: number;
    };

/**
 * Memory that a `#run` left behind, which becomes part of the program's data. It is there once, whatever points
 * into it, so that pointers that were equal stay equal, and a list that leads back to itself still does.
 */
export interface ConstantMemory {
  /** Where addresses are, zero. */
  readonly bytes: Uint8Array;
  /** Alignment in bytes. */
  readonly align: number;
  /** True if it was reached from the initial value of a global, and so may be written to. */
  readonly isWritable: boolean;
  /** The addresses in it, each at so many bytes from its beginning. */
  readonly addresses: readonly { readonly at: number; readonly value: ConstantAddress }[];
}

/** What the address of something is given by, where it is data. */
export type ConstantAddress = Extract<ConstantValue, { kind: 'function' | 'address' | 'memory' }>;
