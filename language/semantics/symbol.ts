// What names stand for, and the scopes in which they are looked up.
import type * as ast from '../syntax/ast';
import type { Offset, Span } from '../syntax/source';
import type { ConstantValue } from './constant';
import type { Instance } from './instances';
import { ListMap } from './list-map';
import type { Pending } from './resolution';
import type { FunctionType, Type } from './types';

export type Symbol =
  | VariableSymbol
  | ConstantSymbol
  | TypeSymbol
  | FunctionSymbol
  | GenericSymbol
  | BuiltinSymbol
  | ModuleSymbol;

/** What can stand behind a module's dot. */
export type MemberSymbol = VariableSymbol | ConstantSymbol | TypeSymbol | FunctionSymbol | GenericSymbol;

/** A place of the text is told as one end of a span: spans move while the text is edited, numbers would not. */
export type Edge = 'start' | 'end';

export interface VariableSymbol extends Pending {
  readonly kind: 'variable';
  readonly name: string;
  readonly span: Span;
  type: Type;
  readonly storage: 'global' | 'local' | 'parameter';
  /** The function whose frame holds it; absent for a global. */
  readonly owner?: FunctionSymbol;
  /** Loop variables cannot be assigned. */
  readonly isLoopVariable: boolean;
  /** True once `&x`, a slice of it, or anything else lets a pointer to it exist. */
  addressTaken: boolean;
  /** True once anything names it, be it only to assign to it. */
  isUsed: boolean;
  /** A local is visible from this edge of what declares it to the end of its scope. */
  readonly visibleFrom: Edge;
  readonly declaredBy: Span;
  /** A global's initial value; absent means zero. */
  initial: ConstantValue | undefined;
}

export interface ConstantSymbol extends Pending {
  readonly kind: 'constant';
  readonly name: string;
  readonly span: Span;
  /** May be untyped. */
  type: Type;
  value: ConstantValue;
}

export interface TypeSymbol extends Pending {
  readonly kind: 'type';
  readonly name: string;
  /** Absent for the types of the language itself. */
  readonly span?: Span;
  type: Type;
}

export interface FunctionSymbol extends Pending {
  readonly kind: 'function';
  /** An instance's with what it was given, `max(i32)`. */
  readonly name: string;
  /** With the enclosing functions' names, `outer.inner`: as shown in stacks. */
  readonly qualifiedName: string;
  /** The same as it is written where it is declared: all instances of a function have one. */
  readonly plainName: string;
  readonly span: Span;
  type: FunctionType;
  readonly declaration: ast.FunctionDeclaration;
  parameters: readonly VariableSymbol[];
  /** For each parameter, its default value if it has one. */
  defaults: readonly (DefaultValue | undefined)[];
  readonly parent?: FunctionSymbol;
  /** Set if this evaluates a default value: the function whose parameter it is for. */
  readonly defaultOf?: FunctionSymbol;
  /** Without a body: a host function in the interpreter. */
  readonly isExternal: boolean;
  /** What `#run` runs; its name says where that stands. */
  readonly isRun?: boolean;
}

/** The default value of a parameter. */
export interface DefaultValue {
  /** Evaluates it. */
  readonly symbol: FunctionSymbol;
  readonly value: ast.Expression;
  /** The parameter's. */
  readonly type: Type;
  /** Known when `symbol` is resolved; then no function is needed. */
  constant: ConstantValue | undefined;
}

/** A function or type with compile-time parameters; what it stands for is found in its instances. */
export interface GenericSymbol {
  readonly kind: 'generic';
  readonly name: string;
  readonly span: Span;
  readonly declaration: GenericDeclaration;
  /** Where it is declared: its instances are checked there. */
  readonly scope: Scope;
  /** The function in which it is declared. */
  readonly parent?: FunctionSymbol;
}

export type GenericDeclaration = (ast.FunctionDeclaration | ast.TypeDeclaration) & {
  readonly compileTime: readonly ast.CompileTimeParameter[];
};

export type BuiltinName = 'print' | 'assert' | 'panic' | 'malloc' | 'free';

export interface BuiltinSymbol {
  readonly kind: 'builtin';
  readonly name: BuiltinName;
}

/** A file under the name that an import gives it. */
export interface ModuleSymbol {
  readonly kind: 'module';
  readonly name: string;
  readonly span: Span;
  /** The file's top-level scope; absent if it could not be read. */
  readonly scope?: Scope;
}

/** An `#if`, which declares what the branch that is taken declares. */
export interface Condition extends Pending {
  readonly kind: 'condition';
  readonly name?: undefined;
  /** Of its first condition. */
  readonly span: Span;
  readonly node: ast.CompileTimeIf;
  /** What any of its branches would declare. */
  readonly names: ReadonlyMap<string, ast.Name>;
  /** `wrong` once a mistake in it was reported: then nothing is known of its names. */
  state: 'undecided' | 'decided' | 'wrong';
  /** What the branch that is taken declares. */
  declared: readonly Declared[];
  /** The name that was looked up last, for which it must be decided. */
  asked?: ast.Name;
}

