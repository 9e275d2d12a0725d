// What the translation of one function carries along: the code being written, the numbers of the
// imported functions, and a pool of scratch locals.
import type * as ir from '../../ir/ir';
import { frameLayout, type FrameLayout } from '../../ir/frame-layout';
import type { MemoryLayout } from '../memory-layout';
import { Code } from '../wasm/code';
import { isAllocator, type Checks } from './checks';
import { F32, F64, I32, I64, type ModuleBuilder, type WasmType } from '../wasm/encoder';

/** Numbers of the imported functions that compiled code calls. */
export interface Imports {
  /** (kind, a, b, c) → never returns */
  readonly trap: number;
  /** (address, offset) → never returns: a pointer that may not be used; finds out why */
  readonly badAddress: number;
  /** (address): the first store to a page since it was marked clean, or to a read-only one */
  readonly mark: number;
  /** (from, to): the data stack reaches a new page, or its end */
  readonly growData: number;
  /** (address, size): before a long read through a pointer */
  readonly checkRead: number;
  /** (address, size): before a long write */
  readonly checkWrite: number;
  /** (first) → whether to suspend: see `translateLook` */
  readonly look: number;
  /** By external id. */
  readonly externals: readonly number[];
}

/** What all functions of one module share. */
export interface ModuleContext {
  readonly builder: ModuleBuilder;
  readonly layout: MemoryLayout;
  readonly imports: Imports;
  /** In the checked translation. */
  readonly checks?: Checks;
  readonly program: ir.Program;
  /** Index of a function in this module, or undefined if it must be called through the table. */
  functionIndex(id: ir.FunctionId): number | undefined;
  /** Signature of any function that can be called. */
  functionOf(id: ir.FunctionId): ir.Function;
  /** Table in which functions are called through pointers. */
  readonly functionTable: number;
}

export function wasmType(type: ir.ValueType): WasmType {
  switch (type) {
    case 'i64':
    case 'u64':
    case 'ptr':
      return I64;
    case 'f32':
      return F32;
    case 'f64':
      return F64;
    default:
      return I32;
  }
}

/** The WebAssembly type of a function: frame and fuel in front, what is left of the fuel in front of the results. */
export function functionType(context: ModuleContext, signature: ir.Signature): number {
  return context.builder.type(
    [I32, I32, ...signature.parameters.map(wasmType)],
    [I32, ...signature.results.map(wasmType)],
  );
}

export function signatureOf(fn: ir.Function): ir.Signature {
  const parameters = fn.locals.slice(0, fn.parameterCount).map((local) => (local as ir.RegisterLocal).type);
  return { parameters, results: fn.results };
}

/** Index of the parameter that holds the register frame's address. */
export const FRAME = 0;
/** Index of the parameter with the fuel; negative when the frame is to be resumed: see function.ts. */
export const FUEL = 1;

/** One function's translation in progress. */
export class FunctionContext {
  readonly code = new Code();
  readonly frame: FrameLayout;
  /** Types of the locals behind the parameters. */
  readonly localTypes: WasmType[] = [];
  /** WebAssembly local of each register local. */
  readonly registers: number[] = [];
  /** Holds the address of the data frame (i32). */
  readonly data: number;
  /** Holds the resume point that is to be gone to, or was left (i32): 0 for none. */
  readonly resume: number;
  /** Safepoints behind the present statement that have been counted already: see runs.ts. */
  countedAhead = 0;
  /** A trap in a condition does not throw: the condition then counts as true. */
  isCondition = false;
  /** How accesses to memory are checked, if they are. */
  readonly checks: Checks | undefined;
  private readonly arrivals = new Map<string, number>();
  private readonly free = new Map<WasmType, number[]>();

  constructor(
    readonly module: ModuleContext,
    readonly fn: ir.Function,
    /** Accesses and expressions need each other; this is how the former reach the latter. */
    private readonly emitExpression: (f: FunctionContext, e: ir.Expression) => void,
  ) {
    this.checks = isAllocator(fn) ? undefined : module.checks;
    this.frame = frameLayout(fn);
    fn.locals.forEach((local, id) => {
      if (local.kind === 'memory') this.registers.push(-1);
      else this.registers.push(id < fn.parameterCount ? 2 + id : this.newLocal(wasmType(local.type)));
    });
    this.data = this.newLocal(I32);
    this.resume = this.newLocal(I32);
  }

  /** Pushes the value of an expression. */
  emit(e: ir.Expression): void {
    this.emitExpression(this, e);
  }

  newLocal(type: WasmType): number {
    this.localTypes.push(type);
    return 2 + this.fn.parameterCount + this.localTypes.length - 1;
  }

  /** The local in which the i-th result of a call arrives; calls share them. */
  resultLocal(type: WasmType, i: number): number {
    const key = `${type}.${i}`;
    const known = this.arrivals.get(key);
    if (known !== undefined) return known;
    const local = this.newLocal(type);
    this.arrivals.set(key, local);
    return local;
  }

  /** Lends a scratch local to `use`. What is in it does not survive a safepoint. */
  scratch<T>(type: WasmType, use: (local: number) => T): T {
    const pool = this.free.get(type) ?? [];
    this.free.set(type, pool);
    const local = pool.pop() ?? this.newLocal(type);
    const result = use(local);
    pool.push(local);
    return result;
  }

  /** Type of a register local. */
  typeOfLocal(id: ir.LocalId): ir.ValueType {
    return (this.fn.locals[id] as ir.RegisterLocal).type;
  }
}
