// The result of a call that a step has just left: it lies where the caller's code was to receive it, in the
// registers or the memory that the IR names, until the caller goes on.
import { offsetOf } from '../ir/frame-layout';
import type { CallStatement, Expression, Function } from '../ir/ir';
import { statementsOf } from '../ir/statements';
import type { FrameAddress } from '../interpreter/recordable';
import { sizeOf, type Type } from '../semantics/types';
import type { Debuggee } from './debuggee';
import { viewOfBytes } from './values/memory-view';
import { pointedAt, pointerTarget, type Value } from './values/value';
import type { Views } from './variables';

/** A call in the code of a frame. */
export interface CallOfFrame {
  readonly caller: FrameAddress;
  readonly statement: CallStatement;
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
    return { caller, statement, name, type: type.result };
  }
  return undefined;
}

/** The result, while the caller stands at the first moment behind the call. */
export function resultOf(debuggee: Debuggee, views: Views, call: CallOfFrame): Value | undefined {
  const { caller, statement, type } = call;
  const fn = debuggee.program.functions[debuggee.machine.functionOf(caller)];
  if (!fn || debuggee.machine.topFrame !== caller) return undefined;
  if (statement.results.length === 0) return resultInMemory(debuggee, views, fn, call);
  const bytes = new Uint8Array(statement.results.length * 8);
  for (const [i, local] of statement.results.entries()) {
    const home = views.registers.read(caller + offsetOf(fn, local), 8);
    if (!home) return undefined;
    bytes.set(home, i * 8);
  }
  const home = viewOfBytes(bytes.subarray(0, sizeOf(type)));
  return { type, home, address: 0, memory: views.program, hasAddress: false };
}

/** An aggregate lies where the hidden first argument points. */
function resultInMemory(
  debuggee: Debuggee,
  views: Views,
  fn: Function,
  { caller, statement, type }: CallOfFrame,
): Value | undefined {
  const address = hiddenAddress(debuggee, views, fn, caller, statement.arguments[0]);
  const nowhere = { type, home: views.registers, address: 0, memory: views.program, hasAddress: false };
  return address === undefined ? undefined : pointedAt(nowhere, address, type, undefined);
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
  return pointerTarget({ ...home, type: { kind: 'nil' }, hasAddress: false });
}
