// Builds the body of one IR function: locals, nested statement lists, labels and safepoints.
//
// Where safepoints go is decided here, in one place, by the order of `begin` and the statements. `begin` says that
// a statement of the source starts: the next IR statement carries its safepoint, of kind `statement`.
// What follows belongs to the same source statement and is quiet, except that every call has a safepoint
// and so has the first statement behind a call, of kind `continuation`.
//
// What is emitted where execution cannot come is dropped, so that no list goes on behind a jump.
import type { Span } from '../syntax/source';
import { trimmed } from '../syntax/trimmed';
import { ofEachType } from './value-type';
import type {
  CallTarget,
  Expression,
  Function,
  FunctionId,
  Guard,
  LabelId,
  Local,
  LocalId,
  Safepoint,
  SafepointId,
  ScopeId,
  Statement,
  TrapKind,
  ValueRange,
  ValueType,
} from './ir';
import type { Safepoints } from './safepoints';

/** A case of a switch that is being built. */
export interface BuiltCase {
  readonly ranges: readonly ValueRange[];
  readonly body: () => void;
}

/** What names a finished function. */
export interface FunctionHead {
  readonly name: string;
  readonly isLibrary: boolean;
  readonly span: Span;
  readonly results: readonly ValueType[];
}

// Of what is empty, and of the locals without a name of their own, there is only one.
const NOTHING: readonly Statement[] = [];
const TEMPORARIES = ofEachType<Local>((type) => ({ kind: 'register', name: 't', type }));
const SCRATCH = ofEachType<Local>((type) => ({ kind: 'register', name: 's', type, isScratch: true }));

export class FunctionBuilder {
  readonly locals: Local[] = [];
  /** How many of them are registers, scratch locals aside. */
  registerCount = 0;
  private parameterCount = 0;
  /** The statements of the list under way, on top of those of the lists around it; what lies above `top` is left over. */
  private readonly statements: Statement[] = [];
  private top = 0;
  private live = true;
  /** By label, whether something breaks to it. */
  private readonly usedLabels: boolean[] = [];

  /** The source statement under way. */
  private span: Span | undefined;
  private scope: ScopeId = 0;
  private isPending = false;
  private isBehindCall = false;

  private readonly safepointsBefore: number;
  /** The temporaries that the current statement uses; what lies above their number is left over. */
  private readonly temporariesInUse: LocalId[] = [];
  private inUse = 0;
  private freeTemporaries: Map<ValueType, LocalId[]> | undefined;

  /**
   * @param id of the function being built
   * @param safepoints where safepoints are added
   */
  constructor(
    readonly id: FunctionId,
    private readonly safepoints: Safepoints,
  ) {
    this.safepointsBefore = safepoints.length;
  }

  /** Safepoints that the function has so far. */
  get safepointCount(): number {
    return this.safepoints.length - this.safepointsBefore;
  }

  /** True if execution can come to what is emitted next. */
  get isReachable(): boolean {
    return this.live;
  }

  // --- locals ----------------------------------------------------------------------------------

  /** A register that the caller passes. All parameters come before any other local. */
  parameter(name: string, type: ValueType): LocalId {
    this.parameterCount++;
    return this.register(name, type);
  }

  register(name: string, type: ValueType): LocalId {
    this.registerCount++;
    return this.locals.push({ kind: 'register', name, type }) - 1;
  }

  /** Bytes in the frame that can be pointed at. */
  memory(name: string, size: number, align: number): LocalId {
    return this.locals.push({ kind: 'memory', name, size, align }) - 1;
  }

  /** A register until the next source statement begins. */
  temporary(type: ValueType): LocalId {
    const local = this.freeTemporaries?.get(type)?.pop() ?? this.newTemporary(type);
    this.use(local);
    return local;
  }

  private newTemporary(type: ValueType): LocalId {
    this.registerCount++;
    return this.locals.push(TEMPORARIES[type]) - 1;
  }

  private use(local: LocalId): void {
    this.temporariesInUse[this.inUse++] = local;
  }

  /** A local for a `let`. */
  scratch(type: ValueType): LocalId {
    return this.locals.push(SCRATCH[type]) - 1;
  }

