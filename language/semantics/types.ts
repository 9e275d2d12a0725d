// Types as the checker sees them, their layout and their names.
//
// Structural types are interned, so that two types are the same exactly when they are the same object;
// a struct or enum is nominal: each declaration (or each anonymous literal's field list) makes one object.
// Layout, size and alignment are C's for a 64-bit target, in every backend.
import type { Span } from '../syntax/source';
import type { ConstantValue } from './constant';
import type { Instance } from './instances';
import type { Pending } from './resolution';
import { shaped } from './type-shape';

export type Type =
  | IntegerType
  | FloatType
  | BoolType
  | NoneType
  | PointerType
  | ArrayType
  | SliceType
  | StructType
  | EnumType
  | TagType
  | FunctionType
  | UntypedIntegerType
  | UntypedFloatType
  | NilType
  | InvalidType;

/** What every type has. */
interface TypeBase {
  /**
   * The pointer to it, its slice and so on, of which there is one object each; made when they are asked for, by this
   * file alone. They hang here so that they are kept as long as the type, and found without looking them up.
   */
  compounds: Compounds | undefined;
}

export interface IntegerType extends TypeBase {
  readonly kind: 'integer';
  readonly bits: 8 | 16 | 32 | 64;
  readonly signed: boolean;
  /** The number of a thread: it is compared and cast, but not calculated with. */
  readonly isThread?: boolean;
}
export interface FloatType extends TypeBase {
  readonly kind: 'float';
  readonly bits: 32 | 64;
}
export interface BoolType extends TypeBase {
  readonly kind: 'bool';
}
/** No value; also what `*none` points at. */
export interface NoneType extends TypeBase {
  readonly kind: 'none';
}
export interface PointerType extends TypeBase {
  readonly kind: 'pointer';
  readonly pointee: Type;
}
export interface ArrayType extends TypeBase {
  readonly kind: 'array';
  readonly length: number;
  readonly element: Type;
}
/** `{data: *T, count: i64}`; `string` is the slice of `i8`. */
export interface SliceType extends TypeBase {
  readonly kind: 'slice';
  readonly element: Type;
}
export interface StructType extends TypeBase, Pending {
  readonly kind: 'struct';
  /** Absent for an anonymous struct. */
  readonly name?: string;
  /** Where it is declared. */
  readonly span?: Span;
  /** What it is an instance of, if it is declared by something generic. */
  readonly instance?: Instance;
  /** Filled in once, when the declaration has been checked. */
  fields: readonly Field[];
  /** Bytes; filled in together with `fields`. */
  size: number;
  align: number;
  /** Where in it a mutex lies first; absent until that is asked for (mutexes.ts). */
  mutexHolder: Field | Tag | 'none' | undefined;
}
/** The fields that are shown where the whole value is; those of the library that begin with `_` are its own. */
export function shownFields({ fields, span }: StructType): readonly Field[] {
  return span?.source.isLibrary ? fields.filter(({ name }) => !name.startsWith('_')) : fields;
}
export interface Field {
  readonly name: string;
  readonly type: Type;
  /** Bytes from the start of the struct. */
  readonly offset: number;
  /** Absent means zero. */
  readonly initial?: ConstantValue;
  readonly span: Span;
}
/**
 * A tagged union, laid out as C's `struct { int32_t tag; union { … } payload; }`: the tag comes first, in four
 * bytes, then the payload at the greatest alignment of any. Without payloads it is the tag alone, and a scalar.
 */
export interface EnumType extends TypeBase, Pending {
  readonly kind: 'enum';
  /** Absent for an enum that is no declaration's own type. */
  readonly name?: string;
  readonly span?: Span;
  /** What it is an instance of, if it is declared by something generic. */
  readonly instance?: Instance;
  /** Filled in once, when the declaration has been checked. The tag in memory is the index in this list. */
  tags: readonly Tag[];
  /** Bytes; filled in together with `tags`, as what follows. */
  size: number;
  align: number;
  /** Bytes from the start of the value, the same for all tags. */
  payloadOffset: number;
  /** The type of `value.tag`. */
  readonly tagType: TagType;
  /** Where in it a mutex lies first; absent until that is asked for (mutexes.ts). */
  mutexHolder: Field | Tag | 'none' | undefined;
}
export interface Tag {
  readonly name: string;
  readonly payload?: Type;
  readonly span: Span;
}
/** Which of an enum's tags a value has, by itself: an `i32` in memory. */
export interface TagType extends TypeBase {
  readonly kind: 'tag';
  readonly enum: EnumType;
}
export interface FunctionType extends TypeBase {
  readonly kind: 'function';
  readonly parameters: readonly Type[];
  readonly result: Type;
}
/** The type of an integer constant that has not met a type. Never in a checked program's tables. */
export interface UntypedIntegerType extends TypeBase {
  readonly kind: 'untyped integer';
}
export interface UntypedFloatType extends TypeBase {
  readonly kind: 'untyped float';
}
/** The type of `nil` that has not met a type. */
export interface NilType extends TypeBase {
  readonly kind: 'nil';
}
/** What an erroneous expression has; silences whatever follows from it. */
export interface InvalidType extends TypeBase {
  readonly kind: 'invalid';
}

