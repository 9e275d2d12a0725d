// What lowering knows while it is inside one function, and the six ways in which an expression is
// lowered. The ways call each other (a call's arguments are expressions), so they meet here as methods
// and live in files of their own.
import type * as ast from '../../syntax/ast';
import type { Span } from '../../syntax/source';
import type { Scope, VariableSymbol } from '../../semantics/symbol';
import { ListMap } from '../../semantics/list-map';
import type { Tables } from '../../semantics/checked';
import type { ConstantValue } from '../../semantics/constant';
import { alignOf, isScalar, sizeOf, type Type } from '../../semantics/types';
import type { FunctionBuilder } from '../builder';
import type * as ir from '../ir';
import type { Comparison } from './comparers';
import { memoryHome, type VariableHome } from './debug-info';
import type { Held, MemoryPlace, Place, SliceValue } from './place';
import type { ProgramContext } from './program';
import { Exits } from './exits';
import { localPlace, memoryPlace, registerPlace } from './place';
import { resultTypes, valueType } from './value-types';
import { functionTarget, read, zero } from '../expressions';

/** The ways to lower an expression; each file of this folder that implements one says more. */
export interface ExpressionLowering {
  /** A scalar's value, as one tree. */
  value(f: FunctionLowering, e: ast.Expression): ir.Expression;
  /** A slice's value (the expression may be an array that is converted). */
  slice(f: FunctionLowering, e: ast.Expression): SliceValue;
  /** Where a value is: of what can be assigned its own place, else a temporary that it is put into. */
  place(f: FunctionLowering, e: ast.Expression): Place;
  /**
   * Puts a value of any type into a place that nothing in the expression reads, and whose address may
   * be evaluated after the expression's calls.
   */
  into(f: FunctionLowering, e: ast.Expression, place: Place): void;
  /** The same for a struct or array alone, before it is converted to a slice. */
  build(f: FunctionLowering, e: ast.Expression, place: MemoryPlace): void;
  /** Evaluates an expression and forgets its value. */
  effect(f: FunctionLowering, e: ast.Expression): void;
}

/** Lowers the body of a loop or case, which is made of statements of all kinds. */
export type LowerBlock = (f: FunctionLowering, block: ast.Block) => void;

/** Where `break` and `continue` go in the innermost loop. */
export interface LoopTargets {
  /** How many exit actions wait outside of the loop's body. */
  readonly exitDepth: number;
  leave(): void;
  repeat(): void;
}

/**
 * Variables beyond so many registers live in memory. What an engine needs for a function grows with its registers times its
 * statements; processors have fewer than twenty.
 */
const MOST_REGISTERS = 100;

const NO_LOCALS: readonly ir.LocalId[] = [];

export class FunctionLowering {
  loop: LoopTargets | undefined;
  readonly exits: Exits;
  /** Registers that keep a result while exit actions run; made when the first is needed. */
  readonly results: ir.LocalId[] = [];
  /** Where an aggregate result goes. */
  resultPlace: MemoryPlace | undefined;
  readonly homes = new ListMap<VariableSymbol, VariableHome>();
  /** Rungs of long chains that were lowered before their turn. */
  rungs: Map<ast.Expression, Held> | undefined;

  constructor(
    readonly program: ProgramContext,
    readonly b: FunctionBuilder,
    private readonly ways: ExpressionLowering,
    public scope: Scope,
    /** Finds the place of a variable that this function does not declare itself. */
    private readonly foreignPlace: (symbol: VariableSymbol) => Place | undefined = () => undefined,
  ) {
    this.exits = new Exits(b);
  }

  get tables(): Tables {
    return this.program.tables;
  }

  value(e: ast.Expression): ir.Expression {
    return this.ways.value(this, e);
  }
  slice(e: ast.Expression): SliceValue {
    return this.ways.slice(this, e);
  }
  place(e: ast.Expression): Place {
    return this.ways.place(this, e);
  }
  into(e: ast.Expression, place: Place): void {
    this.ways.into(this, e, place);
  }
  build(e: ast.Expression, place: MemoryPlace): void {
    this.ways.build(this, e, place);
  }
  effect(e: ast.Expression): void {
    this.ways.effect(this, e);
  }

  /** An expression's type where it stands, after its implicit conversion. */
  typeOf(e: ast.Expression): Type {
    return this.tables.typeOf.whereItStands(e) ?? unchecked(e);
  }

  /** An expression's type before any conversion. */
  ownType(e: ast.Expression): Type {
    return this.tables.typeOf.get(e) ?? unchecked(e);
  }

