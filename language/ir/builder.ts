// Builds the body of one IR function: locals, nested statement lists, labels and safepoints.
//
// Where safepoints go is decided here, in one place, by the order of `begin` and `emit`. `begin` says that
// a statement of the source starts: the next IR statement carries its safepoint, of kind `statement`.
// What follows belongs to the same source statement and is quiet, except that every call has a safepoint
// and so has the first statement behind a call, of kind `continuation`.
//
// What is emitted where execution cannot come is dropped, so that no list goes on behind a jump.
import type { Span } from '../syntax/source';
import { trimmed } from '../syntax/trimmed';
import type {
  CallTarget,
  Expression,
  Function,
  FunctionId,
  LabelId,
  Local,
  LocalId,
  Safepoint,
  SafepointId,
  ScopeId,
  Statement,
  ValueRange,
  ValueType,
} from './ir';

/** Everything of a statement but its safepoint. */
type Bare<S> = S extends unknown ? Omit<S, 'safepoint'> : never;
/** The statements that `emit` takes; the others have methods of their own. */
export type SimpleStatement = Bare<
  Extract<Statement, { op: 'set' | 'store' | 'copy' | 'fill' | 'return' | 'trap' | 'nop' }>
>;

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

export class FunctionBuilder {
  readonly locals: Local[] = [];
  /** How many of them are registers, scratch locals aside. */
  registerCount = 0;
  private parameterCount = 0;
  private list: Statement[] = [];
  private live = true;
  private labels = 0;
  private usedLabels: Set<LabelId> | undefined;

  /** The source statement under way. */
  private current: { span: Span; scope: ScopeId } | undefined;
  private isPending = false;
  private isBehindCall = false;

  private readonly safepointsBefore: number;
  private temporariesInUse: LocalId[] = [];
  private freeTemporaries: Map<ValueType, LocalId[]> | undefined;

  /**
   * @param id of the function being built
   * @param safepoints where safepoints are added; their ids count on from `firstSafepoint`
   */
  constructor(
    readonly id: FunctionId,
    private readonly safepoints: Safepoint[],
    private readonly firstSafepoint: SafepointId = 0,
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
    const local = this.freeTemporaries?.get(type)?.pop() ?? this.register('t', type);
    this.temporariesInUse.push(local);
    return local;
  }

  /** A local for a `let`. */
  scratch(type: ValueType): LocalId {
    return this.locals.push({ kind: 'register', name: 's', type, isScratch: true }) - 1;
  }

  /** Makes a scratch local a temporary, because a `set` is to fill it after all. */
  promote(local: LocalId): void {
    this.locals[local] = { kind: 'register', name: 't', type: this.typeOf(local) };
    this.temporariesInUse.push(local);
  }

  private typeOf(local: LocalId): ValueType {
    const found = this.locals[local];
    if (found?.kind !== 'register') throw new Error(`ropewalk: local ${local} is no register`);
    return found.type;
  }

  private releaseTemporaries(): void {
    for (const local of this.temporariesInUse) {
      const type = this.typeOf(local);
      const free = (this.freeTemporaries ??= new Map<ValueType, LocalId[]>()).get(type);
      if (free) free.push(local);
      else this.freeTemporaries.set(type, [local]);
    }
    this.temporariesInUse = [];
  }

  // --- safepoints ------------------------------------------------------------------------------

  /** A source statement begins: what is emitted next carries its safepoint. */
  begin(span: Span, scope: ScopeId): void {
    this.current = { span, scope };
    this.isPending = true;
    this.isBehindCall = false;
    if (this.temporariesInUse.length > 0) this.releaseTemporaries();
  }

  private safepointFor(kind: Safepoint['kind'], span: Span): SafepointId {
    if (!this.current) throw new Error('ropewalk: a safepoint outside of any statement');
    const id = this.firstSafepoint + this.safepoints.length;
    this.safepoints.push({ id, function: this.id, kind, span, scope: this.current.scope });
    return id;
  }

  /** The safepoint of the statement being emitted, if it is to have one. */
  private takeSafepoint(): SafepointId | undefined {
    if (!this.current || !(this.isPending || this.isBehindCall)) return undefined;
    const kind = this.isPending ? 'statement' : 'continuation';
    this.isPending = false;
    this.isBehindCall = false;
    return this.safepointFor(kind, this.current.span);
  }

