// The types of random programs, in Ropewalk and in C.

export type Type =
  | { readonly kind: 'integer'; readonly name: string; readonly bits: number; readonly isSigned: boolean }
  | { readonly kind: 'float'; readonly name: 'f32' | 'f64' }
  | { readonly kind: 'bool' }
  | { readonly kind: 'struct'; readonly name: string; readonly fields: readonly Field[] }
  | { readonly kind: 'array'; readonly count: number; readonly element: Type }
  | { readonly kind: 'slice'; readonly element: Type }
  | { readonly kind: 'pointer'; readonly pointee: Type }
  | { readonly kind: 'function'; readonly parameters: readonly Type[]; readonly result: Type };

export interface Field {
  readonly name: string;
  readonly type: Type;
}

export type IntegerType = Extract<Type, { kind: 'integer' }>;
export type FloatType = Extract<Type, { kind: 'float' }>;

/** The same code in both languages. */
export interface Both {
  readonly rw: string;
  readonly c: string;
}

const integer = (name: string): IntegerType => ({
  kind: 'integer',
  name,
  bits: Number(name.slice(1)),
  isSigned: name.startsWith('i'),
});
export const INTEGERS = ['i8', 'i16', 'i32', 'i64', 'u8', 'u16', 'u32', 'u64'].map(integer);
export const I32 = integer('i32');
export const I64 = integer('i64');
export const U8 = integer('u8');
export const F64: Type = { kind: 'float', name: 'f64' };
export const F32: Type = { kind: 'float', name: 'f32' };
export const BOOL: Type = { kind: 'bool' };
export const TEXT: Type = { kind: 'slice', element: integer('i8') };
export const SCALARS: readonly Type[] = [...INTEGERS, F64, F32, BOOL];

export function isScalar(type: Type): boolean {
  return type.kind === 'integer' || type.kind === 'float' || type.kind === 'bool';
}

/** The type as it is written in Ropewalk; equal types have equal names. */
export function nameOf(type: Type): string {
  switch (type.kind) {
    case 'integer':
    case 'float':
    case 'struct':
      return type.name;
    case 'bool':
      return 'bool';
    case 'array':
      return `[${type.count}]${nameOf(type.element)}`;
    case 'slice':
      return `[]${nameOf(type.element)}`;
    case 'pointer':
      return `*${nameOf(type.pointee)}`;
    case 'function':
      return `fn(${type.parameters.map(nameOf).join(', ')}) ${nameOf(type.result)}`;
  }
}

export const isSame = (a: Type, b: Type): boolean => nameOf(a) === nameOf(b);

/** The type's name in C, where every type has one. */
export function cNameOf(type: Type): string {
  switch (type.kind) {
    case 'array':
      return `A${type.count}_${cNameOf(type.element)}`;
    case 'slice':
      return `L_${cNameOf(type.element)}`;
    case 'pointer':
      return `P_${cNameOf(type.pointee)}`;
    case 'function':
      return `F_${[...type.parameters, type.result].map(cNameOf).join('_')}`;
    default:
      return nameOf(type);
  }
}

/** Declares types in C, each after those that it is made of, with a function that prints its values. */
export class CTypes {
  private readonly known = new Set<string>();
  readonly lines: string[] = [];

  add(type: Type): void {
    const name = cNameOf(type);
    if (isScalar(type) || this.known.has(name)) return;
    this.known.add(name);
    switch (type.kind) {
      case 'array': {
        this.add(type.element);
        this.lines.push(`typedef struct { ${cNameOf(type.element)} a[${type.count}]; } ${name};`);
        const each = `for (int i = 0; i < ${type.count}; i++) { if (i) pr(", "); pr_${cNameOf(type.element)}(x.a[i]); }`;
        this.lines.push(`static void pr_${name}(${name} x) { pr("["); ${each} pr("]"); }`);
        return;
      }
      case 'slice': {
        this.add(type.element);
        const element = cNameOf(type.element);
        this.lines.push(`typedef struct { ${element} *data; i64 count; } ${name};`);
        const list = `pr("["); for (i64 i = 0; i < x.count; i++) { if (i) pr(", "); pr_${element}(x.data[i]); } pr("]");`;
        const text = `fwrite(x.data, 1, x.count, stdout);`;
        this.lines.push(`static void pr_${name}(${name} x) { ${isSame(type, TEXT) ? text : list} }`);
        return;
      }
      case 'pointer':
        this.add(type.pointee);
        this.lines.push(`typedef ${cNameOf(type.pointee)} *${name};`);
        return;
      case 'function':
        [...type.parameters, type.result].forEach((part) => this.add(part));
        this.lines.push(
          `typedef ${cNameOf(type.result)} (*${name})(${type.parameters.map(cNameOf).join(', ')});`,
        );
        return;
      case 'struct':
        this.addStruct(type);
    }
  }

  private addStruct(type: Extract<Type, { kind: 'struct' }>): void {
    type.fields.forEach((field) => this.add(field.type));
    const fields = type.fields.map((field) => `${cNameOf(field.type)} ${field.name};`).join(' ');
    this.lines.push(`typedef struct { ${fields} } ${type.name};`);
    const parts = type.fields.map(
      (field, i) => `pr("${i ? ', ' : ''}${field.name}: "); pr_${cNameOf(field.type)}(x.${field.name});`,
    );
    this.lines.push(
      `static void pr_${type.name}(${type.name} x) { pr("${type.name}{"); ${parts.join(' ')} pr("}"); }`,
    );
  }
}
