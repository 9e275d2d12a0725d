// Compiles the conditions that a random program comes with, as the debugger does, for the engine.
import assert from 'node:assert/strict';
import type { Machine } from '../../../language/interpreter/machine';
import type * as ir from '../../../language/ir/ir';
import { lowerExpression } from '../../../language/ir/lower/fragment';
import { checkExpression } from '../../../language/semantics/checker';
import { Diagnostics } from '../../../language/syntax/diagnostic';
import { parseExpression } from '../../../language/syntax/parser/parser';
import { SourceFile } from '../../../language/syntax/source';
import type { CompiledProgram } from '../both-engines';
import type { RandomProgram } from './program';

/** The statements of the program's own functions, each with the conditions that make sense there. */
export function conditionedSafepoints(
  { program }: CompiledProgram,
  text: RandomProgram,
): { safepoint: ir.Safepoint; texts: readonly string[] }[] {
  return [...program.safepoints].flatMap((safepoint) => {
    const name = program.functions[safepoint.function]?.name.split('.').pop() ?? '';
    const texts = text.conditions.get(name);
    return texts && safepoint.kind === 'statement' ? [{ safepoint, texts }] : [];
  });
}

export function compileCondition(
  { program, debug }: CompiledProgram,
  machine: Machine,
  safepoint: ir.Safepoint,
  text: string,
): ir.Function {
  const diagnostics = new Diagnostics();
  const expression = parseExpression(new SourceFile('condition', text), diagnostics);
  const scope = debug.scopes[safepoint.scope] ?? debug.checked.scope;
  const fn = debug.functions.get(safepoint.function);
  const evaluated = program.functions[safepoint.function];
  const at = safepoint.span.start;
  const { tables } = checkExpression(debug.checked, expression, scope, at, fn?.symbol, diagnostics);
  const problems = diagnostics.list.map(({ message }) => message);
  assert.deepEqual(problems, [], text);
  const frame = fn && evaluated && { fn: evaluated, homes: fn.homes };
  const id = machine.reserveFunction();
  const form = 'return';
  const found = lowerExpression({ program, debug, tables, expression, scope, frame, id, form });
  assert.ok(found.ok && found.isPure, text);
  return found.fn;
}
