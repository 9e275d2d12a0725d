// Random expressions of a given type, in both languages. In C everything that has operands is a statement
// expression, so that they are evaluated from left to right.
import { randomFloat, randomInteger, randomText } from './constants';
import { Paths } from './paths';
import { isOfType, type Scope } from './scope';
import {
  BOOL,
  cNameOf,
  I64,
  INTEGERS,
  isSame,
  nameOf,
  SCALARS,
  TEXT,
  type Both,
  type IntegerType,
  type Type,
} from './types';

const ARITHMETIC: readonly [string, string][] = [
  ['+', 'add'],
  ['-', 'sub'],
  ['*', 'mul'],
];
const BITWISE: readonly [string, string][] = [
  ['&', 'and'],
  ['|', 'or'],
  ['~', 'xor'],
];
const COMPARISONS = ['<', '<=', '>', '>=', '==', '!='];

export class Expressions {
  /** Calls, literals and whatever else a condition in the engine cannot have are left out. */
  isPure = false;

  private readonly paths: Paths;

  constructor(readonly scope: Scope) {
    this.paths = new Paths(scope.world.isForC);
  }

  private get random() {
    return this.scope.world.random;
  }

  /** @param depth how many levels it may have */
  value(type: Type, depth: number): Both {
    const { random } = this;
    if (depth <= 0 || random.chance(12)) return this.leaf(type);
    if (!this.isPure && random.chance(22)) {
      const found = this.call(type, depth);
      if (found) return found;
    }
    switch (type.kind) {
      case 'integer':
        return this.integer(type, depth);
      case 'float':
        return this.float(type, depth);
      case 'bool':
        return this.bool(depth);
      case 'struct':
      case 'array':
        return this.isPure || random.chance(40) ? this.leaf(type) : this.literal(type, depth);
      case 'slice':
        return random.chance(40) ? this.leaf(type) : this.slice(type, depth);
      default:
        return this.leaf(type);
    }
  }

  // --- leaves -----------------------------------------------------------------------------------

  /** A variable or something in one; a value made of nothing where there is none. */
  leaf(type: Type): Both {
    const place = this.place(type, 2, false);
    if (place && !this.random.chance(8)) return this.read(type, place);
    return this.plain(type);
  }

  read(type: Type, place: Both): Both {
    if (!place.c.includes('(*')) return place;
    return { rw: place.rw, c: `({ ${cNameOf(type)} *q_ = &${place.c}; nil(q_); *q_; })` };
  }

  /** Needs no variable. */
  plain(type: Type): Both {
    const { random } = this;
    switch (type.kind) {
      case 'integer': {
        const { value, c } = randomInteger(random, type);
        return { rw: `cast(${type.name}) (${value})`, c };
      }
      case 'float':
        return randomFloat(random, type);
      case 'bool':
        return random.pick([
          { rw: 'true', c: '1' },
          { rw: 'false', c: '0' },
        ]);
      case 'struct':
      case 'array':
        return this.literal(type, 0);
      case 'slice': {
        if (isSame(type, TEXT)) return randomText(random);
        const made = `make(${nameOf(type.element)}, 3)`;
        const element = cNameOf(type.element);
        return { rw: made, c: `((${cNameOf(type)}){calloc(3, sizeof(${element})), 3})` };
      }
      case 'pointer': {
        if (!this.scope.world.isForC && random.chance(3)) return { rw: 'nil', c: '0' };
        const value = this.value(type.pointee, 0);
        const pointee = cNameOf(type.pointee);
        const c = `({ ${pointee} v_ = ${value.c}; ${pointee} *n_ = malloc(sizeof v_); *n_ = v_; n_; })`;
        return { rw: `(heap ${value.rw})`, c };
      }
      case 'function': {
        const fn = random.pick(this.scope.callables((f) => !f.parent && isOfType(f, type)));
        return { rw: fn.name, c: fn.name };
      }
    }
  }

  // --- places -----------------------------------------------------------------------------------

