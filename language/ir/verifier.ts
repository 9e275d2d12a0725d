// Checks that a program is well formed. Run after lowering in tests, and on hand-written IR.
//
// The invariants:
//  V01  ids agree with indices: functions, safepoints.
//  V02  the first `parameterCount` locals are registers; memory locals have a size >= 0 and an align that is a
//       power of two up to 16.
//  V03  every local, function, external, safepoint and section offset that is named exists.
//  V04  expressions have the types that their place asks for; both operands of a binary operation have its type.
//  V05  a constant is in the range of its type, and a bigint exactly for i64, u64 and ptr.
//  V06  `local` and `set` name registers, `local address` memory locals; scratch locals are set only by `let`,
//       read only inside its body, and one `let` of a local is not inside another's body.
//  V07  `frame address` stands only in a function whose first parameter is a ptr.
//  V08  a call passes and receives what its target's signature says; at most two results.
//  V09  `return` gives what the function's results say; execution does not reach a function's end without one.
//  V10  `break` names an enclosing block or loop, `continue` an enclosing loop; labels are unique.
//  V11  nothing follows a statement behind which execution never comes.
//  V12  a safepoint belongs to one statement, of the function that it names.
//  V13  every call has a safepoint, and so has whatever can trap behind a call.
//  V14  every round of a loop passes a safepoint: a path from its head back to it without one is an error.
//  V15  a trap's kind is known and its arguments (two, or three for `slice`) are 64 bits wide.
//  V16  a switch is on an integer or a bool; its ranges are not empty, lie in the type and do not overlap.
import type * as ir from './ir';
import { FunctionVerifier } from './verifier-function';

/** What is wrong, one sentence each with the function's name in front; empty if all is well. */
export function verify(program: ir.Program): string[] {
  const problems: string[] = [];
  const owners = new Map<ir.SafepointId, string>();
  program.functions.forEach((fn, id) => {
    if (fn.id !== id) problems.push(`${fn.name}: V01 has the id ${fn.id} at index ${id}`);
    const verifier = new FunctionVerifier(program, fn, owners, (text) =>
      problems.push(`${fn.name}: ${text}`),
    );
    verifier.run();
  });
  for (let id = 0; id < program.safepoints.length; id++) {
    const found = program.safepoints.at(id)?.id;
    if (found !== id) problems.push(`V01 safepoint ${found} at index ${id}`);
  }
  if (!program.functions[program.main])
    problems.push(`V03 main is function ${program.main}, which does not exist`);
  verifySection(program, 'rodata', problems);
  verifySection(program, 'globals', problems);
  return problems;
}

function verifySection(program: ir.Program, name: 'rodata' | 'globals', problems: string[]): void {
  const { bytes, size, relocations } = program[name];
  if (bytes.length > size) problems.push(`V03 ${name} holds ${bytes.length} bytes but its size is ${size}`);
  for (const { at, target } of relocations) {
    if (at < 0 || at + 8 > size) problems.push(`V03 ${name}: a relocation at ${at} lies outside`);
    if (target.kind === 'function') {
      if (!program.functions[target.id]) problems.push(`V03 ${name}: a relocation to function ${target.id}`);
    } else if (target.offset < 0 || target.offset > program[target.kind].size) {
      problems.push(`V03 ${name}: a relocation to ${target.kind} ${target.offset}, outside of it`);
    }
  }
}
