// Random statements, in both languages. Every loop and every function takes from one budget, so that all ends.
import { Expressions } from './expressions';
import type { Scope } from './scope';
import { BOOL, cNameOf, I32, I64, INTEGERS, isSame, nameOf, TEXT, type Both, type Type } from './types';

const join = (parts: readonly Both[], separator: string): Both => ({
  rw: parts.map(({ rw }) => rw).join(separator),
  c: parts.map(({ c }) => c).join(separator),
});

export class Statements {
  private readonly expressions: Expressions;

  constructor(private readonly scope: Scope) {
    this.expressions = new Expressions(scope);
  }

  private get world() {
    return this.scope.world;
  }
  private get random() {
    return this.scope.world.random;
  }

  /** @param depth how many levels of statements inside statements */
  list(count: number, depth: number): Both {
    return join(
      Array.from({ length: count }, () => this.one(depth)),
      '\n',
    );
  }

  private one(depth: number): Both {
    const { random } = this;
    const chosen = random.below(depth > 0 ? 22 : 13);
    if (chosen < 4) return this.declaration();
    if (chosen < 7) return this.assignment();
    if (chosen < 10) return this.compound();
    if (chosen < 12) return this.print();
    if (chosen < 13) return random.chance(12) ? this.ending() : this.callForEffect();
    if (chosen < 16) return this.choice(depth);
    if (chosen < 17) return this.whileLoop(depth);
    if (chosen < 19) return this.rangeLoop(depth);
    if (chosen < 21) return this.eachLoop(depth);
    return this.heapBlock(depth);
  }

  // --- simple ones ------------------------------------------------------------------------------

  declaration(): Both {
    const { random } = this;
    const type = random.pick(this.world.types);
    if (type.kind === 'pointer') return this.pointerDeclaration(type);
    if (type.kind === 'slice' || type.kind === 'function') return this.valueDeclaration(type);
    if (random.chance(15)) {
      const { name } = this.scope.declare(type);
      return { rw: `${name}: ${nameOf(type)};`, c: `memset(&${name}, 0, sizeof ${name});` };
    }
    return this.valueDeclaration(type);
  }

  private valueDeclaration(type: Type, value = this.expressions.value(type, 3)): Both {
    const { name } = this.scope.declare(type);
    const head = this.random.chance(50) ? `${name}: ${nameOf(type)} =` : `${name} :=`;
    return { rw: `${head} ${value.rw};`, c: `${name} = ${value.c};` };
  }

  private pointerDeclaration(type: Extract<Type, { kind: 'pointer' }>): Both {
    const address = this.random.chance(75) ? this.expressions.address(type.pointee) : undefined;
    const value = address ?? this.expressions.plain(type);
    const { name } = this.scope.declare(type);
    return { rw: `${name}: ${nameOf(type)} = ${value.rw};`, c: `${name} = ${value.c};` };
  }

  private assignment(): Both {
    const type = this.random.pick(this.world.types);
    const place = this.expressions.place(type, 3, true);
    if (!place) return this.declaration();
    const name = cNameOf(type);
    let value = this.expressions.value(type, 3);
    if (type.kind === 'pointer' && this.random.chance(60))
      value = this.expressions.address(type.pointee) ?? value;
    return {
      rw: `${place.rw} = ${value.rw};`,
      c: `{ ${name} *t_ = &${place.c}; ${name} n_ = ${value.c}; nil(t_); *t_ = n_; }`,
    };
  }

  private compound(): Both {
    const { random } = this;
    const type = random.pick(INTEGERS);
    const place = this.expressions.place(type, 3, true);
    if (!place) return this.declaration();
    const [rw, c] = random.pick([
      ['+=', 'add'],
      ['-=', 'sub'],
      ['*=', 'mul'],
      ['&=', 'and'],
      ['|=', 'or'],
      ['~=', 'xor'],
      ['<<=', 'shl'],
      ['>>=', 'shr'],
    ] as const);
    const value = this.expressions.value(type, 3);
    const { name } = type;
    return {
      rw: `${place.rw} ${rw} ${value.rw};`,
      c: `{ ${name} *t_ = &${place.c}; nil(t_); ${name} o_ = *t_; ${name} n_ = ${value.c}; *t_ = ${c}_${name}(o_, ${c.startsWith('sh') ? '(u64)' : ''}n_); }`,
    };
  }