  /** A place of this type, if there is one: a variable, or what can be reached from one. */
  place(type: Type, depth: number, isTarget: boolean): Both | undefined {
    const roots = this.scope.all(
      (v) => (v.isAssignable || !isTarget) && this.paths.reaches(v.type, type, depth, isTarget),
    );
    if (roots.length === 0) return undefined;
    const exact = roots.filter((v) => isSame(v.type, type));
    const root =
      exact.length > 0 && this.random.chance(60) ? this.random.pick(exact) : this.random.pick(roots);
    return this.path({ rw: root.name, c: root.name }, root.type, type, depth, isTarget);
  }

  private path(at: Both, from: Type, to: Type, depth: number, isTarget: boolean): Both {
    const { random } = this;
    const isDone = isSame(from, to);
    const goesOn =
      depth > 0 &&
      this.paths.parts(from, isTarget).some((t) => this.paths.reaches(t, to, depth - 1, isTarget));
    if (isDone && (!goesOn || random.chance(70))) return at;
    const further = (next: Both, type: Type) => this.path(next, type, to, depth - 1, isTarget);
    switch (from.kind) {
      case 'struct': {
        const fields = from.fields.filter((f) => this.paths.reaches(f.type, to, depth - 1, isTarget));
        const field = random.pick(fields);
        return further({ rw: `${at.rw}.${field.name}`, c: `${at.c}.${field.name}` }, field.type);
      }
      case 'array':
        return further(this.elementOfArray(at, from), from.element);
      case 'slice':
        return further(this.elementOfSlice(at, from), from.element);
      case 'pointer': {
        const c = `(*${this.read(from, at).c})`;
        return further({ rw: `${at.rw}^`, c }, from.pointee);
      }
      default:
        return at;
    }
  }

  private elementOfArray(at: Both, type: Extract<Type, { kind: 'array' }>): Both {
    const index = this.index(type.count);
    const name = cNameOf(type);
    return {
      rw: `${at.rw}[${index.rw}]`,
      c: `(*({ ${name} *p_ = &${at.c}; p_->a + chk(${index.c}, ${type.count}); }))`,
    };
  }

  private elementOfSlice(at: Both, type: Extract<Type, { kind: 'slice' }>): Both {
    const index = this.index(2);
    const name = cNameOf(type);
    return {
      rw: `${at.rw}[${index.rw}]`,
      c: `(*({ ${name} s_ = ${this.read(type, at).c}; s_.data + chk(${index.c}, s_.count); }))`,
    };
  }

  /** Mostly in range. */
  private index(count: number): Both {
    const { random } = this;
    const chosen = random.below(count);
    if (random.chance(45)) return { rw: `${chosen}`, c: `${chosen}` };
    const type = random.pick(INTEGERS);
    const value = this.value(type, random.chance(30) ? 2 : 0);
    if (random.chance(1)) return this.leafOrCast(type);
    const mask = count >= 4 ? 3 : count >= 2 ? 1 : 0;
    return { rw: `(${value.rw} & ${mask})`, c: `(${value.c} & ${mask})` };
  }

  // --- operators --------------------------------------------------------------------------------

  private integer(type: IntegerType, depth: number): Both {
    const { random } = this;
    const { name } = type;
    const left = () => this.value(type, depth - 1);
    switch (random.below(9)) {
      case 0: {
        const value = left();
        const negate = random.chance(50);
        return {
          rw: `(${negate ? '-' : '~'}${value.rw})`,
          c: negate ? `sub_${name}(0, ${value.c})` : `((${name})~${value.c})`,
        };
      }
      case 1: {
        const [a, b] = [left(), left()];
        const [rw, c] = random.pick([
          ['/', 'div'],
          ['%', 'rem'],
        ] as const);
        if (random.chance(1)) {
          const raw = this.leafOrCast(type);
          return { rw: `(${a.rw} ${rw} ${raw.rw})`, c: `${c}_${name}(${a.c}, ${raw.c})` };
        }
        return { rw: `(${a.rw} ${rw} (${b.rw} | 1))`, c: `${c}_${name}(${a.c}, or_${name}(${b.c}, 1))` };
      }
      case 2: {
        const a = left();
        const count = this.value(random.chance(50) ? type : random.pick(INTEGERS), depth - 1);
        const [rw, c] = random.chance(50) ? ['<<', 'shl'] : ['>>', 'shr'];
        return { rw: `(${a.rw} ${rw} ${count.rw})`, c: `${c}_${name}(${a.c}, (u64)${count.c})` };
      }
      case 3:
      case 4:
        return this.cast(type, depth);
      case 5: {
        const a = this.leafOrCast(type);
        const { value, c } = randomInteger(random, type);
        const [rw, operation] = random.pick([...ARITHMETIC, ...BITWISE]);
        return { rw: `(${a.rw} ${rw} ${value})`, c: `${operation}_${name}(${a.c}, ${c})` };
      }
      default: {
        const [a, b] = [left(), left()];
        const [rw, operation] = random.pick([...ARITHMETIC, ...ARITHMETIC, ...BITWISE]);
        return { rw: `(${a.rw} ${rw} ${b.rw})`, c: `${operation}_${name}(${a.c}, ${b.c})` };
      }
    }
  }

