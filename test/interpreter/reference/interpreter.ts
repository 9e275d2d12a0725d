// A second interpreter of the IR, to hold the machine against: a plain walker of the tree, written from the comments
// of ir.ts and the language's description alone. It cannot stop and go on, it cannot go back, and it is slow.
import type * as ir from '../../../language/ir/ir';
import { FRAME_HEADER, frameLayout, offsetOf } from '../../../language/ir/frame-layout';
import { evaluate, type Frame, wrongTag } from './expressions';
import { ReferenceExit, ReferenceHost } from './host';
import { hex, ReferenceMemory, ReferenceTrap, type Places, type Value } from './memory';

export type ReferenceEnd =
  | { readonly kind: 'exit'; readonly code: number }
  | { readonly kind: 'trap'; readonly trap: { readonly kind: string; readonly message: string } }
  /** It stands before the safepoint of the time that it was to stop at. */
  | { readonly kind: 'steps' };

/** The time to stop at has come. */
class Stop {}

/** How a statement was left: `next`, a label to break or continue, or the results of a return. */
type Completion =
  'next' | { readonly op: 'break' | 'continue'; readonly label: ir.LabelId } | readonly Value[];

export interface ReferenceOptions {
  /** Stops before the safepoint at this time. */
  readonly until?: number;
  /** Called at each safepoint, at its time, before it is counted. */
  readonly onSafepoint?: (id: ir.SafepointId, frame: Frame) => void;
}

export class ReferenceInterpreter {
  readonly memory: ReferenceMemory;
  /** Safepoints passed. */
  time = 0;
  private readonly host: ReferenceHost;
  private dataPointer: number;

  constructor(
    private readonly program: ir.Program,
    places: Places,
    private readonly options: ReferenceOptions = {},
  ) {
    this.memory = new ReferenceMemory(program, places);
    this.host = new ReferenceHost(this.memory);
    this.dataPointer = places.dataStack;
  }

  get output(): Buffer {
    return Buffer.from(this.host.output);
  }

  run(): ReferenceEnd {
    try {
      const [code] = this.call(this.program.functions[this.program.main] as ir.Function, []);
      return { kind: 'exit', code: Number(code ?? 0) & 255 };
    } catch (thrown) {
      if (thrown instanceof Stop) return { kind: 'steps' };
      if (thrown instanceof ReferenceExit) return { kind: 'exit', code: thrown.code };
      if (thrown instanceof ReferenceTrap) {
        return { kind: 'trap', trap: { kind: thrown.kind, message: thrown.message } };
      }
      throw thrown;
    }
  }

  /**
   * Whether a condition that the debugger compiled holds in a frame; one that traps does. The condition
   * reads the frame's homes, so they are written where the register stack would be.
   */
  holds(condition: ir.Function, frame: Frame): boolean {
    const at = 16;
    this.memory.view.setUint32(at + FRAME_HEADER.data, frame.data, true);
    frame.fn.locals.forEach((local, id) => {
      if (local.kind !== 'register' || local.isScratch) return;
      this.memory.store(local.type, BigInt(at), offsetOf(frame.fn, id), frame.values[id] as Value, 'none');
    });
    const values = condition.locals.map((): Value => 0);
    values[0] = BigInt(at);
    try {
      const left = this.runAll({ fn: condition, values, data: 0 }, condition.body);
      return Array.isArray(left) && left[0] === 1;
    } catch (thrown) {
      if (thrown instanceof ReferenceTrap) return true;
      throw thrown;
    }
  }

  private call(fn: ir.Function, given: readonly Value[]): readonly Value[] {
    const data = this.dataPointer;
    this.dataPointer += frameLayout(fn).dataSize;
    if (this.dataPointer > this.memory.places.dataStackEnd)
      throw new ReferenceTrap('stack', 'stack overflow');
    const values = fn.locals.map(
      (local, i) => given[i] ?? (local.kind === 'register' ? zero(local.type) : 0),
    );
    const completion = this.runAll({ fn, values, data }, fn.body);
    this.dataPointer = data;
    return Array.isArray(completion) ? completion : [];
  }

  private runAll(frame: Frame, statements: readonly ir.Statement[]): Completion {
    for (const statement of statements) {
      const completion = this.runOne(frame, statement);
      if (completion !== 'next') return completion;
    }
    return 'next';
  }

