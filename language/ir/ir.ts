// The intermediate representation: structured, typed, in A-normal form.
//
// Statements are structured (block, if, loop, switch, break, continue, return); expressions are pure trees: they
// may trap, but they neither call nor store. A call is a statement of its own that puts its results
// into register locals. Where execution can stop is explicit: a statement with a `safepoint` counts one
// step of time, may be stopped before, and is where a trap inside it is reported.
//
// Locals are of two sorts. A *register* local holds one scalar, never has an address, and lives in a
// machine register while the code runs; its home in the frame is written only when the function
// suspends. A *memory* local is bytes in the data stack that the program can point at.
// The invariants are listed and checked in verifier.ts; printer.ts and reader.ts give the text form.
import type { Safepoints } from './safepoints';
import type { Span } from '../syntax/source';
import type { TrapKind } from './trap-kinds';
import type { ValueRange, ValueType } from './value-type';

export { TRAP_KINDS, type TrapKind } from './trap-kinds';
export type { ValueRange, ValueType } from './value-type';

/** Index into `Program.functions`. */
export type FunctionId = number;
/** Index into `Program.externals`. */
export type ExternalId = number;
/** Index into `Function.locals`. */
export type LocalId = number;
/** Index into `Program.safepoints`: names a safepoint in the whole program. */
export type SafepointId = number;
/** A label of an enclosing block or loop, unique in its function. */
export type LabelId = number;
/** Index into `DebugInfo.scopes` (ir/lower/debug-info.ts): which variables are alive there. */
export type ScopeId = number;

export interface Program {
  readonly functions: Function[];
  readonly externals: External[];
  /** The function that the machine starts with: takes nothing; its result, if any, is the exit code. */
  main: FunctionId;
  /** Every safepoint, by id. */
  readonly safepoints: Safepoints;
  /** Read-only data: string literals. A store to it traps. */
  rodata: Section;
  /** Globals. */
  globals: Section;
  /** Where in the globals the first thread's context lies, and how large each thread's is, in bytes. */
  context?: { readonly offset: number; readonly size: number };
}

/** Initial bytes, and the places in them that hold addresses known only once memory is laid out. */
export interface Section {
  /** The bytes that differ from zero; may be shorter than `size`. */
  bytes: Uint8Array;
  /** Bytes. */
  size: number;
  relocations: Relocation[];
}
/** The 8 bytes at `at` become an address (or a function pointer). */
export interface Relocation {
  readonly at: number;
  readonly target:
    | { readonly kind: 'rodata' | 'globals'; readonly offset: number }
    | { readonly kind: 'function'; readonly id: FunctionId };
}

export interface Signature {
  readonly parameters: readonly ValueType[];
  /** At most two (a slice is two). An aggregate is returned through an address in the first parameter. */
  readonly results: readonly ValueType[];
}

/** A function without a body: in the interpreter, a host function of that name. */
export interface External {
  readonly name: string;
  readonly signature: Signature;
}

export interface Function {
  readonly id: FunctionId;
  /** As shown in stacks: `outer.inner`. */
  readonly name: string;
  /** In the standard library, or made by the compiler. */
  readonly isLibrary: boolean;
  readonly span: Span;
  readonly locals: Local[];
  /** The first locals, in order; all of them registers. */
  readonly parameterCount: number;
  readonly results: readonly ValueType[];
  body: Statement[];
}

export type Local = RegisterLocal | MemoryLocal;
export interface RegisterLocal {
  readonly kind: 'register';
  readonly name: string;
  readonly type: ValueType;
  /** True for a temporary that only a `let` uses: it is not kept across safepoints and has no home. */
  readonly isScratch?: boolean;
}
export interface MemoryLocal {
  readonly kind: 'memory';
  readonly name: string;
  /** Bytes. */
  readonly size: number;
  readonly align: number;
}

/** Where execution can stop. */
export interface Safepoint {
  readonly id: SafepointId;
  readonly function: FunctionId;
  /**
   * `statement`: a statement of the source is about to begin (stepping by statement stops here);
   * `continuation`: in the middle of one, before a further call or after one.
   */
  readonly kind: 'statement' | 'continuation';
  readonly span: Span;
  readonly scope: ScopeId;
}

