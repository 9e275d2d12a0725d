// A whole random program: terminating, well typed, and the same in Ropewalk and in C. From one seed always the
// same one.
import { C_RUNTIME } from './c-runtime';
import { Expressions } from './expressions';
import { Random } from './random';
import { Scope, type Callable, type Variable, type World } from './scope';
import { Statements } from './statements';
import {
  BOOL,
  cNameOf,
  CTypes,
  F32,
  F64,
  I32,
  I64,
  INTEGERS,
  nameOf,
  SCALARS,
  TEXT,
  U8,
  type Both,
  type Field,
  type Type,
} from './types';

export interface RandomProgram {
  readonly rw: string;
  readonly c: string;
  /** By function: pure conditions that make sense everywhere in it. */
  readonly conditions: ReadonlyMap<string, readonly string[]>;
}

export interface RandomOptions {
  /** See World.isForC. */
  readonly isForC?: boolean;
  /** Calls and turns of loops. */
  readonly budget?: number;
}

export function randomProgram(seed: number, options: RandomOptions = {}): RandomProgram {
  return new Writer(seed, options).write();
}

/** Functions of these types are pointed at. */
const POINTED: readonly Type[] = [
  { kind: 'function', parameters: [I32, I64], result: I32 },
  { kind: 'function', parameters: [F64, U8], result: F64 },
];

class Writer {
  private readonly random: Random;
  private readonly world: World;
  private readonly conditions = new Map<string, string[]>();
  private names = 0;

  constructor(
    seed: number,
    private readonly options: RandomOptions,
  ) {
    this.random = new Random(seed);
    const fresh = (prefix: string) => `${prefix}${this.names++}`;
    this.world = {
      random: this.random,
      isForC: options.isForC ?? false,
      structs: [],
      types: [],
      functions: [],
      globals: [],
      cTypes: new CTypes(),
      fresh,
    };
  }

  write(): RandomProgram {
    const { world, random, options } = this;
    this.makeTypes();
    const count = 3 + random.below(4);
    for (const type of POINTED)
      if (type.kind === 'function') this.declareFunction(type.parameters, type.result);
    for (let i = 0; i < count; i++) this.declareRandomFunction();
    for (let i = 0; i < 6; i++) this.declareGlobal();
    const functions = world.functions.filter(({ parent }) => !parent).map((fn) => this.define(fn));
    const main = this.main();
    const globals = world.globals.map(({ name, type }) => `${name}: ${nameOf(type)};`);
    const structs = world.structs.map(({ name, fields }) => `type ${name} struct { ${fieldsOf(fields)} }`);
    const budget = options.budget ?? 150;
    const heads = world.functions.map((fn) => `${cHead(fn)};`);
    const cGlobals = world.globals.map(({ name, type }) => `static ${cNameOf(type)} ${name};`);
    return {
      rw: [...structs, `budget: i32 = ${budget};`, ...globals, ...functions.map((f) => f.rw), main.rw].join(
        '\n',
      ),
      c: [
        C_RUNTIME,
        `static i32 budget = ${budget};`,
        ...world.cTypes.lines,
        ...heads,
        ...cGlobals,
        ...functions.map((f) => f.c),
        main.c,
      ].join('\n'),
      conditions: this.conditions,
    };
  }

  private makeTypes(): void {
    const { world, random } = this;
    const parts: Type[] = [...SCALARS];
    for (let i = 0; i < 3; i++) {
      const fields = Array.from({ length: 2 + random.below(3) }, (_, n) => ({
        name: `f${n}`,
        type: random.pick(parts),
      }));
      const struct = { kind: 'struct', name: `S${i}`, fields } as const;
      world.structs.push(struct);
      parts.push(struct, struct, { kind: 'array', count: 2 + random.below(3), element: random.pick(parts) });
      if (!world.isForC && i === 0)
        parts.push({ kind: 'pointer', pointee: I32 }, { kind: 'slice', element: U8 });
    }
    const arrays = [I32, U8, I64, ...world.structs].map((element): Type => ({
      kind: 'array',
      count: 2 + random.below(3),
      element,
    }));
    const slices = [I32, U8, random.pick(INTEGERS), ...world.structs].map((element): Type => ({
      kind: 'slice',
      element,
    }));
    const pointers = [I32, I64, F64, ...world.structs, arrays[0] as Type].map((pointee): Type => ({
      kind: 'pointer',
      pointee,
    }));
    world.types.push(...SCALARS, I32, I64, F64, F32, BOOL, ...world.structs, ...world.structs);
    world.types.push(...arrays, ...slices, ...pointers, ...POINTED, TEXT);
    for (const type of world.types) world.cTypes.add(type);
  }