  /** Makes a scratch local a temporary, because a `set` is to fill it after all. */
  promote(local: LocalId): void {
    this.locals[local] = TEMPORARIES[this.typeOf(local)];
    this.use(local);
  }

  /** How many temporaries there are by now, for `keepTemporaries`. */
  get temporaries(): number {
    return this.inUse;
  }

  /** Lets go of temporaries within a statement: all but the first so many, and those that are named. */
  keepTemporaries(first: number, ...named: readonly LocalId[]): void {
    for (let i = first; i < this.inUse; i++) {
      const local = this.temporariesInUse[i] as LocalId;
      if (!named.includes(local)) this.release(local);
    }
    this.inUse = first;
    for (const local of named) this.use(local);
  }

  private typeOf(local: LocalId): ValueType {
    const found = this.locals[local];
    if (found?.kind !== 'register') throw new Error(`ropewalk: local ${local} is no register`);
    return found.type;
  }

  private releaseTemporaries(): void {
    for (let i = 0; i < this.inUse; i++) this.release(this.temporariesInUse[i] as LocalId);
    this.inUse = 0;
  }

  private release(local: LocalId): void {
    const type = this.typeOf(local);
    const free = (this.freeTemporaries ??= new Map<ValueType, LocalId[]>()).get(type);
    if (free) free.push(local);
    else this.freeTemporaries.set(type, [local]);
  }

  // --- safepoints ------------------------------------------------------------------------------

  /** A source statement begins: what is emitted next carries its safepoint. */
  begin(span: Span, scope: ScopeId): void {
    this.span = span;
    this.scope = scope;
    this.isPending = true;
    this.isBehindCall = false;
    if (this.inUse > 0) this.releaseTemporaries();
  }

  private safepointFor(kind: Safepoint['kind'], span: Span): SafepointId {
    if (!this.span) throw new Error('ropewalk: a safepoint outside of any statement');
    return this.safepoints.add(this.id, kind, span, this.scope);
  }

  /** The safepoint of the statement being emitted, if it is to have one. */
  private takeSafepoint(): SafepointId | undefined {
    if (!this.span || !(this.isPending || this.isBehindCall)) return undefined;
    const kind = this.isPending ? 'statement' : 'continuation';
    this.isPending = false;
    this.isBehindCall = false;
    return this.safepointFor(kind, this.span);
  }

  // --- statements ------------------------------------------------------------------------------

  // Each statement is made with its safepoint in it: to put that in afterwards would give the object another shape.

  set(local: LocalId, value: Expression): void {
    if (this.live) this.emit({ op: 'set', safepoint: this.takeSafepoint(), local, value });
  }

  store(type: ValueType, address: Expression, offset: number, value: Expression, guard: Guard): void {
    if (!this.live) return;
    this.emit({ op: 'store', safepoint: this.takeSafepoint(), type, address, offset, value, guard });
  }

  /** Copies `size` bytes, an i64. */
  copy(
    destination: Expression,
    destinationGuard: Guard,
    source: Expression,
    sourceGuard: Guard,
    size: Expression,
  ): void {
    if (!this.live) return;
    const safepoint = this.takeSafepoint();
    this.emit({ op: 'copy', safepoint, destination, destinationGuard, source, sourceGuard, size });
  }

  /** Sets `size` bytes, an i64, to the low byte of `value`. */
  fill(destination: Expression, guard: Guard, value: Expression, size: Expression): void {
    if (!this.live) return;
    this.emit({ op: 'fill', safepoint: this.takeSafepoint(), destination, guard, value, size });
  }

  /** Nothing but the safepoint that is due. */
  nop(): void {
    if (this.live) this.emit({ op: 'nop', safepoint: this.takeSafepoint() });
  }

  return(values: readonly Expression[]): void {
    if (!this.live) return;
    this.emit({ op: 'return', safepoint: this.takeSafepoint(), values });
    this.live = false;
  }

  trap(kind: TrapKind, args: readonly Expression[]): void {
    if (!this.live) return;
    this.emit({ op: 'trap', safepoint: this.takeSafepoint(), kind, arguments: args });
    this.live = false;
  }