// --- Statements ---
export type Statement =
  | SetStatement
  | StoreStatement
  | CopyStatement
  | FillStatement
  | CallStatement
  | IfStatement
  | LoopStatement
  | BlockStatement
  | SwitchStatement
  | BreakStatement
  | ContinueStatement
  | ReturnStatement
  | TrapStatement
  | NopStatement;

interface StatementBase {
  /** Present where execution can stop before this statement. */
  readonly safepoint?: SafepointId;
}

/** Puts a value into a register local. */
export interface SetStatement extends StatementBase {
  readonly op: 'set';
  readonly local: LocalId;
  readonly value: Expression;
}
/** Writes a scalar to memory. The address is evaluated and checked before the value is evaluated. */
export interface StoreStatement extends StatementBase {
  readonly op: 'store';
  readonly type: ValueType;
  readonly address: Expression;
  /** Bytes added to the address. */
  readonly offset: number;
  readonly value: Expression;
  readonly guard: Guard;
}
/** Copies `size` bytes; the ranges may overlap (memmove). */
export interface CopyStatement extends StatementBase {
  readonly op: 'copy';
  readonly destination: Expression;
  readonly destinationGuard: Guard;
  readonly source: Expression;
  readonly sourceGuard: Guard;
  /** Bytes, an i64. */
  readonly size: Expression;
}
/** Sets `size` bytes to the low byte of `value` (an i32). */
export interface FillStatement extends StatementBase {
  readonly op: 'fill';
  readonly destination: Expression;
  readonly guard: Guard;
  readonly value: Expression;
  readonly size: Expression;
}
/** Always has a safepoint. */
export interface CallStatement extends StatementBase {
  readonly op: 'call';
  readonly target: CallTarget;
  readonly arguments: readonly Expression[];
  /** Register locals that receive the results; empty when they are not wanted. */
  readonly results: readonly LocalId[];
}
export type CallTarget =
  | { readonly kind: 'function'; readonly id: FunctionId }
  | { readonly kind: 'external'; readonly id: ExternalId }
  | { readonly kind: 'pointer'; readonly pointer: Expression; readonly signature: Signature };

export interface IfStatement extends StatementBase {
  readonly op: 'if';
  readonly condition: Expression;
  readonly then: readonly Statement[];
  readonly else: readonly Statement[];
}
/** Repeats until a `break`; `continue` of its label begins the next round. Every round passes a safepoint. */
export interface LoopStatement extends StatementBase {
  readonly op: 'loop';
  readonly label: LabelId;
  readonly body: readonly Statement[];
}
/** `break` of its label goes behind it. */
export interface BlockStatement extends StatementBase {
  readonly op: 'block';
  readonly label: LabelId;
  readonly body: readonly Statement[];
}
/** Chooses the case that has the value; by tables or by halving, as the backend finds best. */
export interface SwitchStatement extends StatementBase {
  readonly op: 'switch';
  /** Of integers or `bool`. */
  readonly type: ValueType;
  readonly value: Expression;
  readonly cases: readonly SwitchCase[];
  readonly otherwise: readonly Statement[];
}
export interface SwitchCase {
  /** No two ranges of a switch overlap. */
  readonly ranges: readonly ValueRange[];
  readonly body: readonly Statement[];
}
export interface BreakStatement extends StatementBase {
  readonly op: 'break';
  readonly label: LabelId;
}
export interface ContinueStatement extends StatementBase {
  readonly op: 'continue';
  readonly label: LabelId;
}
export interface ReturnStatement extends StatementBase {
  readonly op: 'return';
  readonly values: readonly Expression[];
}
/** Ends the program with a trap. */
export interface TrapStatement extends StatementBase {
  readonly op: 'trap';
  readonly kind: TrapKind;
  /** Two i64 values for the message (three for `payload`); for `panic` and `assert` the address and length of the text. */
  readonly arguments: readonly Expression[];
}
/** Nothing but its safepoint, such as a block's closing brace. */
export interface NopStatement extends StatementBase {
  readonly op: 'nop';
}

/**
 * What a memory access has to check.
 * `none`: the address is inside a memory local of this frame (the frame's own pages are marked on entry);
 * `global`: a fixed place in the globals, so only a store's page has to be marked;
 * `pointer`: anything at all, so nil, outside memory, read-only and so on are possible.
 */
export type Guard = 'none' | 'global' | 'pointer';

