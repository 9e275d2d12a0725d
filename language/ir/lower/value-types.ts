// How the language's types become what registers hold, and how values are passed to functions.
//
// A scalar is one register, a slice is two (data, count). An aggregate (struct, array, enum with payloads) lives in memory:
// as a parameter it is the address of the caller's bytes, which the callee copies first of all; as a
// result it is stored where a hidden first parameter points.
import { hasPayloads, isScalar, type FunctionType, type IntegerType, type Type } from '../../semantics/types';
import type { Signature, ValueType } from '../ir';
import { ofEachType } from '../value-type';

/** How values of a type are handled. */
export type Category = 'none' | 'scalar' | 'slice' | 'aggregate';

export function categoryOf(type: Type): Category {
  if (type.kind === 'none') return 'none';
  if (type.kind === 'slice') return 'slice';
  if (type.kind === 'struct' || type.kind === 'array') return 'aggregate';
  if (type.kind === 'enum' && hasPayloads(type)) return 'aggregate';
  return 'scalar';
}

/** The register type of a tag, and of an enum without payloads. */
export const TAG = 'i32';

const SIGNED = { 8: 'i8', 16: 'i16', 32: 'i32', 64: 'i64' } as const;
const UNSIGNED = { 8: 'u8', 16: 'u16', 32: 'u32', 64: 'u64' } as const;

function integerType(type: IntegerType): ValueType {
  return (type.signed ? SIGNED : UNSIGNED)[type.bits];
}

/** The register type of a scalar. */
export function valueType(type: Type): ValueType {
  switch (type.kind) {
    case 'integer':
      return integerType(type);
    case 'float':
      return type.bits === 32 ? 'f32' : 'f64';
    case 'bool':
      return 'bool';
    case 'enum':
    case 'tag':
      if (isScalar(type)) return TAG;
      throw new Error('ropewalk: an enum with payloads is not a scalar');
    default:
      if (isScalar(type)) return 'ptr';
      throw new Error(`ropewalk: a ${type.kind} is not a scalar`);
  }
}

const NO_REGISTERS: readonly ValueType[] = [];
const SLICE: readonly ValueType[] = ['ptr', 'i64'];
/** A list for each register type: it is asked for at each call. */
const ALONE = ofEachType((type): readonly ValueType[] => [type]);

/** The registers that a value of the type is passed in, as a parameter. */
export function parameterTypes(type: Type): readonly ValueType[] {
  switch (categoryOf(type)) {
    case 'none':
      return NO_REGISTERS;
    case 'scalar':
      return ALONE[valueType(type)];
    case 'slice':
      return SLICE;
    case 'aggregate':
      return ALONE.ptr;
  }
}

/** The registers that a result comes in; none for an aggregate. */
export function resultTypes(type: Type): readonly ValueType[] {
  return categoryOf(type) === 'aggregate' ? NO_REGISTERS : parameterTypes(type);
}

export function signatureOf(type: FunctionType): Signature {
  const hidden: ValueType[] = categoryOf(type.result) === 'aggregate' ? ['ptr'] : [];
  return {
    parameters: [...hidden, ...type.parameters.flatMap(parameterTypes)],
    results: resultTypes(type.result),
  };
}