  /** @param span of the call, for its safepoint if it is not the statement's first */
  call(target: CallTarget, args: readonly Expression[], results: readonly LocalId[], span: Span): void {
    if (!this.live) return;
    const safepoint = this.isPending ? this.takeSafepoint() : this.safepointFor('continuation', span);
    this.emit({ op: 'call', safepoint, target, arguments: args, results });
    this.isBehindCall = true;
  }

  if(condition: Expression, then: () => void, otherwise?: () => void): void {
    if (!this.live) return;
    const safepoint = this.takeSafepoint();
    const wasBehindCall = this.isBehindCall;
    const first = this.nested(then);
    const { live, isBehindCall } = this;
    this.live = true;
    this.isBehindCall = wasBehindCall;
    const second = otherwise ? this.nested(otherwise) : NOTHING;
    this.emit({ op: 'if', safepoint, condition, then: first, else: second });
    this.joinWith(live, isBehindCall);
    this.isPending = false;
  }

  /** Execution comes here from where it is now and from the end of another list. */
  private joinWith(live: boolean, isBehindCall: boolean): void {
    this.isBehindCall = (this.live && this.isBehindCall) || (live && isBehindCall);
    this.live ||= live;
  }

  /** Chooses the case that has the value; no two of their ranges overlap. */
  switch(type: ValueType, value: Expression, cases: readonly BuiltCase[], otherwise: () => void): void {
    if (!this.live) return;
    const safepoint = this.takeSafepoint();
    const wasBehindCall = this.isBehindCall;
    let live = false;
    let isBehindCall = false;
    const built = cases.map(({ ranges, body: fill }) => {
      const body = this.nested(fill);
      this.joinWith(live, isBehindCall);
      ({ live, isBehindCall } = this);
      this.live = true;
      this.isBehindCall = wasBehindCall;
      return { ranges, body };
    });
    const rest = this.nested(otherwise);
    this.joinWith(live, isBehindCall);
    this.emit({ op: 'switch', safepoint, type, value, cases: built, otherwise: rest });
    this.isPending = false;
  }

  /** Repeats `body` until it breaks out of the label given to it. Has no safepoint of its own. */
  loop(body: (label: LabelId) => void): void {
    if (!this.live) return;
    const label = this.newLabel();
    this.isBehindCall = false;
    const list = this.nested(() => body(label));
    this.emit({ op: 'loop', safepoint: undefined, label, body: list });
    this.live = this.isUsed(label);
    this.isBehindCall = false;
  }

  /** `breakTo` its label goes behind `body`. Nothing but the body if it never does. */
  block(body: (label: LabelId) => void): void {
    if (!this.live) return;
    const label = this.newLabel();
    const base = this.top;
    body(label);
    if (!this.isUsed(label)) return;
    this.emit({ op: 'block', safepoint: undefined, label, body: this.takeFrom(base) });
    this.live = true;
  }

  breakTo(label: LabelId): void {
    this.jump('break', label);
  }

  continueTo(label: LabelId): void {
    this.jump('continue', label);
  }

  private jump(op: 'break' | 'continue', label: LabelId): void {
    if (!this.live) return;
    const safepoint = this.takeSafepoint();
    if (op === 'break') this.emit({ op, safepoint, label });
    else this.emit({ op, safepoint, label });
    if (op === 'break') this.usedLabels[label] = true;
    this.live = false;
  }

  private newLabel(): LabelId {
    return this.usedLabels.push(false) - 1;
  }

  private isUsed(label: LabelId): boolean {
    return this.usedLabels[label] === true;
  }

  /** The statements that `fill` makes; whether their end is reachable, and behind a call, is then the builder's state. */
  private nested(fill: () => void): readonly Statement[] {
    const base = this.top;
    fill();
    return this.takeFrom(base);
  }

  private takeFrom(base: number): readonly Statement[] {
    const taken = this.top === base ? NOTHING : this.statements.slice(base, this.top);
    this.top = base;
    return taken;
  }

  private emit(statement: Statement): void {
    this.statements[this.top++] = statement;
  }

  finish(head: FunctionHead): Function {
    return {
      id: this.id,
      name: head.name,
      isLibrary: head.isLibrary,
      span: head.span,
      locals: trimmed(this.locals),
      parameterCount: this.parameterCount,
      results: head.results,
      body: this.statements.slice(0, this.top),
    };
  }
}