  private runOne(frame: Frame, s: ir.Statement): Completion {
    if (s.safepoint !== undefined) this.pass(s.safepoint, frame);
    const of = (e: ir.Expression): Value => evaluate(this.memory, frame, e);
    switch (s.op) {
      case 'nop':
        return 'next';
      case 'set':
        frame.values[s.local] = of(s.value);
        return 'next';
      case 'store':
        return this.runStore(frame, s);
      case 'copy':
        this.memory.copy(
          of(s.destination),
          s.destinationGuard,
          of(s.source),
          s.sourceGuard,
          BigInt(of(s.size)),
        );
        return 'next';
      case 'fill':
        this.memory.fill(of(s.destination), s.guard, Number(of(s.value)), BigInt(of(s.size)));
        return 'next';
      case 'call':
        return this.runCall(frame, s);
      case 'if':
        return this.runAll(frame, of(s.condition) === 0 ? s.else : s.then);
      case 'block': {
        const completion = this.runAll(frame, s.body);
        return isFor('break', s.label, completion) ? 'next' : completion;
      }
      case 'loop':
        return this.runLoop(frame, s);
      case 'switch': {
        const value = BigInt(of(s.value));
        const chosen = s.cases.find(({ ranges }) => ranges.some((r) => r.low <= value && value < r.high));
        return this.runAll(frame, chosen ? chosen.body : s.otherwise);
      }
      case 'break':
      case 'continue':
        return { op: s.op, label: s.label };
      case 'return':
        return s.values.map(of);
      case 'trap':
        throw this.trap(s.kind, s.arguments.map(of) as bigint[]);
    }
  }

  private pass(id: ir.SafepointId, frame: Frame): void {
    if (this.time === this.options.until) throw new Stop();
    this.options.onSafepoint?.(id, frame);
    this.time++;
  }

  private runStore(frame: Frame, s: ir.StoreStatement): Completion {
    const address = BigInt(evaluate(this.memory, frame, s.address));
    this.memory.expectInside(address, s.offset, s.guard);
    this.memory.store(s.type, address, s.offset, evaluate(this.memory, frame, s.value), s.guard);
    return 'next';
  }

  private runLoop(frame: Frame, s: ir.LoopStatement): Completion {
    for (;;) {
      const completion = this.runAll(frame, s.body);
      if (completion === 'next' || isFor('continue', s.label, completion)) continue;
      return isFor('break', s.label, completion) ? 'next' : completion;
    }
  }

  private runCall(frame: Frame, s: ir.CallStatement): Completion {
    const { target } = s;
    const pointer = target.kind === 'pointer' ? evaluate(this.memory, frame, target.pointer) : 0;
    const given = s.arguments.map((e) => evaluate(this.memory, frame, e));
    let results: readonly (Value | undefined)[];
    if (target.kind === 'external') {
      results = [this.host.call((this.program.externals[target.id] as ir.External).name, given)];
    } else {
      results = this.call(
        target.kind === 'function' ? this.known(target.id) : this.pointed(pointer, target.signature),
        given,
      );
    }
    s.results.forEach((local, i) => (frame.values[local] = results[i] as Value));
    return 'next';
  }

  private known(id: ir.FunctionId): ir.Function {
    return this.program.functions[id] as ir.Function;
  }

  private pointed(pointer: Value, { parameters, results }: ir.Signature): ir.Function {
    const fn = this.program.functions[Number(pointer) - 1];
    const types = fn?.locals
      .slice(0, fn.parameterCount)
      .map((local) => local.kind === 'register' && local.type);
    const isOfType = String(types) === String(parameters) && String(fn?.results) === String(results);
    if (fn && isOfType) return fn;
    throw new ReferenceTrap(
      'function',
      pointer === 0n ? 'call of a nil function pointer' : hex(BigInt(pointer)),
    );
  }

  private trap(kind: ir.TrapKind, [a = 0n, b = 0n, c = 0n]: readonly bigint[]): ReferenceTrap {
    const text = () => {
      const start = Number(a);
      return Buffer.from(this.memory.bytes.subarray(start, start + Number(b))).toString();
    };
    switch (kind) {
      case 'panic':
        return new ReferenceTrap(kind, `panic: ${text()}`);
      case 'assert':
        return new ReferenceTrap(kind, `assertion failed: ${text()}`);
      case 'memory':
        return new ReferenceTrap(kind, `out of memory: ${a} bytes asked for`);
      case 'double free':
      case 'invalid free':
        return new ReferenceTrap(kind, `${kind} of ${hex(a)}`);
      case 'damaged heap':
        return new ReferenceTrap(kind, damaged(a, b));
      case 'size':
        return new ReferenceTrap(kind, `bad size ${a}`);
      case 'payload':
        return wrongTag(this.memory, a, b, Number(BigInt.asIntN(32, c)), Number(BigInt.asIntN(32, c >> 32n)));
      default:
        return new ReferenceTrap(kind, `${kind} ${a} ${b} ${c}`);
    }
  }
}

function damaged(a: bigint, b: bigint): string {
  const what = `over the header of the block at ${hex(a)}`;
  const where = b === 0n ? what : `into a freed block, which leads to ${hex(a)} now`;
  return `damaged heap: something was written ${where}; a memory check finds what`;
}

function isFor(op: 'break' | 'continue', label: ir.LabelId, completion: Completion): boolean {
  return (
    typeof completion === 'object' && 'op' in completion && completion.op === op && completion.label === label
  );
}

function zero(type: ir.ValueType): Value {
  return type === 'i64' || type === 'u64' || type === 'ptr' ? 0n : 0;
}
