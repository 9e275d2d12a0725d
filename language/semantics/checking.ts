// The state of one check: where the checker stands, what it has found out, and what waits to be resolved.
//
// Declarations may stand in any order, so a name's meaning is found out when it is first needed:
// `defer` notes how, `resolve` does it, and meeting a name that is being resolved is a cycle.
import type * as ast from '../syntax/ast';
import type { Diagnostics, Label } from '../syntax/diagnostic';
import type { Offset, Span } from '../syntax/source';
import type { Body, Loop } from './bodies';
import { type CheckedProgram, emptyTables, type Tables } from './checked';
import type { SemanticCode } from './codes';
import type { ConstantValue } from './constant';
import type { Evaluator } from './evaluator';
import { Findings } from './findings';
import { type Instance, instanceLabels, Instances, useOfLibrary } from './instances';
import type {
  Condition,
  FunctionSymbol,
  GenericSymbol,
  ModuleSymbol,
  Scope,
  Symbol,
  VariableSymbol,
} from './symbol';
import { type EnumType, INVALID, type StructType, type Type } from './types';
import type { Resolution, Resolvable } from './resolution';
import { Unread } from './unread';
import { didYouMean } from './wording';

/**
 * The parts of the checker that need each other: expressions hold expressions of every kind, types hold
 * constants, functions hold functions. They meet here, so that no module needs itself to load.
 */
export interface Rules {
  readonly expression: (c: Checking, e: ast.Expression, expected: Type | undefined) => Type;
  readonly type: (c: Checking, node: ast.TypeExpression) => Type;
  /** True when control can pass behind the statement. */
  readonly statement: (c: Checking, s: ast.Statement) => boolean;
  readonly body: (c: Checking, symbol: FunctionSymbol) => void;
}

// Bounds the recursion of the checker, so that no text overflows the stack. An expression counts one,
// a declaration that is resolved inside another counts more, for it takes that many more frames.
const MAX_DEPTH = 1000;
const RESOLUTION_DEPTH = 5;
const LONG_CHAIN = 50; // of such declarations: worth a word
// Each suggestion looks at every name in sight.
const MOST_SUGGESTIONS = 100;

export class Checking {
  readonly tables: Tables = emptyTables();
  readonly functions: FunctionSymbol[] = [];
  readonly globals: VariableSymbol[] = [];
  readonly structs: StructType[] = [];
  readonly enums: EnumType[] = [];
  readonly generics: GenericSymbol[] = [];
  readonly starters = new Set<FunctionSymbol>();
  /** The function whose body is being checked. */
  owner: FunctionSymbol | undefined;
  /** What it declares as variables; absent where it is not known whether anything names them. */
  locals: VariableSymbol[] | undefined;
  /** The loops around the statement being checked, innermost last. */
  loops: Loop[] = [];
  /** Set once there is an `#if`: where there is none, names are looked up faster. */
  hasConditions = false;
  /** True inside `typeof`, where what is named need not be there when the program runs. */
  isUnevaluated = false;
  /** The word of the `defer` whose statement is being checked. */
  deferred: Span | undefined;
  /** The bodies of the functions declared so far: each is checked in its turn, or when a `#run` needs it. */
  readonly bodies = new Map<FunctionSymbol, Body>();
  /** Globals whose initial value is being found out, and those for which it went wrong. */
  readonly unfinished = new Set<VariableSymbol>();
  readonly wrong = new Set<VariableSymbol>();
  /** Expressions and types that were found to be INVALID so far, reported here or elsewhere. */
  invalids = 0;
  /** True once a type has parts that are wrong: then nothing can be run. */
  hasWrongTypes = false;
  /** True inside a global's initial value: what a `#run` leaves behind there may be written to. */
  isInitial = false;
  /** What runs code while compiling, and the program as it sees it; absent where nothing is compiled. */
  evaluator: Evaluator | undefined;
  program: CheckedProgram | undefined;
  /** Where the text could not be read. */
  unread: Unread;
  /** The functions at the top level, or what is in them, that something needed which was run while compiling. */
  readonly neededByRuns = new Set<FunctionSymbol>();
  /** Where it is said what the check of a function's body finds, if not where the rest is. */
  findingsOf: ((symbol: FunctionSymbol, scope: Scope) => Findings | undefined) | undefined;
  /** Rungs of long chains whose turn comes later, with their types. */
  readonly ahead = new Map<ast.Expression, Type>();
  /** Told of each instance that is asked for, where that is being checked. */
  asksFor: ((instance: Instance) => void) | undefined;
  private readonly waiting: (() => void)[] = [];
  private findings: Findings;
  /** Where mistakes are reported outside of what is checked silently; absent where nothing is. */
  private outspoken: Findings | undefined;
  private depth = 0;
  /** How many hints were looked for so far. */
  suggestions = 0;
  private lastName: ast.Name | undefined;
  private lastScope: Scope | undefined;
  private lastFound: Symbol | undefined;
  private readonly running: Resolvable[] = [];

