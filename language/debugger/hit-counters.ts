// Counting hits inside the engine: a condition that adds one to a counter each time it holds, and stops only
// at the number that is wanted. So a breakpoint that is to stop at its millionth hit costs what a
// condition costs. The counters lie outside of the program's state: they belong to a run, not to a moment.
import { DEBUGGER_WORDS } from '../interpreter/memory-layout';
import type { Machine } from '../interpreter/machine';
import type * as ir from '../ir/ir';
import { SourceFile } from '../syntax/source';
import type { CompiledCondition } from './conditions';

/** A counter and the number at which to stop: two i64. */
const SLOT_SIZE = 16;
const TARGET = 8;
/** No breakpoint is hit this often. */
const NEVER = 2n ** 62n;

/** The function has no text. */
const NO_SOURCE = new SourceFile('', '');

/** Gives out the slots in the engine's memory. */
export class CounterSlots {
  private readonly free: number[] = [];

  constructor(private readonly machine: Machine) {
    for (let at = DEBUGGER_WORDS.end - SLOT_SIZE; at >= DEBUGGER_WORDS.start; at -= SLOT_SIZE)
      this.free.push(at);
  }

  /**
   * A counter for a breakpoint's safepoints. Undefined if it cannot be counted in the engine: a condition
   * calls something, or too many breakpoints count already.
   */
  take(safepoints: ReadonlyMap<ir.SafepointId, CompiledCondition | undefined>): EngineCounter | undefined {
    const areSimple = [...safepoints.values()].every((condition) => !condition || condition.pure);
    const slot = areSimple ? this.free.pop() : undefined;
    if (slot === undefined) return undefined;
    const functions = new Map<ir.SafepointId, ir.Function>();
    for (const [safepoint, condition] of safepoints) {
      functions.set(safepoint, countingFunction(this.machine.reserveFunction(), slot, condition?.pure));
    }
    const release = (): void => {
      this.free.push(slot);
      for (const fn of functions.values()) this.machine.removeFunction(fn.id);
    };
    return new EngineCounter(new DataView(this.machine.memory.buffer), slot, functions, release);
  }
}

export class EngineCounter {
  constructor(
    private readonly memory: DataView,
    private readonly slot: number,
    /** The conditions that count, for the marks. */
    readonly functions: ReadonlyMap<ir.SafepointId, ir.Function>,
    readonly release: () => void,
  ) {}

  get count(): number {
    return Number(this.memory.getBigInt64(this.slot, true));
  }

  /** @param target the number at which to stop, if any */
  begin(count: number, target: number | undefined): void {
    this.memory.setBigInt64(this.slot, BigInt(count), true);
    this.memory.setBigInt64(this.slot + TARGET, target === undefined ? NEVER : BigInt(target), true);
  }
}

function countingFunction(id: ir.FunctionId, slot: number, condition: ir.Function | undefined): ir.Function {
  if (condition) return { ...condition, id, body: condition.body.flatMap((s) => counting(s, slot)) };
  return {
    id,
    name: 'count',
    isLibrary: true,
    span: { source: NO_SOURCE, start: 0, end: 0 },
    locals: [{ kind: 'register', name: 'frame', type: 'ptr' }],
    parameterCount: 1,
    results: ['bool'],
    body: countAndCompare(slot),
  };
}

/** The condition's statements, where what it returned is counted first. */
function counting(statement: ir.Statement, slot: number): ir.Statement[] {
  if (statement.op === 'return') {
    const [condition] = statement.values as [ir.Expression];
    return [{ op: 'if', condition, then: countAndCompare(slot), else: [] }, RETURN_FALSE];
  }
  if (statement.op !== 'if') return [statement];
  const then = statement.then.flatMap((s) => counting(s, slot));
  return [{ ...statement, then, else: statement.else.flatMap((s) => counting(s, slot)) }];
}

const RETURN_FALSE: ir.Statement = { op: 'return', values: [{ op: 'constant', type: 'bool', value: 0 }] };

function countAndCompare(slot: number): ir.Statement[] {
  const address: ir.Expression = { op: 'constant', type: 'ptr', value: BigInt(slot) };
  const load = (offset: number): ir.Expression => ({
    op: 'load',
    type: 'i64',
    address,
    offset,
    guard: 'none',
  });
  const one: ir.Expression = { op: 'constant', type: 'i64', value: 1n };
  const more: ir.Expression = { op: 'binary', operator: 'add', type: 'i64', left: load(0), right: one };
  const isTarget: ir.Expression = {
    op: 'binary',
    operator: 'equal',
    type: 'i64',
    left: load(0),
    right: load(TARGET),
  };
  return [
    { op: 'store', type: 'i64', address, offset: 0, value: more, guard: 'none' },
    { op: 'return', values: [isTarget] },
  ];
}