  /** The value of a constant expression that no conversion changes. */
  constantOf(e: ast.Expression): ConstantValue | undefined {
    return this.tables.constantOf.get(e);
  }

  /** A source statement begins here. */
  begin(span: Span): void {
    this.b.begin(span, this.program.scopeId(this.scope));
  }

  /** Runs `body` inside the scope that a node opens, if it opens one. */
  inScope(node: ast.ScopeNode, body: () => void): void {
    const outer = this.scope;
    this.scope = this.tables.scopeOf.get(node) ?? outer;
    body();
    this.scope = outer;
  }

  /** Gives a variable its home in this function's frame; one in a deferred statement has the same at every exit. */
  declareVariable(symbol: VariableSymbol): Place {
    let home = this.homes.get(symbol);
    if (!home) this.homes.set(symbol, (home = this.newHome(symbol)));
    return placeAt(home);
  }

  private newHome(symbol: VariableSymbol): VariableHome {
    if (isRegister(symbol) && this.b.registerCount < MOST_REGISTERS)
      return registerPlace(this.registers(symbol.name, symbol.type));
    return memoryHome(this.b.memory(symbol.name, sizeOf(symbol.type), alignOf(symbol.type)));
  }

  /** A register for a scalar, two neighbours for a slice; the first is given. */
  private registers(name: string, type: Type): ir.LocalId {
    if (type.kind !== 'slice') return this.b.register(name, valueType(type));
    const data = this.b.register(name, 'ptr');
    this.b.register(`${name}.count`, 'i64');
    return data;
  }

  /** Gives a name to what lies at an address, which is kept in a register of its own. */
  declareReference(symbol: VariableSymbol, address: ir.Expression): void {
    const local = this.homes.get(symbol)?.local ?? this.b.register(`${symbol.name}.at`, 'ptr');
    this.b.set(local, address);
    this.homes.set(symbol, { kind: 'reference', local });
  }

  variablePlace(symbol: VariableSymbol): Place {
    const home = this.homes.get(symbol);
    if (home) return placeAt(home);
    const foreign = this.foreignPlace(symbol);
    if (!foreign) throw new Error(`ropewalk: ${symbol.name} has no home here`);
    return foreign;
  }

  /**
   * Calls a function of the library by its name; its result, if it has one, is the value.
   * @param into the register that is to hold it
   */
  callLibrary(name: string, args: readonly ir.Expression[], span: Span, into?: ir.LocalId): ir.Expression {
    const symbol = this.program.libraryFunction(name);
    const types = resultTypes(symbol.type.result);
    const results = into === undefined ? this.temporaries(types) : types.map(() => into);
    this.b.call(functionTarget(this.program.functionId(symbol)), args, results, span);
    return results[0] === undefined ? zero('i32') : read(results[0]);
  }

  /** A register for each type, until the next source statement begins. */
  temporaries(types: readonly ir.ValueType[]): readonly ir.LocalId[] {
    const [first] = types;
    if (first === undefined) return NO_LOCALS;
    return types.length === 1 ? [this.b.temporary(first)] : types.map((type) => this.b.temporary(type));
  }

  /** Prints a value of an aggregate or slice type. */
  callPrinter(type: Type, args: readonly ir.Expression[], span: Span): void {
    this.b.call(functionTarget(this.program.printer(type)), args, [], span);
  }

  /** Compares or hashes values of a type, which are given by their addresses. */
  callComparer(what: Comparison, type: Type, args: readonly ir.Expression[], span: Span): ir.Expression {
    const result = this.b.temporary(what === 'equal' ? 'bool' : 'u64');
    this.b.call(functionTarget(this.program.comparer(what, type)), args, [result], span);
    return read(result);
  }

  /** Memory for a value that has no variable; it lasts as long as the function runs. */
  temporaryMemory(type: Type): MemoryPlace {
    return localPlace(this.b.memory('t', sizeOf(type), alignOf(type)));
  }
}

function unchecked(e: ast.Expression): never {
  throw new Error(`ropewalk: a ${e.kind} at ${e.span.start} was not checked`);
}

function placeAt(home: VariableHome): Place {
  switch (home.kind) {
    case 'register':
      return home;
    case 'memory':
      return localPlace(home.local);
    case 'reference':
      return memoryPlace(read(home.local), 'pointer');
  }
}

/** True for the variables that may live in registers: no pointer to them can exist, and they fit. */
export function isRegister(symbol: VariableSymbol): boolean {
  if (symbol.storage === 'global' || symbol.addressTaken) return false;
  return isScalar(symbol.type) || symbol.type.kind === 'slice';
}