/** A struct whose fields are not known yet. */
export function newStruct(name: string | undefined, span: Span, instance?: Instance): StructType {
  const layout = { fields: [], size: 0, align: 1 };
  const unknown = { resolution: undefined, mutexHolder: undefined };
  return shaped({ kind: 'struct', name, span, instance, ...layout, ...unknown });
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/** An enum whose tags are not known yet. */
export function newEnum(name: string | undefined, span: Span, instance?: Instance): EnumType {
  const tagType = shaped<TagType>({
    kind: 'tag',
    enum: undefined as unknown as EnumType,
  }) as Mutable<TagType>;
  const layout = { tags: [], size: 0, align: 1, payloadOffset: 0 };
  const unknown = { resolution: undefined, mutexHolder: undefined };
  const type = shaped<EnumType>({ kind: 'enum', name, span, instance, ...layout, ...unknown, tagType });
  tagType.enum = type;
  return type;
}

/** True if some tag of the enum has a payload. */
export function hasPayloads(type: EnumType): boolean {
  return type.tags.some((tag) => tag.payload !== undefined);
}

/** The enum whose tags a value of the type has: of an enum or of a tag by itself. */
export function taggedBy(type: Type): EnumType | undefined {
  if (type.kind === 'enum') return type;
  return type.kind === 'tag' ? type.enum : undefined;
}

/** Bytes of a tag in memory. */
export const TAG_SIZE = 4;

const integer = (bits: 8 | 16 | 32 | 64, signed: boolean): IntegerType =>
  shaped({ kind: 'integer', bits, signed });

export const I8 = integer(8, true);
export const I16 = integer(16, true);
export const I32 = integer(32, true);
export const I64 = integer(64, true);
export const U8 = integer(8, false);
export const U16 = integer(16, false);
export const U32 = integer(32, false);
export const U64 = integer(64, false);
/** The type of threads' numbers. */
export const THREAD: IntegerType = shaped({ kind: 'integer', bits: 64, signed: true, isThread: true });
export const F32: FloatType = shaped({ kind: 'float', bits: 32 });
export const F64: FloatType = shaped({ kind: 'float', bits: 64 });
export const BOOL: BoolType = shaped({ kind: 'bool' });
export const NONE: NoneType = shaped({ kind: 'none' });
export const UNTYPED_INTEGER: UntypedIntegerType = shaped({ kind: 'untyped integer' });
export const UNTYPED_FLOAT: UntypedFloatType = shaped({ kind: 'untyped float' });
export const NIL: NilType = shaped({ kind: 'nil' });
export const INVALID: InvalidType = shaped({ kind: 'invalid' });

/** The types that are made of a type alone. */
interface Compounds {
  pointer: PointerType | undefined;
  slice: SliceType | undefined;
  arrays: Map<number, ArrayType> | undefined;
}

const compoundsOf = (type: Type): Compounds =>
  (type.compounds ??= { pointer: undefined, slice: undefined, arrays: undefined });

const functions: FunctionNode = { type: undefined, next: undefined };

/** A step on the way from the result over the parameters to a function type, kept as long as all of these. */
interface FunctionNode {
  type: FunctionType | undefined;
  next: WeakMap<Type, FunctionNode> | undefined;
}

export function pointerTo(pointee: Type): PointerType {
  const compounds = compoundsOf(pointee);
  return (compounds.pointer ??= shaped<PointerType>({ kind: 'pointer', pointee }));
}

export function sliceOf(element: Type): SliceType {
  const compounds = compoundsOf(element);
  return (compounds.slice ??= shaped<SliceType>({ kind: 'slice', element }));
}

export function arrayOf(length: number, element: Type): ArrayType {
  const arrays = (compoundsOf(element).arrays ??= new Map<number, ArrayType>());
  let array = arrays.get(length);
  if (!array) arrays.set(length, (array = shaped<ArrayType>({ kind: 'array', length, element })));
  return array;
}

export function functionOf(parameters: readonly Type[], result: Type): FunctionType {
  let node = functionNode(functions, result);
  for (const parameter of parameters) node = functionNode(node, parameter);
  return (node.type ??= shaped<FunctionType>({ kind: 'function', parameters: [...parameters], result }));
}

function functionNode(before: FunctionNode, type: Type): FunctionNode {
  const next = (before.next ??= new WeakMap<Type, FunctionNode>());
  let node = next.get(type);
  if (!node) next.set(type, (node = { type: undefined, next: undefined }));
  return node;
}

// A type that repeats others in several places has a name that doubles with each level: this is enough to show.
const LONGEST_NAME = 200;
const names = new WeakMap<Type, string>();

/** The type as the user writes it; the end of a very long one is left out. */
export function typeName(type: Type): string {
  const known = names.get(type);
  if (known !== undefined) return known;
  const full = spelled(type);
  const name = full.length > LONGEST_NAME ? `${full.slice(0, LONGEST_NAME)}…` : full;
  if (arePartsKnown(type)) names.set(type, name);
  return name;
}

// The tags of an enum may not be known yet. A struct without a name is made of its fields.
const arePartsKnown = (type: Type): boolean => type.kind !== 'enum' || type.tags.length > 0;

function spelled(type: Type): string {
  switch (type.kind) {
    case 'integer':
      if (type.isThread) return 'thread';
      return `${type.signed ? 'i' : 'u'}${type.bits}`;
    case 'float':
      return `f${type.bits}`;
    case 'pointer':
      return `*${typeName(type.pointee)}`;
    case 'array':
      return `[${type.length}]${typeName(type.element)}`;
    case 'slice':
      return `[]${typeName(type.element)}`;
    case 'struct':
      return type.name ?? `{${type.fields.map((f) => `${f.name}: ${typeName(f.type)}`).join(', ')}}`;
    case 'enum':
      return type.name ?? `enum {${type.tags.map((tag) => tagText(tag)).join(', ')}}`;
    case 'tag':
      return `${type.enum.name ?? 'enum'}.tag`;
    case 'function': {
      const result = type.result.kind === 'none' ? '' : ` ${typeName(type.result)}`;
      return `fn(${type.parameters.map(typeName).join(', ')})${result}`;
    }
    // Part of a type that is written down, and reported already.
    case 'invalid':
      return '?';
    default:
      return type.kind;
  }
}

const tagText = ({ name, payload }: Tag): string => (payload ? `${name}: ${typeName(payload)}` : name);

/** Size in bytes. Types without a value have size 0. */
export function sizeOf(type: Type): number {
  switch (type.kind) {
    case 'integer':
    case 'float':
      return type.bits / 8;
    case 'bool':
      return 1;
    case 'pointer':
    case 'function':
    case 'nil':
      return 8;
    case 'slice':
      return 16;
    case 'array':
      return type.length * sizeOf(type.element);
    case 'struct':
    case 'enum':
      return type.size;
    case 'tag':
      return TAG_SIZE;
    default:
      return 0;
  }
}

/** Alignment in bytes, at least 1. */
export function alignOf(type: Type): number {
  switch (type.kind) {
    case 'array':
      return alignOf(type.element);
    case 'struct':
    case 'enum':
      return type.align;
    case 'slice':
      return 8;
    default:
      return sizeOf(type) || 1;
  }
}

/** True for the types that one register holds; the others live in memory. */
export function isScalar(type: Type): boolean {
  switch (type.kind) {
    case 'enum':
      return !hasPayloads(type);
    case 'integer':
    case 'float':
    case 'bool':
    case 'pointer':
    case 'function':
    case 'nil':
    case 'tag':
      return true;
    default:
      return false;
  }
}

/** False for a function some of whose types were wrong where it is declared. */
export function hasKnownTypes({ parameters, result }: FunctionType): boolean {
  return result !== INVALID && !parameters.includes(INVALID);
}
