// Calls of external functions: of the host, or of the few that are one instruction.
//
// A host function that has to wait says so in the control block: then the call has not happened, its step is
// given back, and execution stops before it.
import type * as ir from '../../ir/ir';
import { CONTROL } from '../memory-layout';
import type { Label, Opcode } from '../wasm/code';
import { publishFuel } from './trapping';
import { FUEL, wasmType, type FunctionContext } from './context';
import { emitExpression } from './expressions';
import { resumeBefore } from './resume-points';

/** External functions of one f64 that WebAssembly has an instruction for. */
const INSTRUCTIONS: ReadonlyMap<string, Opcode> = new Map<string, Opcode>([
  ['sqrt', 'f64.sqrt'],
  ['fabs', 'f64.abs'],
  ['floor', 'f64.floor'],
  ['ceil', 'f64.ceil'],
  ['trunc', 'f64.trunc'],
  ['nearbyint', 'f64.nearest'],
]);

/** Those that may end the running thread's slice: then less of the fuel is for now. */
const SCHEDULING: ReadonlySet<string> = new Set([
  '__spawn',
  '__join',
  '__yield',
  '__exit_thread',
  '__lock',
  '__unlock',
]);

/** The host functions that may have to wait. */
const WAITING: ReadonlySet<string> = new Set(['read', 'getchar', '__sleep']);

/**
 * @param number the call's safepoint's number in its function
 * @param stop where a function goes to stop as the top frame
 */
export function emitExternalCall(
  f: FunctionContext,
  s: ir.CallStatement,
  id: ir.ExternalId,
  number: number,
  stop: Label,
): void {
  const external = f.module.program.externals[id] as ir.External;
  const { name, signature } = external;
  for (const argument of s.arguments) emitExpression(f, argument);
  const instruction = INSTRUCTIONS.get(name);
  if (instruction && signature.parameters.join() === 'f64' && signature.results.join() === 'f64') {
    f.code.op(instruction);
    return assign(f, s);
  }
  publishFuel(f);
  f.code.call(f.module.imports.externals[id] as number);
  if (SCHEDULING.has(name)) f.code.loadAt('i32.load', CONTROL.fuel).set(FUEL);
  const result = signature.results[0];
  if (!WAITING.has(name)) return result === undefined ? undefined : assign(f, s);
  if (result === undefined) return emitWait(f, number, stop);
  f.scratch(wasmType(result), (arrived) => {
    f.code.set(arrived);
    emitWait(f, number, stop);
    f.code.get(arrived);
    assign(f, s);
  });
}

/** Puts the result on the stack where it belongs. */
function assign(f: FunctionContext, s: ir.CallStatement): void {
  const local = s.results[0];
  if (local === undefined) f.code.op('drop');
  else f.code.set(f.registers[local] as number);
}

function emitWait(f: FunctionContext, number: number, stop: Label): void {
  const { code } = f;
  code.loadAt('i32.load', CONTROL.hostWaits).if();
  code.get(FUEL).i32(1).op('i32.add').set(FUEL);
  code.i32(resumeBefore(number)).set(f.resume).br(stop).end();
}
