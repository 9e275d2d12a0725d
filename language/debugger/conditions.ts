// Conditions of breakpoints: compiled once, when they are set. One without calls runs inside the engine
// at each pass, so that a million misses cost milliseconds; one with calls is evaluated at each pass, on a
// branch that is thrown away.
import type { FrameAddress } from '../interpreter/recordable';
import type * as ir from '../ir/ir';
import { typeName } from '../semantics/types';
import type { Result } from './api';
import type { Debuggee } from './debuggee';
import {
  compileChecked,
  checkText,
  siteOf,
  splitAssignment,
  type CheckedText,
  type Site,
} from './expressions';
import { compileExpression, type CompiledExpression } from './evaluator';

export interface CompiledCondition {
  readonly text: string;
  /** Of the frame's address, gives a bool: for the engine. Absent if it calls something. */
  readonly pure?: ir.Function;
  /** Evaluates it in a frame. A condition that traps is a refusal with the trap's message. */
  holds(frame: FrameAddress): Promise<Result<{ holds: boolean }>>;
  release(): void;
}

export class ConditionCompiler {
  constructor(private readonly debuggee: Debuggee) {}

  /** A condition as it is understood at a safepoint. */
  compile(text: string, safepoint: ir.Safepoint): Result<{ condition: CompiledCondition }> {
    return this.compileAt(text, siteOf(this.debuggee, safepoint));
  }

  compileAt(text: string, site: Site): Result<{ condition: CompiledCondition }> {
    if (splitAssignment(text)) {
      return { ok: false, message: `the condition \`${text}\` is an assignment; write \`==\` to compare` };
    }
    const found = checkText(this.debuggee, text, site);
    if (!found.ok) return found;
    const { type } = found.checked;
    if (type.kind !== 'bool') {
      return {
        ok: false,
        message: `the condition \`${text}\` is not a bool but of type \`${typeName(type)}\``,
      };
    }
    return this.compileChecked(text, found.checked);
  }

  private compileChecked(text: string, checked: CheckedText): Result<{ condition: CompiledCondition }> {
    const { machine } = this.debuggee;
    const compiled = compileExpression(this.debuggee, checked);
    if (!compiled.ok) return compiled;
    const inEngine = compileChecked(this.debuggee, checked, 'return');
    const isPure = inEngine.ok && inEngine.fragment.isPure;
    if (inEngine.ok && !isPure) machine.removeFunction(inEngine.fragment.fn.id);
    const pure = isPure ? inEngine.fragment.fn : undefined;
    const release = (): void => {
      compiled.expression.release();
      if (pure) machine.removeFunction(pure.id);
    };
    const holds = (frame: FrameAddress) => evaluate(compiled.expression, frame);
    return { ok: true, condition: { text, pure, holds, release } };
  }
}

async function evaluate(
  expression: CompiledExpression,
  frame: FrameAddress,
): Promise<Result<{ holds: boolean }>> {
  const result = await expression.run(frame, false);
  return result.ok ? { ok: true, holds: result.bytes[0] !== 0 } : result;
}