  // --- statements ------------------------------------------------------------------------------

  /** The statement becomes the builder's own. */
  emit(statement: SimpleStatement): void {
    if (!this.live) return;
    this.append(statement, this.takeSafepoint());
    if (statement.op === 'return' || statement.op === 'trap') this.live = false;
  }

  private append(statement: Bare<Statement>, safepoint: SafepointId | undefined): void {
    const own: Statement & { safepoint?: SafepointId } = statement;
    if (safepoint !== undefined) own.safepoint = safepoint;
    this.list.push(own);
  }

  set(local: LocalId, value: Expression): void {
    this.emit({ op: 'set', local, value });
  }

  /** @param span of the call, for its safepoint if it is not the statement's first */
  call(target: CallTarget, args: readonly Expression[], results: readonly LocalId[], span: Span): void {
    if (!this.live) return;
    const safepoint = this.isPending ? this.takeSafepoint() : this.safepointFor('continuation', span);
    this.append({ op: 'call', target, arguments: args, results }, safepoint);
    this.isBehindCall = true;
  }

  if(condition: Expression, then: () => void, otherwise: () => void = () => undefined): void {
    if (!this.live) return;
    const safepoint = this.takeSafepoint();
    const first = this.nested(then);
    const second = this.nested(otherwise);
    this.append({ op: 'if', condition, then: first.list, else: second.list }, safepoint);
    this.live = first.live || second.live;
    this.isBehindCall = (first.live && first.isBehindCall) || (second.live && second.isBehindCall);
    this.isPending = false;
  }

  /** Chooses the case that has the value; no two of their ranges overlap. */
  switch(type: ValueType, value: Expression, cases: readonly BuiltCase[], otherwise: () => void): void {
    if (!this.live) return;
    const safepoint = this.takeSafepoint();
    const built = cases.map(({ ranges, body }) => {
      const { list, live, isBehindCall } = this.nested(body);
      return { ranges, list, live, isBehindCall };
    });
    const rest = this.nested(otherwise);
    const bodies = built.map(({ ranges, list }) => ({ ranges, body: list }));
    this.append({ op: 'switch', type, value, cases: bodies, otherwise: rest.list }, safepoint);
    const ends = [...built, rest].filter((end) => end.live);
    this.live = ends.length > 0;
    this.isBehindCall = ends.some((end) => end.isBehindCall);
    this.isPending = false;
  }

  /** Repeats `body` until it breaks out of the label given to it. Has no safepoint of its own. */
  loop(body: (label: LabelId) => void): void {
    if (!this.live) return;
    const label = this.labels++;
    this.isBehindCall = false;
    const { list } = this.nested(() => body(label));
    this.list.push({ op: 'loop', label, body: list });
    this.live = this.isUsed(label);
    this.isBehindCall = false;
  }

  /** `breakTo` its label goes behind `body`. Nothing but the body if it never does. */
  block(body: (label: LabelId) => void): void {
    if (!this.live) return;
    const label = this.labels++;
    const inner = this.nested(() => body(label));
    const isUsed = this.isUsed(label);
    if (isUsed) this.list.push({ op: 'block', label, body: inner.list });
    else for (const statement of inner.list) this.list.push(statement);
    this.live = inner.live || isUsed;
    this.isBehindCall = inner.isBehindCall;
  }

  breakTo(label: LabelId): void {
    this.jump('break', label);
  }

  continueTo(label: LabelId): void {
    this.jump('continue', label);
  }

  private jump(op: 'break' | 'continue', label: LabelId): void {
    if (!this.live) return;
    this.append({ op, label }, this.takeSafepoint());
    if (op === 'break') (this.usedLabels ??= new Set()).add(label);
    this.live = false;
  }

  private isUsed(label: LabelId): boolean {
    return this.usedLabels?.has(label) ?? false;
  }

  private nested(fill: () => void): { list: Statement[]; live: boolean; isBehindCall: boolean } {
    const outer = this.list;
    const wasBehindCall = this.isBehindCall;
    this.list = [];
    this.live = true;
    fill();
    const inner = { list: trimmed(this.list), live: this.live, isBehindCall: this.isBehindCall };
    this.list = outer;
    this.live = true;
    this.isBehindCall = wasBehindCall;
    return inner;
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
      body: trimmed(this.list),
    };
  }
}
