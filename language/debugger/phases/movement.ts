// A movement in a session with several phases: what it does in the phase where it begins, and in those that it
// comes to.
import type { Offset, SourceFile } from '../../syntax/source';
import type { Debugger } from '../session/debugger';
import type { Direction, Outcome, Stop, StopReason } from '../api';
import type { Phase } from './phase';

export interface Movement {
  readonly direction: Direction;
  /** A step is over where it comes into another phase; anything else goes on there. */
  readonly isStep: boolean;
  /** Where it is to end, if that is a place. */
  readonly goal?: { readonly source: SourceFile; readonly start: Offset };
  readonly run: (debug: Debugger, phase: Phase) => Promise<Outcome>;
}

export function isHit(outcome: Outcome): boolean {
  return outcome.kind === 'stopped' && outcome.stop.hitBreakpoints.length > 0;
}

/** Why a movement ends at the edge of a phase that it has just come to; undefined if it goes on there. */
export function reasonToStopAtEdge({ isStep, goal }: Movement, debug: Debugger): StopReason | undefined {
  if (isStep) return 'step';
  const [top] = debug.frames(debug.stop?.thread ?? 1, 0, 1).frames;
  const isThere = goal && top?.span.source === goal.source && top.span.start === goal.start;
  return isThere ? 'goto' : undefined;
}

/** Whether a phase that is not the last was run to its end. */
export function hasEnded(outcome: Outcome): boolean {
  return outcome.kind === 'stopped' && outcome.stop.reason === 'end' && !outcome.stop.trap;
}

/**
 * Whether a movement backwards wants to go on before the phase's first moment.
 * @param began at this stop of the phase; absent if the movement came into it from behind
 */
export function wantsBefore(movement: Movement, outcome: Outcome, began: Stop | undefined): boolean {
  if (movement.direction === 'forward' || outcome.kind !== 'stopped') return false;
  const { reason, time } = outcome.stop;
  return reason === 'entry' && (!movement.isStep || began?.time === time);
}

/** Whether a movement forward did nothing, since the program cannot go on past a trap. */
export function isStuck(movement: Movement, outcome: Outcome, began: Stop | undefined): boolean {
  if (movement.direction === 'backward' || outcome.kind !== 'stopped') return false;
  return began?.reason === 'trap' && outcome.stop.reason === 'trap' && outcome.stop.time === began.time;
}
