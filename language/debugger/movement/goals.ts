// Where a movement is to end, told to the engine as marks, so that what lies between is run through at full
// speed: a line that loops a million times, or the library on its way to calling the user's code back.
import type { Mark } from '../../interpreter/additions';
import type { FrameAddress } from '../../interpreter/recordable';
import type * as ir from '../../ir/ir';
import type { Direction } from '../api';
import type { Debuggee } from '../debuggee';
import type { Moments, Standing } from './moments';

export interface Goal {
  /** Where the engine is to stop for a look. */
  readonly marks: readonly Mark[];
  /** Whether the machine stands at the goal. */
  isReached(): boolean;
  /** To be called when it is not needed any more. */
  release(): void;
}

/** Any statement of the user's own code, on the thread that runs now. */
export function anyStatement(debuggee: Debuggee, moments: Moments): Goal {
  const { machine } = debuggee;
  const { here } = moments;
  const { start, end } = machine.stackOf(here.frame);
  const id = machine.threads.count > 1 ? machine.reserveFunction() : undefined;
  const conditions = id === undefined ? [] : [stackTest(id, here, start, end)];
  const marks = debuggee.program.safepoints
    .filter((safepoint) => moments.isStatement({ frame: 0, safepoint }))
    .map((safepoint) => ({ safepoint: safepoint.id, conditions }));
  return {
    marks,
    isReached: () =>
      moments.here.frame >= start && moments.here.frame < end && moments.isStatement(moments.here),
    release: () => (id === undefined ? undefined : machine.removeFunction(id)),
  };
}

/** Code that tells whether the frame lies on a stack. */
function stackTest(id: ir.FunctionId, here: Standing, start: FrameAddress, end: FrameAddress): ir.Function {
  const test = frameTest(id, here);
  const number = (value: number): ir.Expression => ({ op: 'constant', type: 'ptr', value: BigInt(value) });
  const frame: ir.Expression = { op: 'local', local: 0 };
  const offset: ir.Expression = {
    op: 'binary',
    operator: 'subtract',
    type: 'ptr',
    left: frame,
    right: number(start),
  };
  const isOn: ir.Expression = {
    op: 'binary',
    operator: 'less',
    type: 'ptr',
    left: offset,
    right: number(end - start),
  };
  return { ...test, body: [{ op: 'return', values: [isOn] }] };
}

/** A statement of the same activation that is on another line than this one. */
export function anotherLine(debuggee: Debuggee, moments: Moments, start: Standing): Goal {
  return inActivation(debuggee, moments, start, (there) => !moments.isSameLine(there, start));
}

/** A statement of the same activation on a line behind this one; `backward`, on one before it. */
export function lineBeyond(
  debuggee: Debuggee,
  moments: Moments,
  start: Standing,
  direction: Direction,
): Goal {
  const line = moments.lineOf(start);
  const isBeyond = (there: Standing): boolean =>
    direction === 'forward' ? moments.lineOf(there) > line : moments.lineOf(there) < line;
  return inActivation(debuggee, moments, start, isBeyond);
}

/** A statement of the activation of `start`, chosen by where it stands. */
function inActivation(
  debuggee: Debuggee,
  moments: Moments,
  start: Standing,
  isChosen: (there: Standing) => boolean,
): Goal {
  const { machine, program } = debuggee;
  const id = machine.reserveFunction();
  const condition = frameTest(id, start);
  const isGoal = (there: Standing): boolean =>
    there.safepoint.function === start.safepoint.function && moments.isStatement(there) && isChosen(there);
  const marks = program.safepoints
    .filter((safepoint) => isGoal({ frame: start.frame, safepoint }))
    .map((safepoint) => ({ safepoint: safepoint.id, conditions: [condition] }));
  const isReached = (): boolean => {
    const { here } = moments;
    return here.frame === start.frame && isGoal(here);
  };
  return { marks, isReached, release: () => machine.removeFunction(id) };
}

/** A statement of whatever frame that is not on this line of this activation. */
export function leavingLine(debuggee: Debuggee, moments: Moments, start: Standing): Goal {
  const { machine, program } = debuggee;
  const id = machine.reserveFunction();
  const elsewhere = frameTest(id, start, 'not equal');
  const marks = program.safepoints
    .filter((safepoint) => moments.isStatement({ frame: start.frame, safepoint }))
    .map((safepoint) => ({
      safepoint: safepoint.id,
      conditions: moments.isSameLine({ frame: start.frame, safepoint }, start) ? [elsewhere] : [],
    }));
  const isReached = (): boolean => {
    const { here } = moments;
    return moments.isStatement(here) && !moments.isSameLine(here, start);
  };
  return { marks, isReached, release: () => machine.removeFunction(id) };
}

/** Code that tells whether the frame is this one, or another one. */
function frameTest(
  id: ir.FunctionId,
  { frame, safepoint }: Standing,
  operator: 'equal' | 'not equal' = 'equal',
): ir.Function {
  return {
    id,
    name: 'frame test',
    isLibrary: true,
    span: safepoint.span,
    locals: [{ kind: 'register', name: 'frame', type: 'ptr' }],
    parameterCount: 1,
    results: ['bool'],
    body: [{ op: 'return', values: [compare(operator, frame)] }],
  };
}

function compare(operator: 'equal' | 'not equal', frame: FrameAddress): ir.Expression {
  const left: ir.Expression = { op: 'local', local: 0 };
  const right: ir.Expression = { op: 'constant', type: 'ptr', value: BigInt(frame) };
  return { op: 'binary', operator, type: 'ptr', left, right };
}