  /** Never a constant, so that no operation on it is computed while compiling. */
  private leafOrCast(type: IntegerType): Both {
    const place = this.place(type, 2, false);
    if (place) return this.read(type, place);
    return { rw: `cast(${type.name}) budget`, c: `((${type.name})budget)` };
  }

  private cast(type: Type, depth: number): Both {
    const from = this.random.pick(type.kind === 'float' ? SCALARS.filter((t) => t !== BOOL) : SCALARS);
    const value = this.value(from, depth - 1);
    const name = cNameOf(type);
    const saturates = type.kind === 'integer' && from.kind === 'float';
    return {
      rw: `cast(${name}) ${value.rw}`,
      c: saturates ? `from_${name}(${value.c})` : `((${name})${value.c})`,
    };
  }

  private float(type: Extract<Type, { kind: 'float' }>, depth: number): Both {
    const { random } = this;
    if (random.chance(25)) return this.cast(type, depth);
    const a = this.value(type, depth - 1);
    if (random.chance(15)) return { rw: `(-${a.rw})`, c: `(-${a.c})` };
    const b = this.value(type, depth - 1);
    const [rw, operation] = random.pick([...ARITHMETIC, ['/', 'div'] as const]);
    return { rw: `(${a.rw} ${rw} ${b.rw})`, c: `${operation}_${type.name}(${a.c}, ${b.c})` };
  }

  bool(depth: number): Both {
    const { random } = this;
    switch (random.below(6)) {
      case 0: {
        const value = this.value(BOOL, depth - 1);
        return { rw: `(!${value.rw})`, c: `(!${value.c})` };
      }
      case 1:
      case 2: {
        const [a, b] = [this.value(BOOL, depth - 1), this.value(BOOL, depth - 1)];
        const isAnd = random.chance(50);
        return {
          rw: `(${a.rw} ${isAnd ? 'and' : 'or'} ${b.rw})`,
          c: `(${a.c} ${isAnd ? '&&' : '||'} ${b.c})`,
        };
      }
      default: {
        const type = random.pick(SCALARS.filter((t) => t !== BOOL));
        const [a, b] = [this.value(type, depth - 1), this.value(type, depth - 1)];
        const operator = random.pick(COMPARISONS);
        return { rw: `(${a.rw} ${operator} ${b.rw})`, c: `(${a.c} ${operator} ${b.c})` };
      }
    }
  }

  // --- what has several operands ----------------------------------------------------------------

  /** Operands evaluated one after the other; `use` gets their names in C. */
  private inOrder(
    operands: readonly Both[],
    types: readonly Type[],
    use: (names: string[]) => string,
  ): string {
    const held = operands.map(({ c }, i) => `${cNameOf(types[i] as Type)} a${i}_ = ${c};`);
    return `({ ${held.join(' ')} ${use(operands.map((_, i) => `a${i}_`))}; })`;
  }

