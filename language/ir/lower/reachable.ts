// Lowering of what one `#run` needs: the function that is run and whatever can be reached from it, found on
// the way. Before a function is lowered or a global laid out, the checker is asked to make sure of it, so that
// the order of the text does not matter.
import type { CheckedProgram } from '../../semantics/checked';
import type { FunctionSymbol, VariableSymbol } from '../../semantics/symbol';
import { alignOf, sizeOf, type EnumType } from '../../semantics/types';
import type { Span } from '../../syntax/source';
import { FunctionBuilder } from '../builder';
import type * as ir from '../ir';
import { Safepoints } from '../safepoints';
import { startsThreads } from '../threads';
import type { DebugFunction } from './debug-info';
import { lowerFunction } from './functions';
import { debugInfo, finish, WAYS, type Lowered } from './lower';
import { makeComparer } from './comparers';
import { makePrinter, makeRunStart, makeWrapper } from './made-functions';
import { ProgramLowering } from './program';

export interface LoweredRun extends Lowered {
  /** Where the result is stored: bytes from the beginning of the globals. */
  readonly resultAt: number;
}

type Ensure = (symbol: FunctionSymbol | VariableSymbol) => boolean;

/**
 * Lowers a program that calls `root` and stores what it gives.
 * @param ensure see `RunRequest`
 * @returns nothing if something that it needs is wrong
 */
export function lowerReachable(
  checked: CheckedProgram,
  root: FunctionSymbol,
  ensure: Ensure,
): LoweredRun | undefined {
  const alone = lowerRun(checked, root, ensure, false);
  // Whether it starts threads is known when all of it is lowered.
  return alone && startsThreads(alone.program) ? lowerRun(checked, root, ensure, true) : alone;
}

function lowerRun(
  checked: CheckedProgram,
  root: FunctionSymbol,
  ensure: Ensure,
  usesThreads: boolean,
): LoweredRun | undefined {
  const program: ReachableProgram = new ReachableProgram(
    checked,
    (symbol, id) => makeWrapper(program, symbol, id),
    (type, id) => makePrinter(program, WAYS, type, id),
    (what, type, id) => makeComparer(program, WAYS, what, type, id),
  );
  program.ensure = ensure;
  program.usesThreads = usesThreads;
  const { result } = root.type;
  const resultAt = program.globals.reserve(Math.max(sizeOf(result), 8), Math.max(alignOf(result), 8));
  program.scopeId(checked.scope);
  const start = program.addMade((id) => makeRunStart(program, root, resultAt, id));
  program.lowerAll();
  if (!program.isSound) return undefined;
  return { program: finish(program, start), debug: debugInfo(program, program.debugFunctions), resultAt };
}

class ReachableProgram extends ProgramLowering {
  readonly debugFunctions = new Map<ir.FunctionId, DebugFunction>();
  isSound = true;
  ensure: Ensure = () => true;
  private readonly unwrittenGlobals: VariableSymbol[] = [];

  /** Until nothing more is needed, or something is wrong. */
  lowerAll(): void {
    do {
      this.makePending();
      for (let next = this.unwrittenGlobals.pop(); next; next = this.unwrittenGlobals.pop()) {
        if (this.isRight(next) && next.initial)
          this.globals.write(this.globalOffset(next), next.type, next.initial, this);
      }
    } while (this.hasPending);
  }

  override functionId(symbol: FunctionSymbol): ir.FunctionId {
    const known = this.functionIds.get(symbol);
    if (known !== undefined) return known;
    const id = this.addMade((own) =>
      this.isRight(symbol) ? this.lowered(symbol) : nothing(own, symbol.span),
    );
    this.functionIds.set(symbol, id);
    return id;
  }

  override globalOffset(symbol: VariableSymbol): number {
    const known = this.globalOffsets.get(symbol);
    if (known !== undefined) return known;
    const offset = this.globals.reserve(sizeOf(symbol.type), alignOf(symbol.type));
    this.globalOffsets.set(symbol, offset);
    this.unwrittenGlobals.push(symbol);
    return offset;
  }

  override tagNames(type: EnumType): ReturnType<ProgramLowering['tagNames']> {
    if (!this.namesOfTags.has(type)) this.placeTagNames([type]);
    return super.tagNames(type);
  }

  private lowered(symbol: FunctionSymbol): ir.Function {
    const { fn, debug } = lowerFunction(this, WAYS, symbol);
    this.debugFunctions.set(fn.id, debug);
    return fn;
  }

  private isRight(symbol: FunctionSymbol | VariableSymbol): boolean {
    this.isSound &&= this.ensure(symbol);
    return this.isSound;
  }
}

/** Stands for a function that is wrong, in a program that is not run. */
function nothing(id: ir.FunctionId, span: Span): ir.Function {
  return new FunctionBuilder(id, new Safepoints()).finish({ name: '', isLibrary: true, span, results: [] });
}