  print(): Both {
    const { random } = this;
    const isPrinted = (type: Type): boolean =>
      type.kind === 'pointer' || type.kind === 'function' ? !this.world.isForC : true;
    const types = Array.from({ length: 1 + random.below(3) }, () =>
      random.pick(this.world.types.filter(isPrinted)),
    );
    return this.printOf(types.map((type) => ({ type, value: this.expressions.value(type, 2) })));
  }

  printOf(parts: readonly { type: Type; value: Both }[]): Both {
    const held = parts.map(({ type, value }, i) => `${cNameOf(type)} a${i}_ = ${value.c};`);
    const printed = parts.map(({ type }, i) => `pr_${cNameOf(type)}(a${i}_);`);
    const format = parts.map(() => '{}').join(' ');
    return {
      rw: `print("${format}\\n", ${parts.map(({ value }) => value.rw).join(', ')});`,
      c: `{ ${held.join(' ')} ${printed.join(' pr(" "); ')} pr("\\n"); }`,
    };
  }

  private callForEffect(): Both {
    const fn = this.random.pick(this.scope.callables(() => true));
    const call = this.expressions.call(fn.result, 2);
    return call ? { rw: `${call.rw};`, c: `${call.c};` } : this.print();
  }

  /** Leaves the function or the program, sometimes. */
  private ending(): Both {
    const { random, scope } = this;
    const condition = this.expressions.bool(2);
    if (random.chance(6)) {
      return {
        rw: `assert(${condition.rw}, "why");`,
        c: `if (!${condition.c}) TRAP("assert: assertion failed: why");`,
      };
    }
    if (random.chance(3)) {
      return { rw: `if ${condition.rw} { panic("oh"); }`, c: `if ${condition.c} TRAP("panic: panic: oh");` };
    }
    if (!scope.fn) return this.print();
    const result = this.returnOf(scope.fn.result);
    return { rw: `if ${condition.rw} { ${result.rw} }`, c: `if ${condition.c} { ${result.c} }` };
  }

  returnOf(type: Type): Both {
    const value = this.expressions.value(type, 3);
    return { rw: `return ${value.rw};`, c: `return ${value.c};` };
  }

  // --- compound ones ----------------------------------------------------------------------------

  private body(depth: number): Both {
    return new Statements(this.scope.inner()).list(1 + this.random.below(3), depth - 1);
  }

  private choice(depth: number): Both {
    const condition = this.expressions.bool(3);
    const then = this.body(depth);
    const head = { rw: `if ${condition.rw} {\n${then.rw}\n}`, c: `if ${condition.c} {\n${then.c}\n}` };
    if (this.random.chance(40)) return head;
    const otherwise = this.random.chance(40) ? this.choice(depth - 1) : this.body(depth);
    return { rw: `${head.rw} else {\n${otherwise.rw}\n}`, c: `${head.c} else {\n${otherwise.c}\n}` };
  }

  /** What every loop begins with, and perhaps a way out. */
  private turn(body: Both): Both {
    const { random } = this;
    const start = `budget -= 1;\nif budget <= 0 { break; }`;
    const startOfC = `budget -= 1;\nif (budget <= 0) break;`;
    if (random.chance(60)) return { rw: `${start}\n${body.rw}`, c: `${startOfC}\n${body.c}` };
    const condition = new Expressions(this.scope).bool(2);
    const leave = random.pick(['break', 'continue']);
    const way = { rw: `if ${condition.rw} { ${leave}; }`, c: `if ${condition.c} ${leave};` };
    const parts = random.chance(50) ? [way, body] : [body, way];
    return join([{ rw: start, c: startOfC }, ...parts], '\n');
  }

  private whileLoop(depth: number): Both {
    const condition = this.expressions.bool(2);
    const body = this.turn(this.body(depth));
    return { rw: `while ${condition.rw} {\n${body.rw}\n}`, c: `while ${condition.c} {\n${body.c}\n}` };
  }

