// Inference: what the compile-time parameters of a generic function are, from the types of its arguments.
//
// The declared types of the parameters are patterns: `[]T` matched with `[4]i32` says that `T` is `i32`. The
// first argument that says what a parameter is decides; whether the others agree is seen when they are
// converted to the types that come out.
import type * as ast from '../syntax/ast';
import type { Span } from '../syntax/source';
import type { Checking } from './checking';
import {
  asType,
  constantType,
  isGenericType,
  isTypeParameter,
  parameterScope,
} from './compile-time-arguments';
import { copyTree } from '../syntax/copy-tree';
import { symbolOfType } from './imports';
import { fits, integerValue } from './constants';
import type { CompileTimeValue } from './instances';
import type { GenericSymbol } from './symbol';
import { I64, INVALID, sliceOf, type Type } from './types';

export class Inference {
  /** What is known of each parameter. */
  readonly values: (CompileTimeValue | undefined)[];
  /** The argument that said so; absent for what was given. */
  readonly origins = new Map<number, Span>();
  private readonly indices: ReadonlyMap<string, number>;

  /** @param given what is given for the first parameters */
  constructor(
    private readonly c: Checking,
    readonly generic: GenericSymbol,
    given: readonly CompileTimeValue[] = [],
  ) {
    const { compileTime } = generic.declaration;
    this.values = compileTime.map((_, i) => given[i]);
    this.indices = new Map(compileTime.map((parameter, i) => [parameter.name.text, i]));
  }

  get isComplete(): boolean {
    return this.values.every((value) => value !== undefined);
  }

  /** The index of the parameter that the pattern is, if it is nothing else. */
  parameterOf(pattern: ast.TypeExpression): number | undefined {
    return pattern.kind === 'NamedType' && !pattern.arguments
      ? this.indices.get(pattern.name.text)
      : undefined;
  }

  /** Learns from a value of type `actual` where the pattern is wanted. */
  match(pattern: ast.TypeExpression, actual: Type, origin: Span): void {
    if (actual === INVALID) return;
    switch (pattern.kind) {
      case 'NamedType':
        if (pattern.arguments) return this.matchInstance(pattern, pattern.arguments, actual, origin);
        return this.bind(this.parameterOf(pattern), { kind: 'type', type: actual }, origin);
      case 'PointerType':
        if (actual.kind === 'pointer') this.match(pattern.pointee, actual.pointee, origin);
        return;
      case 'SliceType':
        if (actual.kind === 'slice' || actual.kind === 'array')
          this.match(pattern.element, actual.element, origin);
        return;
      case 'ArrayType':
        if (actual.kind !== 'array') return;
        this.matchConstant(pattern.length, actual.length, origin);
        return this.match(pattern.element, actual.element, origin);
      case 'FunctionType':
        return this.matchFunction(pattern, actual, origin);
    }
  }

  private matchFunction(pattern: ast.FunctionType, actual: Type, origin: Span): void {
    if (actual.kind !== 'function' || actual.parameters.length !== pattern.parameters.length) return;
    pattern.parameters.forEach((parameter, i) =>
      this.match(parameter, actual.parameters[i] ?? INVALID, origin),
    );
    if (pattern.result) this.match(pattern.result, actual.result, origin);
  }

  /** `List(T)` with an instance of `List`; an alias, `type Ints(T: type) []T`, with what it stands for. */
  private matchInstance(
    pattern: ast.NamedType,
    list: ast.CompileTimeArguments,
    actual: Type,
    origin: Span,
  ): void {
    const generic = this.c.within(this.generic.scope, this.generic.parent, () =>
      symbolOfType(this.c, pattern),
    );
    if (!generic || !isGenericType(generic)) return;
    const values = valuesOf(actual, generic) ?? this.throughAlias(generic, actual, origin);
    values.forEach((value, i) => {
      const part = list[i];
      if (part && value) this.matchValue(part, value, origin);
    });
  }

  private throughAlias(generic: GenericSymbol, actual: Type, origin: Span): Inference['values'] {
    const alias = new Inference(this.c, generic);
    const { type } = generic.declaration as ast.TypeDeclaration;
    if (type.kind !== 'StructType' && type.kind !== 'EnumType') alias.match(type, actual, origin);
    return alias.values;
  }

  private matchValue(pattern: ast.Expression, value: CompileTimeValue, origin: Span): void {
    const type = asType(pattern);
    if (value.kind === 'type' && type) this.match(type, value.type, origin);
    else if (value.kind === 'constant' && pattern.kind === 'NameExpression')
      this.bind(this.indices.get(pattern.name.text), value, origin);
  }

  private matchConstant(pattern: ast.Expression, length: number, origin: Span): void {
    const value = integerValue(BigInt(length));
    this.matchValue(pattern, { kind: 'constant', type: I64, value }, origin);
  }

  /** Notes what a parameter is, unless that is known. */
  bind(index: number | undefined, value: CompileTimeValue, origin: Span): void {
    const parameter = index === undefined ? undefined : this.generic.declaration.compileTime[index];
    if (index === undefined || !parameter || this.values[index]) return;
    const fitted = isTypeParameter(parameter) ? value : this.fitted(parameter, value);
    if (!fitted || (fitted.kind === 'type') !== isTypeParameter(parameter)) return;
    this.values[index] = fitted;
    this.origins.set(index, origin);
  }

  /** A constant in the type of its parameter. */
  private fitted(parameter: ast.CompileTimeParameter, value: CompileTimeValue): CompileTimeValue | undefined {
    const type = constantType(this.c, this.generic, parameter, this.values);
    if (value.kind !== 'constant' || value.type === type) return value;
    const isInRange =
      type.kind === 'integer' && value.value.kind === 'integer' && fits(value.value.value, type);
    return isInRange ? { ...value, type } : undefined;
  }

  /**
   * What a literal has to be where the pattern is wanted, as far as it is known: for `[N]T` and `[]T` a slice of
   * what `T` is.
   */
  wanted(pattern: ast.TypeExpression): Type | undefined {
    if (pattern.kind !== 'ArrayType' && pattern.kind !== 'SliceType') return undefined;
    if (!this.isKnown(pattern.element)) return undefined;
    const scope = parameterScope(this.c, this.generic, this.values);
    const element = this.c.within(scope, this.generic.parent, () =>
      this.c.resolveType(copyTree(pattern.element)),
    );
    return element === INVALID ? undefined : sliceOf(element);
  }

  private isKnown(pattern: ast.TypeExpression): boolean {
    const missing = new Set([...this.indices].flatMap(([name, i]) => (this.values[i] ? [] : [name])));
    return !mentions(pattern, missing);
  }
}

/** What a type is an instance of `generic` with, if it is one. */
function valuesOf(type: Type, generic: GenericSymbol): readonly CompileTimeValue[] | undefined {
  const instance = type.kind === 'struct' || type.kind === 'enum' ? type.instance : undefined;
  return instance?.generic === generic ? instance.values : undefined;
}

/** True if one of the names stands anywhere in the tree. */
export function mentions(part: unknown, names: ReadonlySet<string>): boolean {
  if (Array.isArray(part)) return part.some((each) => mentions(each, names));
  if (typeof part !== 'object' || part === null || !('kind' in part)) return false;
  if (part.kind === 'Name') return names.has((part as ast.Name).text);
  return Object.values(part).some((each) => mentions(each, names));
}