  /**
   * @param findings takes what is wrong, unless `reportTo` says otherwise
   * @param rules what to do with each kind of node
   * @param scope where names are looked up at first
   * @param at locals declared behind this offset are not seen (for an expression inside a paused program)
   * @param isEvaluation true for the debugger: symbols of the program must stay as they are
   * @param instances those that are known already
   */
  constructor(
    findings: Findings,
    private readonly rules: Rules,
    public scope: Scope,
    readonly at?: Offset,
    readonly isEvaluation = false,
    readonly instances = new Instances(),
  ) {
    this.findings = findings;
    this.unread = new Unread([], findings.diagnostics.list);
  }

  /** Something is asked of a module. */
  use(module: ModuleSymbol): void {
    (this.outspoken ?? this.findings).use(module);
  }

  /** Nothing names a variable of the function that has been checked. */
  noteUnused(variable: VariableSymbol): void {
    this.findings.unused.push(variable);
  }

  get diagnostics(): Diagnostics {
    return this.findings.diagnostics;
  }

  /** Runs `body` with what it finds said elsewhere. */
  reportTo<T>(findings: Findings | undefined, body: () => T): T {
    const outer = this.findings;
    this.findings = findings ?? outer;
    const result = body();
    this.findings = outer;
    return result;
  }

  /** Runs `body` with nothing said of what it finds wrong; but what it resolves by the way is another matter. */
  silently(body: () => void): void {
    const outer = this.outspoken;
    this.outspoken ??= this.findings;
    this.reportTo(new Findings(), body);
    this.outspoken = outer;
  }

  /** Grows with every mistake, and with every use of what a mistake has made unknown. */
  get mistakes(): number {
    return this.diagnostics.errorCount + this.invalids;
  }

  error(code: SemanticCode, span: Span, message: string, hint?: string, labels: readonly Label[] = []): void {
    const { instance } = this.scope;
    const use = instance && span.source.isLibrary ? useOfLibrary(instance) : undefined;
    if (use)
      this.diagnostics.error(code, use.span, use.message, [{ span, message }, ...labels, ...use.notes]);
    else this.diagnostics.error(code, span, message, this.withInstances(labels), hint);
  }

  warning(
    code: SemanticCode,
    span: Span,
    message: string,
    hint?: string,
    labels: readonly Label[] = [],
  ): void {
    this.diagnostics.warning(code, span, message, this.withInstances(labels), hint);
  }

  private withInstances(labels: readonly Label[]): readonly Label[] {
    const { instance } = this.scope;
    return instance ? [...labels, ...instanceLabels(instance)] : labels;
  }

  /** Notes what is checked when all that is met before it has been: the bodies of instances. */
  later(check: () => void): void {
    this.waiting.push(check);
  }

  /** Checks what waits, and what comes to wait meanwhile. */
  checkWaiting(): void {
    for (let next = this.waiting.shift(); next; next = this.waiting.shift()) next();
  }

  /**
   * Checks `e` and notes its type, which may be untyped: the caller settles it (conversions.ts).
   * @param expected what the place wants, for literals that take their type from it; nothing is enforced
   */
  checkExpression(e: ast.Expression, expected?: Type): Type {
    if (!this.enter(1, e)) return INVALID;
    const type = this.rules.expression(this, e, expected && isConcrete(expected) ? expected : undefined);
    this.leave(1);
    if (type === INVALID) this.invalids++;
    this.tables.typeOf.set(e, type);
    return type;
  }

  /** The type that `node` denotes; INVALID, and reported, where it denotes none. */
  resolveType(node: ast.TypeExpression): Type {
    const type = this.tables.typeNamed.get(node) ?? this.rules.type(this, node);
    if (type === INVALID) this.invalids++;
    this.tables.typeNamed.set(node, type);
    return type;
  }

  /** Checks a statement; true when control can pass behind it. */
  checkStatement(s: ast.Statement): boolean {
    // A block lies in its block: that counts as depth.
    if (!this.enter(1, s)) return true;
    const passes = this.rules.statement(this, s);
    this.leave(1);
    return passes;
  }

  /** Checks a function's body, if that has not been done; but not the defaults of its parameters. */
  checkBody(symbol: FunctionSymbol): void {
    this.rules.body(this, symbol);
  }

  typeOf(expression: ast.Expression): Type {
    return this.tables.typeOf.get(expression) ?? INVALID;
  }

  constantOf(expression: ast.Expression): ConstantValue | undefined {
    return this.tables.constantOf.get(expression);
  }

  /** What a name means here. The library's own names are not seen by the user's code. */
  lookup(name: ast.Name): Symbol | undefined {
    // One name is asked for several times: is it a module, a tag, something generic?
    if (name === this.lastName && this.scope === this.lastScope) return this.lastFound;
    this.decideAbout(name);
    const found = this.scope.lookup(name.text, this.at);
    if (!found || isHidden(found, name)) return undefined;
    this.lastName = name;
    this.lastScope = this.scope;
    return (this.lastFound = found);
  }

