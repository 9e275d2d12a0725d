// What a random program has in view: its types, functions and variables.
import type { Random } from './random';
import { nameOf, type CTypes, type Type } from './types';

export interface Variable {
  readonly name: string;
  readonly type: Type;
  /** Loop variables are not. */
  readonly isAssignable: boolean;
}

export interface Callable {
  readonly name: string;
  readonly parameters: readonly Variable[];
  readonly result: Type;
  /** The function inside which it is written, if any. */
  readonly parent?: Callable;
}

/** The whole program's. */
export interface World {
  readonly random: Random;
  /** Leaves out what C does not define: pointers that outlive what they point at, addresses, freeing. */
  readonly isForC: boolean;
  readonly structs: Extract<Type, { kind: 'struct' }>[];
  readonly types: Type[];
  readonly functions: Callable[];
  readonly globals: Variable[];
  readonly cTypes: CTypes;
  /** A name that nothing else has. */
  fresh(prefix: string): string;
}

/** A place in a function. */
export class Scope {
  private readonly variables: Variable[];

  constructor(
    readonly world: World,
    readonly fn: Callable | undefined,
    variables: readonly Variable[],
    /** Variables of the function in C, where all are declared at its beginning. */
    readonly hoisted: Variable[] = [],
  ) {
    this.variables = [...variables];
  }

  inner(): Scope {
    return new Scope(this.world, this.fn, this.variables, this.hoisted);
  }

  declare(type: Type, isAssignable = true): Variable {
    const variable = { name: this.world.fresh('v'), type, isAssignable };
    this.world.cTypes.add(type);
    this.variables.push(variable);
    this.hoisted.push(variable);
    return variable;
  }

  all(accept: (variable: Variable) => boolean): Variable[] {
    return [...this.variables, ...this.world.globals].filter(accept);
  }

  callables(accept: (fn: Callable) => boolean): Callable[] {
    const isInView = ({ parent }: Callable) => !parent || parent === this.fn || parent === this.fn?.parent;
    return this.world.functions.filter((fn) => isInView(fn) && accept(fn));
  }
}

export function isOfType(fn: Callable, type: Extract<Type, { kind: 'function' }>): boolean {
  const types = fn.parameters.map((parameter) => parameter.type);
  return nameOf({ kind: 'function', parameters: types, result: fn.result }) === nameOf(type);
}
