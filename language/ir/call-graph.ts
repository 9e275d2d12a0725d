// Which functions a call can lead to: read off the IR, without running anything.
//
// A call through a pointer may lead to any function whose address is taken somewhere. What is said here is
// an upper bound: a function that is not reachable cannot run during the call. To start a thread counts as a call of
// the function that it begins with.
import type { CallStatement, Expression, Function, FunctionId, Program, SafepointId } from './ir';
import { statementsOf } from './statements';
import { startedBy } from './threads';

/** A call in a function's code. */
export interface CallSite {
  readonly safepoint: SafepointId;
  /** `pointer` stands for all functions whose address is taken; absent for an external one. */
  readonly target: FunctionId | 'pointer' | undefined;
}

export class CallGraph {
  private readonly sites = new Map<FunctionId, readonly CallSite[]>();
  private addressed: readonly FunctionId[] | undefined;

  constructor(private readonly program: Program) {}

  /** The calls in a function's own code. */
  callsIn(id: FunctionId): readonly CallSite[] {
    const known = this.sites.get(id);
    if (known) return known;
    const found: CallSite[] = [];
    for (const s of statementsOf(this.program.functions[id]?.body ?? [])) {
      if (s.op !== 'call' || s.safepoint === undefined) continue;
      found.push({ safepoint: s.safepoint, target: targetOf(s, this.program) });
    }
    this.sites.set(id, found);
    return found;
  }

  /**
   * Every function that can run during these calls.
   * @param underWay functions that go on meanwhile, in other threads
   */
  reachableFrom(calls: readonly CallSite[], underWay: Iterable<FunctionId> = []): ReadonlySet<FunctionId> {
    const reached = new Set(underWay);
    const pending = [...calls];
    for (const id of reached) pending.push(...this.callsIn(id));
    for (let call = pending.pop(); call; call = pending.pop()) {
      for (const id of this.targetsOf(call)) {
        if (reached.has(id)) continue;
        reached.add(id);
        pending.push(...this.callsIn(id));
      }
    }
    return reached;
  }

  private targetsOf({ target }: CallSite): readonly FunctionId[] {
    if (target === undefined) return [];
    return target === 'pointer' ? (this.addressed ??= addressedFunctions(this.program)) : [target];
  }
}

function targetOf(call: CallStatement, program: Program): CallSite['target'] {
  const { target } = call;
  if (target.kind === 'function') return target.id;
  return target.kind === 'pointer' ? 'pointer' : startedBy(call, program);
}

/** The functions that a pointer can lead to. */
function addressedFunctions(program: Program): FunctionId[] {
  const ids = new Set<FunctionId>();
  for (const { relocations } of [program.rodata, program.globals]) {
    for (const { target } of relocations) if (target.kind === 'function') ids.add(target.id);
  }
  for (const fn of program.functions) addAddressedIn(fn, program, ids);
  return [...ids];
}

function addAddressedIn(fn: Function, program: Program, ids: Set<FunctionId>): void {
  const visit = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    if (Array.isArray(value)) return value.forEach(visit);
    const code = value as Expression | CallStatement;
    if (code.op === 'function address') ids.add(code.id);
    // What a thread begins with is called by the engine alone.
    if (code.op === 'call' && startedBy(code, program) !== undefined) return;
    Object.values(value).forEach(visit);
  };
  visit(fn.body);
}
