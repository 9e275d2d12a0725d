// Which functions a call can lead to: read off the IR, without running anything.
//
// A call through a pointer may lead to any function whose address is taken somewhere. What is said here is
// an upper bound: a function that is not reachable cannot run during the call.
import type { Expression, Function, FunctionId, Program, SafepointId } from './ir';
import { statementsOf } from './statements';

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
      const { target } = s;
      const to = target.kind === 'function' ? target.id : target.kind === 'pointer' ? 'pointer' : undefined;
      found.push({ safepoint: s.safepoint, target: to });
    }
    this.sites.set(id, found);
    return found;
  }

  /** Every function that can run during these calls. */
  reachableFrom(calls: readonly CallSite[]): ReadonlySet<FunctionId> {
    const reached = new Set<FunctionId>();
    const pending = [...calls];
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

/** The functions that a pointer can lead to. */
function addressedFunctions(program: Program): FunctionId[] {
  const ids = new Set<FunctionId>();
  for (const { relocations } of [program.rodata, program.globals]) {
    for (const { target } of relocations) if (target.kind === 'function') ids.add(target.id);
  }
  for (const fn of program.functions) addAddressedIn(fn, ids);
  return [...ids];
}

function addAddressedIn(fn: Function, ids: Set<FunctionId>): void {
  const visit = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    if (Array.isArray(value)) return value.forEach(visit);
    const expression = value as Expression;
    if (expression.op === 'function address') ids.add(expression.id);
    Object.values(value).forEach(visit);
  };
  visit(fn.body);
}