  private rangeLoop(depth: number): Both {
    const { random } = this;
    const type = random.pick(INTEGERS);
    const [low, high] = [this.expressions.value(type, 1), this.expressions.value(type, 1)];
    const isSmall = random.chance(85);
    const bounds = isSmall ? [`(${low.rw} & 1)`, `(${high.rw} & 7)`] : [low.rw, high.rw];
    const cBounds = isSmall ? [`(${low.c} & 1)`, `(${high.c} & 7)`] : [low.c, high.c];
    const inner = this.scope.inner();
    const { name } = inner.declare(type, false);
    const body = new Statements(inner).turn(new Statements(inner).body(depth));
    return {
      rw: `for ${name} in ${bounds[0]}..${bounds[1]} {\n${body.rw}\n}`,
      c: `{ ${type.name} l_ = ${cBounds[0]}; ${type.name} h_ = ${cBounds[1]};\nfor (${name} = l_; ${name} < h_; ${name}++) {\n${body.c}\n} }`,
    };
  }

  private eachLoop(depth: number): Both {
    const { random } = this;
    const collections = this.world.types.filter((t) => t.kind === 'slice' || t.kind === 'array');
    const type = random.pick(collections);
    if (type.kind !== 'slice' && type.kind !== 'array') return this.print();
    const place = type.kind === 'array' ? this.expressions.place(type, 2, false) : undefined;
    if (type.kind === 'array' && !place) return this.declaration();
    const base = place ?? this.expressions.value(type, 2);
    const inner = this.scope.inner();
    const element = inner.declare(type.element, false);
    const index = inner.declare(I64, false);
    const body = new Statements(inner).turn(new Statements(inner).body(depth));
    const data = cNameOf(type.element);
    const start =
      type.kind === 'array'
        ? `${cNameOf(type)} *p_ = &${base.c}; ${data} *d_ = p_->a; i64 c_ = ${type.count};`
        : `${cNameOf(type)} s_ = ${base.c}; ${data} *d_ = s_.data; i64 c_ = s_.count;`;
    return {
      rw: `for ${element.name}, ${index.name} in ${base.rw} {\n${body.rw}\n}`,
      c: `{ ${start}\nfor (i64 i_ = 0; i_ < c_; i_++) { nil(d_ + i_); ${element.name} = d_[i_]; ${index.name} = i_;\n${body.c}\n} }`,
    };
  }

  /** Something on the heap for a while. */
  private heapBlock(depth: number): Both {
    const { random, world } = this;
    const inner = this.scope.inner();
    const statements = new Statements(inner);
    const type = random.pick(world.types.filter((t) => t.kind === 'slice' && !isSame(t, TEXT)));
    let head: Both;
    if (type.kind === 'slice' && random.chance(50)) {
      const element = cNameOf(type.element);
      const count = 2 + random.below(60);
      head = statements.valueDeclaration(type, {
        rw: `make(${nameOf(type.element)}, ${count})`,
        c: `((${cNameOf(type)}){calloc(${count}, sizeof(${element})), ${count}})`,
      });
    } else {
      const pointee = random.pick(world.types.filter((t) => t.kind === 'struct' || t === I32));
      head = statements.valueDeclaration(
        { kind: 'pointer', pointee },
        heapOf(statements.expressions.value(pointee, 2), pointee),
      );
    }
    const name = /^\w+/.exec(head.rw)?.[0] ?? '';
    const body = statements.list(1 + random.below(4), depth - 1);
    const isFreed = !world.isForC && random.chance(80);
    const isFreedTwice = isFreed && random.chance(2);
    const free = isFreed ? `\nfree(${name});${isFreedTwice ? ` free(${name});` : ''}` : '';
    return { rw: `{\n${head.rw}\n${body.rw}${free}\n}`, c: `{\n${head.c}\n${body.c}\n}` };
  }

  /** A pure condition. */
  condition(): string {
    this.expressions.isPure = true;
    const { rw } = this.expressions.value(BOOL, 3);
    this.expressions.isPure = false;
    return rw;
  }
}

function heapOf(value: Both, pointee: Type): Both {
  const name = cNameOf(pointee);
  return {
    rw: `heap ${value.rw}`,
    c: `({ ${name} v_ = ${value.c}; ${name} *n_ = malloc(sizeof v_); *n_ = v_; n_; })`,
  };
}