/** What a statement declares in its scope, with where it stands. */
export interface Declared {
  readonly symbol: Symbol | Condition;
  readonly span: Span;
}

// All symbols of a kind are made in one place, with all that they may ever have: engines are fast with objects of
// one shape.

export function newVariable(
  name: ast.Name,
  type: Type,
  storage: VariableSymbol['storage'],
  owner: FunctionSymbol | undefined,
  declaredBy: Span,
  visibleFrom: Edge = 'end',
  isLoopVariable = false,
): VariableSymbol {
  return {
    kind: 'variable',
    name: name.text,
    span: name.span,
    type,
    storage,
    owner,
    isLoopVariable,
    addressTaken: false,
    isUsed: false,
    visibleFrom,
    declaredBy,
    initial: undefined,
    resolution: undefined,
  };
}

export function newConstant(name: string, span: Span, type: Type, value: ConstantValue): ConstantSymbol {
  return { kind: 'constant', name, span, type, value, resolution: undefined };
}

export function newTypeSymbol(name: string, span: Span | undefined, type: Type): TypeSymbol {
  return { kind: 'type', name, span, type, resolution: undefined };
}

const NO_CONDITIONS: readonly Condition[] = [];

/** One level of names. Lookups go outwards until the universe. */
export class Scope {
  // Many levels have none of these: they are made when they are needed.
  private symbols: ListMap<string, Symbol> | undefined;
  private conditions: Map<ast.CompileTimeIf, Condition> | undefined;
  private conditionsByName: Map<string, Condition[]> | undefined;

  /**
   * @param span where the scope's names are visible; absent for the universe
   * @param owner the function whose body this is inside, absent at the top level
   * @param instance the innermost instance that this is inside, if there is one
   * @param module of the top-level scope of an imported file, and what is generic in it: what stands before its names in stacks
   */
  constructor(
    readonly parent: Scope | undefined,
    readonly owner: FunctionSymbol | undefined,
    readonly span?: Span,
    readonly instance: Instance | undefined = parent?.instance,
    readonly module: string = parent?.module ?? '',
  ) {}

  /** Adds a symbol, unless the name is taken: then the one that was there is returned. */
  declare(symbol: Symbol): Symbol | undefined {
    const taken = this.named(symbol.name);
    if (taken) return taken;
    this.symbols ??= new ListMap();
    this.symbols.set(symbol.name, symbol);
    return undefined;
  }

  addCondition(condition: Condition): void {
    this.conditions ??= new Map();
    this.conditionsByName ??= new Map();
    this.conditions.set(condition.node, condition);
    for (const name of condition.names.keys()) {
      const about = this.conditionsByName.get(name);
      if (about) about.push(condition);
      else this.conditionsByName.set(name, [condition]);
    }
  }

  /** What `addCondition` was told of an `#if` of this level. */
  conditionOf(node: ast.CompileTimeIf): Condition | undefined {
    return this.conditions?.get(node);
  }

  /** The `#if`s of this level that may declare the name, or would have. */
  conditionsAbout(name: string): readonly Condition[] {
    return this.conditionsByName?.get(name) ?? NO_CONDITIONS;
  }

  /** True if this level itself declares the name. */
  declares(name: string): boolean {
    return this.named(name) !== undefined;
  }

  /** The names of this level alone, in the order of declaration. */
  *own(): Iterable<Symbol> {
    for (const [, symbol] of this.symbols ?? []) yield symbol;
  }

  /** What this level itself declares by a name. */
  named(name: string): Symbol | undefined {
    return this.symbols?.get(name);
  }

  /** What others can name of this level: anything but what it imports. */
  member(name: string): MemberSymbol | undefined {
    const found = this.named(name);
    return found?.kind === 'module' || found?.kind === 'builtin' ? undefined : found;
  }

  /**
   * What `name` means here.
   * @param at when given, a local is found only where it is declared before this offset
   */
  lookup(name: string, at?: Offset): Symbol | undefined {
    let found = this.named(name);
    if (found && isVisible(found, at)) return found;
    for (let level = this.parent; level; level = level.parent) {
      found = level.symbols?.get(name);
      if (found && isVisible(found, at)) return found;
    }
    return undefined;
  }
}

function isVisible(symbol: Symbol, at: Offset | undefined): boolean {
  if (at === undefined || symbol.kind !== 'variable' || symbol.storage === 'global') return true;
  return visibleOffset(symbol) <= at;
}

/** From where on a local is seen. */
export function visibleOffset({ declaredBy, visibleFrom }: VariableSymbol): Offset {
  return declaredBy[visibleFrom];
}