  /** Decides the `#if`s that may declare the name, from the current scope outwards to where it is declared. */
  private decideAbout(name: ast.Name): void {
    if (!this.hasConditions) return;
    for (let scope: Scope | undefined = this.scope; scope; scope = scope.parent) {
      this.decideIn(scope, name);
      if (scope.declares(name.text)) return;
    }
  }

  /** Decides the `#if`s of one level that may declare the name. */
  decideIn(scope: Scope, name: ast.Name): void {
    for (const condition of scope.conditionsAbout(name.text)) {
      if (condition.state !== 'undecided') continue;
      condition.asked = name;
      this.resolve(condition, name.span);
    }
  }

  /** The `#if`s in sight that would have declared the name. */
  conditionsAbout(name: string): Condition[] {
    const found: Condition[] = [];
    for (let scope: Scope | undefined = this.scope; scope; scope = scope.parent)
      found.push(...scope.conditionsAbout(name));
    return found;
  }

  /** A hint that names what `name` may have meant. The first mistakes get one; in a wrong text there may be many. */
  suggest(name: string, candidates: Iterable<string>): string | undefined {
    return this.suggestions++ < MOST_SUGGESTIONS ? didYouMean(name, candidates) : undefined;
  }

  /** Runs `body` with names looked up in `scope`. */
  within<T>(scope: Scope, owner: FunctionSymbol | undefined, body: () => T): T {
    const { scope: outerScope, owner: outerOwner, isUnevaluated } = this;
    this.scope = scope;
    this.owner = owner;
    this.isUnevaluated = false;
    const result = body();
    this.scope = outerScope;
    this.owner = outerOwner;
    this.isUnevaluated = isUnevaluated;
    return result;
  }

  /** Notes how to find out about `what`, from the scope that is current now. */
  defer(what: Resolvable, run: () => void, onCycle: (cycle: readonly Resolvable[]) => void): void {
    what.resolution = { isRunning: false, scope: this.scope, owner: this.owner, run, onCycle };
  }

  /** Runs `body` where no loop can be left: in a function of its own, or in the statement of a `defer`. */
  withoutExits<T>(deferred: Span | undefined, body: () => T): T {
    const { loops: outerLoops, deferred: outerDeferred } = this;
    this.loops = [];
    this.deferred = deferred;
    const result = body();
    this.loops = outerLoops;
    this.deferred = outerDeferred;
    return result;
  }

  /** Runs `body` for expressions of which only the type matters. */
  unevaluated<T>(body: () => T): T {
    const outer = this.isUnevaluated;
    this.isUnevaluated = true;
    const result = body();
    this.isUnevaluated = outer;
    return result;
  }

  /** Finds out about `what` if it is not known yet. False when that runs in a circle, which is reported. */
  resolve(what: Resolvable, span: Span): boolean {
    const { resolution } = what;
    return !resolution || this.resolveBy(resolution, what, span);
  }

  private resolveBy(resolution: Resolution, what: Resolvable, span: Span): boolean {
    if (resolution.isRunning) {
      resolution.onCycle(this.running.slice(this.running.indexOf(what)));
      return false;
    }
    if (this.isTooDeep(RESOLUTION_DEPTH)) return this.rejectDepth(span);
    this.depth += RESOLUTION_DEPTH;
    const { isInitial, outspoken } = this;
    this.isInitial = false;
    this.outspoken = undefined;
    resolution.isRunning = true;
    this.running.push(what);
    this.reportTo(outspoken, () => this.within(resolution.scope, resolution.owner, resolution.run));
    this.running.pop();
    this.outspoken = outspoken;
    this.isInitial = isInitial;
    what.resolution = undefined;
    this.leave(RESOLUTION_DEPTH);
    return true;
  }

  /** Says that what others need of `what` is known by now, though its resolution goes on. */
  settled(what: Resolvable): void {
    what.resolution = undefined;
  }

  /** Goes some levels deeper, until `leave`. False, and reported, when that is too deep. */
  enter(levels: number, at: { readonly span: Span }): boolean {
    if (this.isTooDeep(levels)) return this.rejectDepth(at.span);
    this.depth += levels;
    return true;
  }

  private isTooDeep(levels: number): boolean {
    return this.depth + levels > MAX_DEPTH;
  }

  private rejectDepth(span: Span): false {
    const isChain = this.running.length >= LONG_CHAIN;
    const what = isChain
      ? `the end of a chain of ${this.running.length} declarations that need each other`
      : 'nested too deeply';
    const hint = isChain ? 'write what is needed before what needs it' : 'split it into several statements';
    this.error('E0330', span, `this is ${what}`, hint);
    return false;
  }

  leave(levels: number): void {
    this.depth -= levels;
  }
}

function isConcrete({ kind }: Type): boolean {
  return kind !== 'untyped integer' && kind !== 'untyped float' && kind !== 'nil';
}

function isHidden(symbol: Symbol, use: ast.Name): boolean {
  if (!symbol.name.startsWith('rt_') && !symbol.name.startsWith('__')) return false;
  if (use.span.source.isLibrary || symbol.kind === 'builtin') return false;
  return symbol.span?.source.isLibrary ?? false;
}
