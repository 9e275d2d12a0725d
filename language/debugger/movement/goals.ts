// Where a movement is to end, told to the engine as marks, so that what lies between is run through at full
// speed: a line that loops a million times, or the library on its way to calling the user's code back.
import type { Mark } from '../../interpreter/additions';
import type { FrameAddress } from '../../interpreter/recordable';
import { binary, boolean, integer, read } from '../../ir/expressions';
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

/** Any statement of the user's own code, on the thread of `start`. */
export function anyStatement(debuggee: Debuggee, moments: Moments, start: Standing): Goal {
  const { machine, program } = debuggee;
  const id = machine.layout.threads ? machine.reserveFunction() : undefined;
  const conditions = id === undefined ? [] : [stackTest(id, debuggee, start)];
  const marks = program.safepoints
    .filter((safepoint) => moments.isStatement({ frame: 0, safepoint }))
    .map((safepoint) => ({ safepoint: safepoint.id, conditions }));
  return {
    marks,
    isReached: () => moments.isSameThread(moments.here, start) && moments.isStatement(moments.here),
    release: () => (id === undefined ? undefined : machine.removeFunction(id)),
  };
}

/** Code that tells whether the frame lies on the stack of this one; it may be given one that does not count. */
function stackTest(
  id: ir.FunctionId,
  { machine }: Debuggee,
  here: Standing,
  except?: FrameAddress,
): ir.Function {
  const { start, end } = machine.stackOf(here.frame);
  const offset = binary('subtract', 'ptr', FRAME, integer('ptr', start));
  const isOn = binary('less', 'ptr', offset, integer('ptr', end - start));
  const counts = except === undefined ? boolean(true) : compare('not equal', except);
  return testOfFrame(id, here, [
    { op: 'if', condition: isOn, then: [{ op: 'return', values: [counts] }], else: [] },
    { op: 'return', values: [boolean(false)] },
  ]);
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
  const condition = testOfFrame(id, start, [{ op: 'return', values: [compare('equal', start.frame)] }]);
  const isGoal = (there: Standing): boolean =>
    there.safepoint.function === start.safepoint.function && moments.isStatement(there) && isChosen(there);
  const marks = program.safepoints
    .inFunction(start.safepoint.function)
    .filter((safepoint) => isGoal({ frame: start.frame, safepoint }))
    .map((safepoint) => ({ safepoint: safepoint.id, conditions: [condition] }));
  const isReached = (): boolean => {
    const { here } = moments;
    return here.frame === start.frame && isGoal(here);
  };
  return { marks, isReached, release: () => machine.removeFunction(id) };
}

/** A statement of whatever frame of this thread that is not on this line of this activation. */
export function leavingLine(debuggee: Debuggee, moments: Moments, start: Standing): Goal {
  const { machine, program } = debuggee;
  const ids = [machine.reserveFunction(), machine.reserveFunction()] as const;
  const elsewhere = [stackTest(ids[0], debuggee, start, start.frame)];
  const anywhere = machine.layout.threads ? [stackTest(ids[1], debuggee, start)] : [];
  const marks = program.safepoints
    .filter((safepoint) => moments.isStatement({ frame: start.frame, safepoint }))
    .map((safepoint) => ({
      safepoint: safepoint.id,
      conditions: moments.isSameLine({ frame: start.frame, safepoint }, start) ? elsewhere : anywhere,
    }));
  const isReached = (): boolean => {
    const { here } = moments;
    return moments.isSameThread(here, start) && moments.isStatement(here) && !moments.isSameLine(here, start);
  };
  return { marks, isReached, release: () => ids.forEach((id) => machine.removeFunction(id)) };
}

/** Code that tells something about the frame of the safepoint where it is asked. */
function testOfFrame(id: ir.FunctionId, { safepoint }: Standing, body: ir.Statement[]): ir.Function {
  return {
    id,
    name: 'frame test',
    isLibrary: true,
    span: safepoint.span,
    locals: [{ kind: 'register', name: 'frame', type: 'ptr' }],
    parameterCount: 1,
    results: ['bool'],
    body,
  };
}

/** The one parameter. */
const FRAME = read(0);

function compare(operator: 'equal' | 'not equal', frame: FrameAddress): ir.Expression {
  return binary(operator, 'ptr', FRAME, integer('ptr', frame));
}