// --- Expressions: pure, evaluated left to right ---
export type Expression =
  | ConstantExpression
  | LocalExpression
  | LocalAddressExpression
  | SectionAddressExpression
  | FunctionAddressExpression
  | LoadExpression
  | UnaryExpression
  | BinaryExpression
  | ConvertExpression
  | ConditionalExpression
  | ElementExpression
  | CheckRangeExpression
  | CheckTagExpression
  | LetExpression
  | ThreadExpression
  | FrameAddressExpression;

/** `value` is a bigint for i64, u64 and ptr, else a number; in the range of its type. */
export interface ConstantExpression {
  readonly op: 'constant';
  readonly type: ValueType;
  readonly value: number | bigint;
}
/** The value of a register local. */
export interface LocalExpression {
  readonly op: 'local';
  readonly local: LocalId;
}
/** The address of a memory local, plus bytes. */
export interface LocalAddressExpression {
  readonly op: 'local address';
  readonly local: LocalId;
  readonly offset: number;
}
export interface SectionAddressExpression {
  readonly op: 'section address';
  readonly section: 'rodata' | 'globals';
  readonly offset: number;
}
export interface FunctionAddressExpression {
  readonly op: 'function address';
  readonly id: FunctionId;
}
export interface LoadExpression {
  readonly op: 'load';
  readonly type: ValueType;
  readonly address: Expression;
  readonly offset: number;
  readonly guard: Guard;
}
export interface UnaryExpression {
  readonly op: 'unary';
  readonly operator: 'negate' | 'not' | 'complement';
  readonly type: ValueType;
  readonly operand: Expression;
}
export type BinaryOperator =
  | 'add'
  | 'subtract'
  | 'multiply'
  | 'divide'
  | 'remainder'
  | 'and'
  | 'or'
  | 'xor'
  | 'shift left'
  | 'shift right'
  | 'equal'
  | 'not equal'
  | 'less'
  | 'less or equal'
  | 'greater'
  | 'greater or equal';
/** Both operands have `type`; a comparison gives `bool`, anything else `type`. Division traps on zero. */
export interface BinaryExpression {
  readonly op: 'binary';
  readonly operator: BinaryOperator;
  readonly type: ValueType;
  readonly left: Expression;
  readonly right: Expression;
}
/** `cast`: wraps, extends, rounds or saturates, as the language says. */
export interface ConvertExpression {
  readonly op: 'convert';
  readonly from: ValueType;
  readonly to: ValueType;
  readonly operand: Expression;
}
/** Evaluates one of two; `and` and `or` without calls are written with it. */
export interface ConditionalExpression {
  readonly op: 'conditional';
  readonly type: ValueType;
  readonly condition: Expression;
  readonly then: Expression;
  readonly else: Expression;
}
/** `base + index * size`, after checking `0 <= index < length` (both i64). Traps with `index`. */
export interface ElementExpression {
  readonly op: 'element';
  readonly base: Expression;
  readonly index: Expression;
  readonly length: Expression;
  /** Bytes of one element. */
  readonly size: number;
}
/** Checks `0 <= low <= high <= length` (all i64), traps with `slice`; its value is `low`. */
export interface CheckRangeExpression {
  readonly op: 'check range';
  readonly low: Expression;
  readonly high: Expression;
  readonly length: Expression;
}
/** Checks that `tag` (an i32) is `expected`, traps with `payload`; its value is `address` (a ptr). */
export interface CheckTagExpression {
  readonly op: 'check tag';
  readonly tag: Expression;
  readonly expected: number;
  readonly address: Expression;
  /** Address and length of the enum's name and its tags' names, a line each: for the trap's message. */
  readonly names: Expression;
  readonly namesLength: number;
}
/** Puts `value` into a scratch local, then is `body`. */
export interface LetExpression {
  readonly op: 'let';
  readonly local: LocalId;
  readonly value: Expression;
  readonly body: Expression;
}
/** Of the thread that runs: the address of its context (ptr), or its number (u32). */
export type ThreadExpression = { readonly op: 'thread'; readonly part: 'context' | 'id' };
/**
 * The address of a home in the frame of *another* function: only in code that the debugger compiles.
 * The function's first parameter is that frame's address; `offset` counts from it. Loads and stores
 * there use guard `none`.
 */
export interface FrameAddressExpression {
  readonly op: 'frame address';
  readonly offset: number;
}
