// The results of calls that a step has left or stepped over: each lies where the caller's code was to receive it,
// in the registers or the memory that the IR names, until the caller goes on. So it is read at the first moment
// behind the call, which a step passes on its way.
import { offsetOf } from '../ir/frame-layout';
import type { CallStatement, Expression, Function, FunctionId } from '../ir/ir';
import { statementsOf } from '../ir/statements';
import type { FrameAddress } from '../interpreter/recordable';
import { NIL, sizeOf, type Type } from '../semantics/types';
import type { Debuggee } from './debuggee';
import { LiveView } from './values/memory-view';
import { pointerTarget } from './values/value';
import type { Views } from './variables';

/** A call in the code of a frame. */
export interface CallOfFrame {
  readonly caller: FrameAddress;
  readonly statement: CallStatement;
  readonly callee: FunctionId;
  /** Of the function that was called, as stacks show it. */
  readonly name: string;
  readonly type: Type;
}

/** The call that is under way in a frame, which is not the innermost; undefined if nobody wants its result. */
export function callUnderWay(debuggee: Debuggee, caller: FrameAddress): CallOfFrame | undefined {
  const { machine, program } = debuggee;
  let inner = machine.topFrame;
  while (inner !== 0 && machine.callerOf(inner) !== caller) inner = machine.callerOf(inner);
  const callee = inner === 0 ? undefined : debuggee.functionOf(inner);
  const fn = program.functions[machine.functionOf(caller)];
  if (!callee || !fn || callee.symbol.type.result.kind === 'none') return undefined;
  const site = machine.safepointOf(caller);
  for (const statement of statementsOf(fn.body)) {
    if (statement.op !== 'call' || statement.safepoint !== site) continue;
    const { qualifiedName: name, type } = callee.symbol;
    return { caller, statement, callee: callee.id, name, type: type.result };
  }
  return undefined;
}

/** What a call gave. */
export interface Returned {
  /** The frame that it was given to. */
  readonly caller: FrameAddress;
  /** Of the function, as stacks show it. */
  readonly name: string;
  readonly type: Type;
  readonly bytes: Uint8Array;
}

/** The result, while the caller stands at the first moment behind the call. */
export function resultOf(debuggee: Debuggee, call: CallOfFrame): Returned | undefined {
  const { caller, statement, type, name } = call;
  const { machine, program } = debuggee;
  const fn = program.functions[machine.functionOf(caller)];
  if (!fn || machine.topFrame !== caller) return undefined;
  const views = viewsOf(debuggee);
  const bytes =
    statement.results.length === 0
      ? bytesInMemory(debuggee, views, fn, call)
      : bytesInRegisters(views, fn, call).subarray(0, sizeOf(type));
  return bytes && { caller, name, type, bytes: bytes.slice() };
}

function viewsOf({ machine: { memory, layout, heapTop } }: Debuggee): Views {
  const program = new LiveView(memory, { start: layout.base, end: heapTop });
  const registers = new LiveView(memory, { start: layout.registerStack, end: layout.base });
  return { program, registers };
}

function bytesInRegisters(views: Views, fn: Function, { caller, statement }: CallOfFrame): Uint8Array {
  const bytes = new Uint8Array(statement.results.length * 8);
  for (const [i, local] of statement.results.entries()) {
    const home = views.registers.read(caller + offsetOf(fn, local), 8);
    if (home) bytes.set(home, i * 8);
  }
  return bytes;
}

/** An aggregate lies where the hidden first argument points. */
function bytesInMemory(
  debuggee: Debuggee,
  views: Views,
  fn: Function,
  { caller, statement, type }: CallOfFrame,
): Uint8Array | undefined {
  const address = hiddenAddress(debuggee, views, fn, caller, statement.arguments[0]);
  return address === undefined ? undefined : views.program.read(address, sizeOf(type));
}

function hiddenAddress(
  { machine }: Debuggee,
  views: Views,
  fn: Function,
  caller: FrameAddress,
  e: Expression | undefined,
): number | undefined {
  if (e?.op === 'local address') return machine.dataOf(caller) + offsetOf(fn, e.local) + e.offset;
  if (e?.op === 'section address' && e.section === 'globals') return machine.layout.globals + e.offset;
  if (e?.op !== 'local') return undefined;
  const home = { home: views.registers, address: caller + offsetOf(fn, e.local), memory: views.program };
  return pointerTarget({ ...home, type: NIL, hasAddress: false });
}
