// A movement in a session with several phases: what it does in the phase where it begins, and in those that it
// comes to.
import type { Debugger } from '../session/debugger';
import type { Direction, Outcome, Stop } from '../api';
import type { Phase } from './phase';

export interface Movement {
  readonly direction: Direction;
  /** A step is over where it comes into another phase; anything else goes on there. */
  readonly isStep: boolean;
  readonly run: (debug: Debugger, phase: Phase) => Promise<Outcome>;
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