  private literal(type: Extract<Type, { kind: 'struct' | 'array' }>, depth: number): Both {
    const name = cNameOf(type);
    if (type.kind === 'array') {
      const values = Array.from({ length: type.count }, () => this.value(type.element, depth - 1));
      const types = values.map(() => type.element);
      return {
        rw: `[${values.map(({ rw }) => rw).join(', ')}]`,
        c: this.inOrder(values, types, (names) => `(${name}){{${names.join(', ')}}}`),
      };
    }
    const isNamed = this.random.chance(30);
    const fields = isNamed ? [...type.fields].reverse() : type.fields;
    const values = fields.map((field) => this.value(field.type, depth - 1));
    const parts = values.map(({ rw }, i) => (isNamed ? `${fields[i]?.name}: ${rw}` : rw));
    return {
      rw: `${type.name}{${parts.join(', ')}}`,
      c: this.inOrder(
        values,
        fields.map((field) => field.type),
        (names) => `(${name}){${names.map((n, i) => `.${fields[i]?.name} = ${n}`).join(', ')}}`,
      ),
    };
  }

  private slice(type: Extract<Type, { kind: 'slice' }>, depth: number): Both {
    const arrays = [2, 3, 4].map((count): Type => ({ kind: 'array', count, element: type.element }));
    const found = arrays
      .map((array) => ({ array, place: this.place(array, 1, true) }))
      .filter((f) => f.place);
    if (found.length > 0 && this.random.chance(50)) {
      const { array, place } = this.random.pick(found);
      const count = array.kind === 'array' ? array.count : 0;
      const c = `({ ${cNameOf(array)} *p_ = &${place?.c}; (${cNameOf(type)}){p_->a, ${count}}; })`;
      return this.cutSlice({ rw: place?.rw ?? '', c }, type, true, depth);
    }
    return this.cutSlice(this.leaf(type), type, false, depth);
  }

  private cutSlice(base: Both, type: Type, needsCut: boolean, depth: number): Both {
    if (!needsCut && this.random.chance(60)) return base;
    const low = this.random.chance(70) ? undefined : this.bound(depth);
    const high = this.random.chance(90) ? undefined : this.bound(depth, 2);
    const name = cNameOf(type);
    return {
      rw: `${base.rw}[${low?.rw ?? ''}..${high?.rw ?? ''}]`,
      c: `({ ${name} s_ = ${base.c}; i64 l_ = ${low?.c ?? '0'}; i64 h_ = ${high?.c ?? 's_.count'}; chkr(l_, h_, s_.count); (${name}){s_.data + l_, h_ - l_}; })`,
    };
  }

  /** `least` or one more; never a constant, which would be checked while compiling. */
  private bound(depth: number, least = 0): Both {
    const value = this.value(I64, depth - 1);
    const other = this.leafOrCast(I64);
    const plus = least > 0 ? ` + ${least}` : '';
    return {
      rw: `(((${value.rw} ~ ${other.rw}) & 1)${plus})`,
      c: `((xor_i64(${value.c}, ${other.c}) & 1)${plus})`,
    };
  }

  /** A call of a function with this result, or through a pointer to one. */
  call(result: Type, depth: number): Both | undefined {
    const { random } = this;
    const pointers = this.scope.all((v) => v.type.kind === 'function' && isSame(v.type.result, result));
    if (pointers.length > 0 && random.chance(40)) {
      const { name, type } = random.pick(pointers);
      if (type.kind === 'function') return this.callOf(name, type.parameters, depth);
    }
    const functions = this.scope.callables((fn) => isSame(fn.result, result));
    if (functions.length === 0) return undefined;
    const fn = random.pick(functions);
    return this.callOf(
      fn.name,
      fn.parameters.map(({ type }) => type),
      depth,
    );
  }

  private callOf(name: string, types: readonly Type[], depth: number): Both {
    const given = types.map((type) => this.value(type, depth - 1));
    return {
      rw: `${name}(${given.map(({ rw }) => rw).join(', ')})`,
      c: this.inOrder(given, types, (names) => `${name}(${names.join(', ')})`),
    };
  }

  /** The address of something that can be pointed at. */
  address(type: Type): Both | undefined {
    const place = this.place(type, 2, true);
    return place && { rw: `(&${place.rw})`, c: `(&${place.c})` };
  }
}
