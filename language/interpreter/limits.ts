// How large a program may be for the engines that run it. What goes beyond is correct, and is refused with a message
// that says what takes how much: an engine would refuse it without one.
//
// The bounds of types, constants, instances and files stand where these are made; docs/limits.md lists them all.
import { frameLayout, HOME_SIZE } from '../ir/frame-layout';
import type * as ir from '../ir/ir';
import { weightOf } from '../ir/weight';
import type { Span } from '../syntax/source';
import { layoutMemory, LARGEST_STACK } from './memory-layout';
import { codeSizeOf } from './translate/module';

/** Safepoints of one function. */
export const MOST_SAFEPOINTS = 20_000;
/** Of one function, registers times safepoints: what an engine keeps of it grows with that. V8 gives up at some 1e7. */
export const MOST_REGISTERS_AT_SAFEPOINTS = 4_000_000;
/** Bytes of code: V8 takes at most 7,654,321 for one WebAssembly function, its list of locals included. */
export const LARGEST_CODE = 7_600_000;
/** Bytes that no safepoint, and no statement or expression beside it, comes to: what is short by these is not measured. */
const BYTES_OF_SAFEPOINT = 250;
const BYTES_OF_PART = 90;
/** Functions of the program, the library's among them: a module may have a million, and each becomes three. */
export const MOST_FUNCTIONS = 300_000;
/** Safepoints of the whole program; some 15 MB of text, and half a minute to translate. */
export const MOST_SAFEPOINTS_IN_ALL = 2_000_000;
/** Bytes of globals and constants together: beside them 32 bits of addresses hold the stacks, the heap and a shadow. */
export const LARGEST_DATA = 2 ** 30;

/** Codes of these diagnostics, each with an example that produces it. */
export const LIMIT_CODES = {
  E0401: {
    title: 'Function too long',
    example: `fn f() {} fn main() { ${'f(); '.repeat(MOST_SAFEPOINTS)} }`,
  },
  E0410: {
    title: 'Program too large',
    example: 'a: [1_000_000_000]i8; b: [1_000_000_000]i8; fn main() { a[0] = b[0]; }',
  },
  E0411: {
    title: 'Too large for a stack',
    example: 'fn main() { xs: [100_000_000]i8; xs[0] = 1; }',
  },
} as const;

/** What is correct but too large. */
export interface Excess {
  readonly code: keyof typeof LIMIT_CODES;
  readonly span: Span;
  /** What is too large, and by how much; goes on behind a `: ` as well as by itself. */
  readonly message: string;
  readonly hint: string;
}

/** @param memoryCheck whether it is to be run with the memory check, which makes code longer */
export function excessesOf(program: ir.Program, memoryCheck = false): Excess[] {
  const inAll = excessOfProgram(program);
  if (inAll) return [inAll];
  const counts = new Map<ir.FunctionId, number>();
  const { safepoints } = program;
  for (let i = 0; i < safepoints.length; i++) {
    const id = safepoints.functionOf(i);
    if (id !== undefined) counts.set(id, (counts.get(id) ?? 0) + 1);
  }
  return program.functions.flatMap(
    (fn) => excessOfFunction(program, fn, counts.get(fn.id) ?? 0, memoryCheck) ?? [],
  );
}

function excessOfProgram(program: ir.Program): Excess | undefined {
  const main = program.functions[program.main];
  if (!main) throw new Error('ropewalk: the program has no main');
  const found = (message: string, hint: string): Excess => ({
    code: 'E0410',
    span: main.span,
    message,
    hint,
  });
  const { functions, safepoints, globals, rodata } = program;
  if (functions.length > MOST_FUNCTIONS)
    return found(
      `the program has ${grouped(functions.length)} functions, and may have ${grouped(MOST_FUNCTIONS)}`,
      'each list of compile-time arguments makes a function of its own',
    );
  if (safepoints.length > MOST_SAFEPOINTS_IN_ALL)
    return found(
      `the program has ${grouped(safepoints.length)} statements and calls, and may have ${grouped(MOST_SAFEPOINTS_IN_ALL)}`,
      'what is a table is shorter as one, and a loop over it',
    );
  const data = globals.size + rodata.size;
  if (data <= LARGEST_DATA) return undefined;
  return found(
    `the program's globals and constants take ${grouped(data)} bytes, and may take ${grouped(LARGEST_DATA)}`,
    'what is large is made when it is needed: `make(T, n)`',
  );
}

function excessOfFunction(
  program: ir.Program,
  fn: ir.Function,
  safepoints: number,
  memoryCheck: boolean,
): Excess | undefined {
  const { dataSize, registerUsed } = frameLayout(fn);
  if (dataSize > LARGEST_STACK) {
    const message = `the variables of \`${fn.name}\` take ${grouped(dataSize)} bytes, and a stack has at most ${grouped(LARGEST_STACK)}`;
    const hint = 'what is large lies on the heap: `make(T, n)`, `heap e`';
    return { code: 'E0411', span: fn.span, message, hint };
  }
  const found = (message: string): Excess => ({
    code: 'E0401',
    span: fn.span,
    message: `\`${fn.name}\` is too long: ${message}`,
    hint: fn.isLibrary
      ? 'it is made for a type, which has too many parts'
      : 'split it into several functions',
  });
  if (safepoints > MOST_SAFEPOINTS)
    return found(
      `it has ${grouped(safepoints)} statements and calls, and may have ${grouped(MOST_SAFEPOINTS)}`,
    );
  const registers = registerUsed / HOME_SIZE;
  if (registers * safepoints > MOST_REGISTERS_AT_SAFEPOINTS)
    return found(
      `it has ${grouped(safepoints)} statements and calls with some ${grouped(registers)} values that last through them`,
    );
  const guess = BYTES_OF_SAFEPOINT * safepoints + BYTES_OF_PART * weightOf(fn);
  const size = guess > LARGEST_CODE ? codeSize(program, fn, memoryCheck) : 0;
  if (size <= LARGEST_CODE) return undefined;
  const how = memoryCheck ? ' with the memory check' : '';
  return found(`its code takes ${grouped(size)} bytes${how}, and may take ${grouped(LARGEST_CODE)}`);
}

function codeSize(program: ir.Program, fn: ir.Function, memoryCheck: boolean): number {
  const layout = layoutMemory(program, program.safepoints.length, undefined, memoryCheck);
  return codeSizeOf(program, layout, fn);
}

/** `20 000`. */
export function grouped(n: number): string {
  return n.toLocaleString('en-US').replaceAll(',', ' ');
}