  private declareGlobal(): void {
    const { world, random } = this;
    const isKept = ({ kind }: Type) => !world.isForC || !['pointer', 'slice', 'function'].includes(kind);
    const type = random.pick(world.types.filter((t) => t.kind !== 'function' && isKept(t)));
    world.globals.push({ name: world.fresh('g'), type, isAssignable: true });
  }

  private declareRandomFunction(): void {
    const { world, random } = this;
    const isResult = ({ kind }: Type) => !world.isForC || !['pointer', 'slice'].includes(kind);
    const parameters = Array.from({ length: random.below(5) }, () => random.pick(world.types));
    const result = random.pick(world.types.filter((t) => t.kind !== 'function' && isResult(t)));
    const outer = world.functions.filter((fn) => !fn.parent);
    this.declareFunction(parameters, result, random.chance(30) ? random.pick(outer) : undefined);
  }

  private declareFunction(types: readonly Type[], result: Type, parent?: Callable): void {
    const { world } = this;
    const parameters = types.map((type): Variable => ({ name: world.fresh('p'), type, isAssignable: true }));
    world.functions.push({ name: world.fresh('fn'), parameters, result, parent });
  }

  /** With the functions nested in it, which in C come before it. */
  private define(fn: Callable): Both {
    const nested = this.world.functions
      .filter(({ parent }) => parent === fn)
      .map((inner) => this.define(inner));
    const scope = new Scope(this.world, fn, fn.parameters);
    this.conditions.set(
      fn.name,
      Array.from({ length: 3 }, () => new Statements(scope).condition()),
    );
    const statements = new Statements(scope);
    const body = statements.list(2 + this.random.below(5), 2);
    const last = statements.returnOf(fn.result);
    const result = nameOf(fn.result);
    const parameters = fn.parameters.map(({ name, type }) => `${name}: ${nameOf(type)}`).join(', ');
    const start = `budget -= 1;\nif budget <= 0 { none: ${result}; return none; }`.replaceAll(
      'none',
      'nothing',
    );
    const startOfC = `budget -= 1;\nif (budget <= 0) { ${cNameOf(fn.result)} nothing; memset(&nothing, 0, sizeof nothing); return nothing; }`;
    const inner = nested.map(({ rw }) => rw).join('\n');
    return {
      rw: `fn ${fn.name}(${parameters}) ${result} {\n${inner}\n${start}\n${body.rw}\n${last.rw}\n}`,
      c: `${nested.map(({ c }) => c).join('\n')}\n${cHead(fn)} {\n${hoisted(scope)}\n${startOfC}\n${body.c}\n${last.c}\n}`,
    };
  }

  private main(): Both {
    const { world } = this;
    const scope = new Scope(world, undefined, []);
    const statements = new Statements(scope);
    const start = world.globals.map((variable) => this.fill(variable)).join('');
    const body = statements.list(8, 3);
    const read = new Expressions(scope);
    const isShown = ({ type }: Variable) => type.kind !== 'pointer' && type.kind !== 'slice';
    const shown = world.globals
      .filter(isShown)
      .map(({ name, type }) => ({ type, value: { rw: name, c: name } }));
    const last = shown.length > 0 ? statements.printOf(shown) : { rw: '', c: '' };
    const code = read.value(I32, 2);
    return {
      rw: `fn main() i32 {\n${start}${body.rw}\n${last.rw}\nreturn ${code.rw};\n}`,
      c: `int main(void) {\n${hoisted(scope)}\n${body.c}\n${last.c}\nint code_ = (u8)${code.c};\nprintf("\\nexit %d\\n", code_); return 0;\n}`,
    };
  }

  /** A program whose globals are nil does not come far. In C there are none that point. */
  private fill({ name, type }: Variable): string {
    if (this.random.chance(5)) return '';
    if (type.kind === 'slice') return `${name} = make(${nameOf(type.element)}, 4);\n`;
    return type.kind === 'pointer' ? `${name} = make(${nameOf(type.pointee)}, 1).data;\n` : '';
  }
}

const fieldsOf = (fields: readonly Field[]): string =>
  fields.map(({ name, type }) => `${name}: ${nameOf(type)}`).join(', ');

function cHead({ name, parameters, result }: Callable): string {
  const list = parameters.map((p) => `${cNameOf(p.type)} ${p.name}`).join(', ');
  return `static ${cNameOf(result)} ${name}(${list || 'void'})`;
}

const hoisted = (scope: Scope): string =>
  scope.hoisted.map(({ name, type }) => `${cNameOf(type)} ${name};`).join(' ');
